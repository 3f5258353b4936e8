"""What units are compared by, computed once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contracts.document import Reference, Text
from contracts.redline import normalise
from contracts.redline.similar import shared
from contracts.redline.tokens import leaf_text, leaves, tokenise
from contracts.redline.units import ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.redline.units import Content, Unit

_PLAIN = frozenset({"paragraph", "item"})
# Kinds of which two belong together whatever they say.
_SINGLE = frozenset({"title", "subtitle", "file-reference", "header", "table"})
_SAME_TEXT = 0.7  # of lines of different kinds
_KEYED = frozenset({"party", "gap", "signing-party"})


def content_key(content: Content) -> str:
    """Return the words of a content as compared; a reference is its target."""
    if len(content) == 1 and isinstance(content[0], Text):
        return normalise.key(content[0].text).strip()
    parts = [
        f"\0{inline.target}\0" if isinstance(inline, Reference) else leaf_text(inline)
        for inline, _ in leaves(content)
    ]
    return normalise.key("".join(parts)).strip()


class Keys:
    """The keys and bags of words of one side's units."""

    def __init__(self, units: Sequence[Unit], renamed: Mapping[str, str] | None = None) -> None:
        """Compute all keys; bags of words are made when they are asked for."""
        self.units = units
        self.renamed = renamed
        self.texts = [self._text(unit) for unit in units]
        self._bags: dict[int, Counter[str]] = {}

    def _text(self, unit: Unit) -> tuple[str, ...]:
        if self.renamed:
            return tuple(
                " ".join(t.key for t in tokenise(content, self.renamed) if not t.blank)
                for content in unit.contents
            )
        return tuple(content_key(content) for content in unit.contents)

    def exact(self, n: int) -> tuple[str, ...]:
        """Return what makes two units the same line."""
        unit = self.units[n]
        kind = "text" if unit.kind in _PLAIN else unit.kind
        return (kind, unit.key, *self.texts[n])

    def words(self, n: int) -> int:
        """Return how many words a unit has."""
        return sum(text.count(" ") + 1 for text in self.texts[n] if text)

    def bag(self, n: int) -> Counter[str]:
        """Return the words of a unit with their counts."""
        if n not in self._bags:
            self._bags[n] = Counter(
                [
                    token.key
                    for content in self.units[n].contents
                    for token in tokenise(content, self.renamed)
                    if token.kind not in ("space", "mark", "break")
                ]
            )
        return self._bags[n]


def alike(  # noqa: PLR0911 - one answer for each kind of line
    old: Keys, i: int, new: Keys, j: int
) -> float:
    """Return how alike two units are, 0 where they can never be the same line."""
    a, b = old.units[i], new.units[j]
    if a.kind != b.kind:  # an Absatz may become an item
        both = a.kind in _PLAIN and b.kind in _PLAIN
        found = shared(old.bag(i), new.bag(j)) if both else 0.0
        return found if found >= _SAME_TEXT else 0.0
    if a.kind in _SINGLE:
        return 1.0
    if a.kind in _KEYED:
        return 1.0 if a.key == b.key else 0.0
    if old.texts[i] == new.texts[j]:
        return 1.0
    found = shared(old.bag(i), new.bag(j))
    if a.kind in ROWS:
        equal = sum(x == y and x != "" for x, y in zip(old.texts[i], new.texts[j], strict=False))
        return max(found, equal / max(len(a.contents), len(b.contents), 1))
    if a.kind == "signatory":
        return max(found, 0.5)
    return found
