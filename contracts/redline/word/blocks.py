"""The lines of a Word file: paragraphs and rows, and which line of the contract each one is."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

from contracts import wording
from contracts.document import Party
from contracts.redline.tokens import flat_text
from contracts.redline.units import HEADINGS, ROWS
from contracts.redline.word import names
from contracts.redline.word.paragraphs import Line, Sign, read_line, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from contracts.redline.units import Unit

Facts: TypeAlias = tuple[str, *tuple[Sign, ...]]
_CELL = "\x1f"
_LINES = frozenset({"title", "subtitle", "party-line", "paragraph", "item", *HEADINGS})


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph of the body, or a row of a table in it (then ``table`` is that table).

    ``cells`` hold the paragraphs; one that stands alone is a cell of its own.
    """

    element: etree._Element
    text: str
    cells: tuple[tuple[Line, ...], ...]
    table: etree._Element | None = None

    @property
    def is_row(self) -> bool:
        """Tell whether it is a row."""
        return self.table is not None

    def again(self) -> Block:
        """Return the line as it reads now that something in it has changed."""
        if self.table is not None:
            return _row(self.element, self.table)
        return read_blocks([self.element])[0]

    @property
    def facts(self) -> Facts:
        """What a proof compares: the words, and of each paragraph style, list, alignment."""
        if not self.is_row:
            return self.text, self.cells[0][0].properties
        lines = map(read_line, self.element.iter(names.PARAGRAPH))
        return self.text, *(line.properties for line in lines)


def read_blocks(elements: Iterable[etree._Element]) -> list[Block]:
    """Return the lines of a body, or of some elements of it, in reading order."""
    found: list[Block] = []
    for child in elements:
        if child.tag == names.PARAGRAPH:
            line = read_line(child)
            found.append(Block(child, line.text, ((line,),)))
        elif child.tag == names.TABLE:
            found += [_row(row, child) for row in child.iterfind(names.ROW)]
    return found


def _row(row: etree._Element, table: etree._Element) -> Block:
    cells = row.findall(names.CELL)
    lines = tuple(tuple(map(read_line, cell.iterfind(names.PARAGRAPH))) for cell in cells)
    return Block(row, _CELL.join(map(text_of, cells)), lines, table)


def unit_places(blocks: Sequence[Block], units: Sequence[Unit]) -> dict[int, int]:
    """Return which block shows which unit, by their positions."""
    shown = list(_shown(units))
    matcher = SequenceMatcher(
        None, [block.text for block in blocks], [text for _, text in shown], autojunk=False
    )
    return {
        shown[match.b + n][0]: match.a + n
        for match in matcher.get_matching_blocks()
        for n in range(match.size)
    }


def _shown(units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    for n, unit in enumerate(units):
        texts = [flat_text(content) for content in unit.contents]
        if unit.kind in _LINES:
            yield n, texts[0]
        elif unit.kind == "file-reference":
            yield n, f"{wording.FILE_REFERENCE_LABEL} {texts[0]}"
        elif unit.kind == "party":
            yield n, wording.hereinafter(Party(unit.key, (), *texts))
        elif unit.kind == "table" and texts[0]:
            yield n, texts[0]
        elif unit.kind in ROWS:
            yield n, _CELL.join(texts)
