"""Marks of tracked changes (ISO/IEC 29500-1, 17.13.5), each with its own number."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_PROPERTIES_END = (w("sectPr"), w("pPrChange"))


class Marker:
    """Makes marks with one date, and never the same number twice."""

    def __init__(self, author: str, date: str, first: int) -> None:
        """Start counting at ``first``, beyond all numbers of bookmarks."""
        self.author, self.date = author, date
        self._next = first
        self._line_author, self._other_author = (f"{author} ({n})" for n in ("Zeilen", "Verweise"))
        self._after_field = False

    def number(self) -> str:
        """Return a new number."""
        self._next += 1
        return str(self._next - 1)

    def make(self, name: str, /, *, line: bool = False, **more: str) -> etree._Element:
        """Return an empty mark such as ins, del, moveFrom or pPrChange.

        Whole lines have an author of their own. LibreOffice makes one change of two neighbours of
        the same author, and would then take away the end of the line before an inserted one.
        """
        author = self._line_author if line else self.author
        attributes = {w("id"): self.number(), w("author"): author, w("date"): self.date}
        return etree.Element(w(name), {**attributes, **{w(k): v for k, v in more.items()}})

    def begin_line(self, *, field: bool) -> None:
        """Choose the author of the next whole line, another one around inserted lines with a field.

        LibreOffice would give the style of the first of several inserted lines to what stands
        behind them, where they are rejected as one change that a field interrupts.
        """
        if field or self._after_field:
            self._line_author, self._other_author = self._other_author, self._line_author
        self._after_field = field

    def around(
        self, name: str, runs: Iterable[etree._Element], *, line: bool = False
    ) -> list[etree._Element]:
        """Return runs inside of marks; a link keeps its runs inside of it."""
        found: list[etree._Element] = []
        for run in runs:
            if run.tag in (w("bookmarkStart"), w("bookmarkEnd")):
                found.append(run)
                continue
            if run.tag == w("hyperlink"):
                inner = self.around(name, list(run), line=line)
                for child in inner:
                    run.append(child)
                found.append(run)
                continue
            if not found or found[-1].tag != w(name):
                found.append(self.make(name, line=line))
            found[-1].append(as_deleted(run) if name == "del" else run)
        return found

    def line(self, paragraph: etree._Element, name: str) -> None:
        """Mark the end of a paragraph, so that the whole line comes or goes."""
        mark = self.make(name, line=True)
        properties = properties_of(paragraph)
        runs = properties.find(w("rPr"))
        if runs is None:
            runs = etree.Element(w("rPr"))
            ends = (c for c in properties if c.tag in _PROPERTIES_END)
            end = next(ends, None)
            if end is None:
                properties.append(runs)
            else:
                end.addprevious(runs)
        runs.insert(0, mark)

    def row(self, row: etree._Element, name: str) -> None:
        """Mark a row; its content is marked apart."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            place = sum(child.tag == w("tblPrEx") for child in row)
            row.insert(place, properties)
        properties.append(self.make(name, line=True))

    def properties_change(self, paragraph: etree._Element, old: etree._Element) -> None:
        """Note what the properties of a paragraph were."""
        change = self.make("pPrChange")
        before = deepcopy(old)
        for child in list(before):
            if child.tag in (w("rPr"), *_PROPERTIES_END):
                before.remove(child)
        change.append(before)
        properties_of(paragraph).append(change)


def properties_of(paragraph: etree._Element) -> etree._Element:
    """Return the properties of a paragraph, made where it has none."""
    found = paragraph.find(w("pPr"))
    if found is None:
        found = etree.Element(w("pPr"))
        paragraph.insert(0, found)
    return found


def as_deleted(run: etree._Element) -> etree._Element:
    """Return a run as it stands inside of a deletion."""
    for child in run.iter(*_DELETED):
        child.tag = _DELETED[str(child.tag)]
        child.set(_SPACE, "preserve")
    return run


def as_kept(run: etree._Element) -> etree._Element:
    """Return a run of a deletion as it stands in the text."""
    back = {new: old for old, new in _DELETED.items()}
    for child in run.iter(*back):
        child.tag = back[str(child.tag)]
    return run
