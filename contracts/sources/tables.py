"""Tables from outside: CSV and .xlsx to rows of text, bounded; nothing in them is ever run."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from contracts.catalogue import batch as kinds
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.received import filetypes
from contracts.received.workbooks import MAX_MARKS, measured
from contracts.sources.cells import Cell
from contracts.sources.excel.sheet import MOST_ROWS, letters
from contracts.sources.separated import csv_rows
from contracts.sources.strangers import ending_of, stranger

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 300
_MEGABYTE = 1_000_000

__all__ = ["Table", "letters", "read_table"]


@dataclass(slots=True)
class Table:
    """A table: names in the first row, then rows of cells; rows are counted as the program shows.

    ``rows`` maps the number of each row that is not empty to its cells. ``merged`` are cells, as
    row and column, that another cell covers.
    """

    file: str
    header: list[str]
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    merged: set[tuple[int, int]] = field(default_factory=set)


def read_table(path: Path) -> Table:
    """Read a table.

    Cells whose value is not taken are findings of the table, and so is what was left out.

    Raises:
        SourceError: it is no table, too large, or cannot be read.
    """
    place, suffix = Place(path.name), path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        finding = kinds.TABLE_ENDING.at(place, file=path.name, reason=_(ending_of(suffix)))
        raise SourceError(finding)
    if not path.is_file():
        reason = _("it is not a file")
        raise SourceError(kinds.TABLE_UNREADABLE.at(place, file=path.name, reason=reason))
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(_too_large(path.name, MAX_BYTES // _MEGABYTE, "MB"))
    why = stranger(data, sheet=suffix == ".xlsx")
    if why:
        raise SourceError(kinds.TABLE_UNREADABLE.at(place, file=path.name, reason=why))
    table = _csv(data, path.name) if suffix == ".csv" else _xlsx(data, path.name)
    return _evened(table)


def _evened(table: Table) -> Table:
    """Return a table in one Unicode form, without empty rows and ends of rows.

    Raises:
        SourceError: it has too many columns, or no rows.
    """
    rows = {}
    for number, cells in table.rows.items():
        shown = [_in_one_form(cell) for cell in cells]
        while shown and not shown[-1]:
            shown.pop()
        if len(shown) > MAX_COLUMNS:
            raise SourceError(_too_large(table.file, MAX_COLUMNS, _("columns")))
        if number == 1:
            table.header = [cell.shown for cell in shown]
        elif shown:
            rows[number] = shown
    table.rows = rows
    broken = any(f.place.line == 1 for f in table.findings)
    if broken:
        raise SourceError(*table.findings)
    if not table.header or not table.rows:
        raise SourceError(kinds.TABLE_EMPTY.at(Place(table.file)), *table.findings)
    return table


def _in_one_form(cell: Cell) -> Cell:
    if cell.shown.isascii():
        return cell
    return replace(cell, shown=unicodedata.normalize("NFC", cell.shown).strip())


def _csv(data: bytes, file: str) -> Table:
    table = Table(file, [])
    width = 0
    for number, texts in enumerate(csv_rows(data, file), 1):
        if number - 1 > MAX_ROWS:
            raise SourceError(_too_large(file, MAX_ROWS, _("rows")))
        cells = [Cell(text.strip()) for text in texts]
        table.rows[number] = cells
        if number == 1:
            width = _filled(cells)
        elif any(cells) and len(cells) < width:
            values = {"row": number, "found": len(cells), "expected": width}
            table.findings.append(kinds.RAGGED.at(Place(file, number), **values))
    return table


def _filled(cells: list[Cell]) -> int:
    return max((n for n, cell in enumerate(cells, 1) if cell), default=0)


def _xlsx(data: bytes, file: str) -> Table:
    from contracts.sources.excel.tables import read_sheet

    try:
        _refuse_package(data, file)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = read_sheet(package, file, MAX_ROWS, MAX_COLUMNS)
    except (SourceError, MemoryError):
        raise
    except Exception as error:
        # a spoiled file makes the parsers raise whatever its parts meet
        reason = _("its parts do not fit together")
        finding = kinds.TABLE_UNREADABLE.at(Place(file), file=file, reason=reason)
        raise SourceError(finding) from error
    if found.too_many:
        raise SourceError(_too_large(file, MAX_ROWS, _("rows")))
    return Table(file, [], found.rows, found.findings, found.merged)


def _refuse_package(data: bytes, file: str) -> None:
    found = measured(data)
    if found.problem == "locked":
        raise SourceError(filetypes.neither(file, filetypes.LOCKED))
    if found.problem == "active":
        raise SourceError(kinds.TABLE_WITH_MACROS.at(Place(file), file=file))
    if found.problem in ("size", "entries", "ratio"):
        raise SourceError(_too_large(file, found.unpacked // _MEGABYTE, "MB"))
    if found.problem:
        reason = found.part or _("it is damaged or no ZIP file")
        raise SourceError(kinds.TABLE_UNREADABLE.at(Place(file), file=file, reason=reason))
    if found.rows > MOST_ROWS:
        raise SourceError(_too_large(file, MAX_ROWS, _("rows")))
    if found.marks > MAX_MARKS:
        raise SourceError(_too_large(file, MAX_MARKS // 2, _("cells and texts")))


def _too_large(file: str, limit: int, what: str) -> Finding:
    return kinds.TABLE_TOO_LARGE.at(Place(file), limit=limit, what=what)
