"""Groups of neighbouring cells; only in the child process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 20_000  # cells: more than that is one large group


@dataclass(frozen=True, slots=True)
class Group:
    """Where a group lies, in cells; right and bottom are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How many cells it is wide."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How many cells it is high."""
        return self.bottom - self.top

    def with_all(self, others: Sequence[Group]) -> Group:
        """Return the smallest group that holds this one and others."""
        some = [self, *others]
        return Group(
            min(one.left for one in some), min(one.top for one in some),
            max(one.right for one in some), max(one.bottom for one in some),
        )  # fmt: skip


def groups(cells: Any) -> list[Group]:
    """Return the groups of true cells, diagonal neighbours included, from the top."""
    places = np.argwhere(cells)
    if len(places) > _MOST:
        (top, left), (bottom, right) = places.min(0), places.max(0)
        return [Group(int(left), int(top), int(right) + 1, int(bottom) + 1)]
    left_over = {(int(y), int(x)) for y, x in places}
    found = []
    while left_over:
        waiting = [left_over.pop()]
        group = []
        while waiting:
            y, x = waiting.pop()
            group.append((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left_over
            left_over -= near
            waiting += near
        ys, xs = zip(*group, strict=True)
        found.append(Group(min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    return sorted(found, key=lambda one: (one.top, one.left))
