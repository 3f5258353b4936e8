"""Rules over days and years: the order of life, and days that stand for none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from contracts.catalogue import plausible as kinds
from contracts.model.base import Model
from contracts.model.plausible.rule import Hit, Rule, months_between, shown_day, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contracts.findings import Kind
    from contracts.model.plausible.rule import Breaks, Subject

_AGREED, _EFFECTIVE, _ENDS = "dates.agreed", "dates.effective", "dates.ends"
_SIGNED, _COUNTERSIGNED = "dates.signed.district", "dates.signed.partner"
_PASSED = "coordination.board_resolution.passed_on"
_PLANNED = "coordination.board_resolution.planned_by"
_SURVEY, _TARGET = "impact.family_survey.year", "impact.indicators.year"
_REPORT, _DUE = "impact.first_report", "finance.first_due"

# agreed <= signed <= effective <= everything planned <= ends; pairs that contracts/assembly/checks/
# data.py knows as errors already are not repeated. A year alone is compared with years.
IMPOSSIBLE = (
    (_PASSED, _ENDS),
    (_PLANNED, _ENDS),
    (_SURVEY, _ENDS),
    (_REPORT, _ENDS),
    (_DUE, _ENDS),
)
# Retroactive effect, targets beyond the term and the like are odd, but can be agreed.
UNUSUAL = (
    (_AGREED, _EFFECTIVE),
    (_SIGNED, _EFFECTIVE),
    (_COUNTERSIGNED, _EFFECTIVE),
    (_AGREED, _PLANNED),
    (_SIGNED, _PLANNED),
    (_EFFECTIVE, _SURVEY),
    (_EFFECTIVE, _TARGET),
    (_EFFECTIVE, _REPORT),
    (_EFFECTIVE, _DUE),
    (_AGREED, _REPORT),
    (_AGREED, _DUE),
    (_TARGET, _ENDS),
    ("dates.published", _ENDS),
)
# months that may lie between two days before somebody should look at the years again
SPANS = (
    (_AGREED, _EFFECTIVE, 24),
    (_AGREED, _SIGNED, 12),
    (_AGREED, _COUNTERSIGNED, 12),
    (_SIGNED, _EFFECTIVE, 24),
    (_SIGNED, _COUNTERSIGNED, 12),
    (_COUNTERSIGNED, _SIGNED, 12),
    (_EFFECTIVE, _ENDS, 180),
    (_EFFECTIVE, _REPORT, 36),
    (_EFFECTIVE, _DUE, 24),
    (_PASSED, _AGREED, 60),
)
# Forms and databases fill these in where nobody knows the day.
_NO_DAY = frozenset({date(1970, 1, 1), date(2099, 12, 31), date(2099, 1, 1)})
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


def _entries(subject: Subject, path: str) -> Iterator[tuple[str, Any]]:
    """Yield path and value of a field, of each entry where the field is part of a list."""
    if path != _TARGET:
        yield path, subject.value(path)
        return
    for number, indicator in enumerate(subject.agreement.impact.indicators or (), 1):
        yield f"impact.indicators.{number}.year", indicator.year


def _before(one: date | int, other: date | int) -> bool:
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    years = [v.year if isinstance(v, date) else v for v in (one, other)]
    return years[0] < years[1]


def _out_of_order(earlier: str, later: str) -> Breaks:
    def breaks(subject: Subject) -> Iterator[Hit]:
        for first_path, first in _entries(subject, earlier):
            for second_path, second in _entries(subject, later):
                if first is None or second is None or not _before(second, first):
                    continue
                moves = first_path if later == _ENDS else second_path
                yield Hit(moves, _values(earlier, first, later, second))

    return breaks


def _values(earlier: str, first: date | int, later: str, second: date | int) -> dict[str, object]:
    return {
        "earlier": title_of(earlier),
        "earlier_value": shown_day(first),
        "later": title_of(later),
        "later_value": shown_day(second),
    }


def _far_apart(earlier: str, later: str, most: int) -> Breaks:
    def breaks(subject: Subject) -> Iterator[Hit]:
        first, second = subject.value(earlier), subject.value(later)
        if first is None or second is None or second <= first:
            return
        months = months_between(first, second)
        if months > most:
            yield Hit(later, {**_values(earlier, first, later, second), "months": months})

    return breaks


def _resolution_younger(subject: Subject) -> Iterator[Hit]:
    resolution, signed = subject.agreement.coordination.board_resolution, subject.value(_SIGNED)
    passed = resolution.passed_on
    if resolution.state == "passed" and passed and signed and signed < passed:
        values: dict[str, object] = {"passed": shown_day(passed), "signed": shown_day(signed)}
        yield Hit("coordination.board_resolution.state", values)


def _resolution_ahead(subject: Subject) -> Iterator[Hit]:
    resolution, agreed = subject.agreement.coordination.board_resolution, subject.value(_AGREED)
    passed = resolution.passed_on
    if subject.value(_SIGNED) is not None:
        return  # then the day of the signature counts
    if resolution.state == "passed" and passed and agreed and agreed < passed:
        values: dict[str, object] = {"passed": shown_day(passed), "agreed": shown_day(agreed)}
        yield Hit(_PASSED, values)


def _validity(subject: Subject) -> Iterator[Hit]:
    for side, party in (("district", subject.district), ("partner", subject.partner)):
        for group, entries in (("seats", party.seats), ("offices", party.offices)):
            for number, entry in enumerate(entries, 1):
                start, end = entry.valid_from, entry.valid_to
                if start and end and end < start:
                    name = getattr(entry, "street", "") or getattr(entry, "id", "")
                    values = {"name": name, "start": shown_day(start), "end": shown_day(end)}
                    yield Hit(f"{side}.{group}.{number}.valid_to", values)


def _no_day(subject: Subject) -> Iterator[Hit]:
    models = (("", subject.agreement), ("district.", subject.district),
              ("partner.", subject.partner))  # fmt: skip
    for start, model in models:
        for path, title, day in _days(model, start):
            if day in _NO_DAY or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
                yield Hit(path, {"title": title, "path": path, "day": shown_day(day)})


def _days(model: Model, start: str) -> Iterator[tuple[str, str, date]]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        entries = enumerate(value, 1) if isinstance(value, tuple) else ()
        if isinstance(value, date):
            yield f"{start}{name}", info.title or name, value
        elif isinstance(value, Model):
            yield from _days(value, f"{start}{name}.")
        for number, entry in entries:
            if isinstance(entry, Model):
                yield from _days(entry, f"{start}{name}.{number}.")


def _pairs(
    name: str, kind: Kind, pairs: tuple[tuple[str, str], ...], make: Callable[[str, str], Breaks]
) -> tuple[Rule, ...]:
    return tuple(
        Rule(f"{name}: {earlier} <= {later}", kind, (earlier, later), make(earlier, later))
        for earlier, later in pairs
    )


RULES = (
    *_pairs("order", kinds.TOO_LATE, IMPOSSIBLE, _out_of_order),
    *_pairs("usual order", kinds.UNUSUAL_ORDER, UNUSUAL, _out_of_order),
    *(
        Rule(f"near: {a}, {b}", kinds.FAR_APART, (b, a), _far_apart(a, b, most))
        for a, b, most in SPANS
    ),
    Rule(
        "resolution before signature",
        kinds.RESOLUTION_YOUNGER,
        ("coordination.board_resolution.state", _PASSED, _SIGNED),
        _resolution_younger,
    ),
    Rule(
        "resolution before agreement", kinds.RESOLUTION_AHEAD, (_PASSED, _AGREED), _resolution_ahead
    ),
    Rule(
        "validity in order",
        kinds.VALIDITY_ORDER,
        ("district.seats", "district.offices", "partner.seats", "partner.offices"),
        _validity,
    ),
    Rule("day that stands for none", kinds.PLACEHOLDER_DAY, ("dates",), _no_day),
)
