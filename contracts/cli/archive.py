"""``contracts archive``: signed copies in, packages out, proofs at any time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.answer import Answer
from contracts.cli.archive_add import add
from contracts.cli.archive_corrected import accept, move, stamp, withdraw
from contracts.cli.archive_options import by_option, fingerprint, run_of, target
from contracts.cli.archive_progress import signs_of_life
from contracts.cli.archive_shown import list_, reindex, show
from contracts.cli.between import Between
from contracts.cli.names import DistrictName
from contracts.cli.parts import Group, argument, option
from contracts.cli.settings import workspace
from contracts.errors import ExitCode
from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from contracts.archive.verify import Verified

HELP = N_(
    "Keep signed copies, hand them over, prove that they are unaltered.\n\n"
    "The archive lies in generated/archive; archive.yaml says how long copies are kept and whose "
    "certificates are trusted."
)
BUILD = N_(
    "Write the package for hand-over: signed copies, lists, and verify.py, which checks them "
    "without this program."
)
VERIFY = N_(
    "Check every byte and every proof: of the archive, or of the package PATH.\n\n"
    "Each signed copy is compared with its final version, and the text of that is made again "
    "from the stored data. That proof is kept: a daily check compares every byte, and proves what "
    "is new, what has changed and a thirtieth of the rest."
)


@click.group(
    "archive",
    cls=Group,
    help=HELP,
    examples=("contracts archive add pankow scan.pdf", "contracts archive verify"),
)
def command() -> None:
    """Hold the commands about the archive."""


@command.command(
    "build",
    help=BUILD,
    examples=("contracts archive build --all -o package.zip --key key.pem",),
)
@argument("districts", metavar=N_("DISTRICT"), nargs=-1, type=DistrictName())
@option("--all", "everything", is_flag=True, help=N_("All agreements in the archive."))
@option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    callback=target,
    metavar=N_("FILE"),
    help=N_("The ZIP file to write."),
)
@option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=N_("FILE"),
    help=N_(
        "Sign the lists with this key and certificate (PEM or PKCS #12); its password is taken "
        "from CONTRACTS_ARCHIVE_PASSWORD."
    ),
)
@by_option
def build(
    districts: tuple[str, ...],
    everything: bool,
    output: Path,
    key: Path | None,
    by: str | None,
) -> Answer:
    """Write a package."""
    from contracts.usecases import archive

    if everything == bool(districts):
        raise click.UsageError(_("Name districts or --all."))
    space = workspace()
    password = os.environ.get("CONTRACTS_ARCHIVE_PASSWORD")
    wanted = [space.resolve(name) for name in districts]
    secret = password.encode() if password else None
    built = archive.build(space, wanted, output, run_of(space, by), key, secret)
    words = ngettext("{n} signed copy", "{n} signed copies", built.copies)
    return Answer(
        result={
            "file": str(output),
            "agreements": built.agreements,
            "copies": built.copies,
            "size": built.size,
            "ledger": built.head,
        },
        text=f"{output}: {words.format(n=built.copies)}",
        findings=built.findings,
    )


@command.command(
    "verify",
    help=VERIFY,
    examples=("contracts archive verify", "contracts archive verify package.zip"),
)
@argument("path", metavar=N_("PATH"), required=False, type=click.Path(exists=True, path_type=Path))
@option(
    "--signer",
    metavar="SHA256",
    callback=fingerprint,
    help=N_("The fingerprint that the package's certificate must have."),
)
@option(
    "-j",
    "--jobs",
    type=Between(1, 64),
    default=2,
    show_default=True,
    metavar=N_("N"),
    help=N_("Look at so many copies at a time."),
)
@option(
    "--full", is_flag=True, help=N_("Prove everything anew, whatever was proven on earlier days.")
)
@by_option
def verify(path: Path | None, signer: str | None, jobs: int, full: bool, by: str | None) -> Answer:
    """Check the archive or a package."""
    from contracts.usecases import archive

    if signer is not None and path is None:
        raise click.UsageError(_("--signer is about a package; name it."))
    space = workspace()
    with signs_of_life() as tell:
        run = run_of(space, by, tell)
        found = archive.verify(space, path, run, signer, jobs, full=full)
    return Answer(
        result={
            "sound": found.sound,
            "agreements": found.agreements,
            "copies": found.copies,
            "withdrawn": found.withdrawn,
            "proven": found.copies - found.kept,
            "kept": found.kept,
            "oldest": found.oldest,
            "notes": list(found.notes),
        },
        text=_verified(found),
        findings=found.findings,
        code=ExitCode.OK if found.sound else ExitCode.INTEGRITY,
        notes=found.notes,
    )


def _verified(found: Verified) -> str:
    if not found.sound and found.rest_holds:
        return _("NOT IN ORDER: see the findings; what they do not name is unaltered.")
    if not found.sound:
        return _("NOT IN ORDER: see the findings; what they do not name is not proven either.")
    if not found.copies:
        return _("The archive is empty; there is nothing to check.")
    text = ngettext(
        "In order: {n} signed copy, complete and unaltered.",
        "In order: {n} signed copies, complete and unaltered.",
        found.copies,
    )
    lines = [text.format(n=found.copies)]
    if found.withdrawn:
        words = ngettext(
            "{n} of them was withdrawn.", "{n} of them were withdrawn.", found.withdrawn
        )
        lines.append(words.format(n=found.withdrawn))
    if found.kept:
        lines.append(
            _(
                "Every byte was compared. Proven anew: {proven}; by a kept proof: {kept}, the "
                "oldest of {oldest}. All anew: contracts archive verify --full"
            ).format(proven=found.copies - found.kept, kept=found.kept, oldest=found.oldest)
        )
    return "\n".join(lines)


for part in (add, list_, show, withdraw, move, accept, stamp, reindex):
    command.add_command(part)
