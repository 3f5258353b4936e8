"""The clauses as paragraphs and tables of a Word document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from contracts import wording
from contracts.document import Annex, ListBlock, Paragraph, Section, SignatureBlock, Table, Text
from contracts.ooxml.anchors import (
    draft_bookmark,
    end_bookmark,
    start_bookmark,
    target_bookmark,
)
from contracts.plaintext import heading_line
from contracts.writers.docx.numbering import ITEM, SUBITEM, Numbering
from contracts.writers.docx.roles import Role
from contracts.writers.docx.runs import escape
from contracts.writers.docx.tables import column_widths, table_open
from contracts.writers.docx.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.document import Block, Cell, Document, Inline, Part
    from contracts.writers.docx.skeleton import Skeleton

KEEP: Final = "<w:keepNext/>"
_AFTER_TABLE: Final = '<w:spacing w:before="160"/>'
_NEW_PAGE: Final = "<w:pageBreakBefore/>"


@dataclass(frozen=True, slots=True)
class Written:
    """The XML of the clauses, by the place in the skeleton where it goes."""

    body: str
    signatures: str
    annexes: str
    open_values: str


class Body:
    """Writes the parts of one document, in reading order."""

    def __init__(self, document: Document, skeleton: Skeleton) -> None:
        self.numbering = Numbering(skeleton.scheme, document.agreement)
        self._document = document
        self._styles = skeleton.styles
        self._openings = {
            role: f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>'
            for role, style in skeleton.styles.items()
        }
        self._runs = skeleton.runs
        self._width = skeleton.text_width
        self.targets = Targets(document)
        self._out: list[str] = []
        self._bookmarks = skeleton.first_bookmark
        self._anchors: list[tuple[str, int]] = []
        self._draft = draft_bookmark(document.draft_code)
        self._end = ""
        self._plain = Role.PLAIN
        self._keep = ""
        self._after_table = False

    def write(self) -> Written:
        """Write all parts; only then is known which paragraphs need a bookmark."""
        document = self._document
        ranges = []
        for parts in (document.body, (document.signatures,), document.annexes):
            first = len(self._out)
            for part in parts:
                self._part(part)
            ranges.append(slice(first, len(self._out)))
        first = len(self._out)
        self._open_values()
        ranges.append(slice(first, len(self._out)))
        self._mark_targets()
        return Written(*("".join(self._out[found]) for found in ranges))

    def inlines(self, content: Sequence[Inline]) -> str:
        """Return the runs of a line that the skeleton places."""
        return self._runs.xml(content, self.targets)

    def bookmarked(self, name: str, inner: str) -> str:
        """Return runs inside a bookmark."""
        number = self._bookmarks
        self._bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def closing(self) -> str:
        """Return the line that Word wants after a table at the end of a document."""
        return f"{self._open(Role.TABLE_END)}</w:pPr></w:p>"

    # ------------------------------------------------------------------ parts

    def _part(self, part: Part | SignatureBlock) -> None:
        role = self._enter(part)
        stem = self.targets.stems[part.anchor]
        self._end = end_bookmark(stem)
        self._after_table = False
        self._heading(role, part.title, start=start_bookmark(stem), alone=not part.blocks)
        for position, block in enumerate(part.blocks):
            last = position + 1 == len(part.blocks)
            follows = not last and not isinstance(part.blocks[position + 1], Paragraph)
            self._block(block, follows=follows, last=last)

    def _enter(self, part: Part | SignatureBlock) -> Role:
        where = heading_line(part)
        self._plain, self._keep = Role.PLAIN, ""
        counts = any(isinstance(block, Paragraph) and block.label for block in part.blocks)
        match part:
            case Section():
                self.numbering.section(part.number, where, paragraphs_count=counts)
                self._plain = Role.SINGLE
                return Role.SECTION
            case Annex():
                self.numbering.annex(part.number, where, paragraphs_count=counts)
                return Role.ANNEX
            case SignatureBlock():
                self._keep = KEEP  # everything stays with the table that follows
        self.numbering.unnumbered(where)
        return Role.HEADING

    def _heading(self, role: Role, title: Sequence[Inline], *, start: str, alone: bool) -> None:
        runs = self.bookmarked(start, self.inlines(title))
        if self._draft:
            runs, self._draft = self.bookmarked(self._draft, runs), ""
        runs = self._ended(runs, last=alone)
        self._out.append(f"{self._open(role)}{self._keep}</w:pPr>{runs}</w:p>")

    def _open_values(self) -> None:
        found = wording.gap_list(self._document)
        if found is None:
            return
        self._plain, self._keep = Role.PLAIN, ""
        title = self.inlines((Text(wording.GAPS_TITLE),))
        self._out.append(f"{self._open(Role.HEADING)}{_NEW_PAGE}</w:pPr>{title}</w:p>")
        paragraph, table = found
        self._paragraph(paragraph, follows=True, last=False)
        self._table(table, caption=False, last=False)

    # ------------------------------------------------------------------ blocks

    def _block(self, block: Block, *, follows: bool, last: bool) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block, follows=follows, last=last)
        elif isinstance(block, ListBlock):
            self._list(block, None, last=last)
        else:
            self._table(block, caption=True, last=last)

    def _paragraph(self, block: Paragraph, *, follows: bool, last: bool) -> None:
        role, number = self._plain, ""
        if block.label:
            role, number = Role.PARAGRAPH, self.numbering.paragraph(block.label)
        keep = KEEP if follows else self._keep
        runs = self._ended(self.inlines(block.content), last=last)
        self._out.append(f"{self._open(role)}{keep}{number}{self._space()}</w:pPr>")
        if block.anchor:
            self._anchors.append((block.anchor, len(self._out)))
        self._out.extend((runs, "</w:p>"))

    def _list(self, block: ListBlock, parent: str | None, *, last: bool) -> None:
        level = SUBITEM if block.level > 1 else ITEM
        if block.ordered:
            role = Role.SUBITEM if level == SUBITEM else Role.ITEM
            num_id = self.numbering.ordered_list(level, parent)
        else:
            role, num_id = (Role.SUBDASH if level == SUBITEM else Role.DASH), None
        open_ = self._open(role)
        for position, item in enumerate(block.items):
            ends = last and position + 1 == len(block.items)
            number = self.numbering.item(num_id, level, item.label) if num_id else ""
            keep = KEEP if item.children else self._keep
            runs = self._ended(self.inlines(item.content), last=ends and not item.children)
            self._out.append(f"{open_}{keep}{number}{self._space()}</w:pPr>{runs}</w:p>")
            for child in item.children:
                self._list(child, num_id, last=ends and child is item.children[-1])

    def _table(self, table: Table, *, caption: bool, last: bool) -> None:
        if table.caption and caption:
            runs = self.inlines((Text(table.caption),))
            self._out.append(f"{self._open(Role.CAPTION)}{KEEP}{self._space()}</w:pPr>{runs}</w:p>")
        elif self._after_table:  # two tables without words between would become one
            self._out.append(self.closing())
        widths = column_widths(table, self._width)
        self._out.append(table_open(table, widths, self._styles[Role.TABLE]))
        self._row(table.header, widths, Role.TABLE_HEAD, last=last and not table.rows)
        for position, row in enumerate(table.rows):
            ends = last and position + 1 == len(table.rows)
            self._row(row, widths, Role.TABLE_TEXT, last=ends)
        self._out.append("</w:tbl>")
        self._after_table = True

    def _row(self, cells: Sequence[Cell], widths: list[int], role: Role, *, last: bool) -> None:
        header = "<w:tblHeader/>" if role is Role.TABLE_HEAD else ""
        open_ = self._open(role)
        self._out.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>")
        for position, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            runs = self._ended(self.inlines(cell.content), last=last and position + 1 == len(cells))
            align = "" if cell.align == "left" else f'<w:jc w:val="{cell.align}"/>'
            self._out.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f"{open_}{self._keep}{align}</w:pPr>{runs}</w:p></w:tc>"
            )
        self._out.append("</w:tr>")

    # ------------------------------------------------------------------ pieces

    def _open(self, role: Role) -> str:
        return self._openings[role]

    def _space(self) -> str:
        space = _AFTER_TABLE if self._after_table else ""
        self._after_table = False
        return space

    def _ended(self, runs: str, *, last: bool) -> str:
        return self.bookmarked(self._end, runs) if last else runs

    def _mark_targets(self) -> None:
        for anchor, place in self._anchors:
            if anchor in self.targets.used:
                self._out[place] = self.bookmarked(target_bookmark(anchor), self._out[place])
