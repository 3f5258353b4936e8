"""Numbers, days, yes and no as people in Germany write them: one set of rules for every source.

Tables, answers, prompts and YAML files all read values here, so that a value never means two
things. Whatever is not on these lists is refused; nothing is guessed (decision 0027).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contracts.catalogue import validate as kinds
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.findings import Finding, Kind, Place

_BLANKS = " \u00a0\u2007\u2009\u202f"
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)([.,][0-9]+)?\Z")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?\Z")
_SPACED = re.compile(rf"-?[1-9][0-9]{{0,2}}([{_BLANKS}][0-9]{{3}})+(,[0-9]+)?\Z")
_TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}\Z")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+([.,][0-9]+)?\Z")
_THOUSANDTHS = 3

_DAY = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4}|[0-9]{2})\Z")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_NAMED = re.compile(r"([0-9]{1,2})\.\s*([^\W\d_]+)\.?\s*([0-9]{4})\Z")
_MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
           "oktober", "november", "dezember")  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {
    "jänner": 1, "mrz": 3, "maerz": 3, "sept": 9,
}  # fmt: skip
# A contract of this project is made and ends in these years; 99 would be either century.
_CENTURY, _FIRST_SHORT, _LAST_SHORT = 2000, 20, 49
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

_YES = frozenset({"ja", "j", "yes", "y", "true", "wahr"})
_NO = frozenset({"nein", "n", "no", "false", "falsch"})

NUMBER = N_("a number such as 1.5")
WHOLE = N_("a whole number")
DAY = N_("a date such as 2026-03-01")
ANSWER = N_("true or false")


class UnclearError(Exception):
    """A written value that is not understood, or could be understood in two ways."""

    def __init__(self, kind: Kind, **values: Any) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.values = values

    def at(self, place: Place, key: str, title: str) -> Finding:
        """Return the finding for the field that the value was written for, by key and title."""
        return self.kind.at(place, key=key, title=title, **self.values)


def number_of(text: str, places: int = 9) -> Decimal:
    """Return the number that ``1,5``, ``1.5``, ``1.500,00`` or ``1 500`` means.

    A point or comma before exactly three figures is refused where it could stand between
    thousands as well: ``10.000`` always, ``1,500`` where the field has no thousandths.

    Args:
        text: what is written.
        places: how many decimal places the field has; 0 for whole numbers.

    Raises:
        UnclearError: it is no number, or could be two.
    """
    text = text.strip()
    found = _shown(text)
    if _TWO_READINGS.match(text) and ("." in text or places < _THOUSANDTHS):
        whole = re.sub("[.,]", "", text)
        decimals = _smaller(text, places)
        raise UnclearError(kinds.TWO_NUMBERS, found=found, thousands=whole, decimals=decimals)
    if _LEADING_ZERO.match(text):
        raise UnclearError(kinds.LEADING_ZERO, found=found, number=text.lstrip("+-0") or "0")
    if _PLAIN.match(text):
        return Decimal(text.replace(",", "."))
    if _GROUPED.match(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _SPACED.match(text):
        return Decimal(re.sub(f"[{_BLANKS}]", "", text).replace(",", "."))
    raise UnclearError(kinds.WRONG_TYPE, expected=_expected(places), found=found)


def _expected(places: int) -> str:
    return _(NUMBER) if places else _(WHOLE)


def _smaller(text: str, places: int) -> str:
    """Return the smaller reading in a form that has only this one."""
    if places >= _THOUSANDTHS:
        return text.replace(".", ",")
    shown = format(Decimal(text.replace(",", ".")).normalize(), "f")
    shown = shown if "." in shown else f"{shown}.0"
    shown += "0" if _TWO_READINGS.match(shown) else ""
    return shown.replace(".", ",")


def plain_number(number: Decimal) -> int | float:
    """Return a number as YAML data holds it."""
    return int(number) if number == number.to_integral_value() else float(number)


def has_two_readings(text: str) -> bool:
    """Tell whether a written number with a point could mean thousands as well as a fraction."""
    return "." in text and _TWO_READINGS.match(text) is not None


def day_of(text: str) -> date:
    """Return the day that ``1.3.2026``, ``1. März 2026``, ``2026-03-01`` or ``1.3.26`` means.

    A year of two figures is read from 20 to 49 only, as 2020 to 2049.

    Args:
        text: what is written.

    Raises:
        UnclearError: it is no day, its century is not clear, or no contract reaches its year.
    """
    text = unicodedata.normalize("NFC", text).strip()
    try:
        return _day(text)
    except ValueError:
        found = _shown(text)
        raise UnclearError(kinds.WRONG_TYPE, expected=_(DAY), found=found) from None


def _day(text: str) -> date:
    if match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY.match(text):
        day, month, year = (int(part) for part in match.groups())
        if len(match[3]) < len("2026"):
            year = _four_figures(text, day, month, year)
    elif match := _NAMED.match(text):
        day, month, year = int(match[1]), _month(match[2]), int(match[3])
    else:
        raise ValueError(text)
    found = date(year, month, day)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        expected = _("a date between {first} and {last}").format(first=_FIRST_YEAR, last=_LAST_YEAR)
        raise UnclearError(kinds.WRONG_TYPE, expected=expected, found=_shown(text))
    return found


def _four_figures(text: str, day: int, month: int, year: int) -> int:
    date(_CENTURY + year, month, day)  # a day that does not exist is no question of the century
    if not _FIRST_SHORT <= year <= _LAST_SHORT:
        example = f"{day}.{month}.{_CENTURY + year}"
        raise UnclearError(kinds.SHORT_YEAR, found=text, example=example)
    return _CENTURY + year


def _month(word: str) -> int:
    word = word.casefold()
    if word in _MONTHS:
        return _MONTHS.index(word) + 1
    return _SHORT.get(word, 0)


def answer_of(text: str) -> bool:
    """Return whether the word means yes or no.

    Raises:
        UnclearError: it means neither.
    """
    word = text.strip().lower()
    if word in _YES | _NO:
        return word in _YES
    raise UnclearError(kinds.WRONG_TYPE, expected=_(ANSWER), found=_shown(text))


def choice_of(text: str, choices: Mapping[str, str]) -> str:
    """Return the value of a choice that is meant; else the text as it is.

    ``choices`` are the German words by value. The word, what stands in it before a bracket, and
    the value itself are understood, capital or small.
    """
    wanted = " ".join(text.split()).casefold()
    for value, word in choices.items():
        short = word.partition(" (")[0]
        if wanted in (value.casefold(), word.casefold(), short.casefold()):
            return value
    return text


def _shown(text: str) -> str:
    text = text.replace("\n", "⏎")
    return f"{text[:60]}…" if len(text) > 60 else text  # noqa: PLR2004 - one line of a terminal
