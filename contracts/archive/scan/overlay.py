"""Finds how a scanned page lies over the one that was sent out; runs only in the child process.

First by the codes at its foot, then patch by patch upwards, at last everywhere; without codes by
trying how the page may lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from contracts.archive.scan.align import Model, grid, refined, shifts, similarity, warped
from contracts.archive.scan.halves import Box
from contracts.archive.scan.ink import ink_of
from contracts.archive.scan.read import codes_in
from contracts.archive.scan.sent import DOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.scan.halves import Found
    from contracts.archive.scan.sent import Sent

_EVERYWHERE = 5000.0  # points
# For each step: how much smaller, side of a patch, distance between patches and reach in pixels,
# and how far from the codes, in points.
_STEPS = (
    (7, 56, 32, 14, (300.0, 600.0, _EVERYWHERE)),
    (2, 64, 64, 8, (_EVERYWHERE,)),
)
_WAYS = ((1.0, "LocalAverage"), (1.5, "LocalAverage"), (1.0, "GlobalHistogram"),
         (0.75, "LocalAverage"))  # fmt: skip
_LIKE = 0.5
_CELL = 170  # pixels of the net that takes up what paper and lens have bent
_BENT = 4.0  # points at most
_NEAR = 70.0
_COARSE = 7
_SKEWS = range(-5, 6)


@dataclass(frozen=True, slots=True)
class Overlay:
    """How a page lies: a map, what bends away from it, and the share of patches that are alike."""

    model: Model
    places: Any
    bent: Any
    alike: float
    by_codes: bool

    def laid(self, picture: Any, size: tuple[int, int]) -> Any:
        """Return the picture as it lies over the released page."""
        across, down = (-(-side // _CELL) + 1 for side in size)
        points = np.array([(x, y) for y in range(down) for x in range(across)], float) * _CELL
        own = points * 72 / DOTS
        aims = self.model.at(own + self._bend(own)) * DOTS / 72
        aims = aims.reshape(down, across, 2)
        mesh = []
        for y in range(down - 1):
            for x in range(across - 1):
                box = (x * _CELL, y * _CELL, (x + 1) * _CELL, (y + 1) * _CELL)
                corners = (aims[y, x], aims[y + 1, x], aims[y + 1, x + 1], aims[y, x + 1])
                mesh.append((box, tuple(float(v) for corner in corners for v in corner)))
        wide = ((across - 1) * _CELL, (down - 1) * _CELL)
        found = picture.transform(
            wide, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor=255
        )
        return found.crop((0, 0, *size))

    def _bend(self, points: Any) -> Any:
        if not len(self.places):
            return np.zeros_like(points)
        distance = ((points[:, None] - self.places[None]) ** 2).sum(2)
        near = np.exp(-distance / (2 * _NEAR**2))
        return near @ self.bent / (near.sum(1, keepdims=True) + 0.05)


def codes_of(picture: Any, wanted: str) -> list[Found]:
    """Return the codes with these words in a picture of ``DOTS``, in its pixels."""
    from dataclasses import replace

    for factor, binarizer in _WAYS:
        size = (round(picture.width * factor), round(picture.height * factor))
        seen = picture if factor == 1 else picture.resize(size, Image.Resampling.BILINEAR)
        found = [code for code in codes_in(np.asarray(seen), binarizer) if code.text == wanted]
        if found:
            return [
                replace(code, corners=tuple((x / factor, y / factor) for x, y in code.corners))
                for code in found
            ]
    return []


def overlay(sent: Sent, picture: Any, box: Box | None) -> Overlay:
    """Return how a picture of ``DOTS`` lies over a page that was sent out."""
    known = _known(sent, codes_of(picture, sent.codes[0].text) if sent.codes else [])
    if known is not None:
        return _grown(sent, picture, similarity(*known), known)
    start = _tried(sent, picture, box)
    return _grown(sent, picture, start, None)


def _known(sent: Sent, codes: Sequence[Found]) -> tuple[Any, Any] | None:
    """Return places of corners of codes that stand on both pages."""
    own = {code.kind: np.array(code.corners) * 72 / DOTS for code in sent.codes}
    seen = {code.kind: np.array(code.corners) * 72 / DOTS for code in codes}
    both = sorted(own.keys() & seen.keys())
    if not both:
        return None
    return np.vstack([own[kind] for kind in both]), np.vstack([seen[kind] for kind in both])


def _grown(sent: Sent, picture: Any, model: Model, known: tuple[Any, Any] | None) -> Overlay:
    foot = known[0].mean(0) if known else np.array([sent.width, sent.height]) / 2
    fixed = known or (np.zeros((0, 2)), np.zeros((0, 2)))
    places, bent, like = np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0)
    for factor, size, step, reach, distances in _STEPS:
        dots, small = DOTS / factor, picture.reduce(factor)
        ink = sent.coarse(factor)
        corners = grid(ink, size, step)
        middles = (np.array(corners)[:, ::-1] + size / 2) * 72 / dots if corners else places
        for distance in distances if known else (_EVERYWHERE,) * len(distances):
            near = np.flatnonzero(np.hypot(*(middles - foot).T) <= distance)
            if not near.size:
                continue
            laid = ink_of(warped(small, dots, model, ink.shape[::-1], dots))
            moved, like = shifts(ink, laid, [corners[n] for n in near], size, reach)
            like = np.where((abs(moved) >= reach - 0.5).any(1), -1.0, like)
            places = middles[near]
            aims = model.at(places + moved * 72 / dots)
            held = np.full(len(fixed[0]), 2.0 if factor == _COARSE else 0.1)
            model = refined(
                model,
                np.vstack([fixed[0], places]),
                np.vstack([fixed[1], aims]),
                np.concatenate([held, np.maximum(like, 0) ** 2]),
                likeness=np.concatenate([np.ones(len(held)), like]),
            )
            bent = _back(model, aims) - places
    good = (like > _LIKE) & (np.hypot(*bent.T) < _BENT)
    alike = float(good.mean()) if good.size else 0.0
    return Overlay(model, places[good], bent[good], alike, known is not None)


def _back(model: Model, aims: Any) -> Any:
    return Model(np.linalg.inv(model.matrix)).at(aims)


def _tried(sent: Sent, picture: Any, box: Box | None) -> Model:
    """Return the best of all ways in which a page can lie in a picture, turned and askew."""
    width, height = (side * 72 / DOTS for side in picture.size)
    part = box or Box()
    middle = np.array([(part.left + part.right) / 2 * width, (part.top + part.bottom) / 2 * height])
    sides = (part.right - part.left) * width, (part.bottom - part.top) * height
    ink, small = sent.coarse(_COARSE), picture.reduce(_COARSE)
    aim = np.conj(np.fft.rfft2(ink - ink.mean()))
    best = (-1.0, Model(np.eye(3)))
    for turn in (0, 90, 180, 270):
        for scale in {1.0, sides[turn // 90 % 2] / sent.width}:
            for skew in _SKEWS:
                model = _turned(sent, middle, np.radians(turn + skew), scale)
                best = max(best, _shifted(model, small, ink.shape, aim), key=lambda one: one[0])
    return best[1]


def _shifted(model: Model, small: Any, shape: tuple[int, int], aim: Any) -> tuple[float, Model]:
    """Return how like a page is where it fits best without turning it any more, and that place."""
    dots = DOTS / _COARSE
    laid = ink_of(warped(small, dots, model, shape[::-1], dots))
    laid = laid - laid.mean()
    product = np.fft.irfft2(np.fft.rfft2(laid) * aim, s=shape)
    place = np.unravel_index(int(product.argmax()), shape)
    down, right = (
        int(at) - (side if at > side / 2 else 0) for at, side in zip(place, shape, strict=True)
    )
    shift = np.array([[1, 0, right * 72 / dots], [0, 1, down * 72 / dots], [0, 0, 1]])
    return float(product.max() / max(np.linalg.norm(laid), 1e-6)), model.after(shift)


def _turned(sent: Sent, middle: Any, angle: float, scale: float) -> Model:
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    linear = np.array([[cos, -sin], [sin, cos]])
    shift = middle - linear @ np.array([sent.width / 2, sent.height / 2])
    return Model(np.array([[*linear[0], shift[0]], [*linear[1], shift[1]], [0, 0, 1]]))
