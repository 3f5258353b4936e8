"""Which districts have their own wording of which clause, since when, why, and how far off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.errors import ContractsError
from contracts.redline.clauses import compare_clauses
from contracts.redline.legal import STOPWORDS
from contracts.redline.tokens import tokenise
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.usecases.operands import source_of, source_of_deviation
from contracts.usecases.states import State, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from contracts.findings import Finding
    from contracts.redline.model import Comparison
    from contracts.redline.units import Content
    from contracts.sources.cases import Case
    from contracts.sources.clauses import Deviation, Library
    from contracts.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Own:
    """A district's own wording of a clause.

    ``distance`` is the share of words that are not those of the base, 0 to 1; ``newest`` the name
    of the newest approved text, which is another than ``base`` where the wording is outdated.
    """

    agreement: str
    clause: str
    state: State
    base: str
    newest: str
    reason: str
    by: str
    on: date | None
    distance: float
    file: str
    comparison: Comparison | None

    @property
    def outdated(self) -> bool:
        """Tell whether the standard has moved on since."""
        return bool(self.base) and self.base != self.newest


@dataclass(frozen=True, slots=True)
class Matrix:
    """All own wordings: clauses in rows, agreements in columns."""

    clauses: tuple[str, ...]
    agreements: tuple[str, ...]
    owns: tuple[Own, ...]
    findings: tuple[Finding, ...]

    def cell(self, clause: str, agreement: str) -> Own | None:
        """Return the own wording of one clause in one agreement."""
        return next((o for o in self.owns if (o.clause, o.agreement) == (clause, agreement)), None)


def deviations(workspace: Workspace) -> Matrix:
    """Return all own wordings of all agreements; what cannot be read is among the findings."""
    library, _ = load_library(workspace)
    owns: list[Own] = []
    findings: list[Finding] = []
    agreements = workspace.agreements()
    for agreement in agreements:
        case, problems = load_case(workspace, agreement)
        findings += [] if case else problems
        if case is not None:
            owns += _owns(workspace, library, case)
    clauses = tuple(sorted({own.clause for own in owns}))
    having = tuple(a for a in agreements if any(own.agreement == a for own in owns))
    return Matrix(clauses, having, tuple(owns), tuple(findings))


def _owns(workspace: Workspace, library: Library, case: Case) -> Iterator[Own]:
    state = state_of(workspace, case.id, case.agreement.model)
    for clause, deviation in case.deviations.items():
        yield _own(library, case, deviation, clause, state)


def _own(library: Library, case: Case, deviation: Deviation, clause: str, state: State) -> Own:
    head = deviation.head
    base = None
    try:
        base = library.find(head.base) if head.base else None
    except ContractsError:
        base = None
    name = f"{case.id}: {clause}"
    comparison = None
    newest = base.name if base else ""
    if base is not None:
        own = source_of_deviation(deviation, base, name)
        comparison = compare_clauses(source_of(base), own)
        newest = library.newest(base.clause, base.variant).name
    return Own(
        agreement=case.id,
        clause=clause,
        state=state,
        base=head.base or "",
        newest=newest,
        reason=head.reason or "",
        by=head.approved.by if head.approved else "",
        on=head.approved.on if head.approved else None,
        distance=distance(comparison) if comparison else 1.0,
        file=deviation.file,
        comparison=comparison,
    )


def distance(comparison: Comparison) -> float:
    """Return the share of words that were deleted or inserted, 0 to 1."""
    changed = kept = 0
    for entry in comparison.entries:
        if entry.role in ("inserted", "deleted"):
            changed += _words(entry.unit.contents)
        elif entry.role in ("kept", "moved-to"):
            for strip in entry.strips:
                for span in strip.spans:
                    if span.change:
                        changed += _words([span.old]) + _words([span.new])
                    else:
                        kept += 2 * _words([span.new])
    return changed / (changed + kept) if changed + kept else 0.0


def _words(contents: Iterable[Content]) -> int:
    return sum(
        token.kind not in ("space", "mark", "break") and token.key.lower() not in STOPWORDS
        for content in contents
        for token in tokenise(content)
    )
