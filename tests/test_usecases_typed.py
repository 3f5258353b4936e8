"""What people type is taken generously, but never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import UsageError
from contracts.german.entries import UnclearError, answer_of, number_of
from contracts.usecases.typed import typed_day


@pytest.mark.parametrize(
    "text",
    [
        "1.3.26", "01.03.2026", "1. 3. 2026", " 1.3.2026 ", "2026-03-01", "1.3. 26",
        "1. März 2026", "01. Mrz. 2026", "1.März 2026", "1. Ma\u0308rz 2026",
    ],
)  # fmt: skip
def test_days_are_understood(text: str) -> None:
    assert typed_day(text) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "31.2.26", "1.3", "1/3/26", "morgen", "", "1.3.026", "0.1.26", "20260301", "2026-W09-7",
        "١.3.2026", "1.3.2026 10:00", "2026-3-1", "2026-02-30", "46082",
        "1-3-2026", "03/01/2026", "1.13.2026", "1. Foo 2026", "März 2026", "2026",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed_day(text)
    assert caught.value.findings[0].code == "K-913"


@pytest.mark.parametrize("text", ["1.3.0206", "1.3.1899", "9999-12-31", "1. März 2200"])
def test_a_day_that_no_contract_reaches_is_told_as_such(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed_day(text)
    finding = caught.value.findings[0]
    assert finding.code == "K-203"
    assert "between 1900 and 2199" in finding.message


@pytest.mark.parametrize("text", ["1.3.99", "1.3.19", "1.3.50", "1.3.00", "31.12.70"])
def test_a_year_of_two_figures_outside_of_the_window_is_asked_back(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed_day(text)
    finding = caught.value.findings[0]
    assert finding.code == "K-216"
    assert f"20{text[-2:]}" in finding.hint


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_way_to_write_a_day_means_the_same(day: date) -> None:
    long = f"{day:%d.%m}.{day.year}"
    assert typed_day(long) == typed_day(day.isoformat()) == day
    short = f"{day.day}.{day.month}.{day.year % 100:02}"
    if 2020 <= day.year <= 2049:
        assert typed_day(short) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"), ("1.5", "1.5"), ("1.500,00", "1500.00"), ("12", "12"), ("-3,25", "-3.25"),
        ("1 500,5", "1500.5"), ("1\u00a0500", "1500"), ("1\u202f500", "1500"), ("0", "0"),
        ("1.500.000", "1500000"), ("0,125", "0.125"), ("0.125", "0.125"), ("1,125", "1.125"),
        ("1234.125", "1234.125"), ("1.25", "1.25"), ("1.2500", "1.2500"), ("12.345,678", "12345.678"),
    ],
)  # fmt: skip
def test_numbers_have_a_comma_and_dots_between_thousands(text: str, number: str) -> None:
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "viele", "1_0", "٣", "1e3", "1E3", "0x10", "1:30", "+5", "½", "1.5.", "NaN", "Infinity",
        "inf", "-", "", ".5", "5.", ",5", "1,500.00", "1'500", "12 000 00", "1 5", "1..5", "1,,5",
        "1.50.000", "10.00.000", "5 %", "5%", "5 €", "1.5 VZÄ", "ca. 5", "5-6", "１２", "²", "1,5,0",
        "١٠", "0b1", "1.5f", "1 .5", "eins", "1/2", "−5", "0,5 -", "(5)", "#5", "1\u200b0",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnclearError) as caught:
        number_of(text)
    assert caught.value.kind.code == "K-203"


@pytest.mark.parametrize("text", ["10.000", "1.125", "-1.500", "999.999"])
@pytest.mark.parametrize("places", [0, 2, 3, 9])
def test_a_point_before_three_figures_is_never_one_number(text: str, places: int) -> None:
    with pytest.raises(UnclearError) as caught:
        number_of(text, places)
    assert caught.value.kind.code == "K-214"
    values = caught.value.values
    assert values["thousands"] == text.replace(".", "")
    for shown, divisor in ((values["thousands"], 1), (values["decimals"], 1000)):
        wanted = Decimal(text.replace(".", "")) / divisor
        assert number_of(shown, places) == wanted


def test_a_comma_before_three_figures_counts_by_the_places_of_the_field() -> None:
    assert number_of("1,125", 3) == Decimal("1.125")
    for places in (0, 2):
        with pytest.raises(UnclearError) as caught:
            number_of("1,500", places)
        assert caught.value.kind.code == "K-214"


@pytest.mark.parametrize("text", ["007", "01,5", "0123", "00", "00.5"])
def test_no_number_begins_with_a_zero(text: str) -> None:
    with pytest.raises(UnclearError) as caught:
        number_of(text)
    assert caught.value.kind.code == "K-215"


@given(st.text(max_size=12))
def test_no_text_is_read_otherwise_than_it_says(text: str) -> None:
    try:
        number = number_of(text)
    except UnclearError:
        return
    figures = "".join(c for c in text if c in "0123456789")
    assert figures.lstrip("0").startswith(str(abs(number)).replace(".", "").lstrip("0")[:1])
    assert set(text.strip()) <= set("-0123456789., \u00a0\u2007\u2009\u202f")


def test_yes_and_no_are_understood_in_both_languages() -> None:
    for word in ("ja", "J", "yes", "WAHR", "true", " Ja "):
        assert answer_of(word) is True
    for word in ("nein", "N", "no", "FALSCH", "false"):
        assert answer_of(word) is False


@pytest.mark.parametrize("word", ["vielleicht", "on", "off", "1", "0", "t", "f", "x", "", "jein"])
def test_other_words_are_neither(word: str) -> None:
    with pytest.raises(UnclearError):
        answer_of(word)
