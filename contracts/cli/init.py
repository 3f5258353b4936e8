"""``contracts init``: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.answer import Answer
from contracts.cli.parts import Command, argument
from contracts.language import N_, _

HELP = N_(
    "Make a new workspace.\n\n"
    "The folder gets copies of the clauses and templates, the partner's data and a complete "
    "fictional example, musterbezirk. It must be new or empty."
)


@click.command(
    "init",
    cls=Command,
    help=HELP,
    examples=("contracts init vertraege", "contracts init ."),
)
@argument("folder", metavar=N_("DIR"), type=click.Path())
def command(folder: str) -> Answer:
    """Make the workspace."""
    from contracts.usecases.init import init

    path = Path(folder)
    made = init(path)
    lines = [str(path / name) for name in made]
    call = f"contracts -w {folder} generate musterbezirk"
    notes = (_("Next: {command}").format(command=call),)
    return Answer({"folder": folder, "entries": made}, "\n".join(lines), notes=notes)
