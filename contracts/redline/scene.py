"""The words that differ in a change, and which serious rules find something in them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contracts.redline import notation, turns
from contracts.redline.rules import SERIOUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.redline.rule import Rule
    from contracts.redline.tokens import Token

_ADDRESS = re.compile(r"(?:^|\.)seats\.|\.(?:phone|postcode|street|register_number|paper)$")


@dataclass(frozen=True)  # no slots: what all rules ask for is computed once
class Scene:
    """What a rule may look at: the words that differ, and where they stand (in small letters)."""

    gone: tuple[Token, ...]
    come: tuple[Token, ...]
    sentence: str = ""
    title: str = ""
    fields: frozenset[str] = frozenset()
    bounds: frozenset[str] = frozenset()  # rules that "bis", "vor" or "mehr" beside figures wake

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Kinds of the words that differ."""
        return frozenset(token.kind for token in (*self.gone, *self.come))

    @cached_property
    def values(self) -> tuple[str, str]:
        """The words that differ, gone and come, values among them."""
        return _said(self.gone), _said(self.come)

    @cached_property
    def wording(self) -> tuple[str, str]:
        """The words that differ, gone and come, without values."""
        gone, come = ([t for t in side if t.kind != "field"] for side in (self.gone, self.come))
        return _said(gone), _said(come)

    @cached_property
    def fired(self) -> tuple[Rule, ...]:
        """The serious rules that find something in the words that differ."""
        return tuple(rule for rule in SERIOUS if _fires(rule, self))


def difference(
    old: Sequence[Token], new: Sequence[Token]
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the words that only one side has, however written, or else those that swapped."""
    ours, theirs = list(map(notation.canonical, old)), list(map(notation.canonical, new))
    common = Counter(ours) & Counter(theirs)
    gone, come = _without(old, ours, common.copy()), _without(new, theirs, common)
    return (gone, come) if gone or come else turns.reordered(old, new, notation.canonical)


def _without(
    tokens: Sequence[Token], said: Sequence[str], common: Counter[str]
) -> tuple[Token, ...]:
    left = []
    for token, name in zip(tokens, said, strict=True):
        if common[name] > 0:
            common[name] -= 1
        else:
            left.append(token)
    return tuple(left)


def _fires(rule: Rule, scene: Scene) -> bool:
    if not rule.kinds.isdisjoint(scene.kinds):
        # postcodes and numbers of registers count nothing
        address = bool(scene.fields) and all(map(_ADDRESS.search, scene.fields))
        return not (rule.name == "number" and address)
    if rule.name == "negation" and turns.negated(scene.gone, scene.come):
        return True
    if rule.name in scene.bounds:
        return True
    if rule.name == "party" and not (scene.gone and scene.come):
        return False
    if rule.words is None:
        return False
    gone, come = scene.values if rule.subject else scene.wording
    return bool(rule.words.search(gone) or rule.words.search(come))


def _said(tokens: Iterable[Token]) -> str:
    return " ".join([token.key for token in tokens]).lower()
