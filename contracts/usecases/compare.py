"""Compares two texts, whatever they are, and writes the comparison in a format."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from contracts.catalogue import compare as kinds
from contracts.catalogue.received import FILE_OUTSIDE
from contracts.errors import UsageError, WriterError
from contracts.redline import compare, prove
from contracts.redline.causes import reasoned
from contracts.redline.clauses import body_of, compare_clauses
from contracts.redline.model import Note
from contracts.redline.resolve import CannotApplyError
from contracts.usecases.operands import Operand, Wishes, resolve_pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.findings import Finding
    from contracts.redline.model import Comparison
    from contracts.sources.workspace import Workspace

Layout = Literal["inline", "synopsis"]
_EDITS = (kinds.FILE_EDITED, FILE_OUTSIDE)
_EPOCH = 315_532_800  # 1980-01-01, the earliest time a ZIP file can hold
TEXT_FORMATS = ("text", "html", "json")


@dataclass(frozen=True, slots=True)
class Compared:
    """A proven comparison and what is to be said beside it."""

    comparison: Comparison
    findings: tuple[Finding, ...]


def compare_names(
    workspace: Workspace, old: str, new: str, wishes: Wishes | None = None
) -> Compared:
    """Compare what two names mean; see ``operands.resolve_pair`` for the names and errors.

    Raises:
        WriterError: the comparison does not give both texts back.
    """
    return compare_operands(*resolve_pair(workspace, old, new, wishes))


def compare_operands(old: Operand, new: Operand) -> Compared:
    """Compare two sides of the same kind; the result is proven.

    Raises:
        UsageError: one is a clause, the other a contract.
        WriterError: the comparison does not give both texts back.
    """
    try:
        if old.document is not None and new.document is not None:
            comparison = compare(old.document, new.document, old.name, new.name)
            prove(comparison, (old.document, new.document))
        elif old.clause is not None and new.clause is not None:
            comparison = compare_clauses(old.clause, new.clause)
            _prove_clauses(comparison, old, new)
        else:
            raise UsageError(kinds.CLAUSE_AND_CONTRACT.at(old=old.name, new=new.name))
    except CannotApplyError as error:
        raise WriterError(kinds.NOT_PROVEN.at(reason=str(error))) from error
    comparison = with_reasons(comparison, {**old.reasons, **new.reasons})
    findings = (*old.findings, *new.findings)
    edits = tuple(_edit(f) for f in findings if f.kind in _EDITS)
    if edits:
        return Compared(replace(comparison, notes=(*edits, *comparison.notes)), findings)
    if comparison.same and comparison.old.sha256 == comparison.new.sha256:
        findings = (*findings, kinds.SAME.at(old=old.name, new=new.name))
    return Compared(comparison, findings)


def _edit(finding: Finding) -> Note:
    """Return what every output must say of a Word file that no longer says what its draft does."""
    file, draft = (str(finding.values[n]) for n in ("file", "draft"))
    if finding.kind is FILE_OUTSIDE:
        text = (
            f"„{file}“ weicht außerhalb der Klauseltexte von ihrem Entwurf {draft} ab oder "
            f"enthält, was nicht verstanden wurde. Zu prüfen:"
        )
        return Note("edited", text, (str(finding.values["differences"]),))
    clauses = str(finding.values["clauses"])
    text = (
        f"„{file}“ wurde von Hand geändert. Verglichen wurde nicht die Datei, sondern der "
        f"Entwurf {draft}, aus dem sie entstand. Zu prüfen:"
    )
    return Note("edited", text, (clauses,))


def with_reasons(comparison: Comparison, reasons: Mapping[str, str]) -> Comparison:
    """Return a comparison whose causes say why somebody changed the text."""
    changes = tuple(
        replace(change, cause=reasoned(change.cause, change.area, reasons))
        for change in comparison.changes
    )
    return replace(comparison, changes=changes)


def _prove_clauses(comparison: Comparison, old: Operand, new: Operand) -> None:
    for operand, units in (
        (old, [e.old for e in comparison.entries if e.old is not None]),
        (new, [e.new for e in comparison.entries if e.new is not None]),
    ):
        if operand.clause is None or body_of(units) != operand.clause.body:
            raise CannotApplyError(f"the entries do not give back {operand.name}")


def write_tracked(
    workspace: Workspace, old: Operand, new: Operand, comparison: Comparison, *, moves: bool = True
) -> bytes:
    """Return the new contract as a Word file with everything tracked that changed.

    Accepting all changes gives the new file, rejecting all the old one; that is proven here.
    Changes carry the date of SOURCE_DATE_EPOCH, 1980 without it, so that equal texts give equal
    bytes.

    Raises:
        UsageError: the sides are clause texts, which have no Word file.
        WriterError: the file does not give both contracts back.
        SourceError: the skeleton cannot be used.
    """
    if old.document is None or new.document is None:
        raise UsageError(kinds.NO_WORD_OF_CLAUSE.at(old=old.name, new=new.name))
    from contracts.redline.word import NotProvenError, tracked
    from contracts.writers import docx

    template = workspace.template(new.document.template)
    files = docx.make(old.document, template), docx.make(new.document, template)
    try:
        return tracked(comparison, *files, date=_date(), moves=moves)
    except NotProvenError as error:
        raise WriterError(kinds.NOT_PROVEN.at(reason=str(error))) from error


def write_synopsis(workspace: Workspace, comparison: Comparison, template: str) -> bytes:
    """Return the Synopse as a Word file in the look of a template.

    Raises:
        SourceError: the skeleton cannot be used.
    """
    from contracts.redline.word.synopsis import synopsis

    skeleton = workspace.template(template) / "skeleton.docx"
    return synopsis(comparison, skeleton.read_bytes())


def write_pdf(
    workspace: Workspace, comparison: Comparison, template: str, layout: Layout = "inline"
) -> bytes:
    """Return the change report, or the Synopse, as PDF/A-3a and PDF/UA-1.

    Raises:
        WriterError: the page cannot be laid out as asked.
    """
    from contracts.redline.paper import print_page
    from contracts.writers.pdf.report import write_report

    kind = "Synopse" if layout == "synopsis" else "Änderungsbericht"
    title = f"{kind} {comparison.old.name} – {comparison.new.name}"
    return write_report(print_page(comparison, layout), title, workspace.template(template))


def _date() -> str:
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(seconds) if seconds.isdigit() else _EPOCH
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_comparison(
    comparison: Comparison, format_: str, layout: Layout = "inline", *, full: bool = False
) -> bytes:
    """Return a comparison as text, HTML or JSON.

    Raises:
        ValueError: there is no such format here.
    """
    match format_:
        case "text":
            from contracts.redline import text

            return text.render(comparison, full=full).encode()
        case "html":
            from contracts.redline import html

            return html.render(comparison, layout)
        case "json":
            from contracts.redline import encode

            return encode.to_json(comparison)
        case _:
            raise ValueError(format_)
