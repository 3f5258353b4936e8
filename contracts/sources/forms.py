"""Raw data to the forms that the models hold, field by field, before Pydantic sees it.

Pydantic by itself is too generous: it takes ``1_0`` for ten, ``on`` for yes and a number for a day.
So every scalar of a number, a day, a yes or no and a choice is read by the rules of
``german.entries`` first, wherever it comes from: a file, a table, a prompt (decisions 0027, 0035).
"""

from __future__ import annotations

import types
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from contracts.catalogue import validate as kinds
from contracts.german.entries import (
    ANSWER,
    DAY,
    NUMBER,
    WHOLE,
    UnclearError,
    answer_of,
    choice_of,
    day_of,
    number_of,
    plain_number,
)
from contracts.language import _
from contracts.model.base import Model, choices_of
from contracts.sources.titles import title_of
from contracts.sources.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    from contracts.findings import Finding
    from contracts.sources.yaml import Path, Yaml

_MANY_PLACES = 9


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a field holds: a kind of scalar, or a model, and around it a list or a map."""

    kind: Literal["number", "day", "answer", "choice", "text", "model", "other"]
    around: Literal["", "list", "map"] = ""
    inner: Any = None
    places: int = _MANY_PLACES


class Understanding:
    """Reads data as a model means it; ``findings`` are keyed by the path of what is unclear."""

    def __init__(self, raw: Yaml) -> None:
        self.findings: dict[Path, Finding] = {}
        self._raw = raw
        self._model: type[Model] = Model

    def of(self, model: type[Model], data: Any) -> Any:
        """Return the data with every understood scalar in the form that the model holds."""
        self._model = model
        return self._group(model, data, ())

    def _group(self, model: type[Model], data: Any, path: Path) -> Any:
        if not isinstance(data, dict):
            return data
        shapes = _shapes(model)
        return {
            key: self._field(shapes[key], value, (*path, key)) if key in shapes else value
            for key, value in data.items()
        }

    def _field(self, shape: _Shape, value: Any, path: Path) -> Any:
        if shape.around == "list" and isinstance(value, list):
            return [self._one(shape, item, (*path, n)) for n, item in enumerate(value)]
        if shape.around == "map" and isinstance(value, dict):
            return {key: self._one(shape, item, (*path, key)) for key, item in value.items()}
        return value if shape.around else self._one(shape, value, path)

    def _one(self, shape: _Shape, value: Any, path: Path) -> Any:
        if shape.kind == "model":
            return self._group(shape.inner, value, path)
        if shape.kind == "text":
            self._watch_text(value, path)
            return value
        if shape.kind == "other":
            return value
        try:
            return _READERS[shape.kind](shape, value)
        except UnclearError as error:
            title = title_of(self._model, path)
            finding = error.at(self._raw.place(path), dotted(path), title)
            if finding.kind is kinds.WRONG_TYPE:  # the words, not what they were read as
                found = as_typed(self._raw, path, value)
                finding = replace(finding, values={**finding.values, "found": found})
            self.findings[path] = finding
            return value

    def _watch_text(self, value: Any, path: Path) -> None:
        if not isinstance(value, bool | int | float | list | dict):
            return
        found, advice = as_typed(self._raw, path, value), ""
        if path in self._raw.brackets:
            advice = self._raw.brackets[path]
        elif path in self._raw.words:
            advice = f'{path[-1]}: "{found}"' if isinstance(path[-1], str) else f'- "{found}"'
        if advice:
            advice = " " + _("If a text is meant, put it in quotation marks: {line}").format(
                line=advice
            )
        self.findings[path] = kinds.WRONG_TYPE.at(
            self._raw.place(path),
            key=dotted(path),
            title=title_of(self._model, path),
            expected=_("text"),
            found=found,
            advice=advice,
        )


def dotted(path: Path) -> str:
    """Return a path as people read it: dots between names, list entries counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _number(shape: _Shape, value: Any) -> Any:
    if isinstance(value, str):
        number = number_of(value, shape.places)
        return plain_number(number) if shape.places == 0 else number
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        expected = _(NUMBER) if shape.places else _(WHOLE)
        raise UnclearError(kinds.WRONG_TYPE, expected=expected, found=_words(value))
    return value


def _day(_shape: _Shape, value: Any) -> Any:
    if isinstance(value, str):
        return day_of(value)
    if isinstance(value, datetime) or not isinstance(value, date):
        raise UnclearError(kinds.WRONG_TYPE, expected=_(DAY), found=_words(value))
    return value


def _answer(_shape: _Shape, value: Any) -> Any:
    if isinstance(value, str):
        return answer_of(value)
    if not isinstance(value, bool):
        raise UnclearError(kinds.WRONG_TYPE, expected=_(ANSWER), found=_words(value))
    return value


def _choice(shape: _Shape, value: Any) -> Any:
    return choice_of(value, shape.inner) if isinstance(value, str) else value


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)[:60]


_READERS: dict[str, Callable[[_Shape, Any], Any]] = {
    "number": _number, "day": _day, "answer": _answer, "choice": _choice,
}  # fmt: skip


@lru_cache(maxsize=256)
def _shapes(model: type[Model]) -> dict[str, _Shape]:
    return {name: _shape(info.annotation, info) for name, info in model.model_fields.items()}


def _shape(annotation: Any, info: FieldInfo) -> _Shape:
    annotation = _without_none(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        inner = _shape(arguments[0], info)
        return _Shape(inner.kind, "list", inner.inner, inner.places)
    if origin is dict:
        inner = _shape(arguments[1], info)
        return _Shape(inner.kind, "map", inner.inner, inner.places)
    if origin is Literal:
        words = choices_of(info)
        return _Shape("choice", inner=words or {str(value): str(value) for value in arguments})
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _Shape("model", inner=annotation)
    simple: dict[Any, _Shape] = {
        bool: _Shape("answer"), date: _Shape("day"), int: _Shape("number", places=0),
        Decimal: _Shape("number", places=_places(info)), str: _Shape("text"),
    }  # fmt: skip
    return simple.get(annotation, _Shape("other"))


def _places(info: FieldInfo) -> int:
    found = [getattr(rule, "decimal_places", None) for rule in info.metadata]
    return next((places for places in found if places is not None), _MANY_PLACES)


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation, *_rest) = (a for a in get_args(annotation) if a is not type(None))
    if hasattr(annotation, "__metadata__"):
        return _without_none(get_args(annotation)[0])
    return annotation
