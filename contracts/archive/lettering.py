"""Small print as outlines: it needs no font in the file and cannot be shown with a wrong one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from contracts.sources.bundled import bundled

FONT = "templates/cooperation-contract/fonts/LiberationSans-Regular.ttf"


def outlines(text: str) -> tuple[bytes, int]:
    """Return drawing operators for a line of text and its width, both in thousandths of its size.

    Raises:
        FileNotFoundError: the bundled font is missing.
    """
    glyphs, names, scale = _font()
    pen = _pen(glyphs, scale)
    for character in text:
        glyph = glyphs[names[ord(character)]]
        glyph.draw(pen)
        pen.left += glyph.width * scale
    return b"".join(pen.operators), round(pen.left)


@lru_cache(maxsize=1)
def _font() -> tuple[Any, dict[int, str], float]:
    from fontTools.ttLib import TTFont

    font = TTFont(bundled(FONT), lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), 1000 / font["head"].unitsPerEm


def _pen(glyphs: Any, scale: float) -> Any:
    from fontTools.pens.basePen import BasePen

    class Operators(BasePen):  # type: ignore[misc]
        """Writes outlines as PDF path operators (ISO 32000-1, table 59)."""

        def __init__(self) -> None:
            super().__init__(glyphs)
            self.operators: list[bytes] = []
            self.left = 0.0

        def _put(self, operator: str, *points: tuple[float, float]) -> None:
            shown = (f"{round(self.left + x * scale)} {round(y * scale)}" for x, y in points)
            self.operators.append(f"{' '.join(shown)} {operator}\n".encode())

        def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' names
            self._put("m", pt)

        def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
            self._put("l", pt)

        def _curveToOne(  # noqa: N802
            self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
        ) -> None:
            self._put("c", pt1, pt2, pt3)

        def _closePath(self) -> None:  # noqa: N802
            self.operators.append(b"h\n")

    return Operators()
