"""Tables from outside: CSV and .xlsx to rows of text, bounded; nothing in them is ever run."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from contracts.catalogue import batch as kinds
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.received import filetypes
from contracts.received.workbooks import MAX_MARKS, measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAX_BYTES = 20_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 300
_MEGABYTE = 1_000_000


@dataclass(slots=True)
class Table:
    """A table: names in the first row, then rows of text; rows are counted as the program shows.

    ``rows`` maps the number of each row that is not empty to its cells; an empty cell is "".
    """

    file: str
    header: list[str]
    rows: dict[int, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def letters(column: int) -> str:
    """Return the name of a column, counted from 1, as spreadsheets show it: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_table(path: Path) -> Table:
    """Read a table.

    Cells that hold a formula or an error are findings of the table.

    Raises:
        SourceError: it is no table, too large, or cannot be read.
    """
    place = Place(path.name)
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise SourceError(kinds.TABLE_ENDING.at(place, file=path.name))
    if not path.is_file():
        reason = _("it is not a file")
        raise SourceError(kinds.TABLE_UNREADABLE.at(place, file=path.name, reason=reason))
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(_too_large(path.name, MAX_BYTES // _MEGABYTE, "MB"))
    lines = _csv(data, path.name) if path.suffix.lower() == ".csv" else _xlsx(data, path.name)
    return _table(path.name, lines)


def _table(file: str, lines: Iterable[list[Any]]) -> Table:
    table = Table(file, [])
    for number, cells in enumerate(lines, 1):
        if number - 1 > MAX_ROWS:
            raise SourceError(_too_large(file, MAX_ROWS, _("rows")))
        texts = [_text(value, table, number, n) for n, value in enumerate(cells, 1)]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MAX_COLUMNS:
            raise SourceError(_too_large(file, MAX_COLUMNS, _("columns")))
        if number == 1:
            table.header = texts
        elif texts:
            table.rows[number] = texts
    if not table.header or not table.rows:
        raise SourceError(kinds.TABLE_EMPTY.at(Place(file)))
    return table


def _text(value: Any, table: Table, row: int, column: int) -> str:
    if isinstance(value, _Refused):
        table.findings.append(value.finding(table.file, row, column))
        return ""
    return _typed(value).strip()


def _typed(value: Any) -> str:
    """Return a value as a person would type it in German."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int | float):
        whole = int(value) if float(value).is_integer() else value
        return str(whole).replace(".", ",")  # 1.125 must not be read as 1125
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _csv(data: bytes, file: str) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        raise SourceError(kinds.TABLE_NOT_UTF8.at(Place(file, line), byte=byte)) from None
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        place = Place(file, reader.line_num)
        finding = kinds.TABLE_UNREADABLE.at(place, file=file, reason=str(error))
        raise SourceError(finding) from None


def _xlsx(data: bytes, file: str) -> Iterator[list[Any]]:
    try:
        _refuse_package(data, file)
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = _only_sheet(book, file)
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MAX_COLUMNS + 1):
            yield [_refusal(cell) or cell.value for cell in row]
    except (SourceError, ModuleNotFoundError, MemoryError):
        raise
    except Exception as error:
        # a spoiled file makes openpyxl raise whatever its parts meet
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        finding = kinds.TABLE_UNREADABLE.at(Place(file), file=file, reason=reason)
        raise SourceError(finding) from error


def _only_sheet(book: Any, file: str) -> Any:
    filled = [sheet for sheet in book.worksheets if _has_content(sheet)]
    if len(filled) > 1:
        named = ", ".join(sheet.title for sheet in filled)
        raise SourceError(kinds.MORE_SHEETS.at(Place(file), file=file, sheets=named))
    return filled[0] if filled else book.worksheets[0]


def _has_content(sheet: Any) -> bool:
    sheet.reset_dimensions()  # what the file says of its size need not be true
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    return any(value is not None for row in islice(rows, MAX_ROWS) for value in row)


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
    if found.rows > MAX_ROWS + 1:
        raise SourceError(_too_large(file, MAX_ROWS, _("rows")))
    if found.marks > MAX_MARKS:
        raise SourceError(_too_large(file, MAX_MARKS // 2, _("cells and texts")))


@dataclass(frozen=True, slots=True)
class _Refused:
    """A cell whose value is not taken; ``found`` is "" for a formula."""

    found: str

    def finding(self, file: str, row: int, column: int) -> Finding:
        place, name = Place(file, row, column), letters(column)
        if not self.found:
            return kinds.FORMULA.at(place, row=row, column=name)
        return kinds.BROKEN_CELL.at(place, row=row, column=name, found=self.found)


def _refusal(cell: Any) -> _Refused | None:
    if cell.value is None:
        return None
    if cell.data_type == "f":
        return _Refused("")
    if cell.data_type == "e":
        return _Refused(str(cell.value)[:20])
    return None


def _too_large(file: str, limit: int, what: str) -> Finding:
    return kinds.TABLE_TOO_LARGE.at(Place(file), limit=limit, what=what)
