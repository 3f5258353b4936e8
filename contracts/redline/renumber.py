"""Numbers a document anew after some changes were accepted and others not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.assembly.inlines import map_block, map_inlines
from contracts.assembly.number import PLAIN_NAMES, number_blocks, target_of
from contracts.document import Annex, Reference, Section

if TYPE_CHECKING:
    from contracts.document import Document, Inline, Part, Preamble, SignatureBlock

NBSP = "\u00a0"


def renumber(document: Document) -> Document:
    """Return a document with all numbers and references as they follow from its order."""
    body: list[Preamble | Section] = []
    sections = 0
    for part in document.body:
        if isinstance(part, Section):
            sections += 1
            blocks = number_blocks(part.blocks, part.anchor, numbered=True)
            body.append(replace(part, number=f"§{NBSP}{sections}", blocks=blocks))
        else:
            blocks = number_blocks(part.blocks, part.anchor, numbered=False)
            body.append(replace(part, blocks=blocks))
    annexes = tuple(
        replace(
            annex,
            number=f"Anlage{NBSP}{n}",
            blocks=number_blocks(annex.blocks, annex.anchor, numbered=False),
        )
        for n, annex in enumerate(document.annexes, 1)
    )
    return _refer(replace(document, body=tuple(body), annexes=annexes))


def _refer(document: Document) -> Document:
    targets = {part.anchor: target_of(part) for part in document.parts}

    def shown(inline: Inline) -> Inline:
        if not isinstance(inline, Reference):
            return inline
        clause, _, number = inline.target.partition(":")
        target = targets.get(clause)
        if target is None:
            return inline
        name = target.number or PLAIN_NAMES.get(clause, "")
        paragraph = int(number) if number.isdigit() else 0
        label = target.labels[paragraph - 1] if 0 < paragraph <= len(target.labels) else ""
        words = f"{name} Abs.{NBSP}{label.strip('()')}" if label else name
        return Reference(inline.target, words or inline.shown)

    def part_with(part: Part | SignatureBlock) -> Part | SignatureBlock:
        blocks = tuple(map_block(block, shown) for block in part.blocks)
        return replace(part, title=map_inlines(part.title, shown), blocks=blocks)

    body = tuple(part_with(p) for p in document.body)
    annexes = tuple(p for a in document.annexes if isinstance(p := part_with(a), Annex))
    signatures = part_with(document.signatures)
    return replace(document, body=body, annexes=annexes, signatures=signatures)  # type: ignore[arg-type]
