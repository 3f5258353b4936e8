"""A file of lines that only grows: several processes append, and a kill costs at most one line.

A line counts once its line feed is there. What a killed or refused write left behind the last line
feed is cut off before the next line, so that a reader never sees half a line as a whole one.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Lines:
    """The file; ``read`` needs no lock."""

    path: Path
    disk: Disk = field(default_factory=Disk)

    def read(self) -> list[bytes]:
        """Return the whole lines without their line feeds; a missing file has none.

        Raises:
            OSError: the file cannot be read.
        """
        try:
            return _whole(self.path.read_bytes())
        except FileNotFoundError:
            return []

    @contextmanager
    def alone(self, *, wait: bool = True) -> Iterator[Held]:
        """Keep other writers out, which wait meanwhile; the file is made where it is missing.

        Raises:
            BlockingIOError: another process is in, and this one shall not wait.
            OSError: the file cannot be written.
        """
        new = not self.path.exists()
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            _lock(handle, wait=wait)
            data = _all(handle)
            whole = data.rfind(b"\n") + 1
            if whole < len(data):
                self.disk.cut(handle, whole)
            yield Held(handle, self.disk, _whole(data))
            if new:
                self.disk.sync_folder(self.path.parent)
        except OSError as error:
            if error.filename is None:
                error.filename = str(self.path)
            raise
        finally:
            os.close(handle)

    def append(self, lines: Sequence[bytes]) -> None:
        """Add lines; they are on the disk when this returns.

        Raises:
            OSError: the disk refuses; the file ends where it ended before.
        """
        with self.alone() as held:
            held.append(lines)


@dataclass(frozen=True, slots=True)
class Held:
    """The file while no other process writes to it; ``lines`` are those that were there."""

    handle: int
    disk: Disk
    lines: list[bytes]

    def append(self, lines: Sequence[bytes]) -> None:
        """Add lines, none of which holds a line feed.

        Raises:
            OSError: the disk refuses; the file ends where it ended before.
        """
        if not lines:
            return
        before = os.fstat(self.handle).st_size
        try:
            self.disk.put(self.handle, b"".join(line + b"\n" for line in lines))
            self.disk.flush(self.handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self.handle, before)
            raise


def _lock(handle: int, *, wait: bool) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        raise
    except OSError:
        return  # some network drives know no locks; appending still works there


def _whole(data: bytes) -> list[bytes]:
    return data.split(b"\n")[:-1]


def _all(handle: int) -> bytes:
    blocks, place = [], 0
    while block := os.pread(handle, _BLOCK, place):
        blocks.append(block)
        place += len(block)
    return b"".join(blocks)
