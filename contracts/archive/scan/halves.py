"""Two pages side by side on one sheet: which part of the picture each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A sheet with two pages is 1.41 times as wide as high, one page 0.71 times.
WIDE = 1.15
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, as shares of its width and height from the left and the top."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def turned(self, degrees: int) -> Box:
        """Return where the part lies once the picture is turned clockwise by quarters."""
        box = self
        for _ in range(degrees // _QUARTER % 4):
            box = Box(1 - box.bottom, box.left, 1 - box.top, box.right)
        return box

    @property
    def data(self) -> list[float]:
        """The four sides."""
        return [self.left, self.top, self.right, self.bottom]


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a picture: its words, its middle, how it is turned, and its corners.

    ``x`` and ``y`` are pixels; ``turn`` is how many degrees clockwise the writing is turned, a
    multiple of 90; the corners begin at the top left of the writing and go clockwise.
    """

    text: str
    x: float
    y: float
    turn: int
    corners: tuple[tuple[float, float], ...] = ()
    kind: str = ""


def halves(turn: int) -> tuple[Box, Box]:
    """Return the left and the right half of a picture whose writing is turned so."""
    return Box(0, 0, 0.5, 1).turned(turn), Box(0.5, 0, 1, 1).turned(turn)


def is_wide(width: float, height: float, turn: int) -> bool:
    """Tell whether a picture has room for two pages beside one another, as its writing stands."""
    across, down = (width, height) if turn % 180 == 0 else (height, width)
    return across >= WIDE * down


def common_turn(codes: Sequence[Found]) -> int | None:
    """Return how all codes are turned, None where they differ or there are none."""
    turns = [code.turn for code in codes]
    if not turns or any(one != other for one, other in pairwise(turns)):
        return None
    return turns[0]


def inside(code: Found, box: Box, width: float, height: float) -> bool:
    """Tell whether the middle of a code lies in a part of a picture."""
    across, down = code.x / width, code.y / height
    return box.left <= across < box.right and box.top <= down < box.bottom
