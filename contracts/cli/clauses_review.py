"""``contracts clauses history|uses|impact|adopt``: what legal reviewers ask of the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.answer import Answer, code_of
from contracts.cli.clauses_told import adopted_answer, impact_answer
from contracts.cli.compared import comparison_data, comparison_text
from contracts.cli.names import ClauseName, DistrictName
from contracts.cli.pager import paged
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from contracts.usecases.clause_history import Use, Version

HISTORY = N_(
    "Show who approved which version of a clause, when and why.\n\n"
    "With A and B, version numbers or names, the two are compared word by word; with A alone, it "
    "is compared with the newest approved version."
)
USES = N_(
    "Show which agreements use a clause, in which version and state.\n\n"
    "With a version only those that use this one. A final version is asked for what it holds, "
    "everything else for what its sources choose now."
)
IMPACT = N_(
    "Show what a new text would change in which draft.\n\n"
    "Signed and final versions are never altered, only listed."
)
ADOPT = N_(
    "Raise the version of a clause that agreements were drafted with.\n\n"
    "Where a district has its own wording, the changes of the new text are carried over to it and "
    "need a new approval. Where both changed the same place, both wordings are shown, nothing is "
    "written, and the exit code is 7. Drafts are made anew by contracts generate."
)


@click.command(
    "history",
    cls=Command,
    help=HISTORY,
    examples=("contracts clauses history liability", "contracts clauses history liability 1 2"),
)
@argument("clause", metavar=N_("CLAUSE"), type=ClauseName())
@argument("old", metavar="A", required=False)
@argument("new", metavar="B", required=False)
def history(clause: str, old: str | None, new: str | None) -> Answer:
    """Show the versions, or the difference of two."""
    from contracts.usecases.clause_history import difference
    from contracts.usecases.clause_history import history as versions_of

    if old is None:
        versions = versions_of(workspace(), clause)
        header = (_("Text"), _("Approved"), _("By"), _("On"), _("Change"))
        rows = [_version_row(version) for version in versions]
        shown = table(header, rows, plain=settings().plain)
        return Answer({"versions": [_version_data(version) for version in versions]}, shown)
    comparison = difference(workspace(), clause, old, new)
    text = comparison_text(comparison)
    raw = None if paged(text) else text.encode("utf-8", "replace")
    return Answer(comparison_data(comparison), raw=raw)


@click.command(
    "uses",
    cls=Command,
    help=USES,
    examples=("contracts clauses uses liability", "contracts clauses uses liability@1"),
)
@argument("clause", metavar=N_("CLAUSE[@VERSION]"), type=ClauseName())
def uses(clause: str) -> Answer:
    """Show the agreements."""
    from contracts.usecases.clause_history import uses as uses_of

    found, findings = uses_of(workspace(), clause)
    count = len(found)
    words = ngettext("{n} agreement.", "{n} agreements.", count).format(n=count)
    header = (_("Agreement"), _("Text"), _("State"), _("Own wording"), _("Drafted with it"))
    shown = table(header, [_use_row(use) for use in found], plain=settings().plain)
    data = {"uses": [_use_data(use) for use in found]}
    text = shown if found else ""
    return Answer(data, text, findings, code_of(findings), notes=(words,))


@click.command(
    "impact",
    cls=Command,
    help=IMPACT,
    examples=(
        "contracts clauses impact liability@2",
        "contracts clauses impact liability@2 --brief",
    ),
)
@argument("clause", metavar=N_("CLAUSE@VERSION"), type=ClauseName())
@option("--brief", is_flag=True, help=N_("Only the summary, without the changed wording."))
@option(
    "-o",
    "--output",
    metavar=N_("DIR"),
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Write the summary and a page for each changed draft into this folder."),
)
def impact(clause: str, brief: bool, output: Path | None) -> Answer:
    """Show what would change."""
    from contracts.usecases.impact import impact as impact_of

    return impact_answer(impact_of(workspace(), clause), brief=brief, folder=output)


@click.command(
    "adopt",
    cls=Command,
    help=ADOPT,
    examples=(
        "contracts clauses adopt liability@2 pankow spandau --dry-run",
        "contracts clauses adopt liability@2 pankow/2023",
    ),
)
@argument("clause", metavar=N_("CLAUSE@VERSION"), type=ClauseName())
@argument("districts", metavar=N_("DISTRICT"), nargs=-1, required=True, type=DistrictName())
@option("--dry-run", is_flag=True, help=N_("Say what would be written; write nothing."))
def adopt(clause: str, districts: tuple[str, ...], dry_run: bool) -> Answer:
    """Raise the version."""
    from contracts.usecases.adopt import adopt as adopt_text

    made = adopt_text(workspace(), clause, districts, dry_run=dry_run)
    return adopted_answer(made, dry_run=dry_run)


def _version_row(version: Version) -> tuple[str, ...]:
    return (
        version.name,
        _("yes") if version.approved else _("no"),
        version.by or "–",
        f"{version.on:%d.%m.%Y}" if version.on else "–",
        version.change or "–",
    )


def _version_data(version: Version) -> dict[str, object]:
    return {
        "name": version.name,
        "variant": version.variant,
        "version": version.version,
        "approved": version.approved,
        "by": version.by,
        "on": version.on.isoformat() if version.on else None,
        "change": version.change,
        "sha256": version.sha256,
        "file": version.file,
    }


def _use_row(use: Use) -> tuple[str, ...]:
    from contracts.usecases.states import state_name

    return (
        use.agreement,
        use.name,
        state_name(use.state),
        _("yes") if use.deviation else _("no"),
        _("yes") if use.pinned else _("no"),
    )


def _use_data(use: Use) -> dict[str, object]:
    return {
        "agreement": use.agreement,
        "name": use.name,
        "state": use.state,
        "deviation": use.deviation,
        "pinned": use.pinned,
        "reason": use.reason,
    }
