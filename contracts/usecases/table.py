"""Rows in, agreements out: a file for each row of a table, to be reviewed like any other."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from contracts.assembly.checks.data import dates_out_of_order
from contracts.catalogue import batch as kinds
from contracts.errors import ConflictError, ContractsError, FindingsError, SourceError, UsageError
from contracts.findings import Level, Place
from contracts.model import Agreement
from contracts.sources.cells import EMPTY
from contracts.sources.files import show
from contracts.sources.names import slug_of
from contracts.sources.tables import Table, letters, read_table
from contracts.sources.validate import validate
from contracts.sources.yaml import Yaml
from contracts.usecases.cell_values import value_in
from contracts.usecases.headers import Header, read_header
from contracts.usecases.new import Fresh, agreement_text, place_for_agreement, write_fresh

if TYPE_CHECKING:
    from pathlib import Path as File

    from contracts.findings import Finding
    from contracts.sources.cells import Cell
    from contracts.sources.workspace import Workspace
    from contracts.sources.yaml import Path

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FromRow:
    """What became of a row."""

    row: int
    agreement: str
    file: str
    state: Literal["written", "unchanged", "planned"]


@dataclass(frozen=True, slots=True)
class _Ready:
    row: int
    agreement: str
    fresh: Fresh
    text: bytes


@dataclass(frozen=True, slots=True)
class FromTable:
    """What became of the rows of a table, and what of it was left out."""

    rows: tuple[FromRow, ...]
    findings: tuple[Finding, ...]


def agreements_from(workspace: Workspace, path: File, *, dry_run: bool = False) -> FromTable:
    """Write an agreement for each row of a table; a file that is already exactly that stays.

    Args:
        workspace: where the agreements go.
        path: the table, CSV or .xlsx.
        dry_run: only say what would be written.

    Raises:
        SourceError: the table cannot be read, or its first row cannot be understood.
        FindingsError: rows that cannot be used, all of them; nothing was written.
    """
    table = read_table(path)
    header = read_header(table.file, table.header)
    if header.findings:
        raise SourceError(*header.findings)
    reading = _Reading(workspace, table, header)
    ready = [one for row in table.rows if (one := reading.ready(row))]
    said = tuple(f for f in reading.findings if f.level is not Level.ERROR)
    if len(said) < len(reading.findings):
        wrong = [f for f in reading.findings if f.level is Level.ERROR]
        bad = len({f.place.line for f in wrong})
        last = kinds.BAD_ROWS.at(Place(table.file), bad=bad, count=len(table.rows))
        ordered = sorted(reading.findings, key=lambda f: (f.place.line, f.place.column))
        raise FindingsError(*ordered, last)
    return FromTable(tuple(_written(one, dry_run=dry_run) for one in ready), said)


def _written(one: _Ready, *, dry_run: bool) -> FromRow:
    state: Literal["written", "unchanged", "planned"] = "unchanged"
    if not one.fresh.path.exists():
        state = "planned" if dry_run else "written"
        if not dry_run:
            write_fresh(one.fresh, one.text)
            _log.info("Row %s – %s", one.row, one.fresh.shown)
    return FromRow(one.row, one.agreement, one.fresh.shown, state)


class _Reading:
    def __init__(self, workspace: Workspace, table: Table, header: Header) -> None:
        self.findings = list(table.findings)
        self._workspace = workspace
        self._table = table
        self._header = header
        self._first: dict[str, int] = {}

    def ready(self, row: int) -> _Ready | None:
        """Return the agreement of a row, or None and findings."""
        before = len(self.findings)
        cells = self._table.rows[row]
        width = len(self._table.header)
        stray = [n for n, cell in enumerate(cells, 1) if cell and not self._is_named(n, width)]
        for number in stray[:1]:
            place = Place(self._table.file, row, number)
            self.findings.append(kinds.ROW_TOO_LONG.at(place, row=row, column=letters(number)))
        facts, places = self._facts(row, cells)
        self._check(facts, places)
        fresh, agreement = self._place(row, cells, facts)
        if fresh is None or len(self.findings) > before or self._is_broken(row):
            return None
        text = agreement_text(fresh, facts).encode()
        if fresh.path.exists() and fresh.path.read_bytes() != text:
            self._conflict(row, agreement)
            return None
        return _Ready(row, agreement, fresh, text)

    def _is_named(self, number: int, width: int) -> bool:
        return number <= width and bool(self._table.header[number - 1])

    def _is_broken(self, row: int) -> bool:
        return any(f.place.line == row and f.level is Level.ERROR for f in self._table.findings)

    def _facts(self, row: int, cells: list[Cell]) -> tuple[dict[str, Any], dict[Path, Place]]:
        facts: dict[str, Any] = {}
        places: dict[Path, Place] = {(): Place(self._table.file, row)}
        for column in self._header.columns:
            cell = _cell(cells, column.number)
            place = Place(self._table.file, row, column.number)
            if not cell:
                self._watch_merged(row, column.number)
                continue
            places[column.path] = place
            try:
                _put(facts, column.path, value_in(column, cell, row))
            except UsageError as error:
                self.findings += [replace(f, place=place) for f in error.findings]
        _close_gaps(facts)
        return facts, places

    def _watch_merged(self, row: int, number: int) -> None:
        if (row, number) in self._table.merged:
            place = Place(self._table.file, row, number)
            self.findings.append(kinds.MERGED.at(place, row=row, column=letters(number)))

    def _check(self, facts: dict[str, Any], places: dict[Path, Place]) -> None:
        known = {(f.code, f.place) for f in self.findings}
        raw = Yaml(facts, self._table.file, _with_groups(places))
        model, found = validate(Agreement, raw)
        self.findings += [f for f in found if (f.code, f.place) not in known]
        for earlier, later, first, second in dates_out_of_order(model) if model else ():
            place = raw.place(tuple(later.split(".")))
            finding = kinds.WRONG_ORDER.at(
                place, row=place.line, earlier=earlier, later=later, earlier_day=first,
                later_day=second,
            )  # fmt: skip
            self.findings.append(finding)

    def _place(
        self, row: int, cells: list[Cell], facts: dict[str, Any]
    ) -> tuple[Fresh | None, str]:
        file = self._table.file
        district = slug_of(_cell(cells, self._header.district).shown)
        name = slug_of(_cell(cells, self._header.name).shown) or _year(facts)
        if not district:
            place = Place(file, row, self._header.district)
            self.findings.append(kinds.ROW_WITHOUT_DISTRICT.at(place, row=row))
            return None, ""
        if not name:
            self.findings.append(kinds.ROW_WITHOUT_NAME.at(Place(file, row), row=row))
            return None, ""
        agreement = f"{district}/{name}"
        if agreement in self._first:
            first = self._first[agreement]
            finding = kinds.ROW_TWICE.at(
                Place(file, row), row=row, agreement=agreement, first=first
            )
            self.findings.append(finding)
            return None, ""
        self._first[agreement] = row
        path = self._workspace.districts / f"{agreement}.yaml"
        try:
            return place_for_agreement(self._workspace, district, name), agreement
        except ConflictError as error:
            if path.is_file() and not path.is_symlink():
                return Fresh(path, show(path, self._workspace.root), district), agreement
            self._add(row, error)
        except ContractsError as error:
            self._add(row, error)
        return None, ""

    def _conflict(self, row: int, agreement: str) -> None:
        district, _, name = agreement.partition("/")
        try:
            place_for_agreement(self._workspace, district, name)
        except ConflictError as error:
            self._add(row, error)

    def _add(self, row: int, error: ContractsError) -> None:
        column = self._header.district
        place = Place(self._table.file, row, column)
        self.findings += [replace(f, place=place) for f in error.findings]


def _cell(cells: list[Cell], number: int) -> Cell:
    return cells[number - 1] if 0 < number <= len(cells) else EMPTY


def _put(facts: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value where a path leads; lists are maps by position until the row is complete."""
    here: dict[Any, Any] = facts
    for part in path[:-1]:
        here = here.setdefault(part, {})
    here[path[-1]] = value


def _close_gaps(facts: dict[str, Any]) -> None:
    for key, value in facts.items():
        if isinstance(value, dict):
            _close_gaps(value)
            if value and all(isinstance(k, int) for k in value):
                facts[key] = [value[k] for k in sorted(value)]


def _with_groups(places: dict[Path, Place]) -> dict[Path, Place]:
    """Give each group the place of the first of its cells, for what is missing in it."""
    found = dict(places)
    for path, place in places.items():
        for length in range(1, len(path)):
            found.setdefault(path[:length], place)
    return found


def _year(facts: dict[str, Any]) -> str:
    dates = facts.get("dates")
    known = dates if isinstance(dates, dict) else {}
    days = [str(known.get(name) or "") for name in ("agreed", "effective")]
    return next((day[:4] for day in days if day[:4].isdecimal()), "")
