"""``contracts archive list``, ``show`` and ``reindex``: what the archive holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.answer import Answer
from contracts.cli.archive_forms import form_data, forms_of
from contracts.cli.archive_options import run_of
from contracts.cli.archive_results import result_text
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.errors import ExitCode
from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from contracts.archive.holding import Filed, Holding
    from contracts.archive.watch import Watched

LIST = N_("List all signed copies.")
SHOW = N_("Show what the archive holds of an agreement.")
REINDEX = N_("Complete what an interrupted run left, and make the index anew from the files.")
_KINDS = {"digital": N_("signed PDF"), "scan": N_("scan")}


@click.command("list", cls=Command, help=LIST, examples=("contracts archive list",))
def list_() -> Answer:
    """List the signed copies."""
    from contracts.usecases import archive

    space = workspace()
    lines = archive.listed(space)
    watched = archive.watched(space)
    header = (_("Agreement"), _("Copy"), _("Version"), _("Kind"), _("Result"), _("Checked"))
    rows = [
        (
            line.agreement,
            line.number,
            line.release,
            _(_KINDS[line.kind]),
            result_text(line),
            line.checked_at[:10],
        )
        for line in lines
    ]
    text = table(header, rows, plain=settings().plain) if rows else _("The archive is empty.")
    return Answer(
        result=[asdict(line) for line in lines],
        text=text,
        findings=watched.findings,
        code=_code(watched),
    )


@click.command("show", cls=Command, help=SHOW, examples=("contracts archive show pankow",))
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
def show(district: str) -> Answer:
    """Show one agreement."""
    from contracts.archive.index import lines_in
    from contracts.usecases import archive

    space = workspace()
    held = archive.shown(space, space.resolve(district))
    watched = archive.watched(space)
    rows = [
        (
            copy.number,
            _(_KINDS[copy.kind]),
            result_text(line),
            ", ".join(copy.signers),
            held.added[copy.number].date if copy.number in held.added else "",
            str((copy.evidence.get("added") or {}).get("by", "")),
        )
        for copy, line in zip(held.copies, lines_in(held), strict=True)
    ]
    header = (
        _("Copy"), _("Kind"), _("Result"), _("Certificates of"), _("Added"), _("Added by"),
    )  # fmt: skip
    text = table(header, rows, plain=settings().plain)
    files = "\n".join(sorted(held.files))
    return Answer(
        result={
            "agreement": held.agreement,
            "version": held.version,
            "releases": list(held.releases),
            "copies": [_copy(held, copy) for copy in held.copies],
            "files": sorted(held.files),
        },
        text="\n\n".join([text, "\n".join(forms_of(held)), *_decisions(held), files]),
        findings=watched.findings,
        code=_code(watched),
    )


def _copy(held: Holding, copy: Filed) -> dict[str, Any]:
    since = held.added.get(copy.number)
    return {
        "number": copy.number,
        **copy.evidence,
        "written_form": form_data(copy),
        "since": asdict(since) if since else None,
        "withdrawal": asdict(copy.withdrawal) if copy.withdrawal else None,
    }


def _decisions(held: Holding) -> list[str]:
    """Return a line for each decision of a person: fields let pass, copies taken back."""
    from contracts.archive.accepted import acceptance_in

    lines = []
    for copy in held.copies:
        passed = acceptance_in(copy.evidence)
        if passed is not None:
            words = _(
                "{copy}: signature in a field of its own ({fields}) accepted by {by}: {reason}"
            )
            lines.append(
                words.format(
                    copy=copy.number, fields=passed.shown, by=passed.by, reason=passed.reason
                )
            )
        taken = copy.withdrawal
        if taken is not None:
            words = _("{copy}: withdrawn on {date} by {by}: {reason}")
            if taken.moved_to:
                words = _("{copy}: moved to {to} on {date} by {by}: {reason}")
            lines.append(
                words.format(
                    copy=copy.number, date=taken.date, by=taken.by, reason=taken.reason,
                    to=taken.moved_to,
                )
            )  # fmt: skip
    return ["\n".join(lines)] if lines else []


@click.command("reindex", cls=Command, help=REINDEX, examples=("contracts archive reindex",))
def reindex() -> Answer:
    """Make the index anew."""
    from contracts.usecases import archive

    space = workspace()
    count = archive.index_anew(space, run_of(space, None))
    text = ngettext("{n} signed copy", "{n} signed copies", count).format(n=count)
    return Answer(result={"copies": count}, text=text)


def _code(watched: Watched) -> ExitCode:
    return ExitCode.INTEGRITY if watched.older else ExitCode.OK
