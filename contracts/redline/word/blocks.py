"""The lines of a Word file: paragraphs and rows, and which line of the contract each one is."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts import wording
from contracts.document import Party
from contracts.ooxml.names import w
from contracts.redline.tokens import flat_text
from contracts.redline.units import HEADINGS, ROWS
from contracts.redline.word import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from contracts.redline.units import Unit

BREAK = "\u2028"
Sign: TypeAlias = tuple[Any, ...]
"""Nested tuples that say what an element says."""
_CELL = "\x1f"
_NO_LINE = (names.RUN_PROPERTIES, names.PARAGRAPH_PROPERTIES_CHANGE)
_TEXTS = {w("br"): BREAK, w("cr"): BREAK, w("tab"): "\t", w("noBreakHyphen"): "\u2011"}
_SHOWN = (names.TEXT, names.DELETED_TEXT, *_TEXTS)
_LINES = frozenset({"title", "subtitle", "party-line", "paragraph", "item", *HEADINGS})


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph of the body, or a row of a table in it (then ``table`` is that table)."""

    element: etree._Element
    text: str
    table: etree._Element | None = None

    @property
    def is_row(self) -> bool:
        """Tell whether it is a row."""
        return self.table is not None


def read_blocks(elements: Iterable[etree._Element]) -> list[Block]:
    """Return the lines of a body, or of some elements of it, in reading order."""
    found: list[Block] = []
    for child in elements:
        if child.tag == names.PARAGRAPH:
            found.append(Block(child, text_of(child)))
        elif child.tag == names.TABLE:
            found += [Block(row, _row_text(row), child) for row in child.iterfind(names.ROW)]
    return found


def text_of(element: etree._Element) -> str:
    """Return the words that an element shows; what a field is made from does not show."""
    return "".join([_TEXTS.get(child.tag) or child.text or "" for child in element.iter(*_SHOWN)])


def _row_text(row: etree._Element) -> str:
    return _CELL.join(text_of(cell) for cell in row.iterfind(names.CELL))


def facts_of(block: Block) -> tuple[str, *tuple[Sign, ...]]:
    """Return what a proof compares: the words, and of each paragraph style, list, alignment."""
    if not block.is_row:
        return block.text, line_properties(block.element)
    return block.text, *map(line_properties, block.element.iter(names.PARAGRAPH))


def line_properties(paragraph: etree._Element) -> Sign:
    """Return what is equal for paragraphs of the same style, list and alignment."""
    found = paragraph.find(names.PARAGRAPH_PROPERTIES)
    return () if found is None else tuple([sign(c) for c in found if c.tag not in _NO_LINE])


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
            yield n, wording.hereinafter(Party(unit.key, (), texts[0]))
        elif unit.kind == "table" and texts[0]:
            yield n, texts[0]
        elif unit.kind in ROWS:
            yield n, _CELL.join(texts)


def sign(element: etree._Element) -> Sign:
    """Return what is equal for elements that say the same, whatever their prefixes."""
    attributes = element.items()
    if len(attributes) > 1:
        attributes = sorted(attributes)
    children = tuple([sign(child) for child in element]) if len(element) else ()
    return element.tag, element.text or "", tuple(attributes), children
