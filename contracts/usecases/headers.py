"""The first row of a table: which field of an agreement each column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.catalogue import batch as kinds
from contracts.findings import Finding, Place
from contracts.model import Agreement, ClauseChoice
from contracts.model.base import SLUG
from contracts.sources.tables import letters
from contracts.sources.validate import suggestion
from contracts.usecases.questions import Question, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.model import Model
    from contracts.sources.yaml import Path

DISTRICT = ("district", "bezirk")
NAME = ("agreement", "vertrag")
_BETWEEN = re.compile(r"\s*[./>›]\s*")
_SLUG = re.compile(SLUG + r"\Z")
_MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number from 1, the path of its field, and what may stand in it."""

    number: int
    header: str
    path: Path
    question: Question
    model: type[Model]


@dataclass(slots=True)
class Header:
    """The columns of a table; ``district`` and ``name`` are numbers from 1, 0 where missing."""

    district: int
    name: int
    columns: list[Column]
    findings: list[Finding]


def read_header(file: str, names: list[str]) -> Header:
    """Return what the columns of a table hold, with a finding for each that is not understood."""
    found = Header(0, 0, [], [])
    for number, name in enumerate(names, 1):
        place = Place(file, 1, number)
        word = name.casefold()
        if not word:
            continue
        first = found.district if word in DISTRICT else found.name if word in NAME else 0
        if first:
            values = {"first": letters(first), "column": letters(number), "header": name}
            found.findings.append(kinds.COLUMN_TWICE.at(place, **values))
        elif word in DISTRICT:
            found.district = number
        elif word in NAME:
            found.name = number
        else:
            column = _column(number, name, place)
            if isinstance(column, Column):
                found.columns.append(column)
            else:
                found.findings.append(column)
    if not found.district:
        found.findings.append(kinds.COLUMN_MISSING.at(Place(file, 1)))
    found.findings += _repeated(file, found.columns)
    return found


def _column(number: int, name: str, place: Place) -> Column | Finding:
    shown = {"column": letters(number), "header": name}
    exact = [leaf for leaf in _leaves(Agreement) if leaf[1].title.casefold() == name.casefold()]
    path = _followed(_BETWEEN.split(name.strip()))
    if path is None and len(exact) == 1:
        path = exact[0]
    if path is None and exact:
        known = ", ".join(_dotted(leaf[0]) for leaf in exact)
        return kinds.AMBIGUOUS_COLUMN.at(place, **shown, known=known)
    if path is None:
        known_names = [_dotted(leaf[0]) for leaf in _leaves(Agreement)]
        known_names += [leaf[1].title for leaf in _leaves(Agreement)]
        near = suggestion(name, known_names)
        return kinds.UNKNOWN_COLUMN.at(place, **shown, suggestion=near)
    steps, question, model = path
    if question.shape in ("group", "records", "map"):
        return kinds.GROUP_COLUMN.at(place, **shown, example=_example(steps, question))
    return Column(number, name, steps, question, model)


def _followed(words: list[str]) -> tuple[Path, Question, type[Model]] | None:
    """Follow names or German titles through the model; entries of lists are counted from 1."""
    here: type[Model] = Agreement
    steps: list[str | int] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        question = _asked(here, word)
        if question is None:
            return None
        steps.append(question.name)
        if question.shape == "records" and rest and question.model:
            if not (rest[0].isdecimal() and 0 < int(rest[0]) <= _MOST_ENTRIES):
                return None
            steps.append(int(rest.pop(0)) - 1)
        if question.shape == "map" and len(rest) > 1 and _SLUG.match(rest[0]):
            steps.append(rest.pop(0))
            here = ClauseChoice  # the only map of an agreement
        elif not rest:
            return tuple(steps), question, here
        elif question.model is None:
            return None
        else:
            here = question.model
    return None


def _asked(model: type[Model], word: str) -> Question | None:
    wanted = word.casefold()
    asked = questions_of(model)
    by_name = [q for q in asked if q.name == wanted]
    return next(iter(by_name or [q for q in asked if q.title.casefold() == wanted]), None)


def _leaves(model: type[Model], above: Path = ()) -> Iterator[tuple[Path, Question, type[Model]]]:
    """Yield the fields of a model and of the groups in it; lists of records are left out."""
    for question in questions_of(model):
        if question.shape == "group" and question.model:
            yield from _leaves(question.model, (*above, question.name))
        elif question.shape not in ("records", "map"):
            yield (*above, question.name), question, model


def _repeated(file: str, columns: list[Column]) -> Iterator[Finding]:
    first: dict[Path, Column] = {}
    for column in columns:
        if column.path in first:
            yield kinds.COLUMN_TWICE.at(
                Place(file, 1, column.number),
                first=letters(first[column.path].number),
                column=letters(column.number),
                header=_dotted(column.path),
            )
        first.setdefault(column.path, column)


def _example(steps: Path, question: Question) -> str:
    inner: Any = questions_of(question.model)[0].name if question.model else "steering.variant"
    between = ".1." if question.shape == "records" else "."
    return f"{_dotted(steps)}{between}{inner}"


def _dotted(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
