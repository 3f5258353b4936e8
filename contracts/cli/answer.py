"""What a command answers, before it is decided how that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.errors import ExitCode
from contracts.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.findings import Finding


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a command.

    ``result`` is plain data for ``--json``, ``text`` the same for people (stdout, without the last
    line feed). ``findings`` go to stderr unless ``told``, which says that ``text`` shows them.
    ``raw`` are bytes that stdout gets as they are instead of ``text``.
    """

    result: Any = None
    text: str = ""
    findings: tuple[Finding, ...] = ()
    code: ExitCode = ExitCode.OK
    told: bool = False
    raw: bytes | None = None
    notes: tuple[str, ...] = ()


def code_of(findings: Iterable[Finding]) -> ExitCode:
    """Return FINDINGS where an error is among them: then the answer leaves something out."""
    if any(finding.level is Level.ERROR for finding in findings):
        return ExitCode.FINDINGS
    return ExitCode.OK
