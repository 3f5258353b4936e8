"""The text of a document in lines: what all formats must say, word for word.

The txt writer prints these lines; parity checks and the redline compare them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import wording
from contracts.document import (
    Block,
    Break,
    Document,
    Emphasis,
    Field,
    Inline,
    ListBlock,
    Paragraph,
    Part,
    Party,
    Reference,
    SignatureBlock,
    Strong,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CELL_SEPARATOR = " | "


def inline_text(content: Iterable[Inline]) -> str:
    """Return the words of inlines as shown; a line break becomes a line feed."""
    return "".join(_words(inline) for inline in content)


def _words(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Strong(content) | Emphasis(content):
            return inline_text(content)
        case Field() | Reference():
            return inline.shown
        case Break():
            return "\n"


def heading_line(part: Part | SignatureBlock) -> str:
    """Return number and title of a part."""
    return " ".join(filter(None, (part.number, inline_text(part.title))))


def block_lines(block: Block) -> Iterator[str]:
    """Yield the lines of a block, labels included, one line a paragraph, item or table row."""
    match block:
        case Paragraph():
            yield " ".join(filter(None, (block.label, inline_text(block.content))))
        case ListBlock():
            for item in block.items:
                yield f"{item.label} {inline_text(item.content)}"
                for child in item.children:
                    yield from block_lines(child)
        case _:
            if block.caption:
                yield block.caption
            for row in (block.header, *block.rows):
                yield CELL_SEPARATOR.join(inline_text(cell.content) for cell in row)


def part_lines(part: Part | SignatureBlock) -> Iterator[str]:
    """Yield the lines of a clause as it stands in the contract, heading first."""
    yield heading_line(part)
    for block in part.blocks:
        yield from block_lines(block)
    if isinstance(part, SignatureBlock):
        yield from _signature_lines(part)


def _signature_lines(part: SignatureBlock) -> Iterator[str]:
    for party in part.parties:
        yield inline_text(party.heading)
        for signatory in party.signatories:
            yield part.place_date
            yield part.signature
            yield inline_text(wording.signatory_name(signatory))
            yield inline_text(signatory.function)


def party_lines(party: Party) -> Iterator[str]:
    """Yield the lines of a party block, its short name last."""
    for line in party.lines:
        yield inline_text(line)
    yield wording.hereinafter(party)


def head_lines(document: Document) -> Iterator[str]:
    """Yield title, subtitle, file reference and parties."""
    yield document.title
    if document.subtitle:
        yield inline_text(document.subtitle)
    if document.file_reference:
        yield f"{wording.FILE_REFERENCE_LABEL} {inline_text(document.file_reference)}"
    yield wording.BETWEEN
    for position, party in enumerate(document.parties):
        if position:
            yield wording.AND
        yield from party_lines(party)


def gap_lines(document: Document) -> Iterator[str]:
    """Yield the list of open values; nothing where the document has none."""
    found = wording.gap_list(document)
    if found is None:
        return
    yield wording.GAPS_TITLE
    paragraph, table = found
    yield from block_lines(paragraph)
    yield from (line for line in block_lines(table) if line != table.caption)


def document_lines(document: Document) -> Iterator[str]:
    """Yield every line of the document in reading order."""
    yield from head_lines(document)
    for part in document.parts:
        yield from part_lines(part)
    yield from gap_lines(document)
