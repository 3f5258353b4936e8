"""The life of a worker process: it imports once, then works until it is told to end.

It has a pipe of its own and shares no lock with anybody, so that it can be killed at any moment
without disturbing the others.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from contracts.batch.limits import BeyondMemoryError, Limits, limit_memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

READY = "ready"


def serve(pipe: Connection, limits: Limits, modules: Sequence[str]) -> None:
    """Answer tasks until the pipe closes, the worker is used up or memory ran out.

    A task is ``(function, arguments)``; an answer ``(worked, result or error, last)``.
    """
    # Ctrl-C reaches every process of a terminal; only the one that gave out the work decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_memory(limits.megabytes)
    for name in modules:
        import_module(name)
    with suppress(EOFError, OSError):
        pipe.send(READY)
        for number in range(1, limits.items + 1):
            function, arguments = pipe.recv()
            worked, result = _done(function, arguments, limits)
            last = number == limits.items or isinstance(result, BeyondMemoryError)
            _answer(pipe, worked, result, last=last)
            if last:
                return


def _done(function: Any, arguments: Any, limits: Limits) -> tuple[bool, Any]:
    try:
        return True, function(*arguments)
    except MemoryError:
        return False, BeyondMemoryError(limits.megabytes)
    except Exception as error:  # noqa: BLE001 - whoever gave the task gets it
        error.add_note(traceback.format_exc())
        return False, error


def _answer(pipe: Connection, worked: bool, result: Any, *, last: bool) -> None:  # noqa: FBT001
    try:
        pipe.send((worked, result, last))
    except (TypeError, AttributeError, ValueError) as error:  # it cannot be pickled
        pipe.send((False, RuntimeError(f"{type(result).__name__}: {error}"), last))


def _end_with_parent() -> None:
    """Leave at once when the parent is gone, so that no two runs ever write the same contract."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
