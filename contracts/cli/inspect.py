"""``contracts inspect``: what a Word file or PDF of ours is, and what it carries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.answer import Answer
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import settings
from contracts.cli.shown import table
from contracts.errors import ExitCode
from contracts.findings import Level
from contracts.language import N_, _
from contracts.sources.clauses import text_name

if TYPE_CHECKING:
    from contracts.findings import Finding
    from contracts.ooxml.returned import FoundClause, Returned
    from contracts.usecases.carried import Carried

HELP = N_(
    "Say which agreement, draft and clauses a Word file or PDF of ours holds.\n\n"
    "A Word file is recognised by the signs that survived its way through other programs; where "
    "they contradict each other, nothing is guessed. A PDF is asked for the files inside; with "
    "--extract they are written into a folder."
)
_CLAUSE_SIGNS = {
    "manifest": N_("manifest"),
    "start": N_("beginning"),
    "end": N_("end"),
    "heading": N_("heading"),
}
_STATUS = {"draft": N_("a draft"), "release": N_("final")}


@click.command(
    "inspect",
    cls=Command,
    help=HELP,
    examples=(
        "contracts inspect pankow-2023.docx",
        "contracts inspect pankow-2023.pdf --extract parts/",
    ),
)
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path))
@option(
    "--extract",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=N_("DIR"),
    help=N_("Write the files inside of a PDF into this folder; nothing is overwritten."),
)
def command(file: Path, folder: Path | None) -> Answer:
    """Inspect a file."""
    from contracts.usecases.carried import kind_of, read_pdf, read_word
    from contracts.usecases.handed_in import read_handed_in, write_new

    data = read_handed_in(file)
    if kind_of(data, str(file)) == "docx":
        return _word(read_word(data, str(file)))
    carried, findings = read_pdf(data, str(file))
    written = write_new(folder, {f.name: f.data for f in carried.files}) if folder else []
    return _pages(carried, findings, written)


def _word(found: Returned) -> Answer:
    from contracts.ooxml.signs import SIGNS

    rows = [
        (
            _name(clause),
            _("yes") if clause.found else _("no"),
            ", ".join(_(_CLAUSE_SIGNS[sign]) for sign in clause.signs),
        )
        for clause in found.clauses
    ]
    votes = ", ".join(_(SIGNS[vote]) for vote in found.votes)
    head = _head(found.agreement, found.draft_code, votes)
    shown = table((_("Clause"), _("Found"), _("Signs")), rows, plain=settings().plain)
    result = {
        "kind": "docx",
        "agreement": found.agreement,
        "draft_code": found.draft_code,
        "votes": list(found.votes),
        "clauses": [
            {
                "clause": clause.clause,
                "name": _name(clause),
                "sha256": clause.mark.sha256 if clause.mark else None,
                "found": clause.found,
                "signs": list(clause.signs),
            }
            for clause in found.clauses
        ],
    }
    return Answer(result, f"{head}\n\n{shown}", found.findings, _code(found.findings))


def _pages(carried: Carried, findings: list[Finding], written: list[Path]) -> Answer:
    document = carried.document
    files = [(f.name, f.relationship, f"{len(f.data)}", f.description) for f in carried.files]
    header = (_("File inside"), _("Relation"), _("Bytes"), _("Description"))
    clauses = [str(clause["name"]) for clause in carried.record.get("clauses", ())]
    head = _head(document.agreement, document.draft_code, _(_STATUS[document.status]))
    shown = table(header, files, plain=settings().plain)
    result: dict[str, Any] = {
        "kind": "pdf",
        "agreement": document.agreement,
        "draft_code": document.draft_code,
        "status": document.status,
        "clauses": clauses,
        "files": [
            {"name": f.name, "relationship": f.relationship, "size": len(f.data)}
            for f in carried.files
        ],
        "written": [str(path) for path in written],
    }
    lines = [head, "", _("Clauses: {names}").format(names=", ".join(clauses)), "", shown]
    notes = tuple(_("Written: {file}").format(file=path) for path in written)
    return Answer(result, "\n".join(lines), tuple(findings), _code(tuple(findings)), notes=notes)


def _name(found: FoundClause) -> str:
    mark = found.mark
    return text_name(mark.clause, mark.variant, mark.version) if mark else found.clause


def _head(agreement: str, code: str, told_by: str) -> str:
    return _("Agreement {agreement}, version {code} ({told_by})").format(
        agreement=agreement or "–", code=code or "–", told_by=told_by or "–"
    )


def _code(findings: tuple[Finding, ...]) -> ExitCode:
    altered = any(f.level is Level.ERROR for f in findings)
    return ExitCode.INTEGRITY if altered else ExitCode.OK
