"""How wide the columns of a table are, the same in every format: no word broken where it can be.

Widths are measured in em of a proportional sans serif such as Arial; a rough measure is enough,
because only shares are returned.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts import plaintext

if TYPE_CHECKING:
    from contracts.document import Cell, Table

# A text column of 16.5 cm holds so many em of table text (9 pt).
ROOM = 52.0
_PADDING = 1.7
_BOLD = 1.12
_ENOUGH = 22.0  # a longer cell may as well wrap
_LONGEST = 12.5  # what is longer without a blank, an address or a path, may be broken
_NEARLY = 0.85  # the measure is rough
_NARROW = frozenset("ijltfrI.,:;|!()[]/-'’ \u00a0")
_WIDE = frozenset("mwMWÄÖÜ@%—")
# a line may end after a blank or after a hyphen between letters
_BREAK = re.compile(r"(?<=[ \u200b])|(?<=[^\W\d]-)(?=[^\W\d])")


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of the table's width that each column gets; together they are 1."""
    columns = list(zip(table.header, *table.rows, strict=True))
    least = [
        _PADDING + max(_BOLD * _longest_chunk(head), *map(_longest_chunk, column), 0.0)
        for head, *column in columns
    ]
    if sum(least) > ROOM:
        found = _shrunk(least)
    else:
        wish = [
            max(low, _PADDING + min(_ENOUGH, max(map(_length, column))))
            for low, column in zip(least, columns, strict=True)
        ]
        more = [high - low for high, low in zip(wish, least, strict=True)]
        spare = ROOM - sum(least)
        whole = sum(more)
        found = [
            low + spare * (part / whole if whole else 1 / len(columns))
            for low, part in zip(least, more, strict=True)
        ]
    return tuple(width / sum(found) for width in found)


def is_crowded(cell: Cell, share: float) -> bool:
    """Tell whether a chunk without a blank may be wider than its column and has several inlines.

    WeasyPrint breaks a word that is too long, but not where it begins in one inline and goes on in
    another.
    """
    room = _NEARLY * (share * ROOM - _PADDING)
    chunks = _BREAK.split(plaintext.inline_text(cell.content).replace("\n", " "))
    return len(cell.content) > 1 and any(_measure(chunk.strip()) > room for chunk in chunks)


def _shrunk(least: list[float]) -> list[float]:
    """Cap the widest columns until all fit; narrow ones keep what their words need."""
    narrow, room, left = 0.0, ROOM, sorted(least)
    for position, width in enumerate(left):
        cap = (room - narrow) / (len(left) - position)
        if width > cap:
            return [min(width_, cap) for width_ in least]
        narrow += width
    return least


def _longest_chunk(cell: Cell) -> float:
    text = plaintext.inline_text(cell.content).replace("\n", " ")
    longest = max((_measure(chunk.strip()) for chunk in _BREAK.split(text)), default=0.0)
    return min(longest, _LONGEST)


def _length(cell: Cell) -> float:
    return _measure(plaintext.inline_text(cell.content))


def _measure(text: str) -> float:
    return sum(
        0.3 if c in _NARROW else 0.9 if c in _WIDE else 0.68 if c.isupper() else 0.55 for c in text
    )
