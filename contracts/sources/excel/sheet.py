"""The rows of a sheet: what its visible cells show, and a finding for each that is not taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from contracts.catalogue import batch as kinds
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.sources.cells import EMPTY, Cell
from contracts.sources.excel.book import Look
from contracts.sources.excel.day_format import is_date, moment
from contracts.sources.excel.number_format import (
    UnknownFormatError,
    shown_number,
    shown_text,
    significant,
)
from contracts.sources.excel.texts import Text, children, local, rich_text, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from contracts.sources.excel.book import Book, SheetPart

_MOST_CELLS = 16_384  # in a row; Excel has no more columns
MOST_ROWS = 100_000  # empty ones included
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Row:
    """A row: its number as Excel shows it, its cells, whether people see it."""

    number: int
    cells: list[Cell | Finding] = field(default_factory=list)
    hidden: bool = False

    @property
    def filled(self) -> bool:
        """Whether anything stands in it."""
        return any(isinstance(cell, Finding) or cell.shown for cell in self.cells)


class Sheet:
    """Reads one sheet of a book from its first row on."""

    def __init__(self, book: Book, part: SheetPart) -> None:
        self.name = part.name
        self.hidden_columns: set[int] = set()
        self.merged: set[tuple[int, int]] = set()
        self._book = book
        self._part = part

    def rows(self, most_columns: int) -> Iterator[Row]:
        """Yield the rows; ``merged`` is complete when all have been read.

        Raises:
            SourceError: there are more rows or cells than a table can have.
        """
        number = rows = cells = 0
        with self._book.package.open(self._part.part) as stream:
            for _event, element in etree.iterparse(
                stream, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ):
                name = local(element)
                if name == "c":
                    cells += 1
                    if cells > _MOST_CELLS:
                        raise self._too_large(_MOST_CELLS, _("columns"))
                elif name == "row":
                    rows, cells = rows + 1, 0
                    if rows > MOST_ROWS:
                        raise self._too_large(MOST_ROWS, _("rows"))
                    number = int(element.get("r") or number + 1)
                    yield self._row(element, number, most_columns)
                    self._forget(element)
                elif name == "col":
                    self._column(element, most_columns)
                elif name == "mergeCell":
                    self._merge(element.get("ref", ""), most_columns)

    def _too_large(self, limit: int, what: str) -> SourceError:
        place = Place(self._book.file)
        return SourceError(kinds.TABLE_TOO_LARGE.at(place, limit=limit, what=what))

    @staticmethod
    def _forget(element: etree._Element) -> None:
        element.clear()
        while element.getprevious() is not None:
            parent = element.getparent()
            assert parent is not None  # noqa: S101 - a row has a parent
            del parent[0]

    def _column(self, element: etree._Element, most: int) -> None:
        width = element.get("width")
        if element.get("hidden") in ("1", "true") or (width and float(width) == 0):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.hidden_columns.update(range(first, min(last, most) + 1))

    def _merge(self, reference: str, most: int) -> None:
        found = [_REFERENCE.match(end) for end in reference.split(":")]
        if len(found) != 2 or not all(found):  # noqa: PLR2004 - first and last
            return
        (left, top), (right, bottom) = [(_column(m[1]), int(m[2])) for m in found if m]
        for row in range(top, min(bottom, top + 20_000) + 1):
            for column in range(left, min(right, most) + 1):
                if (row, column) != (top, left):
                    self.merged.add((row, column))

    def _row(self, element: etree._Element, number: int, most: int) -> Row:
        height = element.get("ht")
        hidden = element.get("hidden") in ("1", "true") or (
            height is not None and not float(height)
        )
        row = Row(number, hidden=hidden)
        for cell in children(element, "c"):
            match = _REFERENCE.match(cell.get("r", ""))
            column = _column(match[1]) if match else len(row.cells) + 1
            column = min(column, most + 1)
            row.cells += [EMPTY] * (column - len(row.cells))
            made = self._cell(cell, number, column)
            if made or not row.cells[column - 1]:
                row.cells[column - 1] = made
        return row

    def _cell(self, element: etree._Element, row: int, column: int) -> Cell | Finding:
        place = Place(self._book.file, row, column)
        where = {"row": row, "column": letters(column)}
        style = int(element.get("s", "0"))
        look = self._book.looks[style] if style < len(self._book.looks) else Look()
        kind = element.get("t", "n")
        if any(True for _ in children(element, "f")):
            return kinds.FORMULA.at(place, **where)
        value = next((v.text or "" for v in children(element, "v")), "")
        if kind == "e":
            return kinds.BROKEN_CELL.at(place, **where, found=value[:20])
        text = self._text(element, kind, value)
        shown = _shown(text, kind, value, look, mac=self._book.from_1904)
        if isinstance(shown, Cell):
            if shown and (look.struck or (text and text.struck)):
                return kinds.STRUCK.at(place, **where, shown=_short(shown.shown))
            if shown and (look.raised or (text and text.raised)):
                return kinds.RAISED.at(place, **where, shown=_short(shown.shown))
            return shown
        return kinds.UNKNOWN_FORMAT.at(
            place, sheet=self.name, cell=f"{letters(column)}{row}", stored=_short(value or shown),
            format=look.code or str(look.number),
        )  # fmt: skip

    def _text(self, element: etree._Element, kind: str, value: str) -> Text | None:
        if kind == "s":
            number = int(value) if value.isdecimal() else -1
            return self._book.texts[number] if 0 <= number < len(self._book.texts) else Text("")
        if kind == "inlineStr":
            return next((rich_text(inline) for inline in children(element, "is")), Text(""))
        return Text(unescaped(value)) if kind in ("str", "d") else None


def _shown(text: Text | None, kind: str, value: str, look: Look, *, mac: bool) -> Cell | str:
    """Return what a cell shows, or what it holds where that is not known."""
    if kind == "d":
        return value  # a day in letters, whose format says another thing
    if text is not None:
        return _written(text.text, look)
    if not value:
        return EMPTY
    if kind == "b":
        on = value.strip() in ("1", "true")
        return Cell("WAHR" if on else "FALSCH", on) if look.code != ";;;" else value
    try:
        return _number(significant(value), look, mac=mac) or value
    except (UnknownFormatError, ArithmeticError, ValueError, OverflowError):
        return value


def _written(text: str, look: Look) -> Cell | str:
    try:
        shown = shown_text(look.code, text).strip()
    except UnknownFormatError:
        return text
    return Cell(shown) if shown or not text.strip() else text


def _number(number: Decimal, look: Look, *, mac: bool) -> Cell | None:
    """Return what a number shows, None where it is hidden."""
    if not look.code:
        raise UnknownFormatError(look.code)
    if look.code.lower() not in ("general", "@") and is_date(look.code):
        found = moment(look.code, number, mac=mac)
        return Cell(found.shown.strip(), found.day, exact=not found.has_time)
    shown = shown_number(look.code, number).strip()
    return Cell(shown, number) if shown else None


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters(column: int) -> str:
    """Return the name of a column, counted from 1, as spreadsheets show it: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _short(text: Any) -> str:
    text = str(text).replace("\n", "⏎")
    return f"{text[:40]}…" if len(text) > 40 else text  # noqa: PLR2004 - enough to find it
