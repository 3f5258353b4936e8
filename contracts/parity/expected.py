"""What every file must say: the account of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import wording
from contracts.document import (
    Break,
    Emphasis,
    Field,
    ListBlock,
    Paragraph,
    Reference,
    SignatureBlock,
    Strong,
    Text,
)
from contracts.parity.account import Account, Line
from contracts.plaintext import heading_line, inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.document import Block, Cell, Document, Inline, Part, Table


def account_of(document: Document) -> Account:
    """Return what the files of a document must say."""
    return _Teller(document).tell()


class _Teller:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._out = Account("document")
        self._tables: list[tuple[int, int, int]] = []
        self._anchors: dict[str, int] = {}
        self._open: list[tuple[Line, list[tuple[str, str]]]] = []
        self._clause = ""

    def tell(self) -> Account:
        document, out = self._document, self._out
        self._head()
        for part in document.parts:
            self._part(part)
        self._gaps()
        for line, references in self._open:
            line.links = tuple(
                (shown, self._anchors.get(target, -1)) for shown, target in references
            )
        headings = [heading_line(part) for part in document.parts]
        out.tables = self._tables
        out.language = document.language
        out.title = document.title
        out.draft_mark = document.status == "draft"
        out.draft_code = document.draft_code if out.draft_mark else None
        out.outline = [*headings, *([wording.GAPS_TITLE] if document.gaps else [])]
        out.contents = headings if document.toc else []
        out.page_starts = [heading_line(annex) for annex in document.annexes]
        out.signature_fields = [
            inline_text(wording.signatory_name(signatory))
            for party in document.signatures.parties
            for signatory in party.signatories
        ]
        return out

    def _head(self) -> None:
        document = self._document
        self._clause = "head"
        self._line("title", "title", (Text(document.title),))
        if document.subtitle:
            self._line("text", "subtitle", document.subtitle)
        if document.file_reference:
            label = Text(f"{wording.FILE_REFERENCE_LABEL} ")
            self._line("text", "reference", (label, *document.file_reference))
        self._line("text", "between", (Text(wording.BETWEEN),))
        for position, party in enumerate(document.parties):
            if position:
                self._line("text", "between", (Text(wording.AND),))
            for words in party.lines:
                self._line("text", "party", words)
            self._line("text", "short-name", (Text(wording.hereinafter(party)),))

    def _part(self, part: Part | SignatureBlock) -> None:
        self._clause = part.use.name
        self._anchors[part.anchor] = len(self._out.lines)
        number = (Text(f"{part.number} "),) if part.number else ()
        self._line("heading", "heading", (*number, *part.title))
        self._blocks(part.blocks)
        if isinstance(part, SignatureBlock):
            self._signatures(part)

    def _signatures(self, part: SignatureBlock) -> None:
        for party in part.parties:
            self._line("signing", "signing-party", party.heading)
            for signatory in party.signatories:
                self._line("text", "signature-line", (Text(part.place_date),))
                self._line("text", "signature-line", (Text(part.signature),))
                self._line("text", "signatory", wording.signatory_name(signatory))
                self._line("text", "function", signatory.function)

    def _gaps(self) -> None:
        found = wording.gap_list(self._document)
        if found is None:
            return
        self._clause = "gaps"
        paragraph, table = found
        self._line("heading", "gap-list", (Text(wording.GAPS_TITLE),))
        self._line("text", "gap-list", paragraph.content)
        self._table(table, caption=False, role="gap-list")

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    if block.anchor:
                        self._anchors[block.anchor] = len(self._out.lines)
                    self._line("text", "paragraph", block.content, block.label)
                case ListBlock():
                    self._list(block)
                case _:
                    self._table(block, caption=True, role="cell")

    def _list(self, block: ListBlock) -> None:
        for item in block.items:
            line = self._line("item", "item", item.content, item.label)
            line.level = block.level
            for child in item.children:
                self._list(child)

    def _table(self, table: Table, *, caption: bool, role: str) -> None:
        if table.caption and caption:
            self._line("caption", "caption", (Text(table.caption),))
        self._row(table.header, "head", "header-cell" if role == "cell" else role)
        for row in table.rows:
            self._row(row, "cell", role)
        self._tables.append((1 + len(table.rows), len(table.header), 1))

    def _row(self, row: Sequence[Cell], kind: str, role: str) -> None:
        for cell in row:
            self._line(kind, role, cell.content)

    def _line(self, kind: str, role: str, content: Iterable[Inline], label: str = "") -> Line:
        content = tuple(content)
        line = Line(kind, inline_text(content), label, role=role, clause=self._clause)
        line.strong = tuple(_inside(content, Strong))
        line.emphasis = tuple(_inside(content, Emphasis))
        line.gaps = tuple(_gaps(content))
        references = list(_references(content))
        if references:
            self._open.append((line, references))
        self._out.lines.append(line)
        return line


def _inside(content: Iterable[Inline], kind: type[Strong | Emphasis]) -> Iterable[str]:
    """Yield the words inside a kind of emphasis; neighbours are one."""
    joined = ""
    for inline in content:
        words = ""
        if isinstance(inline, kind):
            words = inline_text(inline.content)
        elif isinstance(inline, Strong | Emphasis):
            words = " ".join(_inside(inline.content, kind))
        if words:
            joined += words
        elif joined:
            yield joined
            joined = ""
    if joined:
        yield joined


def _gaps(content: Iterable[Inline]) -> Iterable[str]:
    joined = ""
    for inline in _leaves(content):
        if isinstance(inline, Field) and inline.gap:
            joined += inline.shown
        elif joined:
            yield joined
            joined = ""
    if joined:
        yield joined


def _references(content: Iterable[Inline]) -> Iterable[tuple[str, str]]:
    """Yield references; two in a row to one target are one to everybody who reads them."""
    before = ""
    found: list[tuple[str, str]] = []
    for inline in _leaves(content):
        target = inline.target if isinstance(inline, Reference) else ""
        if isinstance(inline, Reference) and target == before:
            found[-1] = (found[-1][0] + inline.shown, target)
        elif isinstance(inline, Reference):
            found.append((inline.shown, target))
        before = target
    return found


def _leaves(content: Iterable[Inline]) -> Iterable[Text | Field | Reference | Break]:
    for inline in content:
        if isinstance(inline, Strong | Emphasis):
            yield from _leaves(inline.content)
        else:
            yield inline
