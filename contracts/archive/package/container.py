"""Writes the ZIP file: one folder, no compression, fixed times, in the order of the calls.

Signed PDFs and Word files are compressed already; stored as they are, each can be cut out of a
damaged package.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from contracts.archive.disk import Disk

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first time that ZIP knows
_UNIX = 3
_PLAIN = 0o100644 << 16
_BUFFER = 1 << 18


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
    new = path.with_name(f".{path.name}.part")
    disk.remove(new)
    try:
        handle = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            sink = _Sink(disk, handle)
            with zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_STORED) as archive:
                yield Container(archive, folder)
            sink.flush()
            disk.flush(handle)
        finally:
            os.close(handle)
        disk.rename(new, path)
        disk.sync_folder(path.parent)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
