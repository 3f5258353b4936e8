"""``contracts new``: the file of a new agreement."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from contracts.catalogue import edit as kinds
from contracts.cli.answer import Answer
from contracts.cli.names import DistrictName
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import workspace
from contracts.errors import ContractsError, ExitCode
from contracts.findings import Finding, Place
from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from contracts.model import Model
    from contracts.sources.yaml import Yaml
    from contracts.usecases.interview import Interview

HELP = N_(
    "Ask for the facts of an agreement and write its file, or complete one that is there.\n\n"
    "On a terminal all that the contract still needs is asked for; Enter leaves it open, every "
    "answer is stored at once, and the same command goes on later. Dates may be typed like "
    "1.3.26, numbers like 1,5. Elsewhere, and with --answers or --no-questions, nothing is asked: "
    "the file then has a commented empty line for what is not known. Existing files are never "
    "overwritten."
)

_UNNAMED = "unnamed"


class Options(TypedDict):
    """The options of ``new``."""

    district: str
    name: str | None
    source: str | None
    answers: str | None
    questions: bool
    add_district: bool


@click.command(
    "new",
    cls=Command,
    help=HELP,
    examples=("contracts new spandau", "contracts new spandau --from pankow --name 2026"),
)
@argument("district", metavar=N_("DISTRICT"), type=DistrictName())
@option(
    "--name",
    metavar=N_("NAME"),
    help=N_("Name of the agreement; otherwise the year of its date, or this year."),
)
@option(
    "--from",
    "source",
    metavar=N_("OTHER"),
    type=DistrictName(),
    help=N_("Take over the facts of another agreement, without dates, persons and evidence."),
)
@option(
    "--answers",
    metavar=N_("FILE"),
    type=click.Path(exists=True, dir_okay=False),
    help=N_("Take the facts from a YAML file with the structure of an agreement."),
)
@option("--questions/--no-questions", default=True, help=N_("Ask on a terminal, or do not."))
@option(
    "--add-district",
    is_flag=True,
    help=N_("Write district.yaml of a district that is not there yet, instead of an agreement."),
)
def command(**options: Unpack[Options]) -> Answer:
    """Write the file."""
    from contracts.usecases.new import read_answers, taken_over

    here = workspace()
    answers = read_answers(Path(options["answers"])) if options["answers"] else None
    if options["add_district"]:
        return _district(options, answers)
    facts = taken_over(here, here.resolve(options["source"])) if options["source"] else {}
    return _agreement(options, facts, answers)


def _agreement(options: Options, facts: dict[str, Any], answers: Yaml | None) -> Answer:
    from contracts.usecases.new import known_district, place_for_agreement, write_agreement

    # tell of a conflict before anything is asked
    district = known_district(workspace(), options["district"], options["name"] or _UNNAMED)
    asks = options["questions"] and answers is None and sys.stdin.isatty()
    there = _there(district, options["name"])
    if asks and there and not facts and _wants_to_complete(there):
        return _completed(there)
    name = options["name"] or _year(answers.data if answers else {})
    fresh = place_for_agreement(workspace(), district, name)
    write_agreement(fresh, facts, answers)
    agreement = f"{district}/{name}"
    return _completed(agreement) if asks else _written(fresh.shown, agreement)


def _there(district: str, name: str | None) -> str:
    """Return the agreement that can be completed: the one of that name, else the newest."""
    known = workspace().agreements_of(district)
    if name is None:
        return known[-1] if known else ""
    return f"{district}/{name}" if f"{district}/{name}" in known else ""


def _wants_to_complete(agreement: str) -> bool:
    from contracts.cli.complete import is_confirmed
    from contracts.usecases.interview import Interview

    left = len(Interview(workspace(), agreement).points())
    text = ngettext(
        "{agreement} is there already; {n} point is open. Complete it?",
        "{agreement} is there already; {n} points are open. Complete it?",
        left,
    )
    return is_confirmed(text.format(agreement=agreement, n=left))


def _completed(agreement: str) -> Answer:
    from contracts.cli.complete import complete, stored, what_is_open
    from contracts.usecases.interview import Interview
    from contracts.usecases.trouble import explained

    interview = Interview(workspace(), agreement)
    file = f"districts/{agreement}.yaml"
    try:
        early = complete(interview)
    except (click.Abort, KeyboardInterrupt):
        return Answer(findings=(_ended(interview, file),), code=ExitCode.INTERRUPTED)
    except (ContractsError, OSError) as error:
        findings, code = explained(error, ())
        return Answer(findings=(*findings, _ended(interview, file)), code=code)
    left = interview.still_open()
    notes = [stored(interview, file), *([] if early else what_is_open(left))]
    notes.append(_("Next: {command}").format(command=f"contracts generate {agreement}"))
    result = {"file": file, "agreement": agreement, "answered": interview.answered,
              "open": len(left)}  # fmt: skip
    return Answer(result, file, notes=tuple(notes))


def _ended(interview: Interview, file: str) -> Finding:
    from contracts.cli.complete import stored

    said = stored(interview, file)
    return kinds.INTERVIEW_ENDED.at(Place(file), stored=said, agreement=interview.agreement)


def _district(options: Options, answers: Yaml | None) -> Answer:
    from contracts.model import District
    from contracts.usecases.new import place_for_district, write_district

    fresh = place_for_district(workspace(), options["district"])
    write_district(fresh, _typed(options, District, {}), answers)
    return _written(fresh.shown, "")


def _typed(options: Options, model: type[Model], known: dict[str, Any]) -> dict[str, Any]:
    if options["answers"] or not options["questions"] or not sys.stdin.isatty():
        return {}
    from contracts.cli.interview import interview

    return interview(model, known)


def _written(shown: str, agreement: str) -> Answer:
    call = f"contracts check {agreement}".strip()
    notes = (_("Next: {command}").format(command=call),)
    return Answer({"file": shown, "agreement": agreement or None}, shown, notes=notes)


def _year(*facts: Any) -> str:
    """Return the year of the agreement, else the current one."""
    from contracts.german.entries import UnclearError, day_of

    for data in facts:
        dates = data.get("dates") if isinstance(data, dict) else None
        known = dates if isinstance(dates, dict) else {}
        for day in (known.get("agreed"), known.get("effective")):
            with suppress(UnclearError):
                return str(day_of(str(day)).year)
    return str(date.today().year)  # noqa: DTZ011 - the calendar of whoever types
