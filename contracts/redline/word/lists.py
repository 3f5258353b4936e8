"""The numbered lists of both files in one: what was list 3 there may be list 5 here."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Iterable


class Lists:
    """Gives the lists of the old file their numbers in the common one.

    Lines that both files have decide which list of the old file is which of the new one; a list
    that only the old file has is added.
    """

    def __init__(
        self,
        old: etree._Element,
        new: etree._Element,
        pairs: Iterable[tuple[etree._Element, etree._Element]],
    ) -> None:
        """Take both numbering parts and the pairs of paragraphs that both files have."""
        self._old, self.root = old, new
        self._known = _same(pairs)

    def move(self, body: etree._Element) -> bool:
        """Give the lists of the old paragraphs their common numbers; tell whether any changed."""
        changed = False
        for number in body.iter(w("numId")):
            old = number.get(w("val"), "")
            if old not in self._known:
                self._known[old] = self._added(old)
            changed = changed or self._known[old] != old
            number.set(w("val"), self._known[old])
        return changed

    def _added(self, old: str) -> str:
        """Copy a list into the common part and return its number."""
        source = next((n for n in self._old.iterfind(w("num")) if n.get(w("numId")) == old), None)
        if source is None:
            return old
        reference = source.find(w("abstractNumId"))
        wanted = reference.get(w("val")) if reference is not None else ""
        abstract = next(
            a for a in self._old.iterfind(w("abstractNum")) if a.get(w("abstractNumId")) == wanted
        )
        if self._is_style(wanted or ""):
            return old
        number = _highest(self.root, "num", "numId") + 1
        kind = _highest(self.root, "abstractNum", "abstractNumId") + 1
        copy = deepcopy(abstract)
        copy.set(w("abstractNumId"), str(kind))
        sign = copy.find(w("nsid"))
        if sign is not None:
            sign.set(w("val"), f"{0x57570000 + kind:08X}")
        self.root.findall(w("abstractNum"))[-1].addnext(copy)
        made = deepcopy(source)
        made.set(w("numId"), str(number))
        etree.SubElement(made, w("abstractNumId")) if reference is None else None
        made.find(w("abstractNumId")).set(w("val"), str(kind))  # type: ignore[union-attr]
        self.root.findall(w("num"))[-1].addnext(made)
        return str(number)

    def _is_style(self, abstract: str) -> bool:
        """Tell whether a list is one of the skeleton's, which both files share."""
        ours = [a for a in self._old.iterfind(w("abstractNum")) if _id(a) == abstract]
        theirs = [a for a in self.root.iterfind(w("abstractNum")) if _id(a) == abstract]
        linked = [a.find(f".//{w('pStyle')}") is not None for a in (*ours, *theirs)]
        return len(linked) == 2 and all(linked)  # noqa: PLR2004 - one on each side


def _id(abstract: etree._Element) -> str:
    return abstract.get(w("abstractNumId"), "")


def _same(pairs: Iterable[tuple[etree._Element, etree._Element]]) -> dict[str, str]:
    votes: Counter[tuple[str, str]] = Counter()
    for old, new in pairs:
        ours = [n.get(w("val"), "") for n in old.iter(w("numId"))]
        if not ours:
            continue
        theirs = [n.get(w("val"), "") for n in new.iter(w("numId"))]
        votes.update(zip(ours, theirs, strict=False))
    found: dict[str, str] = {}
    for (old_id, new_id), _ in sorted(votes.items(), key=lambda v: (-v[1], v[0])):
        if old_id not in found and new_id not in found.values():
            found[old_id] = new_id
    return found


def _highest(root: etree._Element, tag: str, name: str) -> int:
    return max((int(e.get(w(name), "0")) for e in root.iterfind(w(tag))), default=0)
