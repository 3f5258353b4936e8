"""Steps 1 to 7 for one contract: from its id to a document, with its versions pinned."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from contracts.assembly import Assembly, assemble
from contracts.assembly.checks.plausible import is_plausibility
from contracts.catalogue import accept, select
from contracts.catalogue import outputs as kinds
from contracts.errors import ContractsError, ExitCode, FindingsError, SourceError
from contracts.findings import Finding, Level
from contracts.sources.cases import load_case
from contracts.sources.clauses import Library, load_library
from contracts.sources.lock import lock_text
from contracts.usecases.accept import is_confirmed
from contracts.usecases.inputs import lock_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.document import Document, Status
    from contracts.model import Plan
    from contracts.sources.cases import Case
    from contracts.sources.workspace import Workspace
    from contracts.usecases.accept import Acceptance

LOCK_COMMENT = (
    "Klauselfassungen, mit denen dieser Vertrag entworfen wurde; vom Programm geschrieben."
)
"""First line of an agreement's lock file; German, because staff read it."""

_OPEN_IN_RELEASE = (select.NOT_APPROVED, select.UNDECIDED_CLAUSE, select.UNDECIDED_VARIANT)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A contract that can be written; ``lock`` is what its lock file must become, if anything."""

    case: Case
    assembly: Assembly
    document: Document
    lock: bytes | None


def prepare(
    workspace: Workspace, agreement: str, status: Status, clauses: str, *, again: bool = False
) -> Prepared:
    """Load, check and assemble one contract.

    Args:
        workspace: where the files are.
        agreement: the id of the agreement.
        status: draft or release.
        clauses: the hash of the clause library, so that it is read once a process.
        again: whether a contract that was made before is only made again to be compared; then it
            does not matter whether it could be meant.

    Raises:
        SourceError: a source cannot be read.
        FindingsError: errors prevent the contract.
    """
    _log.info("Steps 1 to 7 – %s", agreement)
    case, findings = load_case(workspace, agreement)
    library, library_findings = _library(workspace, clauses)
    if case is None:
        raise refused(agreement, findings)
    relevant = [f for f in library_findings if _concerns(f, case.plan.model)]
    findings = (*findings, *relevant)
    assembly = assemble(case, library, status)
    lock = None
    if not lock_path(workspace, agreement).exists():
        lock = _lock_bytes(assembly, library)
    assembly = replace(assembly, findings=unique((*findings, *assembly.findings)))
    wrong = [f for f in assembly.findings if f.level is Level.ERROR]
    if again:
        wrong = [f for f in wrong if not is_plausibility(f)]
    if assembly.document is None or wrong:
        raise refused(agreement, assembly.findings)
    return Prepared(case, assembly, assembly.document, lock)


def refuse_unready(agreement: str, assembly: Assembly, accepted: Sequence[Acceptance] = ()) -> None:
    """Refuse a final version while something is open, or a warning that nobody confirmed.

    Raises:
        FindingsError: gaps, open decisions, texts that nobody approved, unconfirmed warnings.
    """
    still_open = [f for f in assembly.findings if is_open(f)]
    doubtful = [
        f
        for f in assembly.findings
        if f.level is Level.WARNING and not is_open(f) and not is_confirmed(f, accepted)
    ]
    heads = []
    if still_open:
        heads.append(kinds.NOT_READY.at(agreement=agreement, count=len(still_open)))
    if doubtful:
        heads.append(_not_confirmed(agreement, doubtful, accepted))
    if heads:
        raise FindingsError(*heads, *still_open, *doubtful)


def _not_confirmed(
    agreement: str, doubtful: Sequence[Finding], accepted: Sequence[Acceptance]
) -> Finding:
    codes = list(dict.fromkeys(f.code for f in doubtful))
    given = [one.code for one in accepted]
    words = " ".join(f'--accept "{code}=…"' for code in (*given, *codes))
    return accept.NOT_CONFIRMED.at(agreement=agreement, codes=", ".join(codes), accepts=words)


def gaps_in(assembly: Assembly) -> int:
    """Return how many values of a contract are open, as ``contracts check`` counts them."""
    return sum(f.level is Level.GAP for f in assembly.findings)


def is_open(finding: Finding) -> bool:
    """Tell whether a finding must be settled before a final version."""
    return finding.level in (Level.GAP, Level.ERROR) or finding.kind in _OPEN_IN_RELEASE


def refused(agreement: str, findings: Iterable[Finding]) -> ContractsError:
    """Return the exception that says that a contract cannot be made, and all reasons."""
    found = unique(findings)
    last = kinds.NO_DOCUMENT.at(agreement=agreement)
    if code_of(found) is ExitCode.SOURCE:
        return SourceError(*found, last)
    return FindingsError(*found, last)


def code_of(findings: Iterable[Finding]) -> ExitCode:
    """Return the exit code that errors among findings stand for."""
    errors = [f for f in findings if f.level is Level.ERROR]
    if any(f.code.startswith("K-1") and len(f.code) == len("K-100") for f in errors):
        return ExitCode.SOURCE
    return ExitCode.FINDINGS if errors else ExitCode.OK


def unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order for people, each once."""
    seen = {(f.code, f.place, f.message): f for f in findings}
    return tuple(sorted(seen.values(), key=Finding.sort_key))


@lru_cache(maxsize=2)
def _library(workspace: Workspace, clauses: str) -> tuple[Library, tuple[Finding, ...]]:  # noqa: ARG001 - the hash makes the cache forget a changed library
    return load_library(workspace)


def _concerns(finding: Finding, plan: Plan) -> bool:
    """Tell whether a finding of the library is about a clause of this plan, or about no one."""
    parts = finding.place.file.split("/")
    entries = (plan.heading, plan.preamble, *plan.sections, plan.signatures, *plan.annexes)
    is_clause = len(parts) > 2 and parts[0] == "clauses"  # noqa: PLR2004 - clauses/<id>/<file>
    return not is_clause or parts[1] in {entry.clause for entry in entries}


def _lock_bytes(assembly: Assembly, library: Library) -> bytes:
    # a district's own wording is pinned by the text it is based on; its file is the district's
    used = [library.texts.get((use.clause, use.variant, use.version)) for use in assembly.uses]
    return lock_text({text.name: text.sha256 for text in used if text}, LOCK_COMMENT).encode()
