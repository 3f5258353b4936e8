"""``contracts generate``: drafts and final files."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from contracts.catalogue import outputs as output_kinds
from contracts.catalogue import usage
from contracts.cli.answer import Answer
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.errors import ExitCode, UsageError
from contracts.findings import Finding, Level
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.sources.workspace import Workspace
    from contracts.usecases.generate import Job, Made

HELP = N_(
    "Write drafts or final files in Word, PDF, HTML and text.\n\n"
    "A draft shows what is still open as [offen: …] and carries a draft mark. With --release the "
    "final version is written: it needs every value and approved clauses, and is never changed "
    "afterwards. The first draft of an agreement pins the versions of its clauses in a .lock file "
    "beside it. What is up to date is not written again."
)
_STATES = {
    "written": N_("written"),
    "unchanged": N_("up to date"),
    "planned": N_("would be written"),
    "failed": N_("failed"),
}
_SHOWN_AFTER = 0.5  # seconds


class Options(TypedDict):
    """The options of ``generate``."""

    districts: tuple[str, ...]
    everything: bool
    formats: tuple[str, ...]
    release: bool
    jobs: int
    dry_run: bool
    force: bool
    tracked: bool


@click.command(
    "generate",
    cls=Command,
    help=HELP,
    examples=("contracts generate pankow", "contracts generate --all --jobs 2"),
)
@argument("districts", metavar=N_("DISTRICT"), nargs=-1, type=DistrictName())
@option("--all", "everything", is_flag=True, help=N_("All agreements except examples."))
@option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar=N_("FORMAT,…"),
    help=N_(
        "Only these of docx, pdf, html, txt and json; formats that are already there are "
        "renewed with them."
    ),
)
@option("--release", is_flag=True, help=N_("Write the final version, in all formats."))
@option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar=N_("N"),
    help=N_("Work on so many contracts at a time."),
)
@option("--dry-run", is_flag=True, help=N_("Say what would be written where; write nothing."))
@option(
    "--force",
    is_flag=True,
    help=N_("Replace drafts that a person changed; each is kept as NAME.bak-1.EXT."),
)
@option(
    "--tracked",
    is_flag=True,
    help=N_("Send the Word file with tracking of changes switched on and protected."),
)
def command(**options: Unpack[Options]) -> Answer:  # fmt: skip
    """Make the files and say what became of each contract."""
    from contracts.usecases.generate import Job
    from contracts.usecases.inputs import surroundings_of
    from contracts.usecases.targets import FORMATS, formats_of

    _refuse_contradictions(options)
    here = workspace()
    agreements = _agreements(here, options)
    formats = formats_of(options["formats"]) if options["formats"] else FORMATS
    surroundings = surroundings_of(here)
    jobs = [
        Job(
            root=here.root,
            agreement=agreement,
            surroundings=surroundings,
            formats=formats,
            release=options["release"],
            force=options["force"],
            dry_run=options["dry_run"],
            tracked=options["tracked"],
        )
        for agreement in agreements
    ]
    return _answer(list(_made(jobs, min(options["jobs"], len(jobs)))), options)


def _refuse_contradictions(options: Options) -> None:
    pairs = [
        ("--all", options["everything"], _("DISTRICT"), bool(options["districts"])),
        ("--release", options["release"], "--force", options["force"]),
        ("--release", options["release"], "--format", bool(options["formats"])),
        ("--release", options["release"], "--tracked", options["tracked"]),
    ]
    found = [usage.BOTH_ASKED.at(first=a, second=b) for a, x, b, y in pairs if x and y]
    if found:
        raise UsageError(*found)


def _agreements(here: Workspace, options: Options) -> list[str]:
    if options["everything"]:
        from contracts.usecases.overview import real_agreements

        return real_agreements(here)
    if not options["districts"]:
        example = next(iter(here.district_slugs()), "DISTRICT")
        raise UsageError(usage.NOTHING_ASKED.at(command="generate", example=example))
    return list(dict.fromkeys(here.resolve(name) for name in options["districts"]))


def _made(jobs: Sequence[Job], processes: int) -> Iterator[Made]:
    from contracts.batch.executors import local
    from contracts.batch.run import Failed, run
    from contracts.usecases.generate import generate

    begun = time.monotonic()
    with local(processes) as executor:
        for number, result in enumerate(run(generate, jobs, executor), 1):
            _progress(number, len(jobs), begun)
            if not isinstance(result, Failed):
                yield result
                continue
            if len(jobs) == 1:
                raise result.error
            yield _failed(result.item.agreement, result.error)


def _failed(agreement: str, error: Exception) -> Made:
    from concurrent.futures import BrokenExecutor

    from contracts.usecases.generate import Made
    from contracts.usecases.trouble import explained

    findings, code = explained(error, ["generate", agreement])
    if isinstance(error, BrokenExecutor):
        findings = (output_kinds.WORKER_DIED.at(agreement=agreement),)
    return Made(agreement, "failed", findings=findings, code=code)


def _progress(number: int, count: int, begun: float) -> None:
    """Show on a terminal, once it takes a while, how far the work is."""
    if settings().quiet or settings().json or not sys.stderr.isatty() or count == 1:
        return
    if time.monotonic() - begun > _SHOWN_AFTER:
        end = "\n" if number == count else ""
        click.echo(f"\r{number}/{count}{end}", err=True, nl=False)


def _answer(made: list[Made], options: Options) -> Answer:
    each = {(f.code, f.place, f.message): f for one in made for f in one.findings}
    found = sorted(each.values(), key=lambda f: -f.level)
    least = Level.NOTE if settings().verbose or settings().json else Level.WARNING
    shown = tuple(f for f in found if f.level >= least or _explains(f, made))
    code, failed = _code(made), [one.agreement for one in made if one.state == "failed"]
    if code is ExitCode.BATCH:
        names = " ".join(failed)
        last = output_kinds.BATCH_FAILED.at(failed=len(failed), count=len(made), names=names)
        shown = (*shown, last)
    return Answer(
        result={"contracts": [_data(one) for one in made]},
        text=_table(made),
        findings=shown,
        code=code,
        notes=_notes(made, options),
    )


def _explains(finding: Finding, made: list[Made]) -> bool:
    """Tell whether a finding is why a contract failed; such findings are shown at any level."""
    return any(finding in one.findings for one in made if one.state == "failed")


def _code(made: list[Made]) -> ExitCode:
    failed = [one.code for one in made if one.state == "failed"]
    if failed and len(made) > 1:
        return ExitCode.BATCH
    return failed[0] if failed else ExitCode.OK


def _table(made: list[Made]) -> str:
    header = (_("Agreement"), _("State"), _("Gaps"), _("Formats"), _("Folder"))
    rows = [
        (
            one.agreement,
            _(_STATES[one.state]),
            str(one.gaps) if one.state != "failed" else "–",
            ", ".join(sorted({name.rpartition(".")[2] for name in one.outputs or {}})),
            one.folder,
        )
        for one in made
    ]
    return table(header, rows, plain=settings().plain)


def _notes(made: list[Made], options: Options) -> tuple[str, ...]:
    open_ = [one.agreement for one in made if one.gaps]
    if not open_ or options["release"]:
        return ()
    call = f"contracts check {open_[0]}"
    return (_("What is open, and who knows it: {command}").format(command=call),)


def _data(one: Made) -> dict[str, Any]:
    return {
        "agreement": one.agreement,
        "state": one.state,
        "folder": one.folder,
        "outputs": one.outputs or {},
        "gaps": one.gaps,
        "exit_code": int(one.code),
    }
