"""``contracts edit``: single facts of an agreement, changed in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contracts.cli.answer import Answer
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument
from contracts.cli.settings import workspace
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP = N_(
    "Change single facts of an agreement and leave every other line of its files as it is.\n\n"
    "FIELD is the title of a field or its key; bezirk.FIELD and verein.FIELD stand in the files of "
    "the parties. VALUE is read like the answer to a question; without a value, or with "
    "“unbekannt”, the field becomes open. Entries of a list are separated by |, and FIELD+=VALUE "
    "adds one."
)


@click.command(
    "edit",
    cls=Command,
    help=HELP,
    examples=(
        'contracts edit pankow "Vollzeitäquivalente=1,5"',
        'contracts edit pankow "Inkrafttreten=1.1.2027" "Form der Koordination=Kernteam"',
    ),
)
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
@argument("assignments", metavar=N_("FIELD=VALUE"), nargs=-1, required=True)
def command(district: str, assignments: Sequence[str]) -> Answer:
    """Change the facts."""
    from contracts.usecases.edit import edit, wishes

    here = workspace()
    agreement = here.resolve(district)
    done = edit(here, agreement, wishes(here, agreement, assignments))
    text = "\n".join(done.files) or _("Nothing has changed.")
    notes = (_("Next: {command}").format(command=f"contracts check {agreement}"),)
    return Answer({"agreement": agreement, "files": list(done.files)}, text, notes=notes)
