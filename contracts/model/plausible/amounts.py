"""Rules over numbers: against each other, and against what is usual."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.catalogue import plausible as kinds
from contracts.model.plausible.rule import PARTIES, Hit, Rule, months_between, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.model.plausible.rule import Breaks, Subject

_TINY, _HUGE = Decimal(1_000), Decimal(5_000_000)
_PERCENT = re.compile(r"([-−]?\d+(?:[.,]\d+)?)\s*(?:%|Prozent\b|v\. ?H\.)")
_GROWTH = re.compile(r"(?i:\b(?:um|plus|mehr|steiger\w*|zuwachs|wachstum|zunahme|weniger)\b)")
_ALL = 100

# field, least and most of what is usual; the model itself refuses what is impossible
USUAL = (
    ("coordination.full_time_equivalents", Decimal("0.05"), 20),
    ("coordination.steering.meetings_per_year", 1, 24),
    ("cooperation.meetings_per_year", 1, 24),
    ("guidance.review_talks_per_year", 1, 4),
    ("guidance.formats.number", 1, 100),
    ("publicity.notice_days", 1, 30),
    ("data_protection.deletion_months", 1, 120),
    ("term.renewal_months", 1, 60),
    ("term.notice_months", 1, 12),
    ("originals.copies", 1, 10),
)
REPORTS = ("impact.report_every_months", "impact.council_every_months")


def _term(subject: Subject) -> int | None:
    """Return the full months of the term, None where its ends are not known."""
    dates = subject.agreement.dates
    start = dates.effective or dates.agreed or dates.signed.district
    if start is None or dates.ends is None or dates.ends < start:
        return None
    return months_between(start, dates.ends)


def _copies(subject: Subject) -> Iterator[Hit]:
    originals = subject.agreement.originals
    paper = originals.form != "qualified-signature"  # one file is enough for all who sign it
    if paper and originals.copies is not None and originals.copies < PARTIES:
        yield Hit("originals.copies", {"copies": originals.copies, "parties": PARTIES})


def _notice(subject: Subject) -> Iterator[Hit]:
    notice, term = subject.agreement.term.notice_months, _term(subject)
    if notice is not None and term is not None and notice > term:
        yield Hit("term.notice_months", {"notice": notice, "term": term})


def _notice_over_renewal(subject: Subject) -> Iterator[Hit]:
    term = subject.agreement.term
    notice, renewal = term.notice_months, term.renewal_months
    if notice is not None and renewal is not None and notice > renewal:
        yield Hit("term.notice_months", {"notice": notice, "renewal": renewal})


def _rarer_than_the_term(path: str) -> Breaks:
    def breaks(subject: Subject) -> Iterator[Hit]:
        every, term = subject.value(path), _term(subject)
        if every is not None and term is not None and every > term:
            yield Hit(path, {"every": every, "term": term})

    return breaks


def _nothing_paid(subject: Subject) -> Iterator[Hit]:
    finance = subject.agreement.finance
    if finance.amount == 0 and finance.mutual_payment is not False:
        yield Hit("finance.amount", {})


def _tiny(subject: Subject) -> Iterator[Hit]:
    amount = subject.agreement.finance.amount
    if amount is not None and 0 < amount < _TINY:
        shown = {"shown": _german(amount), "thousand": _german(amount * 1000)}
        yield Hit("finance.amount", {**shown})


def _huge(subject: Subject) -> Iterator[Hit]:
    amount = subject.agreement.finance.amount
    if amount is not None and amount > _HUGE:
        yield Hit("finance.amount", {"shown": _german(amount)})


def _german(number: Decimal) -> str:
    places = 0 if number == number.to_integral_value() else 2
    return f"{number:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _shares(subject: Subject) -> Iterator[Hit]:
    for number, indicator in enumerate(subject.agreement.impact.indicators or (), 1):
        for field in ("baseline", "target"):
            text = getattr(indicator, field)
            if text is None or _GROWTH.search(text):
                continue
            for found in _PERCENT.finditer(text):
                share = Decimal(found[1].replace(",", ".").replace("−", "-"))
                if not 0 <= share <= _ALL:
                    path = f"impact.indicators.{number}.{field}"
                    yield Hit(path, {"title": title_of(path), "found": found[0]})


def _population(subject: Subject) -> Iterator[Hit]:
    counted = subject.district.population
    if counted and counted.under_18 is not None and counted.under_18 > counted.total:
        values: dict[str, object] = {"part": counted.under_18, "total": counted.total}
        yield Hit("district.population.under_18", values)


def _unusual(path: str, least: Decimal | int, most: int) -> Breaks:
    def breaks(subject: Subject) -> Iterator[Hit]:
        for one in _paths(subject, path):
            value = subject.value(one)
            if value is not None and not least <= value <= most:
                shown = {"found": _plain(value), "least": _plain(least), "most": most}
                yield Hit(one, {"title": title_of(one), **shown})

    return breaks


def _paths(subject: Subject, path: str) -> tuple[str, ...]:
    if path != "guidance.formats.number":
        return (path,)
    formats = subject.agreement.guidance.formats or ()
    return tuple(f"guidance.formats.{n}.number" for n in range(1, len(formats) + 1))


def _plain(value: Decimal | int) -> str:
    return str(value).replace(".", ",")


RULES = (
    Rule(
        "an original for each party",
        kinds.TOO_FEW_COPIES,
        ("originals.copies", "originals.form"),
        _copies,
    ),
    Rule(
        "notice within the term",
        kinds.NOTICE_TOO_LONG,
        ("term.notice_months", "dates.effective", "dates.ends"),
        _notice,
    ),
    Rule(
        "notice within the renewal",
        kinds.NOTICE_OVER_RENEWAL,
        ("term.notice_months", "term.renewal_months"),
        _notice_over_renewal,
    ),
    *(
        Rule(
            f"within the term: {path}",
            kinds.REPORT_TOO_RARE,
            (path, "dates.ends"),
            _rarer_than_the_term(path),
        )
        for path in REPORTS
    ),
    Rule(
        "a payment is more than nothing",
        kinds.NOTHING_PAID,
        ("finance.amount", "finance.mutual_payment"),
        _nothing_paid,
    ),
    Rule("a payment is not tiny", kinds.TINY_AMOUNT, ("finance.amount",), _tiny),
    Rule("a payment is not huge", kinds.HUGE_AMOUNT, ("finance.amount",), _huge),
    Rule(
        "a share is at most all",
        kinds.PERCENT,
        ("impact.indicators.baseline", "impact.indicators.target"),
        _shares,
    ),
    Rule(
        "children are residents",
        kinds.MORE_THAN_ALL,
        ("district.population.under_18", "district.population.total"),
        _population,
    ),
    *(
        Rule(f"usual: {path}", kinds.ODD_NUMBER, (path,), _unusual(path, least, most))
        for path, least, most in USUAL
    ),
)
