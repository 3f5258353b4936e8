"""Asks the fields of a model one by one on the terminal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.shown import printable
from contracts.errors import UsageError
from contracts.language import _
from contracts.usecases.answers import value_of
from contracts.usecases.questions import questions_of

if TYPE_CHECKING:
    from contracts.model import Model
    from contracts.usecases.questions import Question

STOP = "."
# Rarely wanted, or not for one contract to decide; the file has a place for each.
NOT_ASKED = {
    "template",
    "example",
    "toc",
    "clauses",
    "evidence",
    "note",
    "slug",
    "source",
    "options",
}


class _Enough(Exception):  # noqa: N818 - no error, but the wish to stop
    """The person wants to leave the rest open."""


def interview(model: type[Model], known: dict[str, Any]) -> dict[str, Any]:
    """Ask for everything that is not known yet and return the answers.

    Args:
        model: what is asked about.
        known: what need not be asked.
    """
    _say(_("Enter leaves a field open; “{stop}” leaves all the rest open.").format(stop=STOP))
    facts: dict[str, Any] = {}
    with contextlib.suppress(_Enough):
        _ask_group(model, known, facts)
    return facts


def _ask_group(model: type[Model], known: dict[str, Any], facts: dict[str, Any]) -> None:
    for question in questions_of(model):
        given = known.get(question.name)
        if question.name in NOT_ASKED or question.shape == "map":
            continue
        if question.shape == "group" and question.model:
            _say(f"\n{question.title}")
            inner = facts.setdefault(question.name, {})
            _ask_group(question.model, given or {}, inner)
        elif given is None:
            value = _ask(question, model)
            if value is not None:
                facts[question.name] = value


def _ask(question: Question, model: type[Model]) -> Any:
    if question.shape == "records" and question.model:
        return _ask_records(question, question.model)
    while True:
        typed = _typed_lines(question) if question.shape == "lines" else _typed(question)
        if not typed:
            return None
        try:
            return value_of(question, typed, model, menu=True)
        except UsageError as error:
            for finding in error.findings:
                _say(f"  ! {printable(finding.message)} {printable(finding.hint)}")


def _ask_records(question: Question, model: type[Model]) -> list[dict[str, Any]] | None:
    _say(f"\n{question.words}")
    records: list[dict[str, Any]] = []
    while True:
        _say(_("Entry {number}; Enter at its first field ends the list.").format(
            number=len(records) + 1
        ))  # fmt: skip
        record = _ask_record(model)
        if record is None:
            return records or None
        records.append(record)


def _ask_record(model: type[Model]) -> dict[str, Any] | None:
    """Ask the required fields of a record first; without the first of them there is none."""
    record: dict[str, Any] = {}
    asked = [q for q in questions_of(model) if q.name not in NOT_ASKED]
    for question in sorted(asked, key=lambda q: not q.required):
        value = _ask(question, model)
        while value is None and question.required and record:
            _say("  ! " + _("This field is needed."))
            value = _ask(question, model)
        if value is None and not record:
            return None
        if value is not None:
            record[question.name] = value
    return record


def _typed(question: Question) -> str:
    choices = "".join(f"\n    {n} {word}" for n, word in enumerate(question.choices.values(), 1))
    return _prompt(f"  {question.words}{choices}\n  >")


def _typed_lines(question: Question) -> list[str]:
    _say(f"  {question.words}")
    lines: list[str] = []
    while line := _prompt(f"  {len(lines) + 1}>"):
        lines.append(line)
    return lines


def _prompt(text: str) -> str:
    typed: str = click.prompt(text, default="", show_default=False, prompt_suffix=" ", err=True)
    if typed.strip() == STOP:
        raise _Enough
    return typed.strip()


def _say(text: str) -> None:
    click.echo(text, err=True)
