"""Looks through the whole object tree of a scan for what acts; runs only in the child process.

A positive list says what a scan may hold: pages, pictures, the fonts of a text recognition,
bookmarks, tags, metadata (keys of ISO 32000-1). Whatever else is there is named, known or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.scan.allowed import (
    ACTION_TYPES,
    ANY,
    CATEGORIES,
    FILTERS,
    PASSIVE_NOTES,
    PLAIN,
    ROLES,
    STREAM,
    TELLTALES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OBJECTS = 200_000
_PAGES = ("/Page", "/Pages")
_NO_STREAMS = frozenset(
    ("trailer", "catalog", "page", "resources", "outline", "goto", "names", "annotation", "info")
)


class Tree:
    """Walks from the trailer; ``found`` are categories, or ``unknown:`` and the name there."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self._seen: set[tuple[tuple[int, int], str]] = set()
        self._left = MOST_OBJECTS
        self._waiting: list[tuple[Any, str, str]] = []

    def name(self, key: str) -> None:
        """Keep what an entry stands for."""
        plain = key.lstrip("/")
        self.found[CATEGORIES.get(plain, f"unknown:{plain[:40]}")] = None

    def walk(self, start: Any) -> None:
        """Look at all that can be reached.

        Raises:
            ValueError: there is more than any scan holds.
        """
        self._waiting = [(start, "trailer", "trailer")]
        while self._waiting:
            node, role, key = self._waiting.pop()
            self._left -= 1
            if self._left < 0:
                raise ValueError("too many objects")
            self._look(node, role, key)

    def _look(self, node: Any, role: str, key: str) -> None:
        import pikepdf

        if not isinstance(node, pikepdf.Object):
            return
        kind = node._type_name  # noqa: SLF001 - faster than many isinstance
        if kind == "array":
            if not self._known(node, role):
                self._waiting += [(one, role, key) for one in _inside(node)]
        elif kind in ("dictionary", "stream") and not self._known(node, role):
            self._entries(node, role, key, stream=kind == "stream")
        elif kind in ("operator", "inlineimage", "reserved"):
            self.name(key)

    def _known(self, node: Any, role: str) -> bool:
        if not node.is_indirect:
            return False
        mark = (node.objgen, role)
        known = mark in self._seen
        self._seen.add(mark)
        return known

    def _entries(self, node: Any, role: str, key: str, *, stream: bool) -> None:
        role = _settled(node, role, stream=stream)
        if role not in ROLES or (stream and role in _NO_STREAMS):
            self.name(_named_by(node, key))
            return
        allowed = ROLES[role]
        for name in node.keys():  # noqa: SIM118 - a pikepdf object iterates its values
            value = node.get(name)
            wanted = (STREAM.get(name) if stream else None) or allowed.get(name, allowed.get(ANY))
            if wanted is None:
                self.name(_named_by(value, _named_by(node, name)))
            elif name == "/Filter" and stream:
                self._filters(value)
            elif wanted == PLAIN:
                self._plain(value, name)
            else:
                self._waiting.append((value, wanted, name))

    def _plain(self, value: Any, key: str) -> None:
        """Accept numbers, names, strings and lists of them."""
        import pikepdf

        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            self.name(_named_by(value, key))
        elif isinstance(value, pikepdf.Array) and not self._known(value, PLAIN):
            self._waiting += [(one, "nothing", key) for one in _inside(value)]

    def _filters(self, value: Any) -> None:
        import pikepdf

        for one in value if isinstance(value, pikepdf.Array) else [value]:
            if str(one) not in FILTERS:
                self.name(str(one))


def _inside(array: Any) -> Iterator[Any]:
    """Yield what in a list is not plain."""
    import pikepdf

    for one in array:
        if isinstance(one, pikepdf.Object) and one._type_name not in ("string", "name"):  # noqa: SLF001
            yield one


def _settled(node: Any, role: str, *, stream: bool) -> str:
    """Return the role that an object gives itself, "nothing" where none is allowed."""
    if role == "target":
        return "page" if str(node.get("/Type", "")) in _PAGES else "aim"
    if role == "look":
        return "form" if stream else "forms"
    if role == "xobject":
        return {"/Image": "image", "/Form": "form"}.get(str(node.get("/Subtype", "")), "nothing")
    wrong = (
        (role == "annotation" and str(node.get("/Subtype", "")) not in PASSIVE_NOTES)
        or (role == "goto" and str(node.get("/S", "")) != "/GoTo")
        or (role == "page" and str(node.get("/Type", "/Page")) not in _PAGES)
    )
    return "nothing" if wrong else role


def _named_by(value: Any, key: str) -> str:
    """Return the name that tells most: what an action or a note calls itself, else its key."""
    import pikepdf

    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for own in ("/S", "/Subtype"):
            name = str(value.get(own, "")).lstrip("/")
            if name in CATEGORIES:
                return name
    return key


def active_parts(pdf: Any, data: bytes) -> list[str]:
    """Return what a scan holds that no scan needs; an empty list is a clean one.

    Objects that nothing refers to, and bytes that no reader may reach, are looked at for the known
    names of active things as well: another program may find them.

    Raises:
        ValueError: there is more than any scan holds.
    """
    tree = Tree()
    tree.walk(pdf.trailer)
    for key in (*_in_all_objects(pdf), *_in_bytes(data)):
        tree.name(key)
    return sorted(tree.found)


def _in_all_objects(pdf: Any) -> Iterator[str]:
    import pikepdf

    for node in pdf.objects:
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            action = str(node.get("/S", "")).lstrip("/")
            if action in ACTION_TYPES:
                yield action
            for key in ("/JS", "/AA", "/EF", "/XFA", "/RichMediaContent"):
                if key in node:
                    yield key


def _in_bytes(data: bytes) -> Iterator[str]:
    """Yield names that stand in the bytes as they are; each is too long to be there by chance."""
    for name in TELLTALES:
        if b"/" + name.encode() in data:
            yield name
