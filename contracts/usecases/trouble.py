"""What an exception means that no step expected: the machine refuses, or the program is wrong."""

from __future__ import annotations

import errno
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

from contracts.catalogue import usage
from contracts.errors import ContractsError, ExitCode
from contracts.language import _
from contracts.usecases.report import save_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.findings import Finding

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def explained(error: Exception, call: Sequence[str]) -> tuple[tuple[Finding, ...], ExitCode]:
    """Return what an exception means in words that help, and its exit code.

    An error of the program itself leaves a report, which names the call.
    """
    if isinstance(error, ContractsError):
        return error.findings, error.exit_code
    if isinstance(error, OSError):
        return (machine_finding(error),), ExitCode.ENVIRONMENT
    if isinstance(error, MemoryError):
        finding = usage.MACHINE.at(file="–", reason=_("out of memory"))
        return (finding,), ExitCode.ENVIRONMENT
    if isinstance(error, BrokenExecutor):
        finding = usage.MACHINE.at(file="–", reason=_("a worker process ended"))
        return (finding,), ExitCode.ENVIRONMENT
    if isinstance(error, ModuleNotFoundError):
        return (usage.LIBRARY.at(name=error.name or str(error)),), ExitCode.ENVIRONMENT
    report = save_report(error, call)
    return (usage.BUG.at(problem=type(error).__name__, report=report),), ExitCode.BUG


def machine_finding(error: OSError) -> Finding:
    """Return what the operating system refused."""
    kind = usage.DISK_FULL if error.errno in _FULL else usage.MACHINE
    kind = usage.NOT_PERMITTED if error.errno in _REFUSED else kind
    file = error.filename if isinstance(error.filename, str) else "–"
    return kind.at(file=file, reason=error.strerror or str(error) or type(error).__name__)
