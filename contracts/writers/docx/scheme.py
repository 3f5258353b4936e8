"""How a skeleton numbers: its multi-level lists, read as Word reads them."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from contracts.ooxml.names import W, w
from contracts.ooxml.xml import serialise
from contracts.writers.docx.roles import NUMBERED, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

DEPTH: Final = 4  # § – (1) – 1. – a)
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: number format, text around it, whether it counts plainly."""

    format: str
    pieces: tuple[str, ...]  # words and levels in turn: "(", "2", ")"
    plain: bool

    def label(self, counters: Sequence[int]) -> str:
        """Return the label that Word shows for these counters, one for each level from the top."""
        before, *rest = self.pieces
        for level, after in zip(rest[::2], rest[1::2], strict=True):
            before += self._count(counters, int(level)) + after
        return before

    def _count(self, counters: Sequence[int], level: int) -> str:
        number = counters[level - 1] if level <= len(counters) else 0
        if self.format == "lowerLetter" and number:
            repeat, letter = divmod(number - 1, len(_ALPHABET))
            return _ALPHABET[letter] * (repeat + 1)
        return str(number) if self.format == "decimal" else ""


NO_LEVEL: Final = Level("none", ("",), plain=False)


@dataclass(frozen=True, slots=True)
class Position:
    """Where in which list a paragraph counts."""

    num_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """All lists of a skeleton.

    ``positions`` tells what each style is linked to, ``lists`` the levels of each list. The texts
    are the numbering part, cut where further definitions go; ``pattern`` is the main definition
    without its links, ready to be copied for a list that counts on its own.
    """

    positions: Mapping[Role, Position]
    lists: Mapping[str, tuple[Level, ...]]
    head: str
    numbers: str
    tail: str
    pattern: str
    first_abstract: int
    first_number: int

    def first_label(self, role: Role) -> str:
        """Return how the first item of a role is numbered, "" where it is not numbered."""
        position = self.positions.get(role)
        if position is None or position.num_id not in self.lists:
            return ""
        level = self.lists[position.num_id][position.level]
        return level.label([1] * DEPTH) if level.plain else ""


def read_scheme(
    numbering: etree._Element, styles: etree._Element, ids: Mapping[Role, str]
) -> Scheme:
    """Read the lists that the styles of a skeleton are linked to."""
    numbering = copy.deepcopy(numbering)
    abstracts = {a.get(w("abstractNumId"), ""): a for a in numbering.iterfind(w("abstractNum"))}
    numbers = {n.get(w("numId"), ""): n for n in numbering.iterfind(w("num"))}
    definitions = {
        num_id: _definition(number, numbers, abstracts, styles)
        for num_id, number in numbers.items()
    }
    positions = dict(_positions(styles, ids, definitions))
    lists = {
        num_id: tuple(_levels(numbers[num_id], definition))
        for num_id, definition in definitions.items()
        if definition is not None
    }
    section = positions.get(Role.SECTION)
    main = definitions.get(section.num_id) if section else None
    head, middle, tail = _cut(numbering)
    return Scheme(
        positions,
        lists,
        head,
        middle,
        tail,
        pattern="" if main is None else _pattern(main),
        first_abstract=1 + max((int(key) for key in abstracts), default=0),
        first_number=1 + max((int(key) for key in numbers), default=0),
    )


def _definition(
    number: etree._Element,
    numbers: Mapping[str, etree._Element],
    abstracts: Mapping[str, etree._Element],
    styles: etree._Element,
) -> etree._Element | None:
    found = abstracts.get(_value(number, "abstractNumId"))
    link = "" if found is None else _value(found, "numStyleLink")
    if not link:
        return found
    for style in styles.iterfind(w("style")):
        if style.get(w("styleId")) == link:
            num_id = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
            target = numbers.get("" if num_id is None else num_id.get(w("val"), ""))
            return None if target is None else abstracts.get(_value(target, "abstractNumId"))
    return None


def _positions(
    styles: etree._Element,
    ids: Mapping[Role, str],
    definitions: Mapping[str, etree._Element | None],
) -> Iterator[tuple[Role, Position]]:
    by_id = {style.get(w("styleId"), ""): style for style in styles.iterfind(w("style"))}
    for role in NUMBERED:
        style = by_id.get(ids.get(role, ""))
        seen: set[int] = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            numbered = style.find(f"{w('pPr')}/{w('numPr')}")
            if numbered is not None and _value(numbered, "numId"):
                num_id = _value(numbered, "numId")
                level = _linked_level(definitions.get(num_id), style.get(w("styleId"), ""))
                yield role, Position(num_id, int(_value(numbered, "ilvl") or level))
                break
            style = by_id.get(_value(style, "basedOn"))


def _linked_level(definition: etree._Element | None, style: str) -> int:
    for level in () if definition is None else definition.iterfind(w("lvl")):
        if _value(level, "pStyle") == style:
            return int(level.get(w("ilvl"), "0"))
    return 0


def _levels(number: etree._Element, definition: etree._Element) -> Iterator[Level]:
    overridden = any(True for _ in number.iterfind(w("lvlOverride")))
    by_level = {level.get(w("ilvl")): level for level in definition.iterfind(w("lvl"))}
    for position in range(9):
        level = by_level.get(str(position))
        if level is None:
            yield NO_LEVEL
            continue
        format_ = _value(level, "numFmt") or "decimal"
        start = _value(level, "start") or "0"
        restarts = level.find(w("lvlRestart")) is None
        plain = not overridden and restarts and (start == "1" or format_ == "bullet")
        pieces = re.split(r"%([1-9])", _value(level, "lvlText"))
        yield Level(format_, tuple(pieces), plain)


def _cut(numbering: etree._Element) -> tuple[str, str, str]:
    """Return the part up to the last abstract definition, the numbers, and the rest."""
    marker = f"{{{W}}}cut"
    numbers = numbering.findall(w("num"))
    place = numbering.index(numbers[0]) if numbers else len(numbering)
    numbering.insert(place, numbering.makeelement(marker))
    end = place + 1 + len(numbers)
    numbering.insert(end, numbering.makeelement(marker))
    pieces = re.split(r"<w:cut[^>]*/>", serialise(numbering))
    return pieces[0], pieces[1], pieces[2]


def _pattern(definition: etree._Element) -> str:
    pattern = copy.deepcopy(definition)
    for name in ("nsid", "tmpl", "name", "styleLink", "numStyleLink"):
        for element in pattern.findall(w(name)):
            pattern.remove(element)
    for level in pattern.iterfind(w("lvl")):
        for link in level.findall(w("pStyle")):
            level.remove(link)
        _keep_attributes(level, w("ilvl"))
    _keep_attributes(pattern, w("abstractNumId"))
    pattern.set(w("abstractNumId"), "@abstract@")
    text = re.sub(r' xmlns:\w+="[^"]*"', "", serialise(pattern))
    return text.replace(">", '><w:nsid w:val="@nsid@"/>', 1)


def _keep_attributes(element: etree._Element, kept: str) -> None:
    for name in list(element.attrib):
        if name != kept:
            del element.attrib[name]


def _value(parent: etree._Element, name: str) -> str:
    found = parent.find(w(name))
    return "" if found is None else found.get(w("val"), "")
