"""An executor of warm processes that holds each item to limits of time and memory.

``ProcessPoolExecutor`` cannot do this: one process that dies takes the whole pool with it, and an
item that hangs can never be stopped. Here each process has a pipe and a thread that watches it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from queue import LifoQueue
from typing import TYPE_CHECKING, Any

from contracts.batch.limits import BeyondTimeError, Limits, WorkerLostError
from contracts.batch.worker import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

_START = 120.0  # seconds that a process may take until it is ready
_GRACE = 5.0  # seconds that begun work gets after an interruption
_TRIES = 2


class Workers(Executor):
    """Up to ``count`` processes; they are started when there is work for them.

    Args:
        count: how many.
        limits: what an item may use, and how many items a process lives.
        modules: what a process imports before its first item.
    """

    def __init__(self, count: int, limits: Limits, modules: Sequence[str] = ()) -> None:
        context = _context(modules)
        self._workers = [_Worker(context, limits, tuple(modules)) for _ in range(count)]
        self._idle: LifoQueue[_Worker] = LifoQueue()  # the warmest first
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, "worker")
        self._open: set[Future[Any]] = set()
        self._closing = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take work; see concurrent.futures.Executor. Keyword arguments are not taken."""
        if kwargs:
            raise TypeError(sorted(kwargs))
        future = self._threads.submit(self._call, fn, args)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - its interface
        """End the processes; see concurrent.futures.Executor.

        With ``cancel_futures``, work that has begun gets a few seconds to finish.
        """
        self._closing = True
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        try:
            if wait:
                _await(list(self._open), _GRACE if cancel_futures else None)
        finally:
            if self._open:
                for worker in self._workers:
                    worker.kill()  # whoever watches it notices, and lets go of it
            self._threads.shutdown(wait=True)
            for worker in self._workers:
                worker.end()

    def _call(self, fn: Callable[..., Any], args: Any) -> Any:
        worker = self._idle.get()
        try:
            for _ in range(_TRIES):
                with suppress(EOFError, ConnectionError):
                    return worker.call(fn, args)
                worker.end()
                if self._closing:
                    break
            raise WorkerLostError(worker.code)
        finally:
            self._idle.put(worker)


def _await(futures: list[Future[Any]], seconds: float | None) -> None:
    wait(futures, timeout=seconds)


def _context(modules: Sequence[str]) -> BaseContext:
    # A forked copy of a process with threads can hang; both of these begin from a clean one. The
    # fork server imports once what its copies then have from the beginning.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context


def _keep_interrupts_away() -> None:
    """Let what this thread starts never see Ctrl-C, from its first moment on.

    The signals that a thread holds back are inherited by the processes it starts. Python's
    tracker of resources would let them through again when it starts, so it must be there before.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Worker:
    """One place for a process: started when needed, replaced when used up or gone."""

    def __init__(self, context: BaseContext, limits: Limits, modules: tuple[str, ...]) -> None:
        self.code: int | None = None
        self._context = context
        self._limits = limits
        self._modules = modules
        self._running: tuple[BaseProcess, Connection] | None = None

    def call(self, fn: Callable[..., Any], args: Any) -> Any:
        """Return what the function returns, or raise what it raises.

        Raises:
            BeyondTimeError: it took too long; the process was killed.
            EOFError, ConnectionError: the process has ended.
        """
        pipe = self._pipe()
        pipe.send((fn, args))
        if not pipe.poll(self._limits.seconds):
            self.end(at_once=True)
            raise BeyondTimeError(self._limits.seconds)
        worked, result, last = pipe.recv()
        if last:
            self.end()
        if worked:
            return result
        raise result

    def end(self, *, at_once: bool = False) -> None:
        """End the process, if there is one."""
        if self._running is None:
            return
        process, pipe = self._running
        self._running = None
        pipe.close()  # tells an idle process to end
        if not at_once:
            process.join(1.0)
        if process.is_alive():
            process.kill()
        process.join()
        self.code = process.exitcode
        process.close()

    def kill(self) -> None:
        """Kill the process while another thread waits for its answer."""
        running = self._running
        if running is not None:
            with suppress(ValueError):  # it was just let go of
                running[0].kill()

    def _pipe(self) -> Connection:
        if self._running is not None and not self._running[0].is_alive():
            self.end()  # somebody killed it while it had nothing to do
        running = self._running or self._started()
        return running[1]

    def _started(self) -> tuple[BaseProcess, Connection]:
        _keep_interrupts_away()
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, self._limits, self._modules), daemon=True
        )
        process.start()
        theirs.close()
        self._running = process, ours
        if not ours.poll(_START):
            raise EOFError
        ours.recv()
        return self._running
