"""What OLD and NEW of a comparison mean: clause, agreement, file, revision or the standard."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.assembly import assemble
from contracts.catalogue import compare as kinds
from contracts.document import ClauseUse
from contracts.errors import ContractsError, FindingsError, IntegrityError, SourceError, UsageError
from contracts.findings import Finding, Level, Place
from contracts.language import _
from contracts.received import filetypes
from contracts.redline.causes import step
from contracts.redline.clauses import Source
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library, read_clause, read_deviation, text_name
from contracts.sources.lock import NAME
from contracts.sources.names import named
from contracts.sources.validate import suggestion
from contracts.usecases.carried import MOST_JSON, kind_of
from contracts.usecases.files_of_ours import (
    document_in,
    document_of_docx,
    document_of_pdf,
)
from contracts.usecases.handed_in import too_large
from contracts.usecases.record import read_record
from contracts.usecases.revisions import workspace_at
from contracts.usecases.targets import DOCUMENT, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contracts.document import Document
    from contracts.sources.clauses import ClauseText, Deviation, Library
    from contracts.sources.workspace import Workspace

STANDARD = "standard"
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison: a contract, or the text of a clause.

    ``reasons`` says why texts are as they are: by step ("liability@1 → liability@2") the note of
    change, by clause the reason of an own wording.
    """

    name: str
    document: Document | None = None
    clause: Source | None = None
    findings: tuple[Finding, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to do with changes in a DOCX that nobody accepted: "accept", "reject" or refuse."""

    unaccepted: str = ""


def resolve_pair(
    workspace: Workspace, old: str, new: str, wishes: Wishes | None = None
) -> tuple[Operand, Operand]:
    """Return both sides; ``standard`` is the agreement of the other side without deviations.

    Raises:
        UsageError: a name is unknown, or the two cannot be compared.
        SourceError: a file cannot be read.
        FindingsError: the sources of an agreement have errors.
        MachineError: a revision is named and git cannot be used.
    """
    wishes = wishes or Wishes()
    names = [old, new]
    if names == [STANDARD, STANDARD]:
        raise UsageError(kinds.STANDARD_ALONE.at())
    found = [None if name == STANDARD else resolve(workspace, name, wishes) for name in names]
    for n, other in ((0, found[1]), (1, found[0])):
        if found[n] is None and other is not None:
            found[n] = _standard(workspace, other)
    first, second = found
    assert first is not None and second is not None  # noqa: S101, PT018 - both are filled above
    if (first.document is None) != (second.document is None):
        raise UsageError(kinds.CLAUSE_AND_CONTRACT.at(old=old, new=new))
    return first, second


def resolve(workspace: Workspace, name: str, wishes: Wishes | None = None) -> Operand:
    """Return what a name means; see ``resolve_pair`` for what can go wrong."""
    wishes = wishes or Wishes()
    path = Path(name)
    if path.is_file():
        return _of_file(workspace, path, name, wishes)
    revision, colon, inside = name.partition(":")
    if colon and revision and inside:
        return _of_revision(workspace, revision, inside, wishes)
    if path.suffix in (".json", ".docx", ".pdf"):
        raise UsageError(kinds.UNKNOWN_OPERAND.at(name=name, suggestion=""))
    library, _ = load_library(workspace)
    plain = named(name, workspace.districts)
    slug = plain.partition("/")[0]
    if slug in workspace.district_slugs() and "@" not in name:
        return _drafted(workspace, workspace.resolve(plain), plain, library)
    clause = name.partition("@")[0].partition("/")[0]
    if clause in library.clauses():
        text = library.find(name)
        return Operand(text.name, clause=source_of(text), reasons=reasons_of([text]))
    if NAME.match(name) and "@" in name:
        library.find(name)  # says which clause was meant
    if path.is_dir():
        raise SourceError(filetypes.neither(name, filetypes.FOLDER))
    known = [*workspace.district_slugs(), *library.clauses()]
    near = suggestion(slug, known)
    raise UsageError(kinds.UNKNOWN_OPERAND.at(name=name, suggestion=near))


def reasons_of(texts: Iterable[ClauseText]) -> dict[str, str]:
    """Return the notes of change of clause texts, by the step that each belongs to."""
    return {
        step(text_name(text.clause, text.variant, text.version - 1), text.name): text.head.change
        for text in texts
        if text.version > 1 and text.head.change
    }


def source_of(text: ClauseText) -> Source:
    """Return a clause text as one side of a comparison."""
    use = ClauseUse(text.clause, text.variant, text.version, text.sha256)
    return Source(text.name, use, text.head, text.body)


def source_of_deviation(deviation: Deviation, base: ClauseText | None, name: str) -> Source:
    """Return a district's own wording as one side of a comparison."""
    variant, version = (base.variant, base.version) if base else ("standard", 1)
    use = ClauseUse(deviation.clause, variant, version, deviation.sha256, deviation=True)
    return Source(name, use, deviation.head, deviation.body)


def _drafted(
    workspace: Workspace,
    agreement: str,
    name: str,
    library: Library | None = None,
    *,
    standard: bool = False,
) -> Operand:
    """Return the draft of an agreement as its sources are now.

    Raises:
        FindingsError: they have errors.
    """
    library = library or load_library(workspace)[0]
    case, findings = load_case(workspace, agreement)
    if case is not None:
        case = replace(case, deviations={}) if standard else case
        made = assemble(case, library)
        if made.document is not None:
            own = {c: d.head.reason for c, d in case.deviations.items() if d.head.reason}
            reasons = {**reasons_of(library.texts.values()), **own}
            return Operand(name, document=made.document, reasons=reasons)
        findings = made.findings
    errors = [f for f in findings if f.level is Level.ERROR]
    raise FindingsError(kinds.NO_CONTRACT.at(agreement=agreement), *errors)


def _standard(workspace: Workspace, other: Operand) -> Operand:
    if other.document is None:
        raise UsageError(kinds.STANDARD_ALONE.at())
    agreement = workspace.resolve(other.document.agreement)
    return _drafted(workspace, agreement, STANDARD, standard=True)


def _of_revision(workspace: Workspace, revision: str, inside: str, wishes: Wishes) -> Operand:
    root = workspace.root.resolve()
    path = Path(inside)
    if path.is_absolute() and path.is_relative_to(root):
        inside = path.relative_to(root).as_posix()
    inside = inside.removeprefix("./").rstrip("/")
    name = f"{revision}:{inside}"
    is_file = Path(inside).suffix != ""
    wanted = inside if is_file else "districts"
    with workspace_at(workspace, revision, wanted) as then:
        found = _of_source(then, inside, name, wishes) if is_file else resolve(then, inside, wishes)
    clause = None if found.clause is None else replace(found.clause, name=name)
    return replace(found, name=name, clause=clause)


def _of_source(workspace: Workspace, inside: str, name: str, wishes: Wishes) -> Operand:
    """Return what a file of the workspace means: an agreement, a clause text, an own wording."""
    path = workspace.root / inside
    parts = Path(inside).parts
    match parts:
        case ("districts", slug, file) if file.endswith(".yaml"):
            return _drafted(workspace, f"{slug}/{Path(file).stem}", name)
        case ("clauses", _, file) if file.endswith(".md"):
            text = read_clause(path, workspace.root)
            return Operand(name, clause=source_of(text), reasons=reasons_of([text]))
        case ("districts", _, _, file) if file.endswith(".md"):
            deviation = read_deviation(path, workspace.root)
            reasons = {deviation.clause: deviation.head.reason or ""}
            return Operand(name, clause=_own(workspace, deviation, name), reasons=reasons)
        case _:
            return _of_file(workspace, path, name, wishes)


def _own(workspace: Workspace, deviation: Deviation, name: str) -> Source:
    library, _ = load_library(workspace)
    base = None
    if deviation.head.base:
        with contextlib.suppress(ContractsError):
            base = library.find(deviation.head.base)
    return source_of_deviation(deviation, base, name)


def _of_file(workspace: Workspace, path: Path, name: str, wishes: Wishes) -> Operand:
    root = workspace.root.resolve()
    if path.suffix in (".yaml", ".md") and path.resolve().is_relative_to(root):
        inside = path.resolve().relative_to(root).as_posix()
        if inside.startswith(("districts/", "clauses/")):
            return _of_source(workspace, inside, name, wishes)
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(too_large(name, MAX_BYTES))
    if path.name == RECORD and path.stat().st_size <= MOST_JSON:
        return _of_record(path, name)
    data = path.read_bytes()
    kind = filetypes.type_of(data)
    if kind == filetypes.JSON or path.suffix == ".json":
        return Operand(name, document=document_in(data, name))
    if kind_of(data, name) == "pdf":
        return Operand(name, document=document_of_pdf(data, name))
    document, findings = document_of_docx(workspace, path, name, wishes.unaccepted)
    return Operand(name, document=document, findings=findings)


def _of_record(path: Path, name: str) -> Operand:
    record, beside = read_record(path.parent), path.parent / DOCUMENT
    if record is None or not beside.is_file():
        reason = _("there is no document beside the record")
        raise SourceError(kinds.BAD_DOCUMENT.at(Place(name), file=name, reason=reason))
    document = document_in(beside.read_bytes(), name)
    if canonical.digest(document) != record.document:
        finding = kinds.RECORD_DIFFERS.at(Place(name), file=name, agreement=document.agreement)
        raise IntegrityError(finding)
    return Operand(name, document=document)
