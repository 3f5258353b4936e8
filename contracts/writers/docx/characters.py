"""Characters that XML cannot hold: refused with the name of the value that brings them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.document import (
    Emphasis,
    Field,
    ListBlock,
    Paragraph,
    SignatureBlock,
    Strong,
)
from contracts.errors import WriterError
from contracts.findings import Place
from contracts.plaintext import heading_line, inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contracts.document import Block, Document, Inline

# All but the Char production of XML 1.0 (fifth edition), section 2.2.
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# What of it UTF-8 can hold; looking for bytes is eight times faster than looking for characters.
_CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\r"))
_NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())


def refuse_characters(parts: Iterable[bytes], document: Document) -> None:
    """Look through finished parts in UTF-8.

    Raises:
        WriterError: a text has a character that no Word file can hold; the finding names where
            in the document it comes from.
    """
    for part in parts:
        odd = len(part.translate(None, _CONTROLS)) < len(part)
        if odd or any(never in part for never in _NO_CHARACTERS):
            found = _FORBIDDEN.search(part.decode())
            assert found is not None  # noqa: S101 - it has one of the two
            raise forbidden(found[0], document)


def forbidden(character: str, document: Document) -> WriterError:
    """Return the error that says where a forbidden character comes from."""
    name, where = _origin(document)
    return WriterError(
        word.CONTROL_CHARACTER.at(
            Place(document.agreement), name=name, where=where, character=f"U+{ord(character):04X}"
        )
    )


def _origin(document: Document) -> tuple[str, str]:
    for where, content in _lines(document):
        for inline in _flat(content):
            if _FORBIDDEN.search(inline_text((inline,))):
                return (inline.name if isinstance(inline, Field) else where), where
    return document.agreement, document.agreement


def _lines(document: Document) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    yield "subtitle", document.subtitle
    yield "file_reference", document.file_reference
    yield from (
        (f"parties.{party.key}", line) for party in document.parties for line in party.lines
    )
    for part in document.parts:
        where = _FORBIDDEN.sub("?", heading_line(part))
        yield where, part.title
        for block in part.blocks:
            for content in _contents(block):
                yield where, content
        if isinstance(part, SignatureBlock):
            for content in _signature_contents(part):
                yield where, content


def _signature_contents(block: SignatureBlock) -> Iterator[tuple[Inline, ...]]:
    for party in block.parties:
        yield party.heading
        for signatory in party.signatories:
            yield signatory.name
            yield signatory.function


def _contents(block: Block) -> Iterator[tuple[Inline, ...]]:
    match block:
        case Paragraph(content):
            yield content
        case ListBlock():
            for item in block.items:
                yield item.content
                for child in item.children:
                    yield from _contents(child)
        case _:
            for row in (block.header, *block.rows):
                for cell in row:
                    yield cell.content


def _flat(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        if isinstance(inline, Strong | Emphasis):
            yield from _flat(inline.content)
        else:
            yield inline
