"""Files that came back, in memory or on the disk; nothing is known of them yet."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from contracts.catalogue import copies as kinds
from contracts.errors import ConflictError
from contracts.findings import Place

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 300_000_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came; ``name`` is shown in findings and kept in the evidence."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)


class Arrived(Protocol):
    """A file that came back; its bytes are the same each time they are asked for."""

    @property
    def name(self) -> str:
        """What it is called in findings and in the evidence."""
        ...

    @property
    def size(self) -> int:
        """How many bytes it has."""
        ...

    @property
    def data(self) -> bytes:
        """Its bytes; a file beyond ``MOST_BYTES`` is not asked for them."""
        ...


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file that is read again each time, so that a thousand take no more memory than one."""

    name: str
    path: Path
    digest: str

    @property
    def size(self) -> int:
        """How many bytes it has.

        Raises:
            OSError: it cannot be asked.
        """
        return self.path.stat().st_size

    @property
    def data(self) -> bytes:
        """Its bytes.

        Raises:
            ConflictError: it is not the file any more that was looked at first.
            OSError: it cannot be read.
        """
        data = _beginning(self.path)
        if hashlib.sha512(data).hexdigest() != self.digest:
            raise ConflictError(kinds.FILE_CHANGED.at(Place(self.name), file=self.name))
        return data


def on_disk(name: str, path: Path) -> OnDisk:
    """Return a file as it is now.

    Raises:
        OSError: it cannot be read.
    """
    too_large = path.stat().st_size > MOST_BYTES  # refused by its size alone
    return OnDisk(name, path, "" if too_large else hashlib.sha512(_beginning(path)).hexdigest())


def _beginning(path: Path) -> bytes:
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size  # room is made for all that is asked for
        return stream.read(min(size, MOST_BYTES) + 1)
