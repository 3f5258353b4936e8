"""A page as it was sent out: its picture, its words and the boxes for signatures; our own bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from contracts.archive.scan.ink import ink_of
from contracts.archive.scan.read import codes_in, grey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contracts.archive.scan.halves import Found

DOTS = 200  # an inch, at which pages are compared
_LINE = 8.0  # points: a letter so far below the last one stands in another line
_PAD = 6.0


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page, in points from its top left; ``text`` is what stands there."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def wider(self, by: float) -> Area:
        """Return the area with so many points more at each side."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by, self.text)

    def pixels(self) -> tuple[slice, slice]:
        """Return rows and columns of the area."""
        scale = DOTS / 72
        top, left = max(int(self.top * scale), 0), max(int(self.left * scale), 0)
        return (
            slice(top, max(int(self.bottom * scale) + 1, top + 1)),
            slice(left, max(int(self.right * scale) + 1, left + 1)),
        )


class Sent:
    """One page of the final version."""

    def __init__(self, page: Any, boxes: Mapping[str, Area]) -> None:
        self.width, self.height = page.get_size()
        # letters stand on whole pixels where few dots are drawn; twice as many keep their places
        self.picture = Image.fromarray(grey(page, 2 * DOTS)).reduce(2)
        self.words = list(_words(page))
        self.boxes = boxes

    @cached_property
    def codes(self) -> list[Found]:
        """The codes, with their places in pixels."""
        return codes_in(np.asarray(self.picture), "LocalAverage")

    @cached_property
    def ink(self) -> Any:
        """What is printed, see ``ink``."""
        return 1 - np.asarray(self.picture, np.float32) / 255

    def coarse(self, factor: int) -> Any:
        """Return the ink of the picture made smaller."""
        return ink_of(self.picture.reduce(factor))

    @cached_property
    def strip(self) -> list[Area]:
        """Where codes and the small print between them stand."""
        places = [np.array(code.corners) * 72 / DOTS for code in self.codes]
        if not places:
            return []
        corners = np.vstack(places)
        (left, top), (right, bottom) = corners.min(0), corners.max(0)
        return [Area(float(left), float(top), float(right), float(bottom)).wider(_PAD)]


def sent_pages(release: bytes) -> tuple[Any, list[dict[str, Area]]]:
    """Return a release as a document of pypdfium2, and the boxes for signatures of each page."""
    import pikepdf
    import pypdfium2

    with pikepdf.open(io.BytesIO(release)) as pdf:
        boxes = [dict(_boxes(page.obj)) for page in pdf.pages]
    return pypdfium2.PdfDocument(release), boxes


def _boxes(page: Any) -> Iterator[tuple[str, Area]]:
    height = float(page.MediaBox[3])
    for note in page.get("/Annots", ()):
        if str(note.get("/FT", "")) == "/Sig":
            left, bottom, right, top = (float(side) for side in note.Rect)
            name = str(note.get("/TU", note.get("/T", "")))
            yield name, Area(left, height - top, right, height - bottom)


def _words(page: Any) -> Iterator[Area]:
    text = page.get_textpage()
    height = page.get_height()
    letters: list[tuple[str, float, float, float, float]] = []
    for number in range(text.count_chars()):
        letter = text.get_text_range(number, 1)
        left, bottom, right, top = text.get_charbox(number)
        apart = bool(letters) and abs(height - bottom - letters[-1][4]) > _LINE
        if letters and (apart or not letter.strip()):
            yield _word(letters)
            letters = []
        if letter.strip():
            letters.append((letter, left, height - top, right, height - bottom))
    if letters:
        yield _word(letters)


def _word(letters: list[tuple[str, float, float, float, float]]) -> Area:
    text, left, top, right, bottom = zip(*letters, strict=True)
    return Area(min(left), min(top), max(right), max(bottom), "".join(text))
