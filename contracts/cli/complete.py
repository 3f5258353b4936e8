"""Asks on the terminal for what an agreement still needs, and keeps every answer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contracts.cli.shown import printable
from contracts.errors import ContractsError, UsageError
from contracts.german.entries import UnclearError, answer_of
from contracts.language import _, ngettext
from contracts.usecases.interview import BETWEEN, Interview, fields_of_entry, is_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contracts.usecases.open_points import OpenPoint
    from contracts.usecases.questions import Question

STOP = "."
BACK = "<"


class _Enough(Exception):  # noqa: N818 - no error, but the wish to stop
    """The person wants to leave the rest open."""


class _Back(Exception):  # noqa: N818 - likewise
    """The person wants the question before once more."""


def complete(interview: Interview) -> bool:
    """Ask until nothing is open or the person stops; tell whether it was stopped early.

    Raises:
        ContractsError: a file cannot be read or changed; what was answered is stored.
        click.Abort: the terminal was closed, or Ctrl-C was typed; likewise.
    """
    _say(_("Enter leaves a question open, “{back}” goes one step back, “{stop}” stops; every "
           "answer is stored at once.").format(back=BACK, stop=STOP))  # fmt: skip
    again: OpenPoint | None = None
    try:
        while True:
            points = interview.points()
            point = again or next(iter(points), None)
            again = None
            if point is None:
                return False
            try:
                _ask(interview, point, len(points))
            except _Back:
                again = interview.back() or point
    except _Enough:
        return True


def stored(interview: Interview, file: str) -> str:
    """Return how many answers are stored, and where."""
    if not interview.answered:
        return _("No answer was given this time; {file} keeps what it holds.").format(file=file)
    text = ngettext(
        "{n} answer is stored in {file}.", "{n} answers are stored in {file}.", interview.answered
    )
    return text.format(n=interview.answered, file=file)


def what_is_open(points: Sequence[OpenPoint]) -> list[str]:
    """Return what is still open and who probably knows it, a line for each of them."""
    if not points:
        return [_("Nothing is open any more.")]
    by: dict[str, list[str]] = {}
    for point in points:
        by.setdefault(point.by or _("unknown"), []).append(point.title)
    head = ngettext("{n} point is still open:", "{n} points are still open:", len(points))
    lines = [f"  {who}: {', '.join(titles)}" for who, titles in by.items()]
    return [head.format(n=len(points)), *lines]


def is_confirmed(question: str) -> bool:
    """Ask a question and return whether the answer is yes; Enter means yes."""
    keys = _("Y/n")
    while True:
        typed = _prompt(f"{question} [{keys}]")
        try:
            return not typed or answer_of(typed)
        except UnclearError:
            _say("  ! " + _("Please type yes or no."))


def _ask(interview: Interview, point: OpenPoint, left: int) -> None:
    _say(f"\n{_head(point, left)}")
    for line in _help(interview, point):
        _say(f"  {line}")
    if is_list(point):
        _ask_list(interview, point)
        return
    while typed := _prompt(">"):
        if _is_stored(interview, point, typed):
            return
    interview.leave(point)


def _ask_list(interview: Interview, point: OpenPoint) -> None:
    count = 0
    while True:
        try:
            typed = _prompt(f"{count + 1}>")
        except _Back:
            if not count:
                raise
            interview.back()
            count -= 1
            continue
        if not typed:
            break
        count += _is_stored(interview, point, typed)
    if not count:
        interview.leave(point)


def _is_stored(interview: Interview, point: OpenPoint, typed: str) -> bool:
    """Store an answer, or tell why it cannot be."""
    try:
        settled = interview.answer(point, typed)
    except UsageError as error:
        _complain(error)
        return False
    if not settled:
        _say(
            "  ! "
            + _("These words stand for what is not known yet; the contract shows it as open.")
        )
    return True


def _head(point: OpenPoint, left: int) -> str:
    count = ngettext("{n} question left", "{n} questions left", left).format(n=left)
    words = f"{point.title}?" if point.signs else point.title
    return f"{words}  [{count}]"


def _help(interview: Interview, point: OpenPoint) -> Iterator[str]:
    yield from _offered(interview, point)
    if point.places:
        yield _("needed in: {places}").format(places=", ".join(point.places))
    if point.by:
        yield _("probably known by: {by}").format(by=point.by)


def _offered(interview: Interview, point: OpenPoint) -> Iterator[str]:
    """Yield what may be typed."""
    question = point.spot.question
    if point.signs:
        yield from _numbered(office.function or office.id for office in interview.offices(point))
        yield _("A number, or the function of another person who signs.")
        return
    if question.choices:
        yield from _numbered(question.choices.values())
    elif question.shape == "yes-no":
        yield _("yes or no")
    elif question.description:
        yield question.description
    if question.shape == "records":
        yield from _fields(question)
    if is_list(point):
        yield _("One entry a line; Enter in an empty line ends the list.")


def _fields(question: Question) -> Iterator[str]:
    fields = fields_of_entry(question)
    yield f" {BETWEEN} ".join(field.title for field in fields)
    yield from (f"{f.title}: {', '.join(f.choices.values())}" for f in fields if f.choices)


def _numbered(words: Iterable[str]) -> Iterator[str]:
    yield from (f"{number} {word}" for number, word in enumerate(words, 1))


def _prompt(sign: str) -> str:
    typed: str = click.prompt(
        f"  {sign}", default="", show_default=False, prompt_suffix=" ", err=True
    )
    typed = typed.strip(" ")
    if typed == STOP:
        raise _Enough
    if typed == BACK:
        raise _Back
    return typed


def _complain(error: ContractsError) -> None:
    for finding in error.findings:
        _say(f"  ! {printable(finding.message)} {printable(finding.hint)}")


def _say(text: str) -> None:
    click.echo(text, err=True)
