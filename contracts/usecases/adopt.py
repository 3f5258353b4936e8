"""Raises the version of a clause that agreements were drafted with; own wordings come along."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from contracts.assembly.facts import facts_of
from contracts.assembly.select import select
from contracts.catalogue import compare as kinds
from contracts.catalogue import usage
from contracts.errors import ContractsError, FindingsError, UsageError
from contracts.findings import Finding, Level, Place
from contracts.language import _
from contracts.redline.merge import Conflict, merge
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library, text_name
from contracts.sources.files import read_text, show
from contracts.sources.lock import NAME, lock_text
from contracts.usecases.alone import alone_in, replace_known
from contracts.usecases.inputs import lock_path, source_files
from contracts.usecases.prepare import LOCK_COMMENT
from contracts.usecases.states import FINAL, state_name, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.sources.cases import Case
    from contracts.sources.clauses import ClauseText, Deviation, Library
    from contracts.sources.workspace import Workspace

Outcome = Literal["raised", "rebased", "unchanged", "conflict", "final", "failed"]
_BASE = re.compile(r"^base:.*$", re.MULTILINE)
_APPROVED = re.compile(r"^approved:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of one agreement; ``merged`` and ``conflicts`` where its own wording counts."""

    agreement: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    merged: str = ""
    conflicts: tuple[Conflict, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)


def adopt(
    workspace: Workspace, name: str, districts: Sequence[str], *, dry_run: bool = False
) -> tuple[Adoption, ...]:
    """Raise the pinned version of a clause in agreements to ``name``.

    Nothing is written for an agreement that is final, or whose own wording cannot be carried over
    without a decision.

    Raises:
        UsageError: the name has no version, or a name is unknown.
        FindingsError: the text is not approved.
        ConflictError: somebody just changed one of the files, or writes there.
    """
    library, _ = load_library(workspace)
    text, match = library.find(name), NAME.match(name)
    if match is None or match["version"] is None:
        raise UsageError(usage.VERSION_NEEDED.at(name=name, example=text.name))
    if not library.is_approved(text):
        raise FindingsError(kinds.NOT_APPROVED_YET.at(Place(text.file), name=text.name))
    ids = [workspace.resolve(district) for district in districts]
    if dry_run:
        return _adopted(workspace, library, text, ids)
    homes = [workspace.districts / agreement.partition("/")[0] for agreement in ids]
    with alone_in((home, show(home, workspace.root)) for home in homes if home.is_dir()):
        before = {p: p.read_bytes() for name in ids for p in source_files(workspace, name)}
        made = _adopted(workspace, library, text, ids)
        for adoption in made:
            for file, data in adoption.files.items():
                path = workspace.root / file
                replace_known(path, before.get(path, b""), data, file)
    return made


def _adopted(
    workspace: Workspace, library: Library, text: ClauseText, ids: Iterable[str]
) -> tuple[Adoption, ...]:
    return tuple(_adopt(workspace, library, text, agreement) for agreement in dict.fromkeys(ids))


def _adopt(workspace: Workspace, library: Library, text: ClauseText, agreement: str) -> Adoption:
    case, problems = load_case(workspace, agreement)
    if case is None:
        return Adoption(agreement, "failed", problems)
    state = state_of(workspace, agreement, case.agreement.model)
    if state in FINAL:
        finding = kinds.FINAL_UNTOUCHED.at(
            agreement=agreement, state=state_name(state), district=agreement.partition("/")[0]
        )
        return Adoption(agreement, "final", (finding,))
    chosen = select(case, library, facts_of(case)).chosen.get(text.clause)
    if chosen is None or chosen.text.variant != text.variant:
        reason = _("this contract does not contain the clause")
        if chosen is not None:
            reason = _("it uses {name}").format(name=chosen.text.name)
        finding = kinds.NOT_USED.at(
            agreement=agreement, name=text.name, reason=reason, clause=text.clause
        )
        return Adoption(agreement, "unchanged", (finding,))
    own = case.deviations.get(text.clause)
    if own is not None:
        return _with_own(workspace, library, text, case, own)
    files, findings = _pin(workspace, text, case)
    return Adoption(agreement, "raised" if files else "unchanged", findings, files=files)


def _pin(
    workspace: Workspace, text: ClauseText, case: Case
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return the lock file with the version raised; nothing where there is nothing to do."""
    if text.name in case.pins:
        return {}, (kinds.ALREADY_ADOPTED.at(agreement=case.id, name=text.name),)
    if not case.pins:
        return {}, (kinds.NOT_PINNED.at(agreement=case.id),)
    short = f"{text_name(text.clause, text.variant)}@"
    locked = {n: line.sha256 for n, line in case.pins.items() if not n.startswith(short)}
    locked[text.name] = text.sha256
    path = lock_path(workspace, case.id).relative_to(workspace.root).as_posix()
    return {path: lock_text(locked, LOCK_COMMENT).encode()}, ()


def _with_own(
    workspace: Workspace, library: Library, text: ClauseText, case: Case, own: Deviation
) -> Adoption:
    """Carry a district's own wording over to the new text (three-way merge)."""
    try:
        base = library.find(own.head.base or "")
    except ContractsError as error:
        return Adoption(case.id, "failed", error.findings)
    if own.head.base == text.name:
        files, findings = _pin(workspace, text, case)
        return Adoption(case.id, "raised" if files else "unchanged", findings, files=files)
    merged = merge(base.body, own.body, text.body, (base.name, case.id, text.name))
    if merged.conflicts:
        places = "; ".join(f"„{c.ours.strip()[:_SHOWN]}“" for c in merged.conflicts)
        finding = kinds.REBASE_CONFLICT.at(
            Place(own.file), clause=text.clause, name=text.name, places=places, file=own.file
        )
        return Adoption(case.id, "conflict", (finding,), merged.text, merged.conflicts)
    files, findings = _pin(workspace, text, case)
    files[own.file] = _rewritten(workspace, own, merged.text, text.name).encode()
    if merged.text != own.body:
        rebased = kinds.REBASED.at(
            Place(own.file), clause=text.clause, name=text.name, file=own.file
        )
        findings = (*findings, rebased)
    findings = tuple(f for f in findings if f.level > Level.NOTE)
    return Adoption(case.id, "rebased", findings, merged.text, files=files)


def _rewritten(workspace: Workspace, own: Deviation, body: str, base: str) -> str:
    """Return the file of an own wording with its new base; approval stays with unchanged words."""
    lines = read_text(workspace.root / own.file, workspace.root).split("\n")
    head = "\n".join(lines[: own.body_line - 1]) + "\n"
    head = _BASE.sub(f"base: {base}", head, count=1)
    if body != own.body:
        head = _APPROVED.sub("", head, count=1)
    return head + body
