"""Dates, numbers and amounts as a German contract writes them (DIN 5008)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

NBSP = "\u00a0"
_WORDS = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf",
)  # fmt: skip


def long_date(day: date) -> str:
    """Return "28. November 2023" with a no-break space after the day."""
    return str(format_date(day, "d. MMMM y", locale="de")).replace(". ", f".{NBSP}", 1)


def number(value: Decimal | int) -> str:
    """Return a number with decimal comma and, from 10.000 on, dots between thousands."""
    grouped = not -10_000 < value < 10_000  # noqa: PLR2004 - DIN 5008 groups from five digits on
    pattern = "#,##0.###" if grouped else "0.###"
    return str(format_decimal(value, pattern, locale="de"))


def counted(value: Decimal | int, one: str, many: str) -> str:
    """Return how a sentence counts: "einem Monat", "drei Monaten", "18 Monaten", "1,5 Stellen".

    Whole numbers from two to twelve are words, as letters and contracts write them.

    Args:
        value: how many.
        one: what stands for exactly one, article or number word included.
        many: the noun for any other number.
    """
    if value == 1:
        return one
    whole = int(value)
    if value != whole or not 1 < whole < len(_WORDS):
        return f"{number(value)} {many}"
    return f"{_WORDS[whole]} {many}"


def times(value: int) -> str:
    """Return "einmal", "zweimal" … "zwölfmal", "13-mal"."""
    return f"{_WORDS[value]}mal" if 0 < value < len(_WORDS) else f"{number(value)}-mal"


def money(value: Decimal | int) -> str:
    """Return an amount in euros, "1.500,00 Euro"."""
    return f"{format_decimal(Decimal(value), '#,##0.00', locale='de')}{NBSP}Euro"


def percent(value: Decimal | int) -> str:
    """Return "12,5 %" for 12.5."""
    return f"{number(value)}{NBSP}%"


def listing(words: Sequence[str]) -> str:
    """Return "A, B und C"; where a word holds a comma or an "und" itself, "A; B sowie C"."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    commas = any("," in word for word in words)
    last = "sowie" if commas or any(" und " in word for word in words) else "und"
    return f"{('; ' if commas else ', ').join(words[:-1])} {last} {words[-1]}"
