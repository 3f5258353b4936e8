"""Every plausibility rule with data that breaks it and data that does not."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args

import pytest

from contracts.findings import Kind, Level
from contracts.language import _, use_language
from contracts.model.agreement import Agreement
from contracts.model.base import Model
from contracts.model.plausible.amounts import REPORTS, USUAL
from contracts.model.plausible.days import IMPOSSIBLE, SPANS, UNUSUAL
from contracts.model.plausible.people import LISTS
from contracts.model.plausible.rule import months_between, title_of
from contracts.model.plausible.rules import RULES
from tests.builders.facts import subject

if TYPE_CHECKING:
    from collections.abc import Iterator

EARLY, LATE = "2027-05-02", "2028-07-09"
# what must be absent so that a pair stands alone
ALONE = {
    "dates.agreed": None, "dates.effective": None, "dates.ends": None,
    "impact.first_report": None, "finance.first_due": None,
    "impact.family_survey.year": None, "coordination.board_resolution.passed_on": None,
}  # fmt: skip


def _set(path: str, day: str) -> dict[str, object]:
    if path == "impact.indicators.year":
        return {f"impact.indicators.{n}.year": int(day[:4]) for n in range(1, 8)}
    return {path: int(day[:4]) if path.endswith("year") else day}


def _no_targets() -> dict[str, object]:
    return {f"impact.indicators.{n}.year": None for n in range(1, 8)}


def _pair(earlier: str, later: str) -> tuple[dict[str, object], dict[str, object]]:
    rest = ALONE | _no_targets()
    wrong = rest | _set(earlier, LATE) | _set(later, EARLY)
    right = rest | _set(earlier, EARLY) | _set(later, LATE)
    return wrong, right


def _span(earlier: str, later: str, most: int) -> tuple[dict[str, object], dict[str, object]]:
    far = f"{2027 + most // 12}-06-02"
    near = f"{2027 + most // 12}-04-02"
    return ALONE | {earlier: EARLY, later: far}, ALONE | {earlier: EARLY, later: near}


def _usual(path: str, most: int) -> tuple[dict[str, object], dict[str, object]]:
    real = path.replace("formats.number", "formats.2.number")
    return {real: most + 1}, {real: most}


def _twice(path: str) -> tuple[dict[str, object], dict[str, object]]:
    data = subject({}).value(path)
    entries = [
        e if isinstance(e, str) else e.model_dump(mode="json", exclude_none=True) for e in data
    ]
    return {path: [*entries, entries[0]]}, {path: entries}


CODE = attrgetter("code")
OFFICE, PARTNER = "district.offices.1", "partner.offices.1"
RESOLUTION = "coordination.board_resolution"
CASES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    **{f"order: {a} <= {b}": _pair(a, b) for a, b in IMPOSSIBLE},
    **{f"usual order: {a} <= {b}": _pair(a, b) for a, b in UNUSUAL},
    **{f"near: {a}, {b}": _span(a, b, most) for a, b, most in SPANS},
    **{f"usual: {path}": _usual(path, most) for path, _least, most in USUAL},
    **{f"once: {path}": _twice(path) for path, _fields in LISTS},
    "resolution before signature": (
        {"dates.signed.district": "2026-11-23"},
        {"dates.signed.district": "2026-11-24"},
    ),
    "resolution before agreement": (
        {f"{RESOLUTION}.passed_on": "2026-12-16"},
        {f"{RESOLUTION}.passed_on": "2026-12-16", f"{RESOLUTION}.state": "planned"},
    ),
    "validity in order": (
        {f"{OFFICE}.valid_to": "2026-11-01"},
        {f"{OFFICE}.valid_to": "2026-11-02"},
    ),
    "day that stands for none": ({f"{OFFICE}.valid_to": "9999-12-31"}, {"dates.ends": "2031-12-31"}),
    "an original for each party": (
        {"originals.copies": 1},
        {"originals.copies": 1, "originals.form": "qualified-signature"},
    ),
    "notice within the term": (
        {"dates.ends": "2027-02-28", "impact.family_survey.year": 2027},
        {"dates.ends": "2027-03-31"},
    ),
    "notice within the renewal": ({"term.renewal_months": 2}, {"term.renewal_months": 3}),
    **{f"within the term: {path}": ({path: 37}, {path: 36}) for path in REPORTS},
    "a payment is more than nothing": (
        {"finance.amount": 0, "finance.mutual_payment": True},
        {"finance.amount": 1500, "finance.mutual_payment": True},
    ),
    "a payment is not tiny": ({"finance.amount": 10.0}, {"finance.amount": 10000}),
    "a payment is not huge": ({"finance.amount": 6_000_000}, {"finance.amount": 4_000_000}),
    "a share is at most all": (
        {"impact.indicators.1.target": "130 Prozent"},
        {"impact.indicators.1.target": "Steigerung um 130 Prozent"},
    ),
    "children are residents": (
        {"district.population.under_18": 300001},
        {"district.population.under_18": 300000},
    ),
    "several offices across offices": (
        {"coordination.core_team_offices": ["Jugendamt", "Jugendamt "]},
        {"coordination.core_team_offices": ["Jugendamt"], "coordination.form": "post"},
    ),
    "one person signs for one side": (
        {f"{PARTNER}.holder": "Erika  mustermann"},
        {f"{PARTNER}.holder": None, f"{OFFICE}.holder": None},
    ),
    "a holder has a source": (
        {f"{OFFICE}.source": None},
        {
            f"{OFFICE}.source": None,
            "district.evidence": [
                {"field": "offices.jugend.holder", "source": "Meldung", "precision": "day"}
            ],
        },
    ),
    "a holder is known since the election": (
        {f"{OFFICE}.valid_from": None},
        {f"{OFFICE}.valid_from": None, "dates.signed.district": "2026-12-15"},
    ),
    "a confirmed address has a source": (
        {"district.seats.1.source": None},
        {"district.seats.1.source": None, "district.seats.1.verified": False},
    ),
    "a postcode of Berlin": (
        {"example": False, "partner.seats.1.postcode": "99999"},
        {"example": False, "partner.seats.1.postcode": "99999", "partner.seats.1.city": "Bonn",
         "district.seats.1.postcode": "10115"},
    ),
    "a telephone has a number": (
        {"cooperation.contacts.2.phone": "über die Zentrale"},
        {"cooperation.contacts.2.phone": "115"},
    ),
    "a value follows its evidence": (
        {"evidence": [{"field": "dates.agreed", "value": "2026-12-14", "source": "Meldung",
                       "precision": "day", "preferred": True}]},
        {"evidence": [{"field": "dates.agreed", "value": "2026-12-14", "source": "Meldung",
                       "precision": "before", "preferred": True}]},
    ),
}  # fmt: skip


def test_every_rule_has_a_case_and_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert set(names) == set(CASES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_speaks_where_it_is_broken_and_only_there(rule) -> None:
    wrong, right = CASES[rule.name]
    hits = list(rule.breaks(subject(wrong)))
    assert hits
    assert list(rule.breaks(subject(right))) == []
    assert list(rule.breaks(subject({}))) == []
    for hit in hits:  # its sentence has a value for each of its places
        finding = rule.kind.at(**{"file": "x.yaml", **hit.values})
        for words in (finding.message, finding.hint):
            assert "“”" not in words
            assert "()" not in words


@pytest.mark.parametrize("kind", sorted({rule.kind for rule in RULES}, key=CODE), ids=CODE)
def test_a_rule_has_a_german_sentence_and_a_level(kind: Kind) -> None:
    assert kind.level in (Level.GAP, Level.WARNING, Level.ERROR)
    use_language("de")
    assert _(kind.message) != kind.message
    assert _(kind.hint) != kind.hint


def test_the_fields_of_a_rule_exist() -> None:
    for rule in RULES:
        for path in rule.fields:
            assert title_of(path), (rule.name, path)


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in get_args(annotation):
        yield from _inside(argument)


def _days(model: type[Model], start: str = "") -> Iterator[str]:
    for name, info in model.model_fields.items():
        for kind in _inside(info.annotation):
            if kind is date or (kind is int and name == "year"):
                yield start + name
            elif isinstance(kind, type) and issubclass(kind, Model):
                yield from _days(kind, f"{start}{name}.")


def test_every_day_of_an_agreement_has_its_place_in_the_order_of_life() -> None:
    ordered = {path for pair in (*IMPOSSIBLE, *UNUSUAL) for path in pair}
    assert len(ordered) == 12
    assert set(_days(Agreement)) - ordered == set()


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2027-01-01", "2029-12-31", 36),
        ("2027-01-01", "2027-01-30", 0),
        ("2027-01-15", "2027-02-14", 1),
        ("2027-01-15", "2027-02-13", 0),
        ("2024-02-01", "2024-02-29", 1),
    ],
)
def test_months_are_counted_as_a_term_is(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_years_and_days_are_compared_by_year() -> None:
    order = next(r for r in RULES if r.name.startswith("order: impact.family_survey.year"))
    same = {"impact.family_survey.year": 2029, "dates.ends": "2029-01-31"}
    assert list(order.breaks(subject(same))) == []
    assert list(order.breaks(subject(same | {"impact.family_survey.year": 2030})))
