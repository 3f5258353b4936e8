"""The lines of a Word file: paragraphs and rows, and which line of the contract each one is."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lxml import etree

from contracts import wording
from contracts.document import Party
from contracts.ooxml.names import w
from contracts.redline.tokens import flat_text
from contracts.redline.units import HEADINGS, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.redline.units import Unit

BREAK = "\u2028"
_CELL = "\x1f"
_TEXTS = {w("br"): BREAK, w("cr"): BREAK, w("tab"): "\t", w("noBreakHyphen"): "\u2011"}
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


def read_blocks(body: etree._Element) -> list[Block]:
    """Return the lines of a body in reading order."""
    found: list[Block] = []
    for child in body:
        if child.tag == w("p"):
            found.append(Block(child, text_of(child)))
        elif child.tag == w("tbl"):
            found += [Block(row, _row_text(row), child) for row in child.iterfind(w("tr"))]
    return found


def text_of(element: etree._Element) -> str:
    """Return the words that an element shows; what a field is made from does not show."""
    return "".join(
        _TEXTS.get(str(child.tag)) or child.text or ""
        for child in element.iter(w("t"), w("delText"), *_TEXTS)
    )


def _row_text(row: etree._Element) -> str:
    return _CELL.join(text_of(cell) for cell in row.iterfind(w("tc")))


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


def sign(element: etree._Element) -> str:
    """Return a text that is equal for elements that say the same, whatever their prefixes."""
    name = etree.QName(element).localname
    attributes = "".join(f" {k!s}={v!r}" for k, v in sorted(element.items()))
    children = "".join(sign(child) for child in element)
    return f"<{name}{attributes}>{element.text or ''}{children}</>"
