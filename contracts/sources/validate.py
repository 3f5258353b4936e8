"""Raw data to models; every problem becomes a finding with its place and the German title."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from contracts.catalogue import validate as kinds
from contracts.findings import Finding, Kind, Place
from contracts.german.entries import ANSWER, DAY, NUMBER, WHOLE
from contracts.language import N_, _, figure
from contracts.model.base import Model, choices_of, form_of
from contracts.sources.forms import Understanding, dotted
from contracts.sources.titles import field_at, known_lines, line_of, model_at, title_of
from contracts.sources.typed import as_typed, cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from contracts.sources.yaml import Path, Yaml

M = TypeVar("M", bound=Model)

_TYPES = {
    "string_type": N_("text"),
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "bool_type": ANSWER,
    "bool_parsing": ANSWER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "decimal_max_digits": N_("a number with fewer digits"),
    "decimal_max_places": N_("a number with fewer decimal places"),
    "decimal_whole_digits": N_("a smaller number"),
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": N_("a date without a time"),
    "model_type": N_("a group of lines “key: value”"),
    "model_attributes_type": N_("a group of lines “key: value”"),
    "dict_type": N_("a group of lines “key: value”"),
    "tuple_type": N_("a list with “- ” before each entry"),
    "finite_number": NUMBER,
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
    close = near(word, known)
    return " " + _("Did you mean “{word}”?").format(word=close[0]) if close else ""


def near(word: str, known: list[str]) -> list[str]:
    """Return the most similar known word in a list, which is empty where none is similar."""
    return difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)


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


@dataclass(frozen=True, slots=True)
class _Wrong:
    """One value that its field does not take: Pydantic's reason and what people know of it."""

    reason: str
    context: Mapping[str, Any]
    path: Path
    found: str
    length: int
    info: FieldInfo | None


def _finding(details: ErrorDetails, model: type[Model], raw: Yaml) -> Finding:
    path, value = _path(details), details["input"]
    place = raw.place(path)
    if details["type"] == "extra_forbidden":
        return _unknown(path, model, place)
    length = len(value) if isinstance(value, str) else 0
    wrong = _Wrong(
        details["type"],
        details.get("ctx", {}),
        path,
        as_typed(raw, path, value),
        length,
        field_at(model, path),
    )
    kind, values = _told(wrong)
    return kind.at(place, key=dotted(path) or "-", title=title_of(model, path), **values)


def _told(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    if wrong.reason in _CHARACTERS:
        return _CHARACTERS[wrong.reason], {"character": wrong.context["character"]}
    if wrong.reason in _LIMITS:
        return _limit(wrong)
    if wrong.reason in _OTHERS:
        return _OTHERS[wrong.reason](wrong)
    # what a later Pydantic may bring gets no words of Pydantic's
    expected = _(_TYPES.get(wrong.reason, N_("a value that this field can hold")))
    return kinds.WRONG_TYPE, {"expected": expected, "found": wrong.found}


def _limit(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    limit = next(wrong.context[name] for name in ("gt", "ge", "lt", "le") if name in wrong.context)
    expected = _(_LIMITS[wrong.reason]).format(limit=figure(limit))
    return kinds.OUT_OF_RANGE, {"expected": expected, "found": wrong.found}


def _missing(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    return kinds.MISSING, {"line": line_of(wrong.path)}


def _choice(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    words = choices_of(wrong.info).values() if wrong.info else ()
    listed = wrong.context["expected"].replace("'", "").replace(" or ", ", ")
    return kinds.NOT_ALLOWED, {"expected": ", ".join(words) or listed, "found": wrong.found}


def _form(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    expected = form_of(wrong.info) if wrong.info else ""
    return kinds.BAD_FORM, {"expected": expected, "found": wrong.found}


def _long(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    return kinds.TOO_LONG, {"limit": wrong.context["max_length"], "length": wrong.length}


def _empty(_wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    return kinds.EMPTY_VALUE, {}


def _entries(wrong: _Wrong) -> tuple[Kind, dict[str, object]]:
    if wrong.reason == "too_short":
        expected = _("at least {n}").format(n=wrong.context["min_length"])
    else:
        expected = _("at most {n}").format(n=wrong.context["max_length"])
    count = wrong.context.get("actual_length", 0)
    return kinds.TOO_MANY_ITEMS, {"expected": expected, "found": count}


_OTHERS = {
    "missing": _missing,
    "literal_error": _choice,
    "string_pattern_mismatch": _form,
    "string_too_long": _long,
    "string_too_short": _empty,
    "too_short": _entries,
    "too_long": _entries,
}


def _unknown(path: Path, model: type[Model], place: Place) -> Finding:
    holder = model_at(model, path[:-1])
    typed = str(path[-1])
    known = {} if holder is None else known_lines(holder)
    titles = {title.casefold(): name for name, title in known.items()}
    name = titles.get(typed.casefold()) or next(iter(near(typed, list(known))), "")
    name = name or titles.get(next(iter(near(typed.casefold(), list(titles))), ""), "")
    meant = ""
    if name:
        meant = " " + _("Did you mean “{word}”?").format(word=f"{name}:")
    return kinds.UNKNOWN_KEY.at(
        place,
        key=cut(dotted(path)),
        suggestion=meant,
        known=", ".join(f"{title} ({name}:)" for name, title in known.items()),
    )
