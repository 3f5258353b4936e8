"""Writes the ZIP file: one folder, no compression, fixed times, in the order of the calls.

Signed PDFs and Word files are compressed already; stored as they are, each can be cut out of a
damaged package.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, cast

from contracts.sources.atomic import open_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from contracts.archive.disk import Disk

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first time that ZIP knows
_UNIX = 3
_PLAIN = 0o100644 << 16
_BUFFER = 1 << 18
_OLD, _NEW = b"\x14\0", b"\x2d\0"  # the versions of ZIP before and with large files
_FIRST_DAY = 1 << 5 | 1  # 1 January 1980


class _Sink:
    """A file whose writing goes through ``Disk``, in blocks."""

    def __init__(self, disk: Disk, handle: int) -> None:
        self.disk = disk
        self.handle = handle
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        if len(self.waiting) >= _BUFFER:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self.waiting:
            self.disk.put(self.handle, bytes(self.waiting))
            self.waiting.clear()

    def tell(self) -> int:
        return os.lseek(self.handle, 0, os.SEEK_CUR) + len(self.waiting)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.flush()
        return os.lseek(self.handle, offset, whence)

    def seekable(self) -> bool:
        return True


class Container:
    """An open package; ``add`` returns the SHA-512 of what was added."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        self._archive = archive
        self._folder = folder

    def add(self, name: str, blocks: Iterable[bytes], size: int) -> str:
        """Add a file."""
        entry = zipfile.ZipInfo(f"{self._folder}/{name}", _BEGINNING)
        entry.create_system, entry.external_attr, entry.file_size = _UNIX, _PLAIN, size
        digest = hashlib.sha512()
        with self._archive.open(entry, "w") as stream:
            for block in blocks:
                digest.update(block)
                stream.write(block)
        return digest.hexdigest()


@contextmanager
def container(path: Path, folder: str, disk: Disk) -> Iterator[Container]:
    """Write a package that appears complete or not at all; one of that name is replaced.

    Raises:
        OSError: the disk refuses; nothing has changed then.
    """
    new = path
    try:
        handle, new = open_beside(path)
        try:
            sink = _Sink(disk, handle)
            with zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_STORED) as archive:
                yield Container(archive, folder)
            sink.flush()
            disk.flush(handle)
            disk.rename(new, path)  # before its lock ends with the handle
        finally:
            os.close(handle)
        disk.sync_folder(path.parent)
    except BaseException as error:
        if new != path:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, new, str(new)):
            error.filename = str(path)  # people know the file they asked for
        raise


def as_written(path: Path) -> bool:
    """Tell whether a ZIP file is byte for byte as ``container`` writes it, but for its files.

    What stands between the files changes none of them; this finds damage there, and packages that
    somebody packed anew.

    Raises:
        OSError, zipfile.BadZipFile: it cannot be read.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    place, central = 0, bytearray()
    with path.open("rb") as stream:
        for entry in entries:
            name = entry.filename.encode()
            flags = 0 if entry.filename.isascii() else 0x800
            sizes = (entry.CRC, entry.file_size, entry.file_size, len(name))
            fixed = struct.pack("<4H3LH", flags, 0, 0, _FIRST_DAY, *sizes)
            head = b"PK\3\4" + _OLD + fixed + b"\0\0" + name
            stream.seek(place)
            if stream.read(len(head)) != head:
                return False
            central += _listed(place, fixed, name)
            place += len(head) + entry.file_size
        stream.seek(place)
        return stream.read() == bytes(central) + _end(len(entries), len(central), place)


def _listed(place: int, fixed: bytes, name: bytes) -> bytes:
    """Return the line of a file in the directory at the end (APPNOTE, 4.3.12)."""
    large = place > zipfile.ZIP64_LIMIT
    extra = struct.pack("<2HQ", 1, 8, place) if large else b""
    needed = _NEW if large else _OLD
    versions = needed[:1] + bytes([_UNIX]) + needed
    rest = struct.pack("<4H2L", len(extra), 0, 0, 0, _PLAIN, 0xFFFFFFFF if large else place)
    return b"PK\1\2" + versions + fixed + rest + name + extra


def _end(count: int, size: int, place: int) -> bytes:
    """Return what closes the file (APPNOTE, 4.3.14 to 4.3.16)."""
    large = b""
    if count > zipfile.ZIP_FILECOUNT_LIMIT or max(size, place) > zipfile.ZIP64_LIMIT:
        large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, place)
        large += struct.pack("<4sLQL", b"PK\6\7", 0, place + size, 1)
        count, size, place = min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(place, 0xFFFFFFFF)
    return large + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, place, 0)
