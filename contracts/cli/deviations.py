"""``contracts deviations``: which contracts have their own wording of which clause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.answer import Answer, code_of
from contracts.cli.parts import Command, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import shown_path, table
from contracts.language import N_, _

if TYPE_CHECKING:
    from contracts.usecases.deviations import Own

HELP = N_(
    "Show which contracts have their own wording of which clause, and why.\n\n"
    "For each: the standard it comes from, the reason, who approved it when, and how many words "
    "differ. Text goes to standard output; as html and docx, a matrix of clauses and agreements "
    "goes into files."
)


@click.command(
    "deviations",
    cls=Command,
    help=HELP,
    examples=("contracts deviations", "contracts deviations --format docx,html -o review/"),
)
@option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar=N_("FORMAT,…"),
    help=N_("Of text, html, docx and json; otherwise text."),
)
@option(
    "-o",
    "--output",
    metavar=N_("DIR"),
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder for the files, otherwise generated/deviations."),
)
def command(formats: tuple[str, ...], output: Path | None) -> Answer:
    """Show the matrix."""
    from contracts.usecases import deviation_table
    from contracts.usecases.deviations import deviations
    from contracts.usecases.redline_files import put
    from contracts.usecases.targets import chosen_of

    chosen = chosen_of(formats or ["text"], deviation_table.FORMATS)
    here = workspace()
    matrix = deviations(here)
    files = {
        f"deviations.{format_}": deviation_table.render(here, matrix, format_)
        for format_ in chosen
        if format_ != "text"
    }
    folder = output or here.generated / "deviations"
    written = [shown_path(path) for path in put(folder, files)] if files else []
    result = {**deviation_table.data(matrix), "files": written}
    code = code_of(matrix.findings)
    if "text" not in chosen:
        return Answer(result, "\n".join(written), matrix.findings, code)
    notes = tuple(_("Written: {file}").format(file=file) for file in written)
    if not matrix.owns:
        words = _("All contracts use the standard.")
        if code:
            words = _("All contracts that can be read use the standard.")
        return Answer(result, "", matrix.findings, code, notes=(*notes, words))
    header = (
        _("Clause"), _("Agreement"), _("State"), _("Base"), _("Newest"), _("Distance"),
        _("Reason"), _("Approved by"), _("On"),
    )  # fmt: skip
    rows = [_row(own) for own in matrix.owns]
    shown = table(header, rows, plain=settings().plain)
    return Answer(result, shown, matrix.findings, code, notes=notes)


def _row(own: Own) -> tuple[str, ...]:
    from contracts.usecases.deviation_table import percent
    from contracts.usecases.states import state_name

    return (
        own.clause, own.agreement, state_name(own.state), own.base or "–",
        own.newest if own.outdated else "–", percent(own), own.reason or "–", own.by or "–",
        f"{own.on:%d.%m.%Y}" if own.on else "–",
    )  # fmt: skip
