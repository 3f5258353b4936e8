"""Lays the picture of a page over the page that was sent out; runs only in the child process.

Places are points of the page from its top left. A ``Model`` takes a place of the released page to
the place in the scan: turned, scaled, and in perspective, as a camera sees a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

Array: TypeAlias = Any  # of numpy
_LEAST_INK = 0.004  # of a patch, for it to say where it lies
_LEAST_LIKENESS = 0.5
_LEAST_SHARE = 0.1  # of the ink that should be there
_ROUNDS = 4
_FEW, _SOME = 4, 10  # correspondences, for a slope and for a perspective
_STIFF = 1e-3
_FLAT = -1e-9
_BROAD = 72.0  # points


@dataclass(frozen=True, slots=True)
class Model:
    """A projective map, as a matrix of three by three."""

    matrix: Array

    def at(self, places: Array) -> Array:
        """Return where places of the released page lie in the scan."""
        places = np.asarray(places, float)
        found = np.column_stack([places, np.ones(len(places))]) @ self.matrix.T
        return found[:, :2] / found[:, 2:]

    def after(self, shift: Array) -> Model:
        """Return this map behind another one."""
        return Model(self.matrix @ shift)


def similarity(source: Array, target: Array) -> Model:
    """Return the turning, scaling and shift that takes places best to others (Umeyama 1991)."""
    source, target = np.asarray(source, float), np.asarray(target, float)
    middle, other = source.mean(0), target.mean(0)
    one, two = source - middle, target - other
    flat = one[:, 0] + 1j * one[:, 1]
    turned = (np.conj(flat) * (two[:, 0] + 1j * two[:, 1])).sum() / max(
        (abs(flat) ** 2).sum(), 1e-9
    )
    a, b = turned.real, turned.imag
    linear = np.array([[a, -b], [b, a]])
    shift = other - linear @ middle
    return Model(np.array([[a, -b, shift[0]], [b, a, shift[1]], [0, 0, 1]]))


def projective(source: Array, target: Array, weights: Array, *, flat: bool) -> Model:
    """Return the map that takes places best to others; ``flat`` knows no perspective.

    Outliers count less and less: whatever was written over a page must not pull at it.
    """
    center, size = source.mean(0), max(np.ptp(source, axis=0).max(), 1.0)
    x, y = ((source - center) / size).T
    u, v = target.T
    zero, one = np.zeros_like(x), np.ones_like(x)
    across = np.column_stack([x, y, one, zero, zero, zero, -x * u, -y * u])
    down = np.column_stack([zero, zero, zero, x, y, one, -x * v, -y * v])
    rows, wanted = np.vstack([across, down]), np.concatenate([u, v])
    columns = 6 if flat else 8
    weight = np.concatenate([weights, weights])
    for _ in range(_ROUNDS):
        heavy = np.sqrt(weight)[:, None]
        left = np.vstack([rows[:, :columns] * heavy, np.eye(columns)[6:] * _STIFF * size])
        right = np.concatenate([wanted * heavy[:, 0], np.zeros(max(columns - 6, 0))])
        found = np.linalg.lstsq(left, right, rcond=None)[0]
        matrix = np.append(found, [0.0] * (8 - columns) + [1.0]).reshape(3, 3)
        moved = Model(matrix).at(np.column_stack([x, y]))
        distance = np.hypot(*(moved - target).T)
        spread = max(1.5 * float(np.median(distance)), 0.2)
        own = weights / (1 + (distance / spread) ** 2)
        weight = np.concatenate([own, own])
    back = np.array([[1 / size, 0, -center[0] / size], [0, 1 / size, -center[1] / size], [0, 0, 1]])
    return Model(matrix @ back)


def warped(picture: Any, dots: float, model: Model, size: tuple[int, int], own: float) -> Any:
    """Return a picture laid over the released page, ``size`` pixels at ``own`` dots per inch."""
    scale = np.diag([dots / 72, dots / 72, 1])
    back = np.diag([72 / own, 72 / own, 1])
    matrix = scale @ model.matrix @ back
    matrix = matrix / matrix[2, 2]
    return picture.transform(
        size, Image.Transform.PERSPECTIVE, tuple(matrix.ravel()[:8]),
        Image.Resampling.BILINEAR, fillcolor=255,
    )  # fmt: skip


def shifts(
    release: Array, scan: Array, corners: Sequence[tuple[int, int]], size: int, reach: int
) -> tuple[Array, Array]:
    """Return how far each patch of the release has moved in the scan, and how like it is there.

    Args:
        release: ink of the released page, 0 to 1.
        scan: ink of the scan that lies over it.
        corners: top left of the patches, row and column.
        size: of a patch, in pixels.
        reach: how far it may have moved, in pixels.

    Returns:
        an array of shifts, x and y, and one of likenesses from -1 to 1 (normalised correlation).
    """
    wide = size + 2 * reach
    padded = np.pad(scan, reach)
    near = np.stack([padded[y : y + wide, x : x + wide] for y, x in corners])
    own = np.stack([release[y : y + size, x : x + size] for y, x in corners])
    own = own - own.mean(axis=(1, 2), keepdims=True)
    energy = (own**2).sum(axis=(1, 2))
    product = np.fft.irfft2(
        np.fft.rfft2(near, s=(wide, wide)) * np.conj(np.fft.rfft2(own, s=(wide, wide))),
        s=(wide, wide),
    )[:, : 2 * reach + 1, : 2 * reach + 1]
    variance = _sums(near**2, size) - _sums(near, size) ** 2 / size**2
    likeness = product / np.sqrt(np.maximum(energy[:, None, None] * variance, 1e-6))
    # where there is hardly any ink, anything looks alike
    likeness[variance < _LEAST_SHARE * energy[:, None, None]] = 0
    return _peaks(likeness, reach)


def _sums(stack: Array, size: int) -> Array:
    """Return the sum below a window of this size at each place."""
    total = np.pad(stack.astype(np.float64), ((0, 0), (1, 0), (1, 0))).cumsum(1).cumsum(2)
    return (
        total[:, size:, size:] - total[:, :-size, size:]
        - total[:, size:, :-size] + total[:, :-size, :-size]
    )  # fmt: skip


def _peaks(likeness: Array, reach: int) -> tuple[Array, Array]:
    """Return the best place of each patch, between the pixels where it can be told."""
    count, side = len(likeness), 2 * reach + 1
    best = likeness.reshape(count, -1).argmax(1)
    row, column = best // side, best % side
    each = np.arange(count)
    value = likeness[each, row, column]
    moved = np.column_stack([column, row]).astype(float) - reach
    for axis, (place, other) in enumerate(((column, row), (row, column))):
        inner = np.clip(place, 1, side - 2)
        where = (other, inner) if axis == 0 else (inner, other)
        step = (0, 1) if axis == 0 else (1, 0)
        less = likeness[each, where[0] - step[0], where[1] - step[1]]
        more = likeness[each, where[0] + step[0], where[1] + step[1]]
        bend = less + more - 2 * likeness[each, where[0], where[1]]
        part = np.where(bend < _FLAT, 0.5 * (less - more) / np.minimum(bend, _FLAT), 0)
        moved[:, axis] += np.where(inner == place, np.clip(part, -0.5, 0.5), 0)
    return moved, value


def grid(ink: Array, size: int, step: int) -> list[tuple[int, int]]:
    """Return the patches of a page that hold enough ink to say where they lie."""
    height, width = ink.shape
    return [
        (y, x)
        for y in range(0, max(height - size, 0) + 1, step)
        for x in range(0, max(width - size, 0) + 1, step)
        if ink[y : y + size, x : x + size].mean() > _LEAST_INK
    ]


def refined(
    model: Model, source: Array, target: Array, weights: Array, *, likeness: Array
) -> Model:
    """Return a better map by what patches have told, as free as there are places to hold it."""
    good = likeness > _LEAST_LIKENESS
    if good.sum() < _FEW:
        return model
    places, aims = source[good], target[good]
    broad = np.ptp(places, axis=0).min() > _BROAD
    flat = good.sum() < _SOME or not broad
    return projective(places, aims, weights[good], flat=flat)
