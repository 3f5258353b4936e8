"""The value that a cell of a table holds for its field: what it shows, or a refusal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from contracts.catalogue import batch as kinds
from contracts.errors import UsageError
from contracts.german.entries import plain_number
from contracts.language import _
from contracts.sources.tables import letters
from contracts.usecases.answers import value_of

if TYPE_CHECKING:
    from contracts.sources.cells import Cell
    from contracts.usecases.headers import Column

_EURO = ("€", "EUR", "Euro")


def value_in(column: Column, cell: Cell, row: int) -> Any:
    """Return the value of a cell, in the form YAML holds it.

    Raises:
        UsageError: the field does not allow it, or the cell does not show what it holds.
    """
    question, model = column.question, column.model
    if question.shape == "lines":
        lines = [line.strip() for part in cell.shown.split("\n") for line in part.split("|")]
        return value_of(question, [line for line in lines if line], model)
    if question.shape == "day" and isinstance(cell.value, date):
        if not cell.exact:
            raise _other(column, cell, row, _("a time of day as well"))
        return value_of(question, cell.value.isoformat(), model)
    if question.shape == "number" and isinstance(cell.value, Decimal):
        if not _says(cell.shown, cell.value, euro="Euro" in question.description):
            raise _other(column, cell, row, cell.value)
        return value_of(question, plain_number(cell.value), model)
    if question.shape == "yes-no" and isinstance(cell.value, bool):
        return value_of(question, cell.value, model)
    return value_of(question, cell.shown, model)


def _says(shown: str, value: Decimal, *, euro: bool) -> bool:
    """Tell whether a number as a German Excel shows it is exactly that number."""
    for word in _EURO if euro else ():
        shown = shown.removesuffix(word).removeprefix(word)
    bare = "".join(shown.split()).replace(".", "").replace(",", ".")
    try:
        return Decimal(bare) == value
    except InvalidOperation:
        return False


def _other(column: Column, cell: Cell, row: int, stored: object) -> UsageError:
    stored = str(stored).replace(".", ",") if isinstance(stored, Decimal) else stored
    finding = kinds.SHOWS_OTHER.at(
        row=row, column=letters(column.number), shown=cell.shown, stored=stored
    )
    return UsageError(finding)
