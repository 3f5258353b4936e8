"""What it means that the work for one contract raised, died or was stopped."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError
from typing import TYPE_CHECKING

from contracts.batch.limits import (
    BeyondMemoryError,
    BeyondTimeError,
    SchedulerLostError,
    WorkerLostError,
)
from contracts.catalogue import batch as kinds
from contracts.catalogue import outputs
from contracts.errors import ExitCode
from contracts.usecases.trouble import explained

if TYPE_CHECKING:
    from contracts.findings import Finding

_CLUSTER = ("dask", "distributed")


def failure(agreement: str, error: Exception) -> tuple[tuple[Finding, ...], ExitCode]:
    """Return why a contract was not made, and its exit code."""
    finding = _known(agreement, error)
    if finding is not None:
        return (finding,), ExitCode.ENVIRONMENT
    return explained(error, ["generate", agreement])


def _known(agreement: str, error: Exception) -> Finding | None:
    limit = error.args[0] if error.args else ""
    if isinstance(error, BeyondTimeError):
        return kinds.BEYOND_TIME.at(agreement=agreement, limit=f"{limit:g}")
    if isinstance(error, BeyondMemoryError):
        return kinds.BEYOND_MEMORY.at(agreement=agreement, limit=limit)
    killed = type(error).__name__ == "KilledWorker"  # Dask's; it need not be installed here
    if killed or isinstance(error, WorkerLostError | BrokenExecutor):
        return outputs.WORKER_DIED.at(agreement=agreement)
    of_cluster = type(error).__module__.partition(".")[0] in _CLUSTER
    if of_cluster or isinstance(error, CancelledError | SchedulerLostError):
        lines = str(error).strip().splitlines() or [type(error).__name__]
        return kinds.CLUSTER_LOST.at(agreement=agreement, reason=lines[0][:200])
    return None
