"""Proofs that are kept, so that a daily check reads hashes and proves only what is new or oldest.

A proof is kept under one hash over everything it depends on: the copy, its evidence, the final
version, the trust list, the program. It counts only in a run that has compared every byte of these
files with the ledger. The file may be lost at any time: everything is proven again then. Whoever
can write it can pretend a proof, never hide an altered byte; so it lies with the user's own files
and not in the archive, ``--full`` and packages do not ask it, and the oldest proofs are made again
in each run.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.archive.store.store import STORE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from contracts.archive.store.ledger import Ledger
    from contracts.archive.store.store import Store
    from contracts.findings import Finding

SHARE = 30  # in each run, so many parts of all proofs are made again, the oldest first
_SCHEMA = "create table if not exists proofs (unit text primary key, day text not null)"
_SECONDS = 5  # to wait for another run
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """The file with the proofs; ``path`` None keeps nothing. Errors of it only cost time."""

    path: Path | None = None

    def days(self, units: Sequence[str]) -> dict[str, str]:
        """Return when each of these was proven, as far as that is known."""
        found: dict[str, str] = {}
        with suppress(sqlite3.Error, OSError):
            if self.path is None or not self.path.exists():
                return {}
            with closing(self._open(self.path)) as proofs:
                for start in range(0, len(units), _AT_A_TIME):
                    some = units[start : start + _AT_A_TIME]
                    marks = ", ".join("?" * len(some))
                    rows = f"select unit, day from proofs where unit in ({marks})"  # noqa: S608
                    found |= {str(unit): str(day) for unit, day in proofs.execute(rows, some)}
        return found

    def keep(self, units: Sequence[str], day: str) -> None:
        """Keep that these were proven."""
        if self.path is None or not units:
            return
        for _attempt in range(2):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with closing(self._open(self.path)) as proofs, proofs:
                    proofs.execute(_SCHEMA)
                    rows = [(unit, day) for unit in units]
                    proofs.executemany("insert or replace into proofs values (?, ?)", rows)
            except sqlite3.OperationalError:
                return  # another run writes, or there is no room
            except (sqlite3.DatabaseError, OSError):
                with suppress(OSError):  # damaged: begun anew
                    self.path.unlink()
                continue
            return

    def only(self, units: Sequence[str]) -> None:
        """Forget all others, which are of files that are not there any more."""
        with suppress(sqlite3.Error, OSError):
            if self.path is None or not self.path.exists():
                return
            with closing(self._open(self.path)) as proofs, proofs:
                proofs.execute("create temp table present (unit text primary key)")
                rows = [(unit,) for unit in units]
                proofs.executemany("insert or ignore into present values (?)", rows)
                proofs.execute("delete from proofs where unit not in (select unit from present)")

    def _open(self, path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=_SECONDS)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What proofs depend on beside the files: program and trust list, and the present day."""

    program: str
    trust: tuple[str, ...]
    day: str


@dataclass(frozen=True)
class Plan:
    """What a run need not prove: by agreement the names of its parts, with the day of the proof.

    ``units`` are the keys of all parts that may be kept, by agreement and name.
    """

    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def skipped(self, agreement: str) -> Mapping[str, str]:
        """Return the parts of an agreement that are proven already, with the day."""
        return self.known.get(agreement, {})


def plan(
    store: Store,
    findings: Sequence[Finding],
    kept: Kept,
    surroundings: Surroundings,
) -> Plan:
    """Return what need not be proven again.

    Args:
        store: the archive, every byte of which was just compared.
        findings: what was found then; a part of an agreement with a finding is never skipped.
        kept: the proofs.
        surroundings: what else they depend on.
    """
    ledger = store.ledger()
    damaged = {_agreement_of(finding) for finding in findings}
    if "" in damaged or ledger.broken or ledger.torn:
        return Plan()
    units: dict[str, dict[str, str]] = {}
    for agreement in ledger.heads():
        if agreement not in damaged:
            units[agreement] = _units(store, agreement, ledger, surroundings)
    days = kept.days([unit for parts in units.values() for unit in parts.values()])
    days = {unit: day for unit, day in days.items() if day <= surroundings.day}
    for unit in _oldest(days, sum(map(len, units.values())), surroundings.day):
        del days[unit]
    known = {
        agreement: {name: days[unit] for name, unit in parts.items() if unit in days}
        for agreement, parts in units.items()
    }
    return Plan(units, known)


def _oldest(days: Mapping[str, str], total: int, today: str) -> list[str]:
    """Return which proofs are made again in this run: the oldest, none of today."""
    old = sorted((day, unit) for unit, day in days.items() if day < today)
    return [unit for _, unit in old[: -(-total // SHARE)]]


def _agreement_of(finding: Finding) -> str:
    """Return the agreement that a finding of the check of bytes is about, "" for none."""
    parts = finding.place.file.split("/")
    if parts[0] != STORE or len(parts) < 4:  # noqa: PLR2004 - store/district/agreement/file
        return ""
    return f"{parts[1]}/{parts[2]}"


def _units(
    store: Store, agreement: str, ledger: Ledger, surroundings: Surroundings
) -> dict[str, str]:
    """Return the key of each part of an agreement: of its releases and of its copies."""
    inventory = store.sound_inventory(agreement, ledger)
    if inventory is None:
        return {}
    parts: dict[str, dict[str, str]] = {}
    for name, place in inventory.state.items():
        names = name.split("/")
        if len(names) > 2 and names[0] in ("release", "signed"):  # noqa: PLR2004 - folder, number
            parts.setdefault("/".join(names[:2]), {})[name] = inventory.manifest[place]
    # a copy is proven against its release, and its evidence names which: all of them count
    releases = {name: files for name, files in parts.items() if name.startswith("release/")}
    program, trust = surroundings.program, list(surroundings.trust)
    return {
        name: _hash([agreement, name, files, program])
        if name in releases
        else _hash([agreement, name, files, program, trust, releases])
        for name, files in parts.items()
    }


def _hash(value: object) -> str:
    return hashlib.sha256(canonical.dump(value)).hexdigest()
