"""The protocol of a run: file, contract, result; a line is on the disk before the next step.

It is a table for people (CSV with semicolons, UTF-8, German, as the archived pages are). Each file
is named first, before anything is done; so that whatever ends the run, every file stands in it.
What a killed run could not write any more, the next run completes from the archive itself.
"""

from __future__ import annotations

import csv
import io
import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contracts.archive.disk import Disk
from contracts.archive.lines import Held, Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

HEADER = (
    "Zeit", "Datei", "Seiten", "Vertrag", "Ausfertigung", "Fassung", "Ergebnis", "Bemerkung",
    "SHA-512",
)  # fmt: skip
OPEN, DONE = ".offen.csv", ".csv"
BEGUN, ENDED, BROKEN = "Lauf begonnen", "Lauf beendet", "Lauf abgebrochen"
SHOWN, LOOKED = "vorgelegt", "angesehen"
FILED, KNOWN, LEFT, PARTLY = "abgelegt", "schon im Archiv", "nicht abgelegt", "teilweise abgelegt"
LOST = "von einem abgebrochenen Lauf; am Archiv festgestellt"
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the protocol; its time is added when it is written."""

    file: str = ""
    pages: str = ""
    agreement: str = ""
    copy: str = ""
    version: str = ""
    result: str = ""
    remark: str = ""
    digest: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells in the order of the header, without the time."""
        return (
            self.file, self.pages, self.agreement, self.copy, self.version, self.result,
            self.remark, self.digest,
        )  # fmt: skip


@dataclass(slots=True)
class Protocol:
    """An open protocol; ``ended`` once its last line is written."""

    held: Held
    clock: Callable[[], str]
    ended: bool = False

    def write(self, *rows: Row) -> None:
        """Add lines; they are on the disk when this returns.

        Raises:
            OSError: the disk refuses.
        """
        now = self.clock()
        self.held.append([line_of((now, *row.cells)) for row in rows])
        self.ended = self.ended or any(row.result in (ENDED, BROKEN) for row in rows)


@contextmanager
def protocol(
    folder: Path, clock: Callable[[], str], disk: Disk | None = None
) -> Iterator[tuple[Protocol, Path]]:
    """Provide a new protocol and the path that it has once its last line is written.

    Until then, and where that line could not be written, it has the name of open ones.

    Raises:
        OSError: it cannot be written; nothing was done then.
    """
    disk = disk or Disk()
    disk.make_folder(folder)
    start = f"{clock().replace(':', '-')}-{secrets.token_hex(4)}"
    path, done = folder / f"{start}{OPEN}", folder / f"{start}{DONE}"
    with Lines(path, disk).alone() as held:
        held.append([_FIRST])
        log = Protocol(held, clock)
        try:
            yield log, done
        finally:
            if log.ended:
                with suppress(OSError):  # all is in it; only its name says that it were open
                    close(path, disk)


def close(path: Path, disk: Disk) -> Path:
    """Give a protocol the name of one that is at its end."""
    done = path.with_name(f"{path.name.removesuffix(OPEN)}{DONE}")
    disk.rename(path, done)
    disk.sync_folder(path.parent)
    return done


def _harmless(cell: str) -> str:
    """Return a cell on one line, which no spreadsheet takes for a formula."""
    line = "".join(c if c.isprintable() else " " for c in cell)
    return f"'{line}" if line.startswith(_FORMULA) else line


def line_of(cells: Sequence[str]) -> bytes:
    """Return a line of the table without its line feed, safe to open in a spreadsheet."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="").writerow([_harmless(c) for c in cells])
    return text.getvalue().encode("utf-8", "replace") + b"\r"


_FIRST = b"\xef\xbb\xbf" + line_of(HEADER)


def rows_in(lines: Sequence[bytes]) -> list[Row]:
    """Return the rows of a protocol without its header and without what is damaged."""
    found = []
    for line in lines[1:]:
        cells = next(csv.reader([line.decode("utf-8", "replace").rstrip("\r")], delimiter=";"), [])
        if len(cells) == len(HEADER):
            found.append(Row(*cells[1:]))
    return found


def open_ones(folder: Path) -> list[Path]:
    """Return the protocols that no run has brought to its end, the oldest first."""
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError:
        return []
    return [folder / name for name in sorted(names) if name.endswith(OPEN)]


def complete(path: Path, found: Callable[[str], Sequence[Row]], clock: Callable[[], str]) -> bool:
    """Complete the protocol of a run that was interrupted; False where that run is still at work.

    Args:
        path: the open protocol.
        found: tells by the SHA-512 of a file where copies out of it lie in the archive.
        clock: the time, as in RFC 3339.

    Raises:
        OSError: it cannot be written.
    """
    lines = Lines(path)
    try:
        with lines.alone(wait=False) as held:
            rows = rows_in(held.lines)
            new = [] if any(row.result == ENDED for row in rows) else list(_lost(rows, found))
            if not any(row.result in (ENDED, BROKEN) for row in rows):
                new.append(Row(result=BROKEN))
            if not held.lines:
                held.append([_FIRST])
            Protocol(held, clock).write(*new)
            close(path, lines.disk)
    except BlockingIOError:
        return False
    return True


def _lost(rows: Sequence[Row], found: Callable[[str], Sequence[Row]]) -> Iterator[Row]:
    """Yield what an interrupted run could not write any more of the files that it was shown."""
    for shown in (row for row in rows if row.result == SHOWN):
        own = [row for row in rows if (row.file, row.digest) == (shown.file, shown.digest)]
        if any(row.result in (LEFT, PARTLY) for row in own):
            continue
        told = {(row.agreement, row.copy) for row in own if row.result in (FILED, KNOWN)}
        lying = [row for row in found(shown.digest) if (row.agreement, row.copy) not in told]
        for row in lying if lying or told else [Row(result=LEFT)]:
            yield replace(row, file=shown.file, remark=LOST, digest=shown.digest)
