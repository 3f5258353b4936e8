"""What became of a clause: its versions, who approved them, and which agreements use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.assembly.facts import facts_of
from contracts.assembly.select import select
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library, text_name
from contracts.usecases.compare import compare_operands
from contracts.usecases.operands import Operand, reasons_of, source_of
from contracts.usecases.states import State, released_clauses, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from contracts.findings import Finding
    from contracts.redline.model import Comparison
    from contracts.sources.clauses import ClauseText, Library
    from contracts.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a clause; ``approved`` tells that the lock protects exactly this text."""

    name: str
    variant: str
    version: int
    approved: bool
    by: str
    on: date | None
    change: str
    sha256: str
    file: str


@dataclass(frozen=True, slots=True)
class Use:
    """An agreement that uses a clause; ``pinned`` tells that its lock file holds the version."""

    agreement: str
    name: str
    state: State
    deviation: bool
    pinned: bool
    reason: str


def history(workspace: Workspace, clause: str) -> tuple[Version, ...]:
    """Return the versions of a clause or of one of its variants, oldest first.

    Raises:
        UsageError: there is no such clause or variant.
    """
    library, _ = load_library(workspace)
    text = library.find_any(clause)
    variants = [text.variant] if "/" in clause else library.variants(text.clause)
    return tuple(
        _version(library.texts[text.clause, variant, n], library)
        for variant in variants
        for n in library.versions(text.clause, variant)
    )


def difference(workspace: Workspace, clause: str, old: str, new: str | None = None) -> Comparison:
    """Return the word difference of two versions of a clause; it is proven.

    Args:
        workspace: where.
        clause: what they are versions of, with its variant where it has several.
        old: a number ("1"), a variant with a number ("public@1") or a whole name ("term/public@1").
        new: the same; otherwise the newest approved version of the same variant.

    Raises:
        UsageError: one of them does not exist.
        WriterError: it does not give both texts back.
    """
    library, _ = load_library(workspace)
    first = library.find(_whole_name(library, clause, old))
    if new is None:
        second = library.newest(first.clause, first.variant)
    else:
        second = library.find(_whole_name(library, clause, new))
    pair = [
        Operand(text.name, clause=source_of(text), reasons=reasons_of([text]))
        for text in (first, second)
    ]
    return compare_operands(*pair).comparison


def _whole_name(library: Library, clause: str, wanted: str) -> str:
    short = clause.partition("@")[0]
    if wanted.isdecimal():
        return f"{short}@{wanted}"
    owner, variant = short.partition("/")[0], wanted.partition("@")[0]
    known = library.clauses()
    if owner in known and variant in library.variants(owner) and variant not in known:
        return f"{owner}/{wanted}"
    return wanted


def _version(text: ClauseText, library: Library) -> Version:
    approval = text.head.approved
    return Version(
        name=text.name,
        variant=text.variant,
        version=text.version,
        approved=library.is_approved(text),
        by=approval.by if approval else "",
        on=approval.on if approval else None,
        change=text.head.change or "",
        sha256=text.sha256,
        file=text.file,
    )


def uses(workspace: Workspace, clause: str) -> tuple[tuple[Use, ...], tuple[Finding, ...]]:
    """Return which agreements use a clause, and the reasons why some could not be read.

    ``clause`` may name a clause, a variant, or a version; a final version is asked for what it
    holds, everything else for what its sources choose now.

    Raises:
        UsageError: there is no such clause, variant or version.
    """
    library, _ = load_library(workspace)
    text = library.find_any(clause)
    wanted = text.clause, "/" in clause, "@" in clause
    found: list[Use] = []
    findings: list[Finding] = []
    for agreement in workspace.agreements():
        case, problems = load_case(workspace, agreement)
        if case is None:
            findings += problems
            continue
        state = state_of(workspace, agreement, case.agreement.model)
        released = list(_released(workspace, agreement, text, state, wanted))
        if released:
            found += released
            continue
        chosen = select(case, library, facts_of(case)).chosen.get(text.clause)
        if chosen is None or not _matches(chosen.text.name, text, wanted):
            continue
        name, pinned = chosen.text.name, chosen.text.name in case.pins
        own = chosen.deviation is not None
        found.append(Use(agreement, name, state, own, pinned, chosen.reason))
    return tuple(found), tuple(findings)


def _released(
    workspace: Workspace,
    agreement: str,
    text: ClauseText,
    state: State,
    wanted: tuple[str, bool, bool],
) -> Iterator[Use]:
    for name in released_clauses(workspace, agreement):
        same = name.partition("@")[0].partition("/")[0] == text.clause
        if same and _matches(name, text, wanted):
            yield Use(agreement, name, state, deviation=False, pinned=True, reason="Ausfertigung")


def _matches(name: str, text: ClauseText, wanted: tuple[str, bool, bool]) -> bool:
    _, with_variant, with_version = wanted
    if with_version:
        return name == text.name
    return not with_variant or name.startswith(f"{text_name(text.clause, text.variant)}@")
