"""The filters of the clause language: facts put into German words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, cast

from jinja2 import pass_context

from contracts.assembly.values import Items, Leaf, Missing, Shown, plain
from contracts.german import declension, figures, labels, roles
from contracts.model.base import Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.runtime import Context

Value = Leaf | Items | Missing | Shown | str


class FilterMisfitError(Exception):
    """A filter was used on a value it cannot show."""

    def __init__(self, name: str, path: str) -> None:
        """Keep the filter's name and the value's path."""
        super().__init__(name, path)
        self.name = name
        self.path = path


def _showing(name: str, types: tuple[type, ...], words: Callable[[Any], str]) -> Any:
    """Make a filter for facts of some types."""

    def apply(value: Value) -> Missing | Shown:
        if isinstance(value, Missing):
            return value
        if not isinstance(value, Leaf) or type(value.value) not in types:
            raise FilterMisfitError(name, getattr(value, "path", str(value)))
        return Shown(value.path, plain(value.value), words(value.value))

    return apply


def _listing(value: Value) -> Missing | Shown:
    if isinstance(value, Missing):
        return value
    leaves = value.items if isinstance(value, Items) else ()
    unknown = next((leaf for leaf in leaves if isinstance(leaf, Missing)), None)
    if unknown is not None:
        return unknown  # a list with one open entry is open
    words = [leaf.value for leaf in leaves if isinstance(leaf, Leaf) and type(leaf.value) is str]
    if not isinstance(value, Items) or len(words) != len(leaves) or not words:
        raise FilterMisfitError("listing", getattr(value, "path", str(value)))
    return Shown(value.path, "; ".join(words), figures.listing(words))


def _count(value: Value, one: object = None, many: object = None) -> Missing | Shown:
    """Put a number and what it counts into words; ``one`` is said of exactly one."""
    if not isinstance(one, str) or not isinstance(many, str):
        raise FilterMisfitError("count", getattr(value, "path", str(value)))
    if isinstance(value, Missing):
        return replace(value, after=f" {many}")
    return _counting(value, one, many)


def _counting(value: Value, one: str, many: str) -> Missing | Shown:
    words = _showing("count", (int, Decimal), lambda number: figures.counted(number, one, many))
    return cast("Missing | Shown", words(value))


def _form(value: Value, one: object = None, many: object = None) -> Shown:
    """Return the words that agree with a number or with how many entries a list has.

    While the fact is missing it is the words for many: what is still open needs no grammar of its
    own.
    """
    path = getattr(value, "path", str(value))
    if not isinstance(one, str) or not isinstance(many, str):
        raise FilterMisfitError("form", path)
    if isinstance(value, Missing):
        return Shown(path, "", many)
    number = len(value) if isinstance(value, Items) else getattr(value, "value", None)
    if type(number) not in (int, Decimal):
        raise FilterMisfitError("form", path)
    return Shown(path, str(number), one if number == 1 else many)


def _times(value: Value) -> Missing | Shown:
    if isinstance(value, Missing):
        return replace(value, after="-mal")
    return cast("Missing | Shown", _showing("times", (int,), figures.times)(value))


def _case(value: Value, case: str = "nominative") -> Missing | Shown:
    if isinstance(value, Missing):
        return value
    path = getattr(value, "path", str(value))
    if not isinstance(value, Leaf) or not isinstance(value.value, Name):
        raise FilterMisfitError("case", path)
    if case not in declension.CASES:
        raise FilterMisfitError("case", path)
    name = value.value
    form = getattr(name, case) or name.nominative
    return Shown(path, name.nominative, declension.with_article(name.gender, form, case))


@pass_context
def _role(context: Context, key: str, number: str = "singular") -> Shown:
    if not isinstance(key, str) or key not in roles.ROLES or number not in _NUMBERS:
        raise FilterMisfitError("role", str(key))
    style = cast("roles.Style", context["gender_style"].value)
    return Shown("gender_style", key, roles.role(key, style, number))


_NUMBERS: tuple[Literal["singular", "plural", "dative-plural"], ...] = (
    "singular", "plural", "dative-plural",
)  # fmt: skip

FILTERS: dict[str, Callable[..., Any]] = {
    "case": _case,
    "count": _count,
    "form": _form,
    "date": _showing("date", (date,), figures.long_date),
    "label": _showing("label", (str,), labels.label),
    "listing": _listing,
    "money": _showing("money", (int, Decimal), figures.money),
    "number": _showing("number", (int, Decimal), figures.number),
    "percent": _showing("percent", (int, Decimal), figures.percent),
    "role": _role,
    "times": _times,
}
