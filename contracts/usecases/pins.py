"""The lock file of an agreement: written with its first draft, and taken back without one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from contracts.catalogue import together
from contracts.errors import ConflictError
from contracts.findings import Place
from contracts.sources.atomic import write_once
from contracts.sources.files import show
from contracts.usecases.inputs import lock_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.sources.workspace import Workspace


@contextmanager
def pinned(workspace: Workspace, agreement: str, lock: bytes | None) -> Iterator[None]:
    """Write the lock file, and take it back where the outputs cannot be written.

    Args:
        workspace: where it goes.
        agreement: whose versions it pins.
        lock: its bytes; None where it was there before.

    Raises:
        ConflictError: another run has pinned other versions in the meantime.
    """
    if lock is None:
        yield
        return
    path, ours = lock_path(workspace, agreement), True
    shown = show(path, workspace.root)
    try:
        write_once(path, lock)
    except FileExistsError:
        ours = False
        if path.read_bytes() != lock:
            raise ConflictError(together.CHANGED_MEANWHILE.at(Place(shown), file=shown)) from None
    try:
        yield
    except BaseException:
        if ours:
            path.unlink(missing_ok=True)
        raise
