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


def long_date(day: date) -> str:
    """Return "28. November 2023" with a no-break space after the day."""
    return str(format_date(day, "d. MMMM y", locale="de")).replace(". ", f".{NBSP}", 1)


def number(value: Decimal | int) -> str:
    """Return a number with decimal comma and, from 10.000 on, dots between thousands."""
    grouped = not -10_000 < value < 10_000  # noqa: PLR2004 - DIN 5008 groups from five digits on
    pattern = "#,##0.###" if grouped else "0.###"
    return str(format_decimal(value, pattern, locale="de"))


def money(value: Decimal | int) -> str:
    """Return an amount in euros, "1.500,00 Euro"."""
    return f"{format_decimal(Decimal(value), '#,##0.00', locale='de')}{NBSP}Euro"


def percent(value: Decimal | int) -> str:
    """Return "12,5 %" for 12.5."""
    return f"{number(value)}{NBSP}%"


def listing(words: Sequence[str]) -> str:
    """Return "A, B und C"."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} und {words[-1]}"
