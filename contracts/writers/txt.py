"""The contract as plain text: every line of it, in reading order, readable in any editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import plaintext, wording
from contracts.document import ListBlock, SignatureBlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from contracts.document import Block, Document

INDENT = "    "


def write(document: Document, template: Path) -> bytes:  # noqa: ARG001 - the writers' interface
    """Return the text of the contract, UTF-8, parts separated by blank lines."""
    chunks = [*_head(document), *_parts(document), *_gaps(document)]
    return ("\n\n".join(chunks) + "\n").encode()


def _head(document: Document) -> Iterator[str]:
    if document.status == "draft":
        yield f"{wording.DRAFT_MARK} · {wording.DRAFT_CODE_LABEL} {document.draft_code}"
    title = [document.title, plaintext.inline_text(document.subtitle)]
    yield "\n".join(filter(None, title))
    if document.file_reference:
        words = plaintext.inline_text(document.file_reference)
        yield f"{wording.FILE_REFERENCE_LABEL} {words}"
    yield wording.BETWEEN
    for position, party in enumerate(document.parties):
        if position:
            yield wording.AND
        yield "\n".join(plaintext.party_lines(party))


def _parts(document: Document) -> Iterator[str]:
    for part in document.parts:
        # A blank line more sets a part off from the paragraphs within the one before.
        yield f"\n{plaintext.heading_line(part)}"
        yield from _blocks(part.blocks)
        if isinstance(part, SignatureBlock):
            yield from _signatures(part)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        lines = plaintext.block_lines(block)
        yield "\n".join(_items(block, 1) if isinstance(block, ListBlock) else lines)


def _items(block: ListBlock, depth: int) -> Iterator[str]:
    for item in block.items:
        yield f"{INDENT * depth}{item.label} {plaintext.inline_text(item.content)}"
        for child in item.children:
            yield from _items(child, depth + 1)


def _signatures(part: SignatureBlock) -> Iterator[str]:
    for party in part.parties:
        yield plaintext.inline_text(party.heading)
        for signatory in party.signatories:
            name = plaintext.inline_text(wording.signatory_name(signatory))
            function = plaintext.inline_text(signatory.function)
            yield f"{part.place_date}\n{part.signature}\n{name}\n{function}"


def _gaps(document: Document) -> Iterator[str]:
    lines = list(plaintext.gap_lines(document))
    if lines:
        title, introduction, *rows = lines
        yield f"\n{title}"
        yield introduction
        yield "\n".join(rows)
