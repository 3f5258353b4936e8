"""Islands: short kept runs between two changes that make a redline unreadable.

A rewritten sentence that keeps "und der" by accident reads better as one replacement. An amount, a
deadline or a citation that stayed is worth showing; a "nicht" alone never is, because two changes
anchored on it would hide that the sentence was turned round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.redline.legal import FIGURES, NEGATIONS, STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.redline.tokens import Token

LONGEST_ISLAND = 2  # words


@dataclass(frozen=True, slots=True)
class Piece:
    """A kept or changed run, as positions in both lists of tokens without blanks."""

    old: tuple[int, int]
    new: tuple[int, int]
    kept: bool


def without_islands(pieces: Sequence[Piece], a: Sequence[Token], b: Sequence[Token]) -> list[Piece]:
    """Return the pieces with islands swallowed and neighbouring changes joined."""
    found = _joined(pieces)
    while True:
        position = next((n for n in range(1, len(found) - 1) if _island(found, n, a, b)), None)
        if position is None:
            return found
        before, after = found[position - 1], found[position + 1]
        whole = Piece((before.old[0], after.old[1]), (before.new[0], after.new[1]), kept=False)
        found[position - 1 : position + 2] = [whole]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.kept == piece.kept:
            found[-1] = Piece(
                (last.old[0], piece.old[1]), (last.new[0], piece.new[1]), kept=piece.kept
            )
        else:
            found.append(piece)
    return found


def _island(pieces: Sequence[Piece], position: int, a: Sequence[Token], b: Sequence[Token]) -> bool:
    piece = pieces[position]
    if not piece.kept:
        return False
    words = [t for t in a[slice(*piece.old)] if t.kind not in ("mark", "break")]
    content = [t for t in words if t.key.lower() not in STOPWORDS]
    if len(content) > LONGEST_ISLAND:
        return False
    if any(t.kind in FIGURES or t.kind in ("field", "reference", "jinja") for t in words):
        return not _stayed(words, a, b)
    negations = [t for t in content if t.key.lower() in NEGATIONS]
    if negations:
        # a negation needs a word of substance beside it to hold two changes apart
        return len(content) == len(negations) or not _stayed(negations, a, b)
    if not words:
        return not _both_sharp(pieces, position, a, b)
    return len(words) <= LONGEST_ISLAND and not _both_sharp(pieces, position, a, b)


def _stayed(words: Sequence[Token], a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Tell whether the words stand only once on both sides, so that they did not change place."""
    keys = {t.key for t in words if t.kind in FIGURES or t.key.lower() in NEGATIONS}
    keys |= {t.key for t in words if t.kind in ("field", "reference", "jinja")}
    return all(
        sum(t.key == key for t in a) == 1 and sum(t.key == key for t in b) == 1 for key in keys
    )


def _both_sharp(
    pieces: Sequence[Piece], position: int, a: Sequence[Token], b: Sequence[Token]
) -> bool:
    """Tell whether one figure was replaced by one of its kind on both sides of an island."""
    return all(_sharp(pieces[n], a, b) for n in (position - 1, position + 1))


def _sharp(piece: Piece, a: Sequence[Token], b: Sequence[Token]) -> bool:
    old, new = a[slice(*piece.old)], b[slice(*piece.new)]
    if len(old) != 1 or len(new) != 1 or old[0].kind != new[0].kind:
        return False
    return old[0].kind in FIGURES or old[0].kind in ("field", "reference")
