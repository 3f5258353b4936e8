"""A document as a flat list of units, and back without loss.

A unit is the smallest thing that can be inserted, deleted or moved as a whole: a heading, an
Absatz, a list item, a table row. Computed things (numbers, labels, anchors, the clause a part was
made of) are kept beside the words, because they follow from the words and are no edits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from contracts.document import (
    Align,
    ClauseUse,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Part,
    SignatureBlock,
    Status,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contracts.document import Block, Gap, Party

UnitKind = Literal[
    "title", "subtitle", "file-reference", "party-line", "party",
    "preamble", "section", "signatures", "annex",
    "paragraph", "list", "item", "table", "header", "row",
    "signing-party", "signatory", "gap", "source",
]  # fmt: skip
HEADINGS: frozenset[UnitKind] = frozenset({"preamble", "section", "signatures", "annex"})
ROWS: frozenset[UnitKind] = frozenset({"header", "row"})

Content: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a contract.

    ``area`` is the part it stands in: a clause id, ``head``, ``party:<key>`` or ``gaps``.
    ``contents`` has one entry, for a row one a cell. ``label`` and ``anchor`` are computed.
    ``depth`` is how deep a list item sits, ``level`` what its list says; ``opens`` tells that a
    new list begins with it. ``key`` names what has a name in the data (party, gap).
    """

    kind: UnitKind
    area: str
    contents: tuple[Content, ...]
    label: str = ""
    anchor: str = ""
    use: ClauseUse | None = None
    depth: int = 0
    level: int = 0
    ordered: bool = False
    opens: bool = False
    aligns: tuple[Align, ...] = ()
    key: str = ""

    @property
    def shape(self) -> tuple[object, ...]:
        """What makes it the kind of line it is, words and computed things apart."""
        return (self.kind, self.depth, self.level, self.ordered, self.aligns, self.key)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document says about itself outside of its text."""

    agreement: str
    template: str
    status: Status
    draft_code: str
    parties_use: ClauseUse | None
    toc: bool
    language: str


def frame_of(document: Document) -> Frame:
    """Return what a document says about itself."""
    return Frame(
        document.agreement, document.template, document.status, document.draft_code,
        document.parties_use, document.toc, document.language,
    )  # fmt: skip


def flatten(document: Document) -> tuple[Unit, ...]:
    """Return all units of a document in reading order."""
    return (
        *_head(document),
        *(unit for party in document.parties for unit in _party(party)),
        *(unit for part in document.parts for unit in _part(part)),
        *(_gap(gap) for gap in document.gaps),
    )


def flatten_part(part: Part | SignatureBlock) -> tuple[Unit, ...]:
    """Return the units of one part."""
    return tuple(_part(part))


def _head(document: Document) -> Iterator[Unit]:
    yield Unit("title", "head", ((Text(document.title),),))
    if document.subtitle:
        yield Unit("subtitle", "head", (document.subtitle,))
    if document.file_reference:
        yield Unit("file-reference", "head", (document.file_reference,))


def _party(party: Party) -> Iterator[Unit]:
    area = f"party:{party.key}"
    for line in party.lines:
        yield Unit("party-line", area, (line,))
    names = ((Text(party.short),), (Text(party.together),))
    yield Unit("party", area, names, key=party.key)


def _part(part: Part | SignatureBlock) -> Iterator[Unit]:
    area = part.anchor
    if isinstance(part, SignatureBlock):
        words = (part.title, (Text(part.place_date),), (Text(part.signature),))
        yield Unit("signatures", area, words, use=part.use)
    else:
        kind: dict[str, UnitKind] = {
            "Preamble": "preamble", "Section": "section", "Annex": "annex",
        }  # fmt: skip
        name = kind[type(part).__name__]
        yield Unit(name, area, (part.title,), label=part.number, use=part.use)
    for block in part.blocks:
        yield from _block(block, area)
    if isinstance(part, SignatureBlock):
        yield from _signing(part, area)


def _block(block: Block, area: str) -> Iterator[Unit]:
    if isinstance(block, Paragraph):
        yield Unit("paragraph", area, (block.content,), label=block.label, anchor=block.anchor)
    elif isinstance(block, ListBlock):
        yield from _list(block, area, 1)
    else:
        yield Unit("table", area, ((Text(block.caption),),))
        for number, row in enumerate((block.header, *block.rows)):
            yield Unit(
                "row" if number else "header",
                area,
                tuple(cell.content for cell in row),
                aligns=tuple(cell.align for cell in row),
            )


def _list(block: ListBlock, area: str, depth: int) -> Iterator[Unit]:
    if not block.items:
        yield Unit("list", area, (), depth=depth, level=block.level, ordered=block.ordered)
    for position, item in enumerate(block.items):
        yield Unit(
            "item", area, (item.content,), label=item.label, depth=depth, level=block.level,
            ordered=block.ordered, opens=position == 0,
        )  # fmt: skip
        for child in item.children:
            yield from _list(child, area, depth + 1)


def _signing(block: SignatureBlock, area: str) -> Iterator[Unit]:
    for party in block.parties:
        yield Unit("signing-party", area, (party.heading,), key=party.key)
        for signatory in party.signatories:
            words = (signatory.name, signatory.function, (Text(signatory.capacity),))
            yield Unit("signatory", area, words)


def _gap(gap: Gap) -> Unit:
    words = (gap.label, gap.name, gap.supplied_by, *gap.needed_by)
    return Unit("gap", "gaps", tuple((Text(text),) for text in words), key=gap.name)


def words_of(content: Iterable[Inline]) -> str:
    """Return the text of a content that holds plain words only."""
    return "".join(inline.text for inline in content if isinstance(inline, Text))
