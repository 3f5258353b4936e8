"""The first row of a table: which field of an agreement each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.catalogue import batch as kinds
from contracts.findings import Finding, Place
from contracts.model import Agreement
from contracts.sources.tables import letters
from contracts.sources.validate import suggestion
from contracts.usecases.fields import dotted, leaves, spots_named
from contracts.usecases.questions import Question, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.model import Model
    from contracts.sources.yaml import Path

DISTRICT = ("district", "bezirk")
NAME = ("agreement", "vertrag")


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
    found = spots_named(name, Agreement)
    if len(found) > 1:
        known = ", ".join(dotted(spot.path) for spot in found)
        return kinds.AMBIGUOUS_COLUMN.at(place, **shown, known=known)
    if not found:
        known_names = [dotted(spot.path) for spot in leaves(Agreement)]
        known_names += [spot.question.title for spot in leaves(Agreement)]
        near = suggestion(name, known_names)
        return kinds.UNKNOWN_COLUMN.at(place, **shown, suggestion=near)
    (spot,) = found
    if spot.question.shape in ("group", "records", "map"):
        example = _example(spot.path, spot.question)
        return kinds.GROUP_COLUMN.at(place, **shown, example=example)
    return Column(number, name, spot.path, spot.question, spot.model)


def _repeated(file: str, columns: list[Column]) -> Iterator[Finding]:
    first: dict[Path, Column] = {}
    for column in columns:
        if column.path in first:
            yield kinds.COLUMN_TWICE.at(
                Place(file, 1, column.number),
                first=letters(first[column.path].number),
                column=letters(column.number),
                header=dotted(column.path),
            )
        first.setdefault(column.path, column)


def _example(steps: Path, question: Question) -> str:
    inner: Any = questions_of(question.model)[0].name if question.model else "steering.variant"
    between = ".1." if question.shape == "records" else "."
    return f"{dotted(steps)}{between}{inner}"
