"""Exceptions that end a command, each bound to its exit code."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from contracts.findings import Finding


class ExitCode(IntEnum):
    """Exit codes of the command line; they are part of the stable interface."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3
    SOURCE = 4
    WRITER = 5
    INTEGRITY = 6
    CONFLICT = 7
    BATCH = 8
    BUG = 70
    INTERRUPTED = 130


class ContractsError(Exception):
    """A problem that ends the command; it carries the findings that explain it."""

    exit_code: ClassVar[ExitCode] = ExitCode.FINDINGS

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings, the most important first."""
        super().__init__(*findings)
        self.findings: tuple[Finding, ...] = findings

    def __str__(self) -> str:
        """Return the messages, one a line."""
        return "\n".join(f"{f.place}: {f.code} {f.message}" for f in self.findings)


class FindingsError(ContractsError):
    """The contract cannot be made as asked because of its findings."""


class UsageError(ContractsError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class MachineError(ContractsError):
    """Something the program needs is missing or does not allow it: library, font, right, space."""

    exit_code = ExitCode.ENVIRONMENT


class SourceError(ContractsError):
    """A source file cannot be read at all."""

    exit_code = ExitCode.SOURCE


class WriterError(ContractsError):
    """An output could not be written correctly."""

    exit_code = ExitCode.WRITER


class IntegrityError(ContractsError):
    """Something is not what its record says."""

    exit_code = ExitCode.INTEGRITY


class ConflictError(ContractsError):
    """Existing work of a person stands in the way; nothing was overwritten."""

    exit_code = ExitCode.CONFLICT


class BatchError(ContractsError):
    """Some contracts of a batch failed."""

    exit_code = ExitCode.BATCH
