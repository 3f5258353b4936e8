"""The words painted on a PDF page, by the number of their mark.

Reads content streams and the maps from glyphs to characters by itself, so that nothing of the
writer's view gets into the comparison. Text outside all marks is not content (ISO 32000-1, 14.8.2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# One operator with what it needs: begin and end of marks, font, place, text, other text.
_OPERATOR = re.compile(
    rb"/(?P<tag>\w+)\s*<<(?P<properties>[^>]*(?:>(?!>)[^>]*)*)>>\s*BDC\b"
    rb"|(?P<begin>\bBMC\b)|(?P<end>\bEMC\b)"
    rb"|/(?P<font>\S+)\s+[\d.]+\s+Tf\b"
    rb"|(?P<matrix>(?:-?[\d.]+\s+){6})Tm\b"
    rb"|(?P<space_>(?:-?[\d.]+\s+){6})cm\b"
    rb"|(?P<save>\bq\b)|(?P<restore>\bQ\b)"
    rb"|\[(?P<text>[^\]]*)\]\s*TJ\b"
    rb"|(?P<other>[)>]\s*(?:Tj|'|\")|\bT[dD*]\b)"
)
# What stands around and between the glyphs of a text: brackets, blanks and shifts.
_SHIFTS = re.compile(rb"^[^<]*<|>[^<]*<|>[^<>]*$|\s")
_MARK = re.compile(rb"/MCID\s+(\d+)")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
UNKNOWN = "\ufffd"


@dataclass(slots=True)
class Painted:
    """The words of one mark: in which face, on which line of the page."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    line: float = 0.0


class _Characters(dict[int, str]):
    """Characters by glyph; a glyph without one is told as such."""

    def __missing__(self, glyph: int) -> str:
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Face:
    """A font: which character each glyph is, and how it looks."""

    characters: Mapping[int, str]
    bold: bool
    italic: bool


def read_fonts(fonts: Any) -> dict[bytes, Face]:
    """Return the faces of a page's resources by name."""
    faces = {}
    for name, font in fonts.items():
        base = str(font.get("/BaseFont", ""))
        characters = _characters(bytes(font["/ToUnicode"].read_bytes()))
        faces[name[1:].encode()] = Face(characters, "Bold" in base, "Italic" in base)
    return faces


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: content by mark, artifacts, and what could not be read."""

    marks: Mapping[int, Painted]
    artifacts: Sequence[str]
    problems: Sequence[str]


def read_page(content: bytes, faces: Mapping[bytes, Face]) -> Page:
    """Return the words of a page."""
    reader = _PageReader(faces)
    for match in _OPERATOR.finditer(content):
        reader.operator(match)
    shown = [painted.text for painted in reader.artifacts if painted.text.strip()]
    return Page(reader.marks, shown, reader.problems)


class _PageReader:
    def __init__(self, faces: Mapping[bytes, Face]) -> None:
        self.marks: dict[int, Painted] = {}
        self.problems: list[str] = []
        self._faces = faces
        self._face: Face | None = None
        # Painted on every page around the content, such as header and footer.
        self.artifacts: list[Painted] = []
        self._stack: list[Painted] = []
        self._line = 0.0
        # Only heights matter: how far up the page, by how much a unit of the drawing is turned.
        self._space = (1.0, 0.0)
        self._spaces: list[tuple[float, float]] = []

    def operator(self, match: re.Match[bytes]) -> None:
        kind = match.lastgroup or ""
        if kind == "other":
            self.problems.append(f"unexpected operator {match[0].decode('ascii', 'replace')}")
        else:
            getattr(self, f"_{kind}")(match)

    def _properties(self, match: re.Match[bytes]) -> None:
        mark = _MARK.search(match["properties"])
        if mark is None:
            self._begin(match)
        else:
            self._stack.append(self.marks.setdefault(int(mark[1]), Painted()))

    def _begin(self, _match: re.Match[bytes]) -> None:
        self.artifacts.append(Painted())
        self._stack.append(self.artifacts[-1])

    def _end(self, _match: re.Match[bytes]) -> None:
        if self._stack:
            self._stack.pop()

    def _font(self, match: re.Match[bytes]) -> None:
        self._face = self._faces.get(match["font"])

    def _matrix(self, match: re.Match[bytes]) -> None:
        turn, up = self._space
        self._line = float(match["matrix"].split()[5]) * turn + up

    def _save(self, _match: re.Match[bytes]) -> None:
        self._spaces.append(self._space)

    def _restore(self, _match: re.Match[bytes]) -> None:
        if self._spaces:
            self._space = self._spaces.pop()

    def _space_(self, match: re.Match[bytes]) -> None:
        numbers = [float(number) for number in match["space_"].split()]
        turn, up = self._space
        self._space = (numbers[3] * turn, numbers[5] * turn + up)

    def _text(self, match: re.Match[bytes]) -> None:
        if not self._stack:
            self.problems.append("text outside all marks")
            return
        painted = self._stack[-1]
        face = self._face
        # Two bytes a glyph, so that a text of glyphs is decoded like a text of characters.
        glyphs = bytes.fromhex(_SHIFTS.sub(b"", match["text"]).decode())
        characters = face.characters if face else _Characters()
        painted.text += glyphs.decode("utf-16-be", "replace").translate(characters)
        painted.line = self._line
        if face is not None:
            painted.bold, painted.italic = face.bold, face.italic


def _characters(cmap: bytes) -> _Characters:
    found = _Characters()
    for kind, body in _SECTION.findall(cmap):
        if kind == b"bfchar":
            for glyph, text in _PAIR.findall(body):
                found[int(glyph, 16)] = _text(text)
        else:
            for first, last, text in _RANGE.findall(body):
                start = int(text, 16)
                for step in range(int(last, 16) - int(first, 16) + 1):
                    found[int(first, 16) + step] = chr(start + step)
    return found


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
