"""The index: what the store holds, quickly; made again from the files whenever they are newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from contracts.archive.accepted import acceptance_in
from contracts.archive.holding import Holding, holding_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from contracts.archive.store.store import Store

NAME = "index.sqlite"
_SCHEMA = "4"


@dataclass(frozen=True, slots=True)
class Line:
    """One signed copy as ``archive list`` shows it.

    ``missing`` counts empty signature fields, ``withdrawn`` is the day on which it was taken back.
    ``accepted`` are the fields of their own that a person let pass. Of a scan, ``compared`` is 1
    where its pages were laid over the final version; ``differing`` and ``uncompared`` are the
    pages that look otherwise or could not be compared, ``unsigned`` counts empty boxes.
    """

    agreement: str
    version: int
    number: str
    release: str
    kind: str
    result: str
    missing: int
    checked_at: str
    files: int
    size: int
    withdrawn: str = ""
    accepted: str = ""
    compared: int = 0
    differing: str = ""
    uncompared: str = ""
    unsigned: int = 0


_COLUMNS = ", ".join(field.name for field in fields(Line))


def lines_of(store: Store) -> list[Line]:
    """Return all signed copies, from the index if it is as new as the ledger.

    Raises:
        IntegrityError: the files cannot be read.
    """
    head = store.ledger().head
    with suppress(sqlite3.Error, OSError):
        found = _read(store.root / NAME, head)
        if found is not None:
            return found
    lines = list(_lines(store))
    with suppress(sqlite3.Error, OSError):  # a disk that cannot be written to has no index
        _write(store, lines, head)
    return lines


def reindex(store: Store) -> int:
    """Make the index anew from the files and return the number of signed copies.

    Raises:
        IntegrityError: the files cannot be read.
        OSError: the disk refuses.
    """
    store.recover()
    lines = list(_lines(store))
    try:
        _write(store, lines, store.ledger().head)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    return len(lines)


def _lines(store: Store) -> Iterator[Line]:
    for agreement in store.agreements():
        holding = holding_of(store, agreement)
        if holding is not None:
            yield from lines_in(holding)


def lines_in(holding: Holding) -> Iterator[Line]:
    """Yield the lines of one agreement."""
    for copy in holding.copies:
        files = copy.evidence["files"]
        passed = acceptance_in(copy.evidence)
        yield Line(
            agreement=holding.agreement,
            version=holding.version,
            number=copy.number,
            release=str(copy.evidence["release"]),
            kind=copy.kind,
            result=copy.result,
            missing=copy.missing,
            checked_at=str(copy.evidence["checked_at"]),
            files=len(files),
            size=sum(int(file["size"]) for file in files),
            withdrawn=copy.withdrawal.date if copy.withdrawal else "",
            accepted=passed.shown if passed else "",
            compared=int(copy.compared),
            differing=", ".join(map(str, copy.differing)),
            uncompared=", ".join(map(str, copy.uncompared)),
            unsigned=copy.unsigned,
        )


def _read(path: Path, head: str) -> list[Line] | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as index:
        known = dict(index.execute("select name, value from about"))
        if known != {"schema": _SCHEMA, "head": head}:
            return None
        order = "order by agreement, number"
        return [Line(*row) for row in index.execute(f"select {_COLUMNS} from copies {order}")]  # noqa: S608 - our own names


def _write(store: Store, lines: Iterable[Line], head: str) -> None:
    new = store.root / f"{NAME}.new"
    new.unlink(missing_ok=True)
    store.root.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(new)) as index, index:
        index.execute("create table about (name text primary key, value text)")
        index.execute(f"create table copies ({_COLUMNS})")
        index.executemany("insert into about values (?, ?)", [("schema", _SCHEMA), ("head", head)])
        marks = ", ".join("?" for _ in fields(Line))
        index.executemany(f"insert into copies values ({marks})", map(astuple, lines))  # noqa: S608
    new.replace(store.root / NAME)
