"""The executors on this machine; others only need to be a ``concurrent.futures.Executor``."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Here(Executor):
    """Does the work in this process, when its result is asked for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take work; see concurrent.futures.Executor."""
        return _Later(fn, args, kwargs)


class _Later(Future[Any]):
    def __init__(self, work: Callable[..., Any], args: Any, kwargs: Any) -> None:
        super().__init__()
        self._call = (work, args, kwargs)

    def result(self, timeout: float | None = None) -> Any:
        """Do the work where that has not been done, and return its result."""
        if not self.done() and self.set_running_or_notify_cancel():
            work, args, kwargs = self._call
            try:
                self.set_result(work(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - the future hands it to whoever asks
                self.set_exception(error)
        return super().result(timeout)


@contextmanager
def local(jobs: int) -> Iterator[Executor]:
    """Provide an executor with so many processes; with one, the work is done in this process.

    When it ends early, work that has begun is finished: its files appear whole or not at all.
    """
    if jobs <= 1:
        yield Here()
        return
    # A forked copy of a process with threads can hang; both of these begin from a clean one.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Let Ctrl-C reach only the process that gave out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
