"""``contracts doctor``: is everything there that is needed?"""

from __future__ import annotations

import click

from contracts.cli.answer import Answer
from contracts.cli.parts import Command
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.errors import ExitCode, UsageError
from contracts.language import N_, _

HELP = N_(
    "Check this machine and the workspace.\n\n"
    "Looks for Python packages, Pango, fonts and templates, the clause library and its lock, "
    "whether outputs can be written, and makes a sample contract in memory in every format. "
    "Exit code 3 if something that is needed is missing."
)


@click.command(
    "doctor", cls=Command, help=HELP, examples=("contracts doctor", "contracts doctor --json")
)
def command() -> Answer:
    """Look, and show what was found."""
    from contracts.usecases.doctor import doctor

    try:
        here = workspace()
    except UsageError:
        if settings().workspace:
            raise
        here = None
    looked = doctor(here)
    rows = [
        (("✔ " + _("well")) if one.well else ("✖ " + _("missing")), one.name, one.state)
        for one in looked
    ]
    header = (_("State"), _("Part"), _("Found"))
    findings = tuple(one.finding for one in looked if one.finding is not None)
    data = [{"name": one.name, "found": one.state, "ok": one.well} for one in looked]
    result = {"workspace": str(here.root) if here else None, "parts": data}
    text = table(header, rows, plain=settings().plain)
    well = all(one.well for one in looked)
    notes = () if here else (_("No workspace here; only the machine was checked."),)
    code = ExitCode.OK if well else ExitCode.ENVIRONMENT
    return Answer(result, text, findings, code, notes=notes)
