"""What the outputs for people share: lines of the redline with their labels and marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts import wording
from contracts.redline.tokens import flat_text
from contracts.redline.units import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.redline.model import Comparison, Entry
    from contracts.redline.units import Content, Unit


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side or both: ``mark`` is "", "deleted" or "inserted"."""

    text: str
    mark: str
    change: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the redline for people; ``cells`` are the pieces of each cell."""

    entry: Entry
    label: str
    cells: tuple[tuple[Piece, ...], ...]
    changes: tuple[str, ...]

    @property
    def heading(self) -> bool:
        """Tell whether it is the heading of a part."""
        return self.entry.unit.kind in HEADINGS


def lines(comparison: Comparison) -> Iterator[Line]:
    """Yield all lines that show something; in a moved line the words inside of it are compared."""
    for entry in comparison.entries:
        cells = tuple(tuple(cell) for cell in _cells(entry))
        cells = tuple(cell for cell in cells if cell)
        inside = [p.change for cell in cells for p in cell if p.change]
        changes = tuple(dict.fromkeys(filter(None, [entry.change, *inside])))
        line = Line(entry, label_of(entry.unit), cells, changes)
        if cells or changes or line.heading:  # the beginning of a table without caption has none
            yield line


def label_of(unit: Unit) -> str:
    """Return what stands before the words of a line: its number, or "– nachfolgend"."""
    if unit.kind == "party":
        return "– nachfolgend"
    return unit.label


def _cells(entry: Entry) -> Iterator[list[Piece]]:
    match entry.role:
        case "kept" | "moved-to":
            for strip in entry.strips:
                yield [
                    piece
                    for span in strip.spans
                    for piece in _pieces(span.old, span.new, span.change)
                ]
        case "inserted":
            yield from ([Piece(t, "inserted", entry.change)] for t in _texts(entry.unit))
        case _:
            yield from ([Piece(t, "deleted", entry.change)] for t in _texts(entry.unit))


def _texts(unit: Unit) -> list[str]:
    return [text for content in unit.contents if (text := _shown(content))]


def _pieces(old: Content, new: Content, change: str) -> list[Piece]:
    if not change:
        text = _shown(new)
        return [Piece(text, "", "")] if text else []
    found = [Piece(_shown(old), "deleted", change), Piece(_shown(new), "inserted", change)]
    return [piece for piece in found if piece.text]


def _shown(content: Content) -> str:
    # the ends of lines in a source file mean nothing, those of a contract do
    return flat_text(content).replace("\n", " ").replace("\u2028", "\n")


def side(line: Line, mark: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the cells as one side has them; ``mark`` is "deleted" or "inserted"."""
    return tuple(tuple(piece for piece in cell if piece.mark in ("", mark)) for cell in line.cells)


def has_side(entry: Entry, mark: str) -> bool:
    """Tell whether a line stands here on one side; ``mark`` is "deleted" or "inserted"."""
    return (entry.old if mark == "deleted" else entry.new) is not None


def area_title(entry: Entry) -> str:
    """Return what is written over the lines of a part that has no heading of its own."""
    area = entry.unit.area
    if area == "head":
        return "Titel"
    if area == "gaps":
        return wording.GAPS_TITLE
    return "Vertragsparteien" if area.startswith("party:") else ""
