"""The executors that a batch can run on; any ``concurrent.futures.Executor`` will do."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from contracts.batch.limits import Limits
from contracts.catalogue import batch as kinds
from contracts.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LOCAL = "local"
_CLUSTERS = {"dask://": "tcp://", "dask+tls://": "tls://"}


class Here(Executor):
    """Does the work in this process, at once and without limits."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work; see concurrent.futures.Executor."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future hands it to whoever asks
            future.set_exception(error)
        return future


@contextmanager
def local(
    jobs: int, limits: Limits | None = None, modules: Sequence[str] = ()
) -> Iterator[Executor]:
    """Provide an executor with so many processes on this machine; with 0, only this process.

    When it ends early, work that has begun gets a few seconds to finish.

    Args:
        jobs: how many processes.
        limits: what one item may use.
        modules: what each process imports before it begins.
    """
    if jobs < 1:
        yield Here()
        return
    from contracts.batch.workers import Workers

    workers = Workers(jobs, limits or Limits(), modules)
    try:
        yield workers
    finally:
        workers.shutdown(wait=True, cancel_futures=True)


@contextmanager
def opened(
    address: str, jobs: int, limits: Limits, modules: Sequence[str] = ()
) -> Iterator[tuple[Executor, int]]:
    """Provide the executor that an address names, and how many items it does at a time.

    Args:
        address: ``local``, ``dask://host:port`` or ``dask+tls://host:port``.
        jobs: how many processes, where they are ours.
        limits: what one item may use.
        modules: what each process imports before it begins.

    Raises:
        UsageError: it is no address of an executor.
        MachineError: the library for it is missing, or nobody answers there.
    """
    if address == LOCAL:
        with local(jobs, limits, modules) as executor:
            yield executor, max(jobs, 1)
        return
    for prefix, scheme in _CLUSTERS.items():
        if address.startswith(prefix) and len(address) > len(prefix):
            from contracts.batch.cluster import cluster

            with cluster(scheme + address.removeprefix(prefix), limits) as found:
                yield found
            return
    raise UsageError(kinds.UNKNOWN_EXECUTOR.at(address=address))
