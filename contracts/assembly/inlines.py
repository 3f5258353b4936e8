"""Walking and rebuilding the inlines of a tree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.document import (
    Block,
    Cell,
    Emphasis,
    Inline,
    ListBlock,
    Paragraph,
    Strong,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Change = Callable[[Inline], Inline]


def map_inlines(content: Iterable[Inline], change: Change) -> tuple[Inline, ...]:
    """Return the inlines, each changed, those inside of others first."""
    return tuple(_map_inline(inline, change) for inline in content)


def _map_inline(inline: Inline, change: Change) -> Inline:
    if isinstance(inline, Strong | Emphasis):
        return type(inline)(map_inlines(inline.content, change))
    return change(inline)


def map_block(block: Block, change: Change) -> Block:
    """Return a block with all of its inlines changed."""
    if isinstance(block, Paragraph):
        return replace(block, content=map_inlines(block.content, change))
    if isinstance(block, ListBlock):
        return _map_list(block, change)
    return _map_table(block, change)


def _map_list(block: ListBlock, change: Change) -> ListBlock:
    items = tuple(
        replace(
            item,
            content=map_inlines(item.content, change),
            children=tuple(_map_list(child, change) for child in item.children),
        )
        for item in block.items
    )
    return replace(block, items=items)


def _map_table(block: Table, change: Change) -> Table:
    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(c, content=map_inlines(c.content, change)) for c in cells)

    return replace(block, header=row(block.header), rows=tuple(map(row, block.rows)))


def inlines_of(block: Block) -> Iterator[Inline]:
    """Yield every inline of a block in reading order, containers before their content."""
    if isinstance(block, Paragraph):
        yield from walk(block.content)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from walk(item.content)
            for child in item.children:
                yield from inlines_of(child)
    else:
        for row in (block.header, *block.rows):
            for cell in row:
                yield from walk(cell.content)


def walk(content: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines and those inside of them."""
    for inline in content:
        yield inline
        if isinstance(inline, Strong | Emphasis):
            yield from walk(inline.content)
