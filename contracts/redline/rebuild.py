"""Units back to a document; the exact inverse of ``units.flatten``.

A list of units that no document gave (some changes accepted, others not) becomes the nearest
document: an item without its list opens one, a row without its table opens one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.document import (
    Annex,
    Block,
    Cell,
    ClauseUse,
    Document,
    Gap,
    ListBlock,
    ListItem,
    Paragraph,
    Party,
    Preamble,
    Section,
    Signatory,
    SignatureBlock,
    SigningParty,
    Table,
)
from contracts.redline.units import HEADINGS, Content, Frame, Unit, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    title: str = ""
    subtitle: Content = ()
    file_reference: Content = ()
    lines: list[Content] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    body: list[Preamble | Section] = field(default_factory=list)
    signatures: list[SignatureBlock] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def rebuild(frame: Frame, units: Sequence[Unit]) -> Document:
    """Return the document that the units make.

    Raises:
        ValueError: the units hold no signature block, so they are no contract.
    """
    draft = _Draft()
    position = 0
    while position < len(units):
        unit = units[position]
        end = position + 1
        if unit.kind in HEADINGS:
            while end < len(units) and _belongs(units[end]):
                end += 1
            _part(draft, unit, units[position + 1 : end])
        else:
            _single(draft, unit)
        position = end
    if len(draft.signatures) != 1:
        raise ValueError("a contract has exactly one signature block")
    return Document(
        agreement=frame.agreement,
        template=frame.template,
        status=frame.status,
        title=draft.title,
        subtitle=draft.subtitle,
        file_reference=draft.file_reference,
        parties=tuple(draft.parties),
        body=tuple(draft.body),
        signatures=draft.signatures[0],
        annexes=tuple(draft.annexes),
        gaps=tuple(draft.gaps),
        draft_code=frame.draft_code,
        parties_use=frame.parties_use,
        toc=frame.toc,
        language=frame.language,
    )


def _belongs(unit: Unit) -> bool:
    return unit.kind not in HEADINGS and unit.kind != "gap"


def _single(draft: _Draft, unit: Unit) -> None:
    match unit.kind:
        case "title":
            draft.title = words_of(unit.contents[0])
        case "subtitle":
            draft.subtitle = unit.contents[0]
        case "file-reference":
            draft.file_reference = unit.contents[0]
        case "party-line":
            draft.lines.append(unit.contents[0])
        case "party":
            draft.parties.append(Party(unit.key, tuple(draft.lines), *map(words_of, unit.contents)))
            draft.lines = []
        case "gap":
            label, name, by, *needed = map(words_of, unit.contents)
            draft.gaps.append(Gap(name, label, tuple(needed), by))


def _part(draft: _Draft, head: Unit, units: Sequence[Unit]) -> None:
    use = head.use or ClauseUse(head.area, "standard", 1, "")
    title = head.contents[0]
    own = [u for u in units if u.kind not in ("signing-party", "signatory")]
    blocks = _blocks(own)
    match head.kind:
        case "preamble":
            draft.body.append(Preamble(use, title, blocks))
        case "section":
            draft.body.append(Section(use, head.label, title, blocks))
        case "annex":
            draft.annexes.append(Annex(use, head.label, title, blocks))
        case _:
            parties = _signing([u for u in units if u.kind in ("signing-party", "signatory")])
            place, signature = words_of(head.contents[1]), words_of(head.contents[2])
            block = SignatureBlock(use, title, blocks, parties, place, signature)
            draft.signatures.append(block)


def _signing(units: Sequence[Unit]) -> tuple[SigningParty, ...]:
    parties: list[tuple[Unit, list[Signatory]]] = []
    for unit in units:
        if unit.kind == "signing-party":
            parties.append((unit, []))
        elif parties:
            name, function, capacity = unit.contents
            parties[-1][1].append(Signatory(name, function, words_of(capacity)))
    return tuple(SigningParty(u.key, u.contents[0], tuple(found)) for u, found in parties)


def _blocks(units: Sequence[Unit]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    position = 0
    while position < len(units):
        unit = units[position]
        end = position + 1
        if unit.kind in ("item", "list"):
            while end < len(units) and units[end].kind in ("item", "list"):
                end += 1
            blocks += _lists(units[position:end], unit.depth)
        elif unit.kind in ("table", "header", "row"):
            while end < len(units) and units[end].kind in ("header", "row"):
                end += 1
            blocks.append(_table(units[position:end]))
        elif unit.kind == "paragraph":
            blocks.append(Paragraph(unit.contents[0], unit.label, unit.anchor))
        position = end
    return tuple(blocks)


def _table(units: Sequence[Unit]) -> Table:
    first = units[0]
    caption = words_of(first.contents[0]) if first.kind == "table" else ""
    rows = [_row(unit) for unit in units if unit.kind != "table"]
    return Table(rows[0] if rows else (), tuple(rows[1:]), caption)


def _row(unit: Unit) -> tuple[Cell, ...]:
    return tuple(Cell(c, a) for c, a in zip(unit.contents, unit.aligns, strict=True))


def _lists(units: Sequence[Unit], depth: int) -> list[ListBlock]:
    """Return the lists of one depth; deeper units become children of the item before them."""
    lists: list[tuple[Unit, list[ListItem]]] = []
    position = 0
    while position < len(units):
        unit = units[position]
        end = position + 1
        while end < len(units) and units[end].depth > depth:
            end += 1
        if not lists or unit.opens or unit.kind == "list" or lists[-1][0].kind == "list":
            lists.append((unit, []))
        if unit.kind == "item":
            children = units[position + 1 : end]
            inner = tuple(_lists(children, children[0].depth)) if children else ()
            lists[-1][1].append(ListItem(unit.label, unit.contents[0], inner))
        position = end
    return [ListBlock(first.ordered, first.level, tuple(items)) for first, items in lists]
