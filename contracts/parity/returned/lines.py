"""Lines of a story and what else was met in it: the values that reader and comparison share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.parity.account import plain

if TYPE_CHECKING:
    from contracts.parity.returned.looks import Look

HYPHEN = "\u2011"


@dataclass(slots=True)
class Line:
    """A paragraph: its words, its number, how its signs look one after the other."""

    style: str
    label: str
    pieces: list[tuple[str, Look]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with single blanks."""
        return even("".join(text for text, _look in self.pieces))

    def signs(self) -> list[tuple[str, Look]]:
        """Return each sign that is seen, with its look."""
        return [(sign, look) for text, look in self.pieces for sign in even(text) if sign != " "]


@dataclass(slots=True)
class Story:
    """All that a part says: lines, instructions of fields, and what is not understood.

    ``others`` counts what was met by its name (of ``known.NAMES`` or of the element) and words.
    """

    lines: list[Line] = field(default_factory=list)
    others: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """The words of the lines that have any."""
        return [line.text for line in self.lines if line.text]


def even(text: str) -> str:
    """Return words as they are compared: single blanks, one kind of hyphen."""
    return plain(text).replace(HYPHEN, "-")
