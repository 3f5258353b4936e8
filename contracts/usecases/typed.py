"""What people type, taken generously: German dates and numbers, yes and no."""

from __future__ import annotations

import re
from datetime import date

from contracts.catalogue import usage
from contracts.errors import UsageError

_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})\Z")
_GROUPED = re.compile(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?\Z")
_YES = {"ja", "j", "yes", "y", "true", "wahr"}
_NO = {"nein", "n", "no", "false", "falsch"}
_CENTURY = 2000


def typed_day(text: str) -> date:
    """Return the day that ``1.3.26``, ``1. 3. 2026`` or ``2026-03-01`` means.

    Raises:
        UsageError: it is no day.
    """
    match = _GERMAN.match(text.strip())
    try:
        if match is None:
            return date.fromisoformat(text.strip())
        day, month, year = (int(part) for part in match.groups())
        return date(year if len(match[3]) == len("2026") else _CENTURY + year, month, day)
    except ValueError:
        raise UsageError(usage.BAD_DAY.at(text=text[:40])) from None


def typed_number(text: str) -> str:
    """Return a number as YAML writes it: ``1,5`` is 1.5, ``1.500,00`` is 1500.00."""
    text = text.strip().replace("\u00a0", "").replace(" ", "")
    if _GROUPED.match(text):
        text = text.replace(".", "")
    return text.replace(",", ".")


def typed_answer(text: str) -> bool | None:
    """Return whether the word means yes or no, None for neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None
