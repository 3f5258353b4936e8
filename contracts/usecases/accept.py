"""Warnings that a person confirms by name: who, which, why; kept in the record of a release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.catalogue import accept as kinds
from contracts.errors import ContractsError, UsageError
from contracts.findings import Finding, Level
from contracts.model.base import MAX_LINE
from contracts.model.plausible.placeholders import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.sources.workspace import Workspace

_CODE = re.compile(r"K-\d{3,4}")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One code of a warning that a person takes the responsibility for."""

    code: str
    reason: str
    by: str


def accepted_of(given: Sequence[str], reason: str, by: str) -> tuple[Acceptance, ...]:
    """Return what a person confirms.

    Args:
        given: ``K-622=why`` or ``K-622``, one each.
        reason: why, for those that give none of their own.
        by: who.

    Raises:
        UsageError: a code, a reason or the name is missing or says nothing.
    """
    found = [_acceptance(one, reason, by) for one in given]
    codes = [one.code for one in found]
    problems = [kinds.NO_CODE.at(given=o.code[:40]) for o in found if not _CODE.fullmatch(o.code)]
    problems += [
        kinds.NAMED_TWICE.at(code=code) for code in dict.fromkeys(codes) if codes.count(code) > 1
    ]
    problems += [kinds.NO_REASON.at(code=one.code[:40]) for one in found if not _says(one.reason)]
    if found and not _says(by):
        problems.append(kinds.NO_PERSON.at())
    if problems:
        raise UsageError(*problems)
    return tuple(found)


def _acceptance(given: str, reason: str, by: str) -> Acceptance:
    code, _, own = given.partition("=")
    return Acceptance(code.strip().upper(), own.strip() or reason.strip(), by.strip())


def _says(words: str) -> bool:
    words = words.strip()
    fits = words.isprintable() and len(words) <= MAX_LINE
    return bool(words) and fits and not placeholder(words)


def is_confirmed(finding: Finding, accepted: Iterable[Acceptance]) -> bool:
    """Tell whether a person has confirmed a finding."""
    return any(one.code == finding.code for one in accepted)


def told(findings: Iterable[Finding], accepted: Sequence[Acceptance]) -> list[dict[str, Any]]:
    """Return what was confirmed as the record keeps it: each warning with place, person, reason."""
    by_code = {one.code: one for one in accepted}
    return [
        {
            "code": finding.code,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "by": by_code[finding.code].by,
            "reason": by_code[finding.code].reason,
        }
        for finding in findings
        if finding.level is Level.WARNING and finding.code in by_code
    ]


def refuse_unheard(
    workspace: Workspace, agreements: Sequence[str], clauses: str, accepted: Sequence[Acceptance]
) -> None:
    """Refuse to begin where a confirmed code occurs in none of the contracts.

    Args:
        workspace: where the files are.
        agreements: ids of the contracts that are to be made.
        clauses: the hash of the clause library.
        accepted: what a person confirms.

    Raises:
        UsageError: a code does not occur, or is none that can be confirmed.
    """
    if not accepted:
        return
    from contracts.usecases.prepare import is_open

    found, complete = _occurring(workspace, agreements, clauses)
    can = {code for code, f in found.items() if f.level is Level.WARNING and not is_open(f)}
    problems = []
    for code in (one.code for one in accepted):
        if code in found and code not in can:
            problems.append(kinds.NOT_A_WARNING.at(code=code, agreement=agreements[0]))
        elif code not in found and complete:
            problems.append(kinds.NOT_THERE.at(code=code, known=", ".join(sorted(can)) or "–"))
    if problems:
        raise UsageError(*problems)


def _occurring(
    workspace: Workspace, agreements: Sequence[str], clauses: str
) -> tuple[dict[str, Finding], bool]:
    """Return one finding of each code in the contracts, and whether all could be made."""
    from contracts.usecases.prepare import prepare

    found: dict[str, Finding] = {}
    complete = True
    for agreement in agreements:
        findings: tuple[Finding, ...]
        try:
            findings = prepare(workspace, agreement, "release", clauses).assembly.findings
        except ContractsError as error:
            complete, findings = False, error.findings  # whoever makes it will tell why
        found.update({f.code: f for f in findings})
    return found, complete
