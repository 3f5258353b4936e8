"""What the last look at each contract found, so that the next look need not read its files.

As Git's index does, this compares what the file system says of each file (size, times, inode) with
what it said when the file was last read. It only ever saves work: whatever is not exactly as it was
is read and hashed again, and the store can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.usecases.inputs import sha256
from contracts.usecases.targets import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from contracts.sources.workspace import Workspace
    from contracts.usecases.generate import Job, Made

STORE = "seen.sqlite"
_SETTLED = 2_000_000_000  # ns; on some file systems two changes within that look the same
_TABLE = (
    "CREATE TABLE IF NOT EXISTS seen (contract TEXT PRIMARY KEY, signature TEXT, surroundings TEXT,"
    " outputs TEXT, gaps INTEGER) WITHOUT ROWID"
)
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What the file system says of a contract's sources, and whether they have rested a while."""

    sources: tuple[str, ...]
    lock: str
    settled: bool


def look(workspace: Workspace, agreement: str) -> Look:
    """Look at the sources of a contract; to be done before any of them is read."""
    newest = 0
    marks = []
    for path in _sources(workspace, agreement):
        mark, changed = _mark(path)
        marks.append(mark)
        newest = max(newest, changed)
    lock, changed = _mark(f"{workspace.districts}/{agreement}.lock")
    settled = max(newest, changed) + _SETTLED < time.time_ns()
    return Look(tuple(marks), lock, settled)


def signature(workspace: Workspace, job: Job, before: Look) -> str:
    """Return what identifies the present state of a contract's files, "" where nothing does.

    Args:
        workspace: where the files are.
        job: what was asked for.
        before: how the sources looked before they were read.
    """
    now = look(workspace, job.agreement)
    if not before.settled or now.sources != before.sources:
        return ""
    if before.lock not in (now.lock, _ABSENT):  # a first draft writes the lock file itself
        return ""
    return _signature(workspace, job, now)


def _signature(workspace: Workspace, job: Job, now: Look) -> str:
    folder = str(target_of(workspace, job.agreement, job.status).folder)
    marks = [job.status, str(job.tracked), *now.sources, now.lock]
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        return ""
    if any(name.startswith(".") for name in names):
        return ""  # a run was interrupted here
    marks.extend(f"{name} {_mark(f'{folder}/{name}')[0]}" for name in names)
    return hashlib.blake2b("\n".join(marks).encode(), digest_size=20).hexdigest()


class Seen:
    """The store; one for a workspace. Where it cannot be used, everything is read again."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._workspace = workspace
        self._surroundings: dict[int, str] = {}
        self._new: list[tuple[str, str, str, str, int]] = []
        self._file = folder / STORE
        self._store = self._opened() if self._file.exists() else None

    def unchanged(self, job: Job) -> Made | None:
        """Return the result for a contract that is exactly as it was at the last look, or None."""
        from contracts.usecases.generate import Made

        row = self._row(job)
        if row is None or row[1] != self._of(job):
            return None
        outputs: dict[str, str] = json.loads(row[2])
        target = target_of(self._workspace, job.agreement, job.status)
        if not {target.name(f) for f in job.formats} <= outputs.keys():
            return None
        now = look(self._workspace, job.agreement)
        if _signature(self._workspace, job, now) != row[0]:
            return None
        shown = target.folder.relative_to(self._workspace.root).as_posix()
        return Made(job.agreement, "unchanged", shown, outputs, row[3])

    def note(self, job: Job, made: Made) -> None:
        """Remember a contract that is now up to date."""
        if made.seen and made.outputs and not job.dry_run:
            outputs = json.dumps(made.outputs)
            self._new.append((_key(job), made.seen, self._of(job), outputs, made.gaps))
            if len(self._new) >= _BATCH:
                self.save()

    def save(self) -> None:
        """Write what was noted."""
        if self._new and self._store is None:
            self._store = self._opened()
        if self._store is not None and self._new:
            with suppress(sqlite3.Error), self._store:
                self._store.executemany("REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", self._new)
        self._new.clear()

    def close(self) -> None:
        """Write what was noted and let go of the file."""
        self.save()
        if self._store is not None:
            self._store.close()

    def _row(self, job: Job) -> tuple[str, str, str, int] | None:
        if self._store is None:
            return None
        query = "SELECT signature, surroundings, outputs, gaps FROM seen WHERE contract = ?"
        try:
            found: tuple[str, str, str, int] | None
            found = self._store.execute(query, (_key(job),)).fetchone()
        except sqlite3.Error:
            return None
        return found

    def _of(self, job: Job) -> str:
        """Return one hash over what all contracts of a run have in common."""
        known = self._surroundings.get(id(job.surroundings))
        if known is None:
            s = job.surroundings
            whole = {"p": s.program, "l": s.libraries, "c": s.clauses, "t": s.templates}
            known = sha256(canonical.dump(whole))
            self._surroundings[id(job.surroundings)] = known
        return known

    def _opened(self) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                store = sqlite3.connect(self._file, timeout=5.0)
                store.execute("PRAGMA synchronous = OFF")  # it may be lost, and made anew
                store.execute(_TABLE)
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    self._file.unlink(missing_ok=True)
            except OSError:
                return None
            else:
                return store
        return None


def _sources(workspace: Workspace, agreement: str) -> Iterator[str]:
    """Yield the paths of all sources of one contract but the lock, there or not."""
    districts = str(workspace.districts)  # plain strings: this runs for thousands of contracts
    home = f"{districts}/{agreement.partition('/')[0]}"
    own = f"{districts}/{agreement}"
    yield from (f"{own}.yaml", f"{home}/district.yaml", f"{home}/partner.yaml")
    yield f"{districts}/partner.yaml"
    yield f"{districts}/elections.yaml"
    with suppress(OSError), os.scandir(own) as deviations:
        yield from sorted(entry.path for entry in deviations if entry.name.endswith(".md"))


_ABSENT = "-"


def _mark(path: str) -> tuple[str, int]:
    """Return what the file system says of a file, and when it was last changed."""
    try:
        found = os.stat(path)  # noqa: PTH116 - called thousands of times
    except OSError:
        return _ABSENT, 0
    times = max(found.st_mtime_ns, found.st_ctime_ns)
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}", times


def _key(job: Job) -> str:
    return f"{job.status} {job.agreement}"
