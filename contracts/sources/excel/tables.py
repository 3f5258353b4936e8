"""One Excel file to rows of cells: its only visible sheet, and what of the file is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.catalogue import batch as kinds
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.sources.cells import EMPTY, Cell
from contracts.sources.excel.book import open_book
from contracts.sources.excel.sheet import Row, Sheet, letters

if TYPE_CHECKING:
    import zipfile

    from contracts.sources.excel.book import Book, SheetPart

_SHOWN = 10
_COLUMNS = 300  # content beyond is found when the sheet is read
_PARTS = {
    "comments": "comments", "threadedComment": "comments", "drawing": "drawing",
    "pivotTable": "pivot",
}  # fmt: skip
_EMPTY_DRAWING = re.compile(rb"<(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor")


@dataclass(slots=True)
class Sheeted:
    """The rows of a sheet by their numbers, and what is to be said about them."""

    rows: dict[int, list[Cell]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    merged: set[tuple[int, int]] = field(default_factory=set)
    too_many: bool = False


def read_sheet(package: zipfile.ZipFile, file: str, most_rows: int, most_columns: int) -> Sheeted:
    """Read the only visible sheet with content.

    Raises:
        SourceError: it is no Excel file, or several sheets are visible and filled.
    """
    book = open_book(package, file)
    if book is None or not book.sheets:
        reason = _("it has no sheet")
        raise SourceError(kinds.TABLE_UNREADABLE.at(Place(file), file=file, reason=reason))
    filled = [part for part in book.sheets if _has_content(book, part)]
    visible = [part for part in filled if not part.hidden]
    if len(visible) > 1:
        named = ", ".join(part.name for part in visible)
        raise SourceError(kinds.MORE_SHEETS.at(Place(file), file=file, sheets=named))
    hidden = [part.name for part in filled if part.hidden]
    chosen = visible[0] if visible else next((p for p in book.sheets if not p.hidden), None)
    found = Sheeted()
    if chosen is not None:
        found = _Reading(book, chosen, most_rows, most_columns).read()
        found.findings += _beside(book, chosen)
    if hidden:
        found.findings.append(kinds.SHEETS_LEFT_OUT.at(Place(file), sheets=", ".join(hidden)))
    return found


def _has_content(book: Book, part: SheetPart) -> bool:
    return any(row.filled for row in Sheet(book, part).rows(_COLUMNS))


class _Reading:
    def __init__(self, book: Book, part: SheetPart, most_rows: int, most_columns: int) -> None:
        self._file = book.file
        self._sheet = Sheet(book, part)
        self._rows, self._columns = most_rows, most_columns
        self._titles: dict[int, str] = {}
        self._hidden_rows: list[int] = []
        self._used: set[int] = set()
        self._found = Sheeted()

    def read(self) -> Sheeted:
        """Return the rows; those that are hidden are left out and named."""
        for row in self._sheet.rows(self._columns):
            if len(self._found.rows) > self._rows:
                self._found.too_many = True
                break
            self._take(row)
        self._found.merged = self._sheet.merged
        self._say_what_is_left_out()
        return self._found

    def _take(self, row: Row) -> None:
        if not row.filled:
            return
        if row.number == 1 and row.hidden:
            reason = _("its first row is hidden")
            finding = kinds.TABLE_UNREADABLE.at(Place(self._file), file=self._file, reason=reason)
            raise SourceError(finding)
        if row.hidden:
            self._hidden_rows.append(row.number)
            return
        cells: list[Cell] = []
        for column, cell in enumerate(row.cells, 1):
            hidden = column in self._sheet.hidden_columns
            if isinstance(cell, Finding):
                self._used |= {column} if hidden else set()
                self._found.findings += [] if hidden else [cell]
                cells.append(EMPTY)
            else:
                self._used |= {column} if hidden and cell else set()
                cells.append(EMPTY if hidden else cell)
        if row.number == 1:
            texts = enumerate(row.cells, 1)
            self._titles = {n: cell.shown for n, cell in texts if isinstance(cell, Cell)}
        self._found.rows[row.number] = cells

    def _say_what_is_left_out(self) -> None:
        place = Place(self._file)
        if self._hidden_rows:
            rows = _listed([str(number) for number in self._hidden_rows])
            self._found.findings.append(kinds.ROWS_LEFT_OUT.at(place, rows=rows))
        if self._used:
            names = [self._name(column) for column in sorted(self._used)]
            finding = kinds.COLUMNS_LEFT_OUT.at(place, columns=_listed(names))
            self._found.findings.append(finding)

    def _name(self, column: int) -> str:
        title = self._titles.get(column, "")
        return f"{letters(column)} ({title})" if title else letters(column)


def _beside(book: Book, part: SheetPart) -> list[Finding]:
    """Return a finding where comments, pictures or text boxes lie on the sheet."""
    found: dict[str, None] = {}
    names = {"comments": _("comments"), "drawing": _("pictures or text boxes"),
             "pivot": _("pivot tables")}  # fmt: skip
    for kind, target in book.related(part.part).values():
        word = _PARTS.get(kind)
        if word is None or target not in book.package.namelist():
            continue
        if word == "drawing" and not _EMPTY_DRAWING.search(book.package.read(target)):
            continue
        found[names[word]] = None
    if book.conditional:
        found[_("number formats that depend on a condition")] = None
    if not found:
        return []
    return [kinds.PARTS_LEFT_OUT.at(Place(book.file), parts=", ".join(found))]


def _listed(words: list[str]) -> str:
    more = len(words) - _SHOWN
    return ", ".join(words[:_SHOWN]) + (f" … (+{more})" if more > 0 else "")
