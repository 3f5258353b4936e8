"""Markdown to nodes: paragraphs, two levels of lists, tables, strong, emphasis, line breaks.

Tokens for values (``U+E000 n U+E001``) are replaced by the inlines that the caller gives for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from contracts.catalogue import fill as kinds
from contracts.document import (
    Align,
    Block,
    Break,
    Cell,
    Emphasis,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Strong,
    Table,
    Text,
)
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from contracts.findings import Finding, Kind, Place


MAX_LEVEL = 2
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_TYPED_NUMBER = re.compile(r"\((\d{1,2})\)|§ ?\d+\s*(?:$|[A-ZÄÖÜ])")
_NAMES = {
    "heading": N_("a heading (#)"),
    "fence": N_("a code block"),
    "code_block": N_("an indented code block"),
    "blockquote": N_("a quotation (>)"),
    "hr": N_("a rule (---)"),
    "link": N_("a link"),
    "image": N_("an image"),
    "code_inline": N_("code (`)"),
    "html_block": N_("HTML"),
    "html_inline": N_("HTML"),
}


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # typed as they are, with no meaning: definitions, addresses in angle brackets, entities
    return parser.disable(["reference", "autolink", "entity"])


@dataclass(slots=True)
class Parsed:
    """The blocks of a text and what is wrong with it."""

    blocks: tuple[Block, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def parse(markdown: str, values: Callable[[int], Inline], place: Callable[[str], Place]) -> Parsed:
    """Parse a filled text.

    Args:
        markdown: the text with tokens.
        values: gives the inline for a token's number.
        place: gives the place of an excerpt in the clause file.
    """
    from markdown_it.tree import SyntaxTreeNode

    reader = _Reader(values, place)
    root = SyntaxTreeNode(_markdown().parse(markdown))
    blocks = reader.blocks(root.children)
    if blocks and not isinstance(blocks[0], Paragraph | Table):
        reader.findings.append(kinds.STRAY_BLOCK.at(place(""), what=_("a list")))
    return Parsed(blocks, reader.findings)


class _Reader:
    def __init__(self, values: Callable[[int], Inline], place: Callable[[str], Place]) -> None:
        self.values = values
        self.place = place
        self.findings: list[Finding] = []

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for node in nodes:
            match node.type:
                case "paragraph":
                    blocks.append(self._paragraph(node))
                case "ordered_list" | "bullet_list":
                    blocks.append(self._list(node, 1))
                case "table":
                    blocks.append(self._table(node))
                case _:
                    self._refuse(kinds.NOT_IN_SUBSET, node)
        return tuple(blocks)

    def _paragraph(self, node: SyntaxTreeNode) -> Paragraph:
        content = self._inline(node)
        first = content[0].text if content and isinstance(content[0], Text) else ""
        if _TYPED_NUMBER.match(first):
            self._refuse(kinds.TYPED_NUMBER, node)
        return Paragraph(content)

    def _list(self, node: SyntaxTreeNode, level: int) -> ListBlock:
        if level > MAX_LEVEL:
            self._refuse(kinds.LIST_TOO_DEEP, node)
            return ListBlock(ordered=True, level=MAX_LEVEL, items=())
        items = tuple(self._item(child, level) for child in node.children)
        return ListBlock(node.type == "ordered_list", level, items)

    def _item(self, node: SyntaxTreeNode, level: int) -> ListItem:
        first, rest = (node.children[0] if node.children else None), node.children[1:]
        lists = ("ordered_list", "bullet_list")
        if first is None or first.type != "paragraph" or any(c.type not in lists for c in rest):
            self._refuse(kinds.ITEM_SHAPE, node)
            return ListItem("", ())
        children = tuple(self._list(child, level + 1) for child in rest)
        return ListItem("", self._inline(first), children)

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [
            tuple(self._cell(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return Table(rows[0], tuple(rows[1:]))

    def _cell(self, node: SyntaxTreeNode) -> Cell:
        style = str(node.attrs.get("style", ""))
        align: Align = "right" if "right" in style else "center" if "center" in style else "left"
        return Cell(self._inline(node), align)

    def _inline(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """Return the content of a paragraph or cell, neighbouring words joined."""
        children = node.children[0].children if node.children else []
        return self._content(children)

    def _content(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Inline, ...]:
        found: list[Inline] = []
        for node in nodes:
            match node.type:
                case "text" | "text_special":
                    found += self._words(node.content)
                case "softbreak":
                    found.append(Text(" "))
                case "hardbreak":
                    found.append(Break())
                case "strong":
                    found.append(Strong(self._content(node.children)))
                case "em":
                    found.append(Emphasis(self._content(node.children)))
                case _:
                    self._refuse(kinds.NOT_IN_SUBSET, node)
        return join_texts(found)

    def _words(self, text: str) -> list[Inline]:
        parts = _TOKEN.split(text)
        return [
            self.values(int(part)) if position % 2 else Text(part)
            for position, part in enumerate(parts)
            if part
        ]

    def _refuse(self, kind: Kind, node: SyntaxTreeNode) -> None:
        excerpt = _TOKEN.sub("…", _first_words(node))
        what = _(_NAMES[node.type]) if node.type in _NAMES else node.type
        self.findings.append(kind.at(self.place(excerpt), what=what, excerpt=excerpt[:60]))


def join_texts(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the inlines with neighbouring ``Text`` nodes joined and none of them empty."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + inline.text)
        elif inline != Text(""):
            joined.append(inline)
    return tuple(joined)


def _first_words(node: SyntaxTreeNode) -> str:
    for found in node.walk():
        if found.type in ("text", "code_inline", "fence", "code_block", "html_block"):
            return str(found.content).strip().split("\n")[0][:80]
    return ""
