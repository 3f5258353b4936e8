"""``contracts clauses``: the clause library."""

from __future__ import annotations

from datetime import date

import click

from contracts.cli.answer import Answer
from contracts.cli.clauses_review import adopt, history, impact, uses
from contracts.cli.names import ClauseName
from contracts.cli.parts import Group, argument, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.language import N_, _, ngettext

HELP = N_(
    "List, show, compare and approve clauses.\n\n"
    "A clause has variants and versions: liability@2 is version 2 of the variant “standard”, "
    "coordination-resources/staff-release@1 one of another variant."
)
LIST = N_("List all clause texts with their state, or those of one clause.")
SHOW = N_("Show a clause text with its head; without version the newest approved.")
APPROVE = N_(
    "Approve clause texts.\n\n"
    "Their hashes go into clauses/clauses.lock, and from then on every change of such a file is "
    "an error: a new wording is a new file with the next version. Commit the files and the lock "
    "together."
)
_DUTIES = {"district": N_("district"), "partner": N_("partner"), "both": N_("both")}
_RISKS = {"low": N_("low"), "medium": N_("medium"), "high": N_("high")}


@click.group(
    "clauses",
    cls=Group,
    help=HELP,
    examples=("contracts clauses list", "contracts clauses show steering"),
)
def command() -> None:
    """Hold the commands about clauses."""


@command.command(
    "list",
    help=LIST,
    examples=("contracts clauses list", "contracts clauses list term"),
)
@argument("clause", metavar=N_("CLAUSE"), required=False, type=ClauseName())
def list_(clause: str | None) -> Answer:
    """List the texts."""
    from contracts.sources.clauses import load_library
    from contracts.usecases.clauses import text_data, texts_of

    library, findings = load_library(workspace())
    texts = texts_of(library, library.find_any(clause).clause if clause else None)
    header = (_("Text"), _("Approved"), _("Binds"), _("Risk"), _("Title"))
    rows = [
        (
            text.name,
            _("yes") if library.is_approved(text) else _("no"),
            _(_DUTIES[text.head.duty_of]),
            _(_RISKS[text.head.risk]),
            text.head.title,
        )
        for text in texts
    ]
    data = {"texts": [text_data(text, library) for text in texts]}
    return Answer(data, table(header, rows, plain=settings().plain), findings)


@command.command(
    "show",
    help=SHOW,
    examples=("contracts clauses show steering", "contracts clauses show term/public@1"),
)
@argument("clause", metavar=N_("CLAUSE[@VERSION]"), type=ClauseName())
def show(clause: str) -> Answer:
    """Show one text."""
    from contracts.sources.clauses import load_library
    from contracts.sources.files import read_text
    from contracts.usecases.clauses import text_data

    here = workspace()
    library, _findings = load_library(here)
    text = library.find(clause)
    shown = read_text(here.root / text.file, here.root).rstrip("\n")
    state = _("approved") if library.is_approved(text) else _("not approved")
    data = {**text_data(text, library), "text": text.body}
    return Answer(data, shown, notes=(f"{text.name}, {state}: {text.file}",))


@command.command(
    "approve",
    help=APPROVE,
    examples=(
        "contracts clauses approve liability@2 --by Rechtsamt",
        "contracts clauses approve term/public@2 term/social@2 --by Rechtsamt --on 1.3.2026",
    ),
)
@argument("names", metavar=N_("CLAUSE@VERSION"), nargs=-1, required=True, type=ClauseName())
@option("--by", metavar=N_("NAME"), help=N_("Who approves; a person or an office."))
@option("--on", "day", metavar=N_("DATE"), help=N_("Day of the approval; otherwise today."))
def approve(names: tuple[str, ...], by: str | None, day: str | None) -> Answer:
    """Approve texts."""
    from contracts.usecases.clauses import approve as approve_texts
    from contracts.usecases.typed import typed_day

    on = typed_day(day) if day else date.today()  # noqa: DTZ011 - the approver's own calendar
    done = approve_texts(workspace(), list(dict.fromkeys(names)), by=by, on=on)
    count = len(done.names)
    words = ngettext("{n} text approved.", "{n} texts approved.", count).format(n=count)
    return Answer(
        {"approved": list(done.names)}, "\n".join(done.names), done.findings, notes=(words,)
    )


for _reviewers in (history, uses, impact, adopt):
    command.add_command(_reviewers)
