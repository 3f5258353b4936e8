"""Writes one file so that every reader finds it old or new, and never a part of it.

The bytes go into a file of their own beside it, which then takes the name. Two writers never share
that file. Whoever writes it holds a lock on it; what a killed writer left has no such lock and is
removed by the next process that writes in that folder.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 220  # bytes of a name that leave room for what is added, below any file system's 255
_OURS = re.compile(r"\..*\.[0-9a-f]{12}\.part\Z", re.DOTALL)
_ABANDONED = 24 * 3600.0  # seconds; where no lock tells whether the writer still lives
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_AGAIN = 2.0  # seconds until a process looks into the same folder again
_tidied: dict[Path, float] = {}


def write_atomically(path: Path, data: bytes, *, follow: bool = True) -> None:
    """Write one file so that it is there completely or not at all.

    Permissions and owner stay as they are. A file that has a second name (a hard link) keeps its
    old bytes under that one.

    Args:
        path: the file, there or not.
        data: all of its bytes.
        follow: write to where a symbolic link leads, instead of replacing the link.

    Raises:
        OSError: the disk is full or the folder may not be written; the file is as it was.
    """
    place = Path(os.path.realpath(path)) if follow else path
    with _named(path), _beside(place) as (handle, temporary):
        _like(handle, place)
        _put(handle, data)
        temporary.replace(place)
        sync_folder(place.parent)


def write_once(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; of several who write it at once one wins.

    Raises:
        FileExistsError: there is something of that name; it is as it was.
        OSError: the disk is full or the folder may not be written; nothing is there then.
    """
    with _named(path), _beside(path) as (handle, temporary):
        _put(handle, data)
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))  # takes the name
            temporary.replace(path)
        sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in a folder that nobody else knows; it is on the disk when this returns."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def open_beside(path: Path) -> tuple[int, Path]:
    """Open a new file beside another, locked as long as it is open; the caller renames it.

    What killed writers left in the folder is removed.

    Raises:
        OSError: the folder may not be written.
    """
    _tidy(path.parent)
    beginning = os.fsdecode(os.fsencode(path.name)[:_LONGEST])
    while True:
        temporary = path.with_name(f".{beginning}.{secrets.token_hex(6)}.part")
        with _named(path):
            handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        _lock(handle, wait=True)
        if os.fstat(handle).st_nlink:
            return handle, temporary
        os.close(handle)  # taken for abandoned, just before the lock was on it


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the file system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot; the files themselves are safe
    finally:
        os.close(handle)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file in errors; a full disk names none, and nobody knows the temporary one."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def _beside(path: Path) -> Iterator[tuple[int, Path]]:
    """Open a file of our own beside another; it is gone in the end if it did not take its name."""
    handle, temporary = open_beside(path)
    try:
        yield handle, temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock a file; False where another holds it, or where that cannot be told."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # another one holds it, or a file system without locks
        return False
    return True


def _tidy(folder: Path) -> None:
    """Remove what killed writers left in a folder."""
    now = time.monotonic()
    if now - _tidied.get(folder, -_AGAIN) < _AGAIN:
        return
    _tidied[folder] = now
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.match(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_abandoned(folder / entry.name)


def _remove_abandoned(path: Path) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
        try:
            old = os.fstat(handle).st_mtime + _ABANDONED < time.time()
            if _lock(handle, wait=False) or (old and not _knows_locks(handle)):
                path.unlink(missing_ok=True)
        finally:
            os.close(handle)


def _knows_locks(handle: int) -> bool:
    """Tell whether a lock that was not to be had is another's, and not the file system's no."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return True


def _like(handle: int, path: Path) -> None:
    """Give a new file the permissions and the owner of the one that it replaces."""
    try:
        old = path.stat()
    except OSError:
        return
    for owner in ((old.st_uid, old.st_gid), (-1, old.st_gid)):
        with suppress(OSError):  # only root may give files away; a group one is in, anybody
            os.fchown(handle, *owner)
            break
    with suppress(OSError):  # access lists of file servers
        for name in os.listxattr(path):
            os.setxattr(handle, name, os.getxattr(path, name))
    os.fchmod(handle, old.st_mode & 0o777)


def _put(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)
