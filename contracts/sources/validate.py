"""Raw data to models; every problem becomes a finding with its place and the German title."""

from __future__ import annotations

import difflib
import types
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from contracts.catalogue import validate as kinds
from contracts.findings import Finding, Place
from contracts.language import N_, _
from contracts.model.base import Model, choices_of
from contracts.sources.forms import Understanding, dotted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from contracts.sources.yaml import Path, Yaml

M = TypeVar("M", bound=Model)

_SHOWN = 60

_TYPES = {
    "string_type": N_("text"),
    "int_type": N_("a whole number"),
    "int_parsing": N_("a whole number"),
    "int_from_float": N_("a whole number"),
    "bool_type": N_("true or false"),
    "bool_parsing": N_("true or false"),
    "decimal_type": N_("a number such as 1.5"),
    "decimal_parsing": N_("a number such as 1.5"),
    "decimal_max_digits": N_("a number with fewer digits"),
    "decimal_max_places": N_("a number with fewer decimal places"),
    "decimal_whole_digits": N_("a smaller number"),
    "date_type": N_("a date such as 2026-03-01"),
    "date_parsing": N_("a date such as 2026-03-01"),
    "date_from_datetime_parsing": N_("a date such as 2026-03-01"),
    "date_from_datetime_inexact": N_("a date without a time"),
    "model_type": N_("a group of lines “key: value”"),
    "model_attributes_type": N_("a group of lines “key: value”"),
    "dict_type": N_("a group of lines “key: value”"),
    "tuple_type": N_("a list with “- ” before each entry"),
    "finite_number": N_("a number such as 1.5"),
}
_LIMITS = {
    "greater_than": N_("greater than {limit}"),
    "greater_than_equal": N_("at least {limit}"),
    "less_than": N_("less than {limit}"),
    "less_than_equal": N_("at most {limit}"),
}
_CHARACTERS = {
    "private_use": kinds.PRIVATE_USE,
    "hidden_character": kinds.HIDDEN,
    "control_character": kinds.CONTROL,
    "line_break": kinds.LINE_BREAK,
}


def validate(model: type[M], raw: Yaml) -> tuple[M | None, tuple[Finding, ...]]:
    """Return the model that the data is, or None and every reason why it is not."""
    reading = Understanding(raw)
    data = reading.of(model, _without_nulls(raw.data))
    unclear = reading.findings
    try:
        made = model.model_validate(data)
    except ValidationError as error:
        errors = _without_echoes(error.errors(include_url=False))
        paths = [_path(details) for details in errors]
        found = [
            _finding(details, model, raw)
            for details, path in zip(errors, paths, strict=True)
            if path not in unclear
        ]
        return None, tuple(sorted([*found, *unclear.values()], key=Finding.sort_key))
    if unclear:
        return None, tuple(sorted(unclear.values(), key=Finding.sort_key))
    return made, ()


def suggestion(word: str, known: list[str]) -> str:
    """Return " Did you mean “…”?" for the most similar known word, "" where none is similar."""
    close = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return " " + _("Did you mean “{word}”?").format(word=close[0]) if close else ""


def _without_nulls(value: Any) -> Any:
    """Drop null values: a value nobody knows is the same as no value."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop "too few entries" where an entry was only dropped because it is wrong itself."""
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(e["loc"][: len(error["loc"])] == error["loc"] and e is not error for e in errors)
    ]


def _path(details: ErrorDetails) -> Path:
    return tuple(part for part in details["loc"] if part != "[key]")


def _finding(details: ErrorDetails, model: type[Model], raw: Yaml) -> Finding:
    path = _path(details)
    kind, key = details["type"], dotted(path) or "-"
    place, found = raw.place(path), _show(details["input"])
    context: Mapping[str, Any] = details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(path, model, place)
    if kind == "missing":
        title = _title(model, path)
        return kinds.MISSING.at(place, key=key, title=title, name=str(path[-1]))
    if kind in _CHARACTERS:
        return _CHARACTERS[kind].at(place, key=key, character=context["character"])
    if kind in _TYPES:
        return kinds.WRONG_TYPE.at(place, key=key, expected=_(_TYPES[kind]), found=found)
    if kind in _LIMITS:
        limit = next(context[name] for name in ("gt", "ge", "lt", "le") if name in context)
        expected = _(_LIMITS[kind]).format(limit=limit)
        return kinds.OUT_OF_RANGE.at(place, key=key, found=found, expected=expected)
    words = ", ".join(_choices(model, path).values())
    return _text_finding(details, key, place, found, words)


def _text_finding(details: ErrorDetails, key: str, place: Place, found: str, words: str) -> Finding:
    kind, context = details["type"], details.get("ctx", {})
    match kind:
        case "literal_error":
            expected = words or context["expected"].replace("'", "").replace(" or ", ", ")
            return kinds.NOT_ALLOWED.at(place, key=key, found=found, expected=expected)
        case "string_too_long":
            length = len(details["input"])
            return kinds.TOO_LONG.at(place, key=key, limit=context["max_length"], length=length)
        case "string_too_short":
            return kinds.EMPTY_VALUE.at(place, key=key)
        case "too_short" | "too_long":
            least, most = context.get("min_length"), context.get("max_length")
            bound = _("at least {n}") if kind == "too_short" else _("at most {n}")
            expected = bound.format(n=least if kind == "too_short" else most)
            count = context.get("actual_length", 0)
            return kinds.TOO_MANY_ITEMS.at(place, key=key, expected=expected, found=count)
        case "string_pattern_mismatch":
            return kinds.BAD_FORM.at(place, key=key, found=found, expected=context["pattern"])
        case _:
            return kinds.WRONG_TYPE.at(place, key=key, expected=details["msg"], found=found)


def _unknown(path: Path, model: type[Model], place: Place) -> Finding:
    holder = model_at(model, path[:-1])
    known = sorted(holder.model_fields) if holder else []
    key = dotted(path)
    near = suggestion(str(path[-1]), known)
    return kinds.UNKNOWN_KEY.at(place, key=_show(key), suggestion=near, known=", ".join(known))


def _title(model: type[Model], path: Path) -> str:
    info = _info(model, path)
    return (info.title if info else None) or str(path[-1])


def _choices(model: type[Model], path: Path) -> dict[str, str]:
    info = _info(model, path)
    return choices_of(info) if info else {}


def _info(model: type[Model], path: Path) -> FieldInfo | None:
    names = [step for step in path if isinstance(step, str)]
    holder = model_at(model, path[: path.index(names[-1])]) if names else None
    return holder.model_fields.get(names[-1]) if holder and names else None


def model_at(model: type[Model], path: Path) -> type[Model] | None:
    """Return the model that a path through the data leads to, None where it is no model."""
    here: Any = model
    keyed = False
    for part in path:
        if isinstance(part, int) or keyed:
            keyed = False
            continue
        if isinstance(here, type) and issubclass(here, BaseModel):
            info = here.model_fields.get(part)
            keyed = info is not None and get_origin(info.annotation) is dict
            here = inner_type(info.annotation) if info else None
    return here if isinstance(here, type) and issubclass(here, Model) else None


def inner_type(annotation: Any) -> Any:
    """Return what an annotation holds: ``tuple[Goal, ...] | None`` holds ``Goal``."""
    origin = get_origin(annotation)
    arguments = [a for a in get_args(annotation) if a not in (type(None), Ellipsis)]
    if origin in (Union, types.UnionType, tuple) and arguments:
        return inner_type(arguments[0])
    if origin is dict:
        return inner_type(arguments[1])
    if origin is not None and hasattr(annotation, "__metadata__"):
        return inner_type(arguments[0])
    return annotation


def _show(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = text.replace("\n", "⏎")
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
