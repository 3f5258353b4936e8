"""``contracts archive withdraw``, ``move``, ``accept`` and ``stamp``: what persons decide."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from contracts.cli.answer import Answer, code_of
from contracts.cli.archive_options import by_option, copy_number, run_of
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import workspace
from contracts.language import N_, _

if TYPE_CHECKING:
    from contracts.usecases.archive_corrections import Corrected

WITHDRAW = N_(
    "Withdraw a copy that was filed wrongly.\n\n"
    "Nothing is deleted: a further version says who withdrew it when and why, and every list, the "
    "cover page and the package tell it."
)
MOVE = N_(
    "File a copy with another district and withdraw it from the first.\n\n"
    "Only pages that a person has named can be moved; what a page or a signed file says of itself "
    "cannot be overruled."
)
ACCEPT = N_(
    "Go on with an archive that is older than its witnesses know, because there is no newer "
    "backup.\n\n"
    "Who decided that and why is kept, and archive verify tells it from then on."
)
STAMP = N_(
    "Fetch a time stamp over the archive as it is from the service in archive.yaml, and keep it "
    "with the witnesses."
)
_REASON = N_("Why; it is kept with the name.")


@click.command(
    "withdraw",
    cls=Command,
    help=WITHDRAW,
    examples=('contracts archive withdraw pankow 002 --reason "Scan des falschen Vertrags"',),
)
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
@argument("copy", metavar=N_("COPY"), callback=copy_number)
@by_option
@option("--reason", required=True, metavar=N_("TEXT"), help=_REASON)
def withdraw(district: str, copy: str, by: str | None, reason: str) -> Answer:
    """Withdraw a copy."""
    from contracts.usecases import archive_corrections

    space = workspace()
    agreement = space.resolve(district)
    done = archive_corrections.take_back(space, agreement, copy, run_of(space, by), reason)
    words = _("{agreement}: copy {copy} withdrawn with version {version}")
    version = done.versions[-1].version
    return _answer(done, words.format(agreement=agreement, copy=copy, version=version))


@click.command(
    "move",
    cls=Command,
    help=MOVE,
    examples=('contracts archive move pankow 002 spandau --reason "Seiten falsch benannt"',),
)
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
@argument("copy", metavar=N_("COPY"), callback=copy_number)
@argument("to", metavar=N_("DISTRICT"), type=DistrictName())
@by_option
@option("--reason", required=True, metavar=N_("TEXT"), help=_REASON)
def move(district: str, copy: str, to: str, by: str | None, reason: str) -> Answer:
    """Move a copy."""
    from contracts.usecases import archive_corrections

    space = workspace()
    first, other = space.resolve(district), space.resolve(to)
    done = archive_corrections.move(space, first, copy, other, run_of(space, by), reason)
    words = _("{agreement}: copy {copy} moved to {to}")
    return _answer(done, words.format(agreement=first, copy=copy, to=other))


@click.command(
    "accept",
    cls=Command,
    help=ACCEPT,
    examples=('contracts archive accept --reason "Datenträger defekt, Sicherung vom 3. Mai"',),
)
@by_option
@option("--reason", required=True, metavar=N_("TEXT"), help=_REASON)
def accept(by: str | None, reason: str) -> Answer:
    """Accept an older archive."""
    from contracts.usecases import archive_corrections

    space = workspace()
    findings = archive_corrections.accept(space, run_of(space, by), reason)
    text = _("The archive is taken as it is; see also: contracts archive verify")
    return Answer(text=text, findings=tuple(findings), code=code_of(findings))


@click.command("stamp", cls=Command, help=STAMP, examples=("contracts archive stamp",))
@by_option
def stamp(by: str | None) -> Answer:
    """Fetch a time stamp over the ledger's head."""
    from contracts.usecases import archive_corrections

    space = workspace()
    findings = archive_corrections.stamp_head(space, run_of(space, by))
    text = _("The time stamp is kept with the witnesses of the archive.")
    return Answer(text=text, findings=tuple(findings), code=code_of(findings))


def _answer(done: Corrected, text: str) -> Answer:
    return Answer(
        result={"versions": [asdict(one) for one in done.versions]},
        text=text,
        findings=done.findings,
        code=code_of(done.findings),
    )
