"""``contracts generate``: drafts and final files."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from contracts.catalogue import accept, usage
from contracts.cli.answer import Answer
from contracts.cli.between import Between
from contracts.cli.generated import Told
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument, option
from contracts.cli.progress import CHOICES, progress
from contracts.cli.settings import settings, workspace
from contracts.cli.shown import table
from contracts.errors import UsageError
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
LOCAL = "local"
SECONDS, MEGABYTES = 120, 2000  # for one contract, unless the call allows more
_SHOWN = 5  # names in the command that is proposed next


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
    accept: tuple[str, ...]
    reason: str
    by: str
    executor: str
    time_limit: float
    memory_limit: int
    progress: str
    table: str | None


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
    "--accept",
    multiple=True,
    by_hand=True,
    metavar=N_("CODE=REASON"),
    help=N_(
        "With --release: confirm a warning by its code, and say why; repeat it for each code. "
        "Errors and gaps cannot be confirmed."
    ),
)
@option(
    "--reason",
    default="",
    metavar=N_("TEXT"),
    help=N_("The reason for every --accept that gives none of its own."),
)
@option(
    "--by",
    default="",
    metavar=N_("NAME"),
    help=N_("Who confirms the warnings; kept in record.json with code, place and reason."),
)
@option(
    "-j",
    "--jobs",
    type=Between(1, 64),
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
@option(
    "--executor",
    default=LOCAL,
    show_default=True,
    metavar=N_("ADDRESS"),
    help=N_("Who does the work: local, or a Dask cluster, e.g. dask://127.0.0.1:8786."),
)
@option(
    "--time-limit",
    type=Between(0.1, 86_400),
    default=SECONDS,
    show_default=True,
    metavar=N_("SECONDS"),
    help=N_("With several contracts: stop one that takes longer, and go on with the others."),
)
@option(
    "--memory-limit",
    type=Between(100, 1_000_000),
    default=MEGABYTES,
    show_default=True,
    metavar=N_("MEGABYTES"),
    help=N_("With several contracts: stop one that needs more memory, and go on with the others."),
)
@option(
    "--progress",
    type=click.Choice(CHOICES),
    default=CHOICES[0],
    show_default=True,
    help=N_("How to say on standard error how far it is; json writes a line for each contract."),
)
@option(
    "--from-table",
    "table",
    metavar=N_("FILE"),
    type=click.Path(exists=True, dir_okay=False),
    help=N_(
        "Write an agreement for each row of a table (CSV or .xlsx) into districts/, to be "
        "reviewed like any other; no drafts are made."
    ),
)
def command(**options: Unpack[Options]) -> Answer:
    """Make the files and say what became of each contract."""
    from contracts.usecases.accept import accepted_of, refuse_unheard
    from contracts.usecases.generate import Job
    from contracts.usecases.inputs import surroundings_of
    from contracts.usecases.targets import FORMATS, formats_of

    _refuse_contradictions(options)
    accepted = accepted_of(options["accept"], options["reason"], options["by"])
    here = workspace()
    if options["table"]:
        return _from_table(here, Path(options["table"]), dry_run=options["dry_run"])
    agreements = _agreements(here, options)
    formats = formats_of(options["formats"]) if options["formats"] else FORMATS
    if not agreements:
        return Answer({"contracts": []}, _("There is no agreement to make."))
    surroundings = surroundings_of(here)
    refuse_unheard(here, agreements, surroundings.clauses, accepted)
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
            accepted=accepted,
        )
        for agreement in agreements
    ]
    told = Told(len(jobs), _repeated(options), release=options["release"])
    if options["everything"]:
        from contracts.sources.unread import unread_files

        told.say(unread_files(here))
    for made in _made(here, jobs, options):
        told.take(made)
    return told.answer()


def _refuse_contradictions(options: Options) -> None:
    pairs = [
        ("--all", options["everything"], _("DISTRICT"), bool(options["districts"])),
        ("--release", options["release"], "--force", options["force"]),
        ("--release", options["release"], "--format", bool(options["formats"])),
        ("--release", options["release"], "--tracked", options["tracked"]),
        ("--from-table", bool(options["table"]), "--all", options["everything"]),
        ("--from-table", bool(options["table"]), _("DISTRICT"), bool(options["districts"])),
        ("--from-table", bool(options["table"]), "--release", options["release"]),
        ("--from-table", bool(options["table"]), "--format", bool(options["formats"])),
    ]
    found = [usage.BOTH_ASKED.at(first=a, second=b) for a, x, b, y in pairs if x and y]
    given, release = bool(options["accept"]), options["release"]
    example = next(iter(options["districts"]), "--all")
    needs = [
        ("--accept", given, "--release", release),
        ("--reason", bool(options["reason"]), "--accept", given),
        ("--by", bool(options["by"]), "--accept", given),
    ]
    found += [
        accept.NEEDS.at(option=a, needed=b, example=example) for a, x, b, y in needs if x and not y
    ]
    if found:
        raise UsageError(*found)


def _from_table(here: Workspace, path: Path, *, dry_run: bool) -> Answer:
    from contracts.usecases.table import agreements_from

    done = agreements_from(here, path, dry_run=dry_run)
    made = done.rows
    names = " ".join(one.agreement for one in made[:_SHOWN])
    more = " …" if len(made) > _SHOWN else ""
    states = {"written": _("written"), "unchanged": _("up to date"),
              "planned": _("would be written")}  # fmt: skip
    header = (_("Row"), _("Agreement"), _("State"), _("File"))
    rows = [(str(one.row), one.agreement, states[one.state], one.file) for one in made]
    return Answer(
        {"agreements": [asdict(one) for one in made]},
        table(header, rows, plain=settings().plain),
        done.findings,
        notes=(_("Next: {command}").format(command=f"contracts check {names}{more}"),),
    )


def _agreements(here: Workspace, options: Options) -> list[str]:
    if options["everything"]:
        from contracts.usecases.overview import real_agreements

        return real_agreements(here)
    if not options["districts"]:
        example = next(iter(here.district_slugs()), "DISTRICT")
        raise UsageError(usage.NOTHING_ASKED.at(command="generate", example=example))
    return list(dict.fromkeys(here.resolve(name) for name in options["districts"]))


def _made(here: Workspace, jobs: Sequence[Job], options: Options) -> Iterator[Made]:
    from contracts.usecases.generate import generate

    if len(jobs) == 1 and options["executor"] == LOCAL:
        yield generate(jobs[0])
        return
    from contracts.batch.limits import Limits
    from contracts.batch.making import Order, make_all

    limits = Limits(seconds=options["time_limit"], megabytes=options["memory_limit"])
    order = Order(options["executor"], options["jobs"], limits)
    with progress(len(jobs), options["progress"]) as tell:
        yield from make_all(here, jobs, order, tell)


def _repeated(options: Options) -> str:
    """Return the options of the call that matter when it is repeated for other contracts."""
    given = [
        ("--format " + ",".join(options["formats"]), bool(options["formats"])),
        ("--release", options["release"]),
        *((f"--accept {shlex.quote(one)}", True) for one in options["accept"]),
        (f"--reason {shlex.quote(options['reason'])}", bool(options["reason"])),
        (f"--by {shlex.quote(options['by'])}", bool(options["by"])),
        ("--force", options["force"]),
        ("--tracked", options["tracked"]),
        (f"--jobs {options['jobs']}", options["jobs"] > 1),
        (f"--executor {options['executor']}", options["executor"] != LOCAL),
        (f"--time-limit {options['time_limit']:g}", options["time_limit"] != SECONDS),
        (f"--memory-limit {options['memory_limit']}", options["memory_limit"] != MEGABYTES),
        (f"--workspace {shlex.quote(settings().workspace or '')}", bool(settings().workspace)),
    ]
    return "".join(f" {words}" for words, is_given in given if is_given)
