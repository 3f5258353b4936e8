"""Backs of sheets on which nothing stands, whatever scanner and paper add; only in the child."""

from __future__ import annotations

from typing import Any

import numpy as np

DOTS = 75  # an inch, for this look
_CELL = 3  # pixels, about 1 mm
_EDGE = 15  # cells: punch holes, shadows of the lid
_DARKER = 40  # of 255 than the paper around; print that shines through is lighter
_LARGEST = 2  # cells: specks up to 2 mm
_MOST = 60  # specks in all
_PAPER = 15  # cells around a place, by which its paper is known


def is_blank(grey: Any) -> bool:
    """Tell whether a grey picture of ``DOTS`` shows paper only.

    What counts is what is darker than the paper around it and larger than a speck; the outermost
    15 mm are not looked at.
    """
    height, width = (side // _CELL * _CELL for side in grey.shape)
    cells = grey[:height, :width].astype(np.float32)
    cells = cells.reshape(height // _CELL, _CELL, width // _CELL, _CELL)
    darkest = cells.min(axis=(1, 3))[_EDGE:-_EDGE, _EDGE:-_EDGE]  # a hairline is thinner than 1 mm
    if darkest.size == 0:
        return False
    paper = _paper(cells.mean(axis=(1, 3))[_EDGE:-_EDGE, _EDGE:-_EDGE])
    dark = darkest < paper - _DARKER
    if dark.sum() > _MOST:
        return False
    return _largest(dark) <= _LARGEST


def _paper(cells: Any) -> Any:
    """Return the brightness of the paper at each cell: the middle one of its surroundings."""
    rows = -(-cells.shape[0] // _PAPER)
    columns = -(-cells.shape[1] // _PAPER)
    paper = np.empty_like(cells)
    for row in range(rows):
        for column in range(columns):
            place = (slice(row * _PAPER, (row + 1) * _PAPER),
                     slice(column * _PAPER, (column + 1) * _PAPER))  # fmt: skip
            paper[place] = np.percentile(cells[place], 75)
    return paper


def _largest(dark: Any) -> int:
    """Return the longer side of the largest group of neighbouring dark cells."""
    left = {(int(y), int(x)) for y, x in np.argwhere(dark)}
    largest = 0
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            y, x = waiting.pop()
            group.append((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            waiting += near
        ys, xs = zip(*group, strict=True)
        largest = max(largest, max(ys) - min(ys) + 1, max(xs) - min(xs) + 1)
    return largest
