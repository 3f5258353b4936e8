"""What stands in the cells of a table: the text that people see and the value that it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it shows, and the number, day or truth value that it shows where it is one.

    ``exact`` tells whether the shown text says the whole value; a day may be stored with a time.
    """

    shown: str
    value: Value = None
    exact: bool = True

    def __bool__(self) -> bool:
        """Tell whether the cell shows anything."""
        return bool(self.shown)


EMPTY = Cell("")
