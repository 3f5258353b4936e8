"""``contracts diff``: what changed between two texts, why, and what follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

import click

from contracts.catalogue import usage
from contracts.cli.answer import Answer
from contracts.cli.compared import comparison_data, comparison_text, counts_of
from contracts.cli.pager import paged
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import shown_path
from contracts.errors import ExitCode, UsageError
from contracts.language import N_, _

if TYPE_CHECKING:
    from typing import Unpack

    from contracts.redline.model import Comparison
    from contracts.sources.workspace import Workspace
    from contracts.usecases.operands import Operand

HELP = N_(
    "Compare two texts: what changed, why, and what follows.\n\n"
    "OLD and NEW are two clauses (liability@1, term/public@2) or two contracts: a district, an "
    "agreement, a document.json or record.json, a Word file or PDF of ours, any of these at a git "
    "revision (HEAD~1:districts/pankow/2023.yaml), or “standard”, the same contract without its "
    "own wordings.\n\n"
    "Text goes to standard output, other formats into files. Nothing is written that does not "
    "give both texts back."
)


class Options(TypedDict):
    """The options of the command."""

    formats: tuple[str, ...]
    layout: Literal["inline", "synopsis"]
    output: Path | None
    full: bool
    moves: str
    accept: bool
    reject: bool


@click.command(
    "diff",
    cls=Command,
    help=HELP,
    examples=(
        "contracts diff standard pankow",
        "contracts diff liability@1 liability@2 --format docx,pdf --layout synopsis",
    ),
)
@argument("old", metavar=N_("OLD"))
@argument("new", metavar=N_("NEW"))
@option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar=N_("FORMAT,…"),
    help=N_("Of text, html, docx, pdf and json; otherwise text."),
)
@option(
    "--layout",
    type=click.Choice(["inline", "synopsis"]),
    default="inline",
    show_default=True,
    help=N_("One text with marked changes (in Word tracked ones), or two columns."),
)
@option(
    "-o",
    "--output",
    metavar=N_("DIR"),
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Folder for the files, otherwise generated/redlines/OLD-NEW."),
)
@option("--full", is_flag=True, help=N_("As text, show unchanged lines, too."))
@option(
    "--moves",
    type=click.Choice(["native", "delete-insert"]),
    default="native",
    show_default=True,
    help=N_("How Word shows what moved: as moves, or as deleted and inserted."),
)
@option(
    "--accept-first",
    "accept",
    is_flag=True,
    help=N_("Compare a Word file as if its tracked changes were accepted."),
)
@option(
    "--reject-first",
    "reject",
    is_flag=True,
    help=N_("Compare a Word file as if its tracked changes were rejected."),
)
def command(old: str, new: str, **options: Unpack[Options]) -> Answer:
    """Compare, write the files, and show the text."""
    from contracts.usecases.compare import compare_operands
    from contracts.usecases.operands import Wishes, resolve_pair
    from contracts.usecases.redline_files import FORMATS
    from contracts.usecases.targets import chosen_of

    if options["accept"] and options["reject"]:
        raise UsageError(usage.BOTH_ASKED.at(first="--accept-first", second="--reject-first"))
    formats = chosen_of(options["formats"] or ["text"], FORMATS)
    here = workspace()
    wish = "accept" if options["accept"] else "reject" if options["reject"] else ""
    pair = resolve_pair(here, old, new, Wishes(wish))
    compared = compare_operands(*pair)
    comparison = compared.comparison
    to_screen = "text" in formats and options["output"] is None
    in_files = [f for f in formats if f != "text" or not to_screen]
    written = _write(here, pair, comparison, in_files, options)
    result = {**comparison_data(comparison), "files": written}
    # then the answer is about the draft, and the file itself remains to be read
    edited = any(note.kind == "edited" for note in comparison.notes)
    code = ExitCode.FINDINGS if edited else ExitCode.OK
    notes = tuple(_("Written: {file}").format(file=file) for file in written)
    if not to_screen:
        text = "\n".join(written)
        return Answer(result, text, compared.findings, code, notes=(counts_of(comparison),))
    if settings().json:
        return Answer(result, findings=compared.findings, code=code)
    shown = comparison_text(comparison, full=options["full"])
    raw = None if paged(shown) else shown.encode("utf-8", "replace")
    return Answer(result, findings=compared.findings, code=code, raw=raw, notes=notes)


def _write(
    here: Workspace,
    pair: tuple[Operand, Operand],
    comparison: Comparison,
    formats: list[str],
    options: Options,
) -> list[str]:
    from contracts.usecases.redline_files import Look, pair_name, put, redline_files

    if not formats:
        return []
    look = Look(options["layout"], options["moves"] == "native", options["full"])
    files = redline_files(here, pair, comparison, formats, look)
    folder = options["output"] or here.generated / "redlines" / pair_name(*pair)
    return [shown_path(path) for path in put(folder, files)]
