"""How wide the columns of a table are, from the words in it."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from contracts import plaintext

if TYPE_CHECKING:
    from contracts.document import Table

# No column is narrower than this share of an even split, however little it holds.
FLOOR = 0.5


def widths(table: Table) -> tuple[float, ...]:
    """Return the width of each column in per cent, with one decimal.

    The root evens out: a column with nine times the words gets three times the room. The longest
    word counts too, because a word is broken only where it has a column to itself.
    """
    rows = (table.header, *table.rows)
    columns = zip(*rows, strict=True)
    weights = [_weight([plaintext.inline_text(cell.content) for cell in column]) for column in columns]
    floor = FLOOR * sum(weights) / len(weights)
    raised = [max(weight, floor) for weight in weights]
    return tuple(round(100 * weight / sum(raised), 1) for weight in raised)


def _weight(texts: list[str]) -> float:
    longest_text = max(map(len, texts))
    longest_word = max((len(word) for text in texts for word in text.split()), default=1)
    return max(sqrt(longest_text) * 2, min(longest_word, 30), 1)
