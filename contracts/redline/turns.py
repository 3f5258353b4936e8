"""Small changes that turn a sentence round: "un-", "vor" for "nach", "bis zu", words that swap."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from contracts.document import Text
from contracts.redline.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from contracts.redline.tokens import Token

_OPPOSITES = {
    frozenset(["vor", "nach"]): "deadline",
    frozenset(["bis", "ab"]): "deadline",
    frozenset(["vorher", "nachher"]): "deadline",
    frozenset(["mehr", "weniger"]): "number",
    frozenset(["über", "unter"]): "number",
}
_BOUNDS = frozenset(["bis", "ab", "vor", "nach", "seit", "über", "unter", "mehr", "weniger"])
_FEW = 4  # changed words; in more, "nach" or "über" is seldom about a figure
_FIGURES = {
    "amount": "amount", "deadline": "deadline", "date": "date", "percent": "percent",
    "quantity": "number",
}  # fmt: skip
_NOT = ("un", "nicht", "nicht-")
_OWNERS = ("sein", "ihr")


def negated(gone: Iterable[Token], come: Iterable[Token]) -> bool:
    """Tell whether a word became its opposite by "un" or "nicht" before it."""
    a, b = ({token.key.lower() for token in side} for side in (gone, come))
    return any(f"{no}{w}" in b for w in a for no in _NOT) or any(
        f"{no}{w}" in a for w in b for no in _NOT
    )


def bounds(gone: Sequence[Token], come: Sequence[Token], sentence: str) -> set[str]:
    """Return the rules for a change of "vor", "bis" or "mehr": opposites, or beside a figure."""
    a, b = ({token.key.lower() for token in side} for side in (gone, come))
    found = {rule for pair, rule in _OPPOSITES.items() if pair & a and pair & b and pair <= a | b}
    if (a | b) & _BOUNDS and len(gone) + len(come) <= _FEW:
        kinds = (token.kind for token in tokenise((Text(sentence),)))
        found |= {_FIGURES[kind] for kind in kinds if kind in _FIGURES}
    return found


def owners_differ(gone: Iterable[Token], come: Iterable[Token]) -> bool:
    """Tell whether something now belongs to somebody else: "sein" became "ihr"."""
    a, b = (
        {owner for owner in _OWNERS for token in side if token.key.lower().startswith(owner)}
        for side in (gone, come)
    )
    return bool(a) and bool(b) and a != b


def reordered(
    old: Sequence[Token], new: Sequence[Token], same: Callable[[Token], str]
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the words that stand elsewhere, where both sides have the same ones."""
    matcher = SequenceMatcher(None, [*map(same, old)], [*map(same, new)], autojunk=False)
    gone: list[Token] = []
    come: list[Token] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            gone += old[i1:i2]
            come += new[j1:j2]
    return tuple(gone), tuple(come)
