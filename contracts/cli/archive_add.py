"""``contracts archive add``: signed copies that came back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.answer import Answer, code_of
from contracts.cli.archive_options import by_option, fields_named, pages_named, run_of
from contracts.cli.archive_progress import signs_of_life
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import workspace
from contracts.errors import ExitCode
from contracts.language import N_, _

if TYPE_CHECKING:
    from contracts.usecases.archive_add import Added, Left

ADD = N_(
    "Take in signed copies: digitally signed PDFs, or scans of the signed sheets.\n\n"
    "The pages of scans are sorted by their codes, also of several contracts in one stack. What "
    "cannot be read is listed for a person; nothing is guessed, and no file is changed."
)


@click.command(
    "add",
    cls=Command,
    help=ADD,
    examples=("contracts archive add pankow signed.pdf", "contracts archive add pankow *.pdf"),
)
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
@argument(
    "files",
    metavar=N_("FILE"),
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@option(
    "--page",
    "pages",
    multiple=True,
    by_hand=True,
    callback=pages_named,
    metavar=N_("FILE:PAGE=DISTRICT:PAGE"),
    help=N_(
        "Name a page that no program can read, e.g. scan.pdf:3=pankow:5; of two pages on one "
        "sheet the left one is scan.pdf:3.1 and the right one scan.pdf:3.2."
    ),
)
@option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=N_("FOLDER"),
    help=N_("Write pictures of the pages that a person must look at into this folder."),
)
@option(
    "--accept-field",
    "fields",
    multiple=True,
    by_hand=True,
    callback=fields_named,
    metavar=N_("FILE:FIELD"),
    help=N_(
        "Accept a signature in a field of its own that the final version does not have, after you "
        "have looked at it; the evidence keeps it with your name."
    ),
)
@option(
    "--accept-reason",
    "reason",
    default="",
    metavar=N_("TEXT"),
    help=N_("Why such signatures are accepted; it is kept with the name."),
)
@by_option
@option("--anew", is_flag=True, help=N_("File copies again that were withdrawn."))
def add(
    district: str,
    files: tuple[Path, ...],
    by: str | None,
    pictures: Path | None,
    **decided: Any,
) -> Answer:
    """Take in signed copies."""
    from contracts.usecases.archive_add import Decided
    from contracts.usecases.archive_add import add as take_in

    if decided["reason"] and not decided["fields"]:
        raise click.UsageError(_("--accept-reason is about --accept-field; name the field."))
    space = workspace()
    agreement = space.resolve(district)
    with signs_of_life() as tell:
        run = run_of(space, by, tell)
        added = take_in(space, agreement, files, run, Decided(**decided), pictures)
    return _answer(added)


def _answer(added: Added) -> Answer:
    lines = [
        _("{agreement}: stored as version {version} with {copies}").format(
            agreement=one.agreement, version=one.version, copies=", ".join(one.copies)
        )
        for one in added.stored
    ] or [_("Nothing was stored.")]
    lines += [_left(one) for one in added.left]
    found = code_of(added.findings)
    return Answer(
        result={
            "stored": [asdict(one) for one in added.stored],
            "unfiled": [asdict(one) for one in added.left],
            "protocol": added.protocol,
        },
        text="\n".join(lines),
        findings=added.findings,
        code=found if not added.left else ExitCode.FINDINGS,
        notes=(_("Protocol: {file}").format(file=added.protocol),),
    )


def _left(one: Left) -> str:
    if not one.pages:
        return _("Not filed: {file}").format(file=one.file)
    return _("Not filed: {file}, pages {pages}").format(file=one.file, pages=one.pages)
