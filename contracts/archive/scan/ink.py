"""Pictures as ink on paper: lighting taken out, sharpness made equal; only in the child process.

Ink is an array of numbers from 0 (paper) to about 1 (solid print).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from PIL import Image, ImageFilter

Array: TypeAlias = Any  # of numpy
SOLID = 200  # steps
SIDE = 5  # pixels, 0.6 mm
_BLURS = (0.0, 0.6, 1.0, 1.5, 2.2)  # pixels
_SAMPLE = 300  # rows of the page by which its sharpness is measured
_PRINT = 0.9
_FAINT = 0.25
_DARKEST = 40.0  # of 255: paper is lighter in any light


def ink_of(picture: Any) -> Array:
    """Return the ink of a grey picture, whatever light it was taken in."""
    paper = picture.reduce(8).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(6))
    light = np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR), np.float32)
    return np.clip(1 - np.asarray(picture, np.float32) / np.maximum(light, _DARKEST), 0, 1)


def equal(sent: Array, scan: Array) -> tuple[Array, Array, float]:
    """Return both inks with one sharpness and one blackness, and how much they differ by then."""
    # only where both have ink: what was erased or covered says nothing about the scanner
    solid = scan[(sent > _PRINT) & (scan > _FAINT)]
    black = max(float(np.percentile(solid, 60)), 0.3) if solid.size else 1.0
    scan = np.clip(scan / black, 0, 1.2)
    rows = np.convolve(np.minimum(sent, scan).sum(1), np.ones(_SAMPLE), "valid")
    top = int(np.argmax(rows)) if rows.size else 0
    one, two = sent[top : top + _SAMPLE], scan[top : top + _SAMPLE]
    tries = []
    for blur in _BLURS:
        soft = _blurred(one, blur)
        gain = float((soft * two).sum() / max(float((soft**2).sum()), 1e-6))
        tries.append((float(((gain * soft - two) ** 2).mean()), blur, gain))
    noise, blur, gain = min(tries)
    return _blurred(sent, blur), scan / min(max(gain, 0.5), 2.0), noise


def _blurred(ink: Array, blur: float) -> Array:
    if not blur:
        return ink
    picture = Image.fromarray(np.uint8(np.clip(ink, 0, 1) * 255))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(blur)), np.float32) / 255


def stepped(ink: Array) -> Array:
    """Return ink in whole steps of a byte, ``SOLID`` for solid print: quicker to reckon with."""
    return np.uint8(np.clip(np.rint(ink * SOLID), 0, 255))


def spread(steps: Array) -> Array:
    """Return the darkest of each pixel and its eight neighbours."""
    wide = np.pad(steps, 1)
    rows = np.maximum(np.maximum(wide[:-2], wide[1:-1]), wide[2:])
    return np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])


def beyond(steps: Array, other: Array) -> Array:
    """Return what ink there is more than in the other picture, at a pixel and around it."""
    near = spread(other)
    return np.maximum(steps, near) - near


def gathered(steps: Array) -> Array:
    """Return at each pixel how much ink is in the square of ``SIDE`` around it, in pixels."""
    if min(steps.shape) == 0:
        return np.zeros(steps.shape, np.float32)
    mean = Image.fromarray(steps).filter(ImageFilter.BoxBlur(SIDE // 2))
    return np.asarray(mean, np.float32) * np.float32(SIDE * SIDE / SOLID)
