"""``contracts archive``: signed copies in, packages out, proofs at any time."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.answer import Answer
from contracts.cli.archive_options import fingerprint, now, pages_named, target
from contracts.cli.archive_shown import looks_text, result_text
from contracts.cli.names import DistrictName
from contracts.cli.parts import Group, argument, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.errors import ExitCode
from contracts.findings import Finding, Level
from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.intake import Named
    from contracts.archive.verify import Verified

HELP = N_(
    "Keep signed copies, hand them over, prove that they are unaltered.\n\n"
    "The archive lies in generated/archive; archive.yaml says how long copies are kept and whose "
    "certificates are trusted."
)
ADD = N_(
    "Take in signed copies: digitally signed PDFs, or scans of the signed sheets.\n\n"
    "The pages of scans are sorted by their codes, also of several contracts in one stack. What "
    "cannot be read is listed for a person; nothing is guessed, and no file is changed."
)
BUILD = N_(
    "Write the package for hand-over: signed copies, lists, and verify.py, which checks them "
    "without this program."
)
VERIFY = N_(
    "Check every byte and every proof: of the archive, or of the package PATH.\n\n"
    "Each signed copy is compared with its final version, and the text of that is made again "
    "from the stored data."
)
LIST = N_("List all signed copies.")
SHOW = N_("Show what the archive holds of an agreement.")
REINDEX = N_("Complete what an interrupted run left, and make the index anew from the files.")
_KINDS = {"digital": N_("signed PDF"), "scan": N_("scan")}


@click.group(
    "archive",
    cls=Group,
    help=HELP,
    examples=("contracts archive add pankow scan.pdf", "contracts archive verify"),
)
def command() -> None:
    """Hold the commands about the archive."""


@command.command(
    "add",
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
    help=N_("Write pictures of the pages that could not be sorted into this folder."),
)
def add(
    district: str,
    files: tuple[Path, ...],
    pages: dict[Named, tuple[str, int]],
    pictures: Path | None,
) -> Answer:
    """Take in signed copies."""
    from contracts.usecases import archive

    space = workspace()
    added = archive.add(space, space.resolve(district), files, now(), pages, pictures)
    lines = [
        _("{agreement}: stored as version {version} with {copies}").format(
            agreement=one.agreement, version=one.version, copies=", ".join(one.copies)
        )
        for one in added.stored
    ]
    return Answer(
        result={"stored": [asdict(one) for one in added.stored]},
        text="\n".join(lines) or _("Nothing was stored."),
        findings=added.findings,
        code=_code(added.findings),
    )


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
def build(
    districts: tuple[str, ...],
    everything: bool,
    output: Path,
    key: Path | None,
) -> Answer:
    """Write a package."""
    from contracts.usecases import archive

    if everything == bool(districts):
        raise click.UsageError(_("Name districts or --all."))
    space = workspace()
    password = os.environ.get("CONTRACTS_ARCHIVE_PASSWORD")
    wanted = [space.resolve(name) for name in districts]
    built = archive.build(space, wanted, output, key, password.encode() if password else None)
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
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    metavar=N_("N"),
    help=N_("Look at so many copies at a time."),
)
def verify(path: Path | None, signer: str | None, jobs: int) -> Answer:
    """Check the archive or a package."""
    from contracts.usecases import archive

    if signer is not None and path is None:
        raise click.UsageError(_("--signer is about a package; name it."))
    found = archive.verify(workspace(), path, signer, jobs)
    return Answer(
        result={
            "sound": found.sound,
            "agreements": found.agreements,
            "copies": found.copies,
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
    return text.format(n=found.copies)


@command.command("list", help=LIST, examples=("contracts archive list",))
def list_() -> Answer:
    """List the signed copies."""
    from contracts.usecases import archive

    lines = archive.listed(workspace())
    header = (_("Agreement"), _("Copy"), _("Version"), _("Kind"), _("Result"), _("Checked"))
    rows = [
        (
            line.agreement,
            line.number,
            line.release,
            _(_KINDS[line.kind]),
            result_text(line.result, line.missing),
            line.checked_at[:10],
        )
        for line in lines
    ]
    text = table(header, rows, plain=settings().plain) if rows else _("The archive is empty.")
    return Answer(result=[asdict(line) for line in lines], text=text)


@command.command("show", help=SHOW, examples=("contracts archive show pankow",))
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
def show(district: str) -> Answer:
    """Show one agreement."""
    from contracts.usecases import archive

    space = workspace()
    held = archive.shown(space, space.resolve(district))
    rows = [
        (
            copy.number,
            _(_KINDS[copy.kind]),
            "; ".join([result_text(copy.result, copy.missing), *looks_text(copy)]),
            ", ".join(copy.signers),
        )
        for copy in held.copies
    ]
    header = (_("Copy"), _("Kind"), _("Result"), _("Certificates of"))
    text = table(header, rows, plain=settings().plain)
    files = "\n".join(sorted(held.files))
    return Answer(
        result={
            "agreement": held.agreement,
            "version": held.version,
            "releases": list(held.releases),
            "copies": [{"number": copy.number, **copy.evidence} for copy in held.copies],
            "files": sorted(held.files),
        },
        text=f"{text}\n\n{files}",
    )


@command.command("reindex", help=REINDEX, examples=("contracts archive reindex",))
def reindex() -> Answer:
    """Make the index anew."""
    from contracts.usecases import archive

    count = archive.index_anew(workspace())
    text = ngettext("{n} signed copy", "{n} signed copies", count).format(n=count)
    return Answer(result={"copies": count}, text=text)


def _code(findings: Sequence[Finding]) -> ExitCode:
    return ExitCode.FINDINGS if any(f.level is Level.ERROR for f in findings) else ExitCode.OK
