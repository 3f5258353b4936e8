"""Keeps other runs out of a folder while something in it is read, changed and written again."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from contracts.catalogue import outputs as kinds
from contracts.catalogue import together
from contracts.errors import ConflictError
from contracts.findings import Place
from contracts.sources.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PATIENCE = 5.0  # seconds; what another run does there takes a moment only
_FIRST, _LONGEST = 0.002, 0.05


@contextmanager
def alone(folder: Path, shown: str) -> Iterator[None]:
    """Keep other runs out of a folder; where the system has no such locks, hope for the best.

    The lock ends with the process, however that ends.

    Raises:
        ConflictError: another run keeps us out for more than ``PATIENCE`` seconds.
    """
    try:
        import fcntl
    except ModuleNotFoundError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not _locked(handle, fcntl):
            raise ConflictError(kinds.BUSY.at(Place(shown), folder=shown))
        yield
    finally:
        os.close(handle)


@contextmanager
def alone_in(folders: Iterable[tuple[Path, str]]) -> Iterator[None]:
    """Keep other runs out of several folders, always in one order, so that no two wait in turn."""
    with ExitStack() as stack:
        for folder, shown in sorted(set(folders)):
            stack.enter_context(alone(folder, shown))
        yield


def replace_known(path: Path, before: bytes, data: bytes, shown: str) -> None:
    """Replace a file that people edit, unless one did so since it was read.

    Raises:
        ConflictError: it is no longer what was read; it stays as it is.
        OSError: the disk refuses; it is as it was.
    """
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        now = b""
    if now != before:
        raise ConflictError(together.CHANGED_MEANWHILE.at(Place(shown), file=shown))
    write_atomically(path, data)


def _locked(handle: int, fcntl: Any) -> bool:
    until, wait = time.monotonic() + PATIENCE, _FIRST
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(wait)
            wait = min(2 * wait, _LONGEST)
        except OSError:
            return True  # some network file systems know no locks
        else:
            return True
