"""All that a Word file says and carries: stories, looks, parts, settings."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from contracts.ooxml import names
from contracts.ooxml.names import R, w
from contracts.ooxml.package import CONTENT_TYPES, rels_name
from contracts.ooxml.xml import parse
from contracts.parity.docx_numbers import Numbers
from contracts.parity.docx_styles import Styles
from contracts.parity.returned import known
from contracts.parity.returned.lines import Story
from contracts.parity.returned.looks import Looks
from contracts.parity.returned.revisions import settle
from contracts.parity.returned.story import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.ooxml.package import Package

_NOTES: Final = ("footnotes", "endnotes")
_FIRST_NOTE: Final = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(slots=True)
class Seen:
    """What was read; ``margins`` maps section, "header" or "footer", and kind to its story.

    ``others`` counts what is not understood outside of the stories: parts, settings, relations.
    ``page`` is width, height and margins of each section in twentieths of a point.
    """

    body: Story = field(default_factory=Story)
    margins: dict[tuple[int, str, str], Story] = field(default_factory=dict)
    others: Counter[tuple[str, str]] = field(default_factory=Counter)
    page: list[tuple[int, ...]] = field(default_factory=list)
    hidden: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)


def see(package: Package, *, accept: bool = True) -> Seen:
    """Read a Word file, its tracked changes accepted or rejected.

    Raises:
        SourceError: a part cannot be read.
    """
    return _Eyes(package, accept=accept).see()


class _Eyes:
    def __init__(self, package: Package, *, accept: bool) -> None:
        self._package = package
        self._accept = accept
        self._seen = Seen()
        self._styles_root = self._first(names.REL_STYLES)
        self._numbering = self._first(names.REL_NUMBERING)

    def see(self) -> Seen:
        document = self._package.document
        reader = self._reader(document, self._numbering)
        root = self._settled(document)
        for element in root.iterchildren():
            if element.tag != w("body"):
                reader.story.others[_local(element), ""] += 1
                root.remove(element)
        self._seen.body = reader.read(root)
        self._hidden(root)
        self._sections(reader.sections)
        self._notes()
        self._settings()
        self._levels()
        self._parts()
        return self._seen

    def _first(self, kind: str) -> Any:
        package = self._package
        for part in package.related(package.document, kind):
            return parse(package.parts[part], part, package.file)
        return None

    def _settled(self, part: str) -> Any:
        root = parse(self._package.parts[part], part, self._package.file)
        settle(root, accept=self._accept)
        return root

    def _reader(self, part: str, numbering: Any) -> Reader:
        root = self._styles_root
        styles = Styles({}, "") if root is None else Styles.of(root)
        return Reader(
            styles, Looks.of(root), Numbers.of(numbering), self._digests(part).__getitem__
        )

    def _digests(self, part: str) -> _Digests:
        package, found = self._package, _Digests()
        for relation in package.relations(part):
            content = package.parts.get(relation.target)
            if relation.external or content is None:
                found[relation.id] = relation.target
            else:
                found[relation.id] = hashlib.sha256(content).hexdigest()[:12]
        return found

    # ------------------------------------------------------------------ margins

    def _sections(self, sections: list[Any]) -> None:
        package, shown = self._package, self._switch("evenAndOddHeaders")
        targets = {r.id: r.target for r in package.relations(package.document)}
        current: dict[tuple[str, str], str] = {}
        for number, section in enumerate(sections):
            self._seen.page.append(_page(section))
            first = _is_on(section.find(w("titlePg")))
            for side in ("header", "footer"):
                for reference in section.iterfind(w(f"{side}Reference")):
                    kind = reference.get(w("type"), "default")
                    current[side, kind] = targets.get(reference.get(f"{{{R}}}id", ""), "")
                for kind, used in (("default", True), ("first", first), ("even", shown)):
                    if used:
                        self._margin(number, side, kind, current.get((side, kind), ""))

    def _margin(self, number: int, side: str, kind: str, part: str) -> None:
        story = Story()
        if part in self._package.parts:
            root = self._settled(part)
            story = self._reader(part, self._numbering).read(root)
            self._hidden(root)
        self._seen.margins[number, side, kind] = story

    def _hidden(self, root: Any) -> None:
        """Count signs that nobody sees and that change how words are read or found."""
        for text in root.iter(w("t")):
            self._seen.hidden.update(
                sign for sign in text.text or "" if unicodedata.category(sign) in ("Cf", "Co", "Cn")
            )

    def _notes(self) -> None:
        package = self._package
        for kind in _NOTES:
            for part in package.related(package.document, f"{R}/{kind}"):
                for note in self._settled(part):
                    if note.get(w("type")) not in _FIRST_NOTE:
                        words = " ".join(t.text or "" for t in note.iter(w("t")))
                        self._seen.others["footnoteReference", words] += 1

    # ------------------------------------------------------------------ all else

    def _switch(self, name: str) -> bool:
        root = self._first(names.REL_SETTINGS)
        return root is not None and _is_on(root.find(w(name)))

    def _settings(self) -> None:
        root = self._first(names.REL_SETTINGS)
        for element in () if root is None else root:
            space = str(element.tag)[1:].partition("}")[0]
            if element.tag not in known.SETTINGS and not space.startswith(known.SETTING_SPACES):
                self._seen.others["setting", _local(element)] += 1

    def _levels(self) -> None:
        """Note what hides or replaces the numbers of lists."""
        for level in () if self._numbering is None else self._numbering.iter(w("lvl")):
            properties = level.find(w("rPr"))
            for name in ("vanish", "color", "sz", "strike", "dstrike"):
                found = None if properties is None else properties.find(w(name))
                if found is not None and found.get(w("val"), "1") not in ("auto", "0", "false"):
                    self._seen.numbers[f"{name} {found.get(w('val'), '')}".strip()] += 1
            if level.getparent().tag == w("lvlOverride"):
                self._seen.numbers[f"lvlOverride {_text_of(level)}".strip()] += 1
            if level.find(w("lvlPicBulletId")) is not None:
                self._seen.numbers["picture"] += 1

    def _parts(self) -> None:
        package = self._package
        lists = {"": known.ROOT_PARTS, package.document: known.DOCUMENT_PARTS}
        for part in ("", *package.parts):
            for relation in package.relations(part):
                kind = relation.type.rpartition("/")[2]
                if kind not in lists.get(part, known.OTHER_PARTS):
                    self._seen.others["part", f"{kind} {relation.target}"] += 1
        for name in sorted(package.parts.keys() - set(_reached(package))):
            self._seen.others["part", name] += 1
        for part in package.related(package.document, f"{R}/comments"):
            for comment in parse(package.parts[part], part, package.file):
                words = " ".join(t.text or "" for t in comment.iter(w("t")))
                author = comment.get(w("author"), "")
                self._seen.others["commentReference", f"{author}: {words}"] += 1
        for part in package.related(package.document, f"{R}/image"):
            content = package.parts[part]
            self._seen.others["drawing", hashlib.sha256(content).hexdigest()[:12]] += 1


def _reached(package: Package) -> Iterator[str]:
    """Yield the parts that are there for a reason."""
    yield CONTENT_TYPES
    for part in ("", *package.parts):
        yield rels_name(part)
        yield from (relation.target for relation in package.relations(part))


class _Digests(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


def _text_of(level: Any) -> str:
    found = level.find(w("lvlText"))
    return "" if found is None else found.get(w("val"), "")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_on(element: Any) -> bool:
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")


def _page(section: Any) -> tuple[int, ...]:
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
    found = [] if size is None else [size.get(w(n), "0") for n in ("w", "h")]
    found += [] if margin is None else [margin.get(w(n), "0") for n in ("left", "right")]
    try:
        return tuple(int(float(value)) for value in found)
    except ValueError:
        return ()
