"""What people type is taken generously, but never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import UsageError
from contracts.usecases.typed import typed_answer, typed_day, typed_number


@pytest.mark.parametrize(
    "text", ["1.3.26", "01.03.2026", "1. 3. 2026", " 1.3.2026 ", "2026-03-01", "1.3. 26"]
)
def test_days_are_understood(text: str) -> None:
    assert typed_day(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["31.2.26", "1.3", "1/3/26", "morgen", "", "1.3.026", "0.1.26"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        typed_day(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_means_the_same(day: date) -> None:
    short, long = f"{day.day}.{day.month}.{day.year % 100:02}", f"{day:%d.%m.%Y}"
    assert typed_day(short) == typed_day(long) == typed_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"), ("1.5", "1.5"), ("1.500", "1500"), ("1.500,00", "1500.00"), ("12", "12"),
        ("-3,25", "-3.25"), ("1 500,5", "1500.5"), ("viele", "viele"),
    ],
)  # fmt: skip
def test_numbers_have_a_comma_and_dots_between_thousands(text: str, number: str) -> None:
    assert typed_number(text) == number


def test_yes_and_no_are_understood_in_both_languages() -> None:
    assert [typed_answer(word) for word in ("ja", "J", "yes", "nein", "N", "no", "vielleicht")] == [
        True, True, True, False, False, False, None,
    ]  # fmt: skip
