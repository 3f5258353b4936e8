"""Fields by the names that people give them: keys or German titles, one below the other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.model import ClauseChoice
from contracts.model.base import SLUG
from contracts.usecases.questions import Question, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.model import Model
    from contracts.sources.yaml import Path

_BETWEEN = re.compile(r"\s*[./>›]\s*")
_SLUG = re.compile(SLUG + r"\Z")
_MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a model: where its data stands, what may stand there, and in which model."""

    path: Path
    question: Question
    model: type[Model]


def spots_named(name: str, top: type[Model]) -> list[Spot]:
    """Return the fields that a name can mean: one, several of the same title, or none."""
    name = unicodedata.normalize("NFC", name).strip()
    found = _followed(_BETWEEN.split(name), top)
    if found is not None:
        return [found]
    wanted = name.casefold()
    return [spot for spot in leaves(top) if spot.question.title.casefold() == wanted]


def leaves(model: type[Model], above: Path = ()) -> Iterator[Spot]:
    """Yield the fields of a model and of the groups in it; lists of records are left out."""
    for question in questions_of(model):
        if question.shape == "group" and question.model:
            yield from leaves(question.model, (*above, question.name))
        elif question.shape not in ("records", "map"):
            yield Spot((*above, question.name), question, model)


def spot_at(path: Path, top: type[Model]) -> Spot | None:
    """Return the field at a path through the data, None where there is none."""
    return _followed([str(p + 1) if isinstance(p, int) else p for p in path], top)


def dotted(path: Path) -> str:
    """Return a path as it is typed: dots between names, entries of lists counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _followed(words: list[str], top: type[Model]) -> Spot | None:
    here = top
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
            return Spot(tuple(steps), question, here)
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
