"""How alike two texts are, and which of many belong together in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
U = TypeVar("U")

MAX_CELLS = 40_000  # of the table that finds the best pairs; beyond it neighbours are compared


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """Return how much of the tokens two texts share, from 0 to 1 (Dice)."""
    return shared(Counter(a), Counter(b))


def shared(a: Counter[str], b: Counter[str]) -> float:
    """Return how much two bags of tokens share, from 0 to 1 (Dice)."""
    total = a.total() + b.total()
    if not total:
        return 1.0
    if len(a) > len(b):
        a, b = b, a
    return 2 * sum(min(count, b[token]) for token, count in a.items() if token in b) / total


def best_pairs(
    a: Sequence[T], b: Sequence[U], like: Callable[[T, U], float], least: float
) -> list[tuple[int, int]]:
    """Return the pairs in order whose likeness sums up highest, none below ``least``."""
    if not a or not b:
        return []
    if len(a) * len(b) > MAX_CELLS:
        return _banded(a, b, like, least)
    gains = [[_gain(like(x, y), least) for y in b] for x in a]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            take = best[i + 1][j + 1] + gains[i][j] if gains[i][j] else 0.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if gains[i][j] and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _gain(like: float, least: float) -> float:
    return like - least + 0.01 if like >= least else 0.0


def _banded(
    a: Sequence[T], b: Sequence[U], like: Callable[[T, U], float], least: float
) -> list[tuple[int, int]]:
    """Return pairs found near the same relative place; for very long runs."""
    pairs: list[tuple[int, int]] = []
    reach, start = 20, 0
    for i, x in enumerate(a):
        middle = i * len(b) // len(a)
        window = range(max(start, middle - reach), min(len(b), middle + reach))
        found = max(((like(x, b[j]), -j) for j in window), default=(0.0, 0))
        if found[0] >= least:
            pairs.append((i, -found[1]))
            start = -found[1] + 1
    return pairs


def longest_rising(numbers: Sequence[int], weights: Sequence[int] | None = None) -> list[int]:
    """Return the positions of the heaviest rising subsequence."""
    if weights is None:
        return _rising(numbers)
    best: list[tuple[int, int]] = []  # weight, position before
    for n, number in enumerate(numbers):
        before = [(best[m][0], -m) for m in range(n) if numbers[m] < number]
        weight, place = max(before, default=(0, 1))
        best.append((weight + weights[n], -place if place <= 0 else -1))
    if not best:
        return []
    position = max(range(len(best)), key=lambda n: (best[n][0], -n))
    found = []
    while position >= 0:
        found.append(position)
        position = best[position][1]
    return found[::-1]


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the positions of the longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            piles.append(position)
        else:
            tops[pile], piles[pile] = number, position
    found, position = [], piles[-1] if piles else -1
    while position >= 0:
        found.append(position)
        position = before[position]
    return found[::-1]
