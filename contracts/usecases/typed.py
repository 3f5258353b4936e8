"""A day that somebody types on the command line or in answer to a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.catalogue import usage
from contracts.catalogue import validate as kinds
from contracts.errors import UsageError
from contracts.findings import NOWHERE
from contracts.german.entries import DAY, UnclearError, day_of
from contracts.language import _

if TYPE_CHECKING:
    from datetime import date


def typed_day(text: str, key: str = "") -> date:
    """Return the day that ``1.3.26``, ``1. 3. 2026`` or ``2026-03-01`` means.

    Args:
        text: what is typed.
        key: the field it is typed for.

    Raises:
        UsageError: it is no day, or its century is not clear.
    """
    try:
        return day_of(text)
    except UnclearError as error:
        if error.kind is kinds.WRONG_TYPE and error.values["expected"] == _(DAY):
            raise UsageError(usage.BAD_DAY.at(text=text.strip()[:40], key=key)) from None
        raise UsageError(error.at(NOWHERE, key, key or _("date"))) from None
