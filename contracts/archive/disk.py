"""Every change that the archive makes to a disk goes through here, one kind a method.

Nothing is changed in place: files appear under new names and are renamed. What ``write`` and
``append`` return from is on the disk.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_EXCHANGE = 2  # Linux, renameat2: RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file in errors of the system that know only its handle."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


class Disk:
    """The real disk; tests put faults before each step."""

    def write(self, path: Path, parts: Iterable[bytes]) -> None:
        """Write a new file."""
        with _named(path), path.open("xb") as stream:
            for part in parts:
                self.put(stream.fileno(), part)
            self.flush(stream.fileno())

    def append(self, path: Path, data: bytes) -> None:
        """Add to the end of a file, which is made where it is missing."""
        with _named(path):
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                self.put(handle, data)
                self.flush(handle)
            finally:
                os.close(handle)

    def put(self, handle: int, data: bytes) -> None:
        """Write bytes to an open file."""
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def flush(self, handle: int) -> None:
        """Bring an open file to the disk."""
        os.fsync(handle)

    def cut(self, handle: int, size: int) -> None:
        """Cut off the end of an open file."""
        os.ftruncate(handle, size)

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, where they are missing."""
        path.mkdir(parents=True, exist_ok=True)

    def link(self, old: Path, new: Path) -> None:
        """Give a file a second name, or copy it where the disk knows no such thing."""
        try:
            os.link(old, new)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK):
                raise
            self.write(new, [old.read_bytes()])

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder another name; a file of that name is replaced."""
        old.replace(new)

    def exchange(self, one: Path, other: Path) -> None:
        """Swap two folders in one step; in two where the system has no such step."""
        if self.swap(one, other):
            return
        aside = one.with_name(f"{one.name}.aside")
        self.rename(other, aside)
        self.rename(one, other)
        self.rename(aside, one)

    def swap(self, one: Path, other: Path) -> bool:
        """Swap two folders in one step; False where the system has no such step."""
        library = ctypes.CDLL(None, use_errno=True)
        step = getattr(library, "renameat2", None)
        if step is None:
            return False
        names = (os.fsencode(one), os.fsencode(other))
        if step(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0:
            return True
        number = ctypes.get_errno()
        if number in (errno.EINVAL, errno.ENOSYS, errno.EXDEV):
            return False
        raise OSError(number, os.strerror(number), str(one))

    def sync_folder(self, path: Path) -> None:
        """Bring the names in a folder to the disk, where the file system can."""
        handle = os.open(path, os.O_RDONLY)
        try:
            with suppress(PermissionError):
                self.flush(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """Remove a file or a folder with all that is in it; nothing is fine, too."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
