"""Work on several machines: a Dask cluster as an executor.

Dask gives work that was on a lost worker to another one. All that is ours is to see that each
worker is like this machine, and that a contract that hangs does not hold its worker for ever.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from contracts.batch.limits import SchedulerLostError
from contracts.catalogue import batch as kinds
from contracts.errors import MachineError
from contracts.sources.workspace import Workspace
from contracts.usecases.inputs import Surroundings, surroundings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from contracts.batch.limits import Limits
    from contracts.usecases.generate import Job

_PATIENCE = 5  # seconds until a scheduler must have answered and have a worker
_surroundings: dict[Path, Surroundings] = {}


class Cluster(Executor):
    """The executor of a Dask client, each piece of work with checks around it.

    Dask waits for ever for a scheduler that is gone; here, what it had then fails.

    Args:
        client: a ``distributed.Client``.
        limits: what one item may use.
    """

    def __init__(self, client: Any, limits: Limits) -> None:
        self._client = client
        self._inner: Executor = client.get_executor(pure=False)
        self._seconds = limits.seconds
        self._open: set[Future[Any]] = set()
        self._lost = False
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give out work; see concurrent.futures.Executor."""
        if self._lost:
            return _failed(Future())
        future = self._inner.submit(there, self._seconds, fn, *args, **kwargs)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def close(self) -> None:
        """Stop watching; what has not begun is cancelled."""
        self._closed.set()
        for future in list(self._open):
            future.cancel()

    def _watch(self) -> None:
        silent = 0
        while not self._closed.wait(1.0):
            silent = 0 if self._client.status == "running" else silent + 1
            if silent >= _PATIENCE:
                self._lost = True
                for future in list(self._open):
                    _failed(future)


def _failed(future: Future[Any]) -> Future[Any]:
    with suppress(InvalidStateError):
        future.set_exception(SchedulerLostError("the scheduler does not answer"))
    return future


@contextmanager
def cluster(address: str, limits: Limits) -> Iterator[tuple[Executor, int]]:
    """Provide a cluster's executor, and how many items it does at a time.

    Args:
        address: of the scheduler, with ``tcp://`` or ``tls://``; certificates come from Dask's own
            configuration.
        limits: what one item may use; memory is limited by the workers themselves.

    Raises:
        MachineError: the library is missing, nobody answers, or there is no worker.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise MachineError(kinds.NO_CLUSTER_LIBRARY.at(name=error.name or "distributed")) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say ourselves what matters
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError, RuntimeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise MachineError(kinds.NO_SCHEDULER.at(address=address, reason=reason)) from None
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise MachineError(kinds.NO_WORKERS.at(address=address)) from None
        places = sum(client.nthreads().values())
        with closing(Cluster(client, limits)) as executor:
            yield executor, places
    finally:
        client.close(timeout=_PATIENCE)


def there(seconds: float, work: Callable[[Job], Any], job: Job) -> Any:
    """Do work on a worker of a cluster.

    Where it takes too long, the worker's process ends itself: its nanny starts another, and after
    a few tries the scheduler gives the contract up. ``work`` takes the job as its last argument.

    Raises:
        MachineError: the worker is not like the machine that gave out the work.
    """
    _refuse_other(job)
    watch = threading.Timer(seconds, os._exit, (1,))
    watch.daemon = True
    watch.start()
    try:
        return work(job)
    finally:
        watch.cancel()


def _refuse_other(job: Job) -> None:
    if _surroundings.get(job.root) == job.surroundings:
        return
    host = socket.gethostname()
    if not job.root.is_dir():
        raise MachineError(kinds.NO_WORKSPACE_THERE.at(host=host, folder=str(job.root)))
    ours = _surroundings[job.root] = surroundings_of(Workspace(job.root))
    names = [n for n in Surroundings.__slots__ if getattr(ours, n) != getattr(job.surroundings, n)]
    if names:
        raise MachineError(kinds.OTHER_PROGRAM.at(host=host, differences=", ".join(names)))
