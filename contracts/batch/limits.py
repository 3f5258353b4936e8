"""What one contract may use, and how long a worker is kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a worker: ``seconds`` and ``megabytes`` for one item, ``items`` for its life.

    A worker that has done so many items is replaced, so that what libraries keep does not add up.
    """

    seconds: float = 120.0
    megabytes: int = 2000
    items: int = 100


class BeyondTimeError(Exception):
    """An item took longer than allowed; its process was ended."""


class BeyondMemoryError(Exception):
    """An item needed more memory than allowed."""


class WorkerLostError(Exception):
    """The process that worked on an item ended without an answer, twice."""


class SchedulerLostError(Exception):
    """The scheduler of a cluster does not answer any more."""


def limit_memory(megabytes: int) -> None:
    """Let this process get no more memory than that, where the system knows such a limit."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * _MEGABYTE
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(OSError, ValueError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
