"""Data as YAML with a comment at every field: what it is, and who is likely to know it."""

from __future__ import annotations

import io
import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from contracts.german.entries import (
    UnclearError,
    day_of,
    has_two_readings,
    number_of,
    plain_number,
)
from contracts.sources.yaml_advice import BULLETS
from contracts.usecases.questions import Question, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.model import Model

_WIDTH = 98
_INDENT = 2


def commented_yaml(model: type[Model], data: dict[str, Any], head: list[str]) -> str:
    """Return the YAML of data of a model; every field stands there, the unknown ones empty.

    Args:
        model: what the data is.
        data: plain data as YAML holds it.
        head: the lines of comment at the top.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.indent(mapping=_INDENT, sequence=4, offset=2)
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(_map(model, data, 0), stream)
    lines = [line.rstrip() for line in stream.getvalue().split("\n")]
    return "\n".join([*(f"# {line}".rstrip() for line in head), *lines]).rstrip() + "\n"


def _map(model: type[Model], data: dict[str, Any], depth: int) -> Any:
    from ruamel.yaml.comments import CommentedMap

    made = CommentedMap()
    for question in questions_of(model):
        given = data.get(question.name)
        made[question.name] = _value(question, given, depth)
        indent = depth * _INDENT
        comment = "\n".join(_comment(question, given, _WIDTH - indent))
        made.yaml_set_comment_before_after_key(
            question.name, before=f"\n{comment}" if depth == 0 else comment, indent=indent
        )
    return made


def _value(question: Question, given: Any, depth: int) -> Any:
    if question.shape == "group" and question.model and isinstance(given, dict | None):
        return _map(question.model, given or {}, depth + 1)
    if given is not None and question.shape == "day":
        return _day(given)
    if given is not None and question.shape == "number":
        return _number(given)
    if given is not None:
        return _plain(given, question.model)
    default = question.default
    return default if isinstance(default, str | bool | int) and not question.required else None


def _plain(value: Any, model: type[Model] | None) -> Any:
    """Return data with days as days, so that YAML writes them without quotation marks."""
    if isinstance(value, list):
        return [_plain(item, model) for item in value]
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, dict):
        return value
    about = {q.name: q for q in questions_of(model)} if model else {}
    return {name: _inner(item, about.get(name)) for name, item in value.items() if item is not None}


def _text(value: str) -> str:
    """Return a text with quotation marks where our reader would take its first sign for a dash."""
    if value[:1] not in BULLETS or not value:
        return value
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    quoted: str = DoubleQuotedScalarString(value)
    return quoted


def _inner(value: Any, question: Question | None) -> Any:
    if question is not None and question.shape == "day":
        return _day(value)
    if question is not None and question.shape == "number":
        return _number(value)
    return _plain(value, question.model if question else None)


def _number(value: Any) -> Any:
    """Return a number in the form that has one reading: 1.125 in a file might be 1125."""
    if isinstance(value, str):
        with suppress(UnclearError):
            value = plain_number(number_of(value))
    if not isinstance(value, float) or not has_two_readings(str(value)):
        return value
    from ruamel.yaml.scalarfloat import ScalarFloat

    text = f"{value}0"
    return ScalarFloat(value, width=len(text), prec=text.index("."))


def _day(value: Any) -> Any:
    try:
        return day_of(value) if isinstance(value, str) else value
    except UnclearError:
        return value


def _comment(question: Question, given: Any, width: int) -> Iterator[str]:
    yield from textwrap.wrap(
        question.words, width - 2, break_long_words=False, break_on_hyphens=False
    )
    if given is None and question.shape == "records" and question.model:
        yield "Ein Eintrag sieht so aus:"
        for number, part in enumerate(questions_of(question.model)):
            start = "- " if number == 0 else "  "
            yield f"  {start}{part.name}: <{part.title}>"
    elif given is None and question.shape == "lines":
        yield "Ein Eintrag je Zeile, jede beginnt mit „- “."
