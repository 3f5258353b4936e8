"""``contracts check``: every finding, with file and line."""

from __future__ import annotations

import click

from contracts.catalogue import usage
from contracts.cli.answer import Answer
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import findings_text, summary
from contracts.errors import UsageError
from contracts.findings import Level
from contracts.language import N_

HELP = N_(
    "Say what is wrong or open, with file and line.\n\n"
    "Without a district, the whole workspace is checked: data, clauses, plans and every contract. "
    "Errors give exit code 1 (4 where a file cannot be read); gaps and warnings alone give 0, "
    "because a draft may have them, with --strict also 1. Nothing is written."
)


@click.command(
    "check",
    cls=Command,
    help=HELP,
    examples=("contracts check pankow", "contracts check --format sarif > findings.sarif"),
)
@argument("districts", metavar=N_("DISTRICT"), nargs=-1, type=DistrictName())
@option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help=N_("Shape of the answer; json is the same as --json."),
)
@option(
    "--outputs",
    is_flag=True,
    help=N_("Also read what was generated, and compare Word, PDF, HTML and text."),
)
@option("--strict", is_flag=True, help=N_("Warnings and gaps give exit code 1, too."))
def command(districts: tuple[str, ...], format_: str, outputs: bool, strict: bool) -> Answer:
    """Check, and show what was found."""
    from contracts.usecases.check import check
    from contracts.usecases.sarif import sarif_bytes

    if format_ == "json":
        settings().json = True
    elif format_ == "sarif" and settings().json:
        raise UsageError(usage.BOTH_ASKED.at(first="--json", second="--format sarif"))
    here = workspace()
    agreements = list(dict.fromkeys(here.resolve(name) for name in districts))
    checked = check(here, agreements, outputs=outputs)
    found, code = checked.findings, checked.code(strict=strict)
    counts = {level.name.lower(): sum(f.level == level for f in found) for level in Level}
    result = {"agreements": list(checked.agreements), "counts": counts}
    if format_ == "sarif":
        return Answer(result, findings=found, code=code, told=True, raw=sarif_bytes(found))
    plain = settings().plain
    blocks = [findings_text(found, plain=plain)] if found else []
    notes = (summary(found),)
    return Answer(result, "\n".join(blocks), found, code, told=True, notes=notes)
