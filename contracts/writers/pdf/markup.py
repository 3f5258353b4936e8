"""The document as the markup of a page: its blocks in HTML, its frame from ``page.html``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from contracts import plaintext, wording
from contracts.columns import is_crowded, shares
from contracts.document import (
    Break,
    Cell,
    Emphasis,
    Field,
    ListBlock,
    ListItem,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.document import (
        Block,
        Document,
        Inline,
        Part,
        Signatory,
        SignatureBlock,
        SigningParty,
    )

# An address has no blank; a line may end behind these signs of it.
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_PIECE = re.compile(r"[^@./]*[@./]+|[^@./]+")
# Characters in a cell up to which its row is kept on one page.
MOST_WHOLE = 400


def page_values(document: Document) -> dict[str, Any]:
    """Return what ``page.html`` may use: the document, the fixed words and the functions below."""
    draft = document.status == "draft"
    targets = _targets(document)
    reference = plaintext.inline_text(document.file_reference)
    return {
        "document": document,
        "words": wording,
        "reference": f"{wording.FILE_REFERENCE_LABEL} {reference}" if reference else "",
        "mark": wording.DRAFT_MARK if draft else "",
        "code": f"{wording.DRAFT_CODE_LABEL} {document.draft_code}" if draft else "",
        "gaps": _gaps(document),
        "blocks": lambda content: blocks(content, targets),
        "heading": heading,
        "inlines": inlines,
        "bookmark": lambda part: " ".join(plaintext.heading_line(part).split()),
        "kind": lambda part: type(part).__name__.lower(),
        "signature": signature_label,
        "signing": lambda part: getattr(part, "parties", ()),
    }


def signature_label(party: SigningParty, signatory: Signatory) -> str:
    """Return how a signature field is called where only its name is read out."""
    name = plaintext.inline_text(wording.signatory_name(signatory))
    return f"Unterschrift {name}, {plaintext.inline_text(party.heading)}"


def _gaps(document: Document) -> tuple[Block, ...]:
    found = wording.gap_list(document)
    if found is None:
        return ()
    paragraph, table = found
    # The heading above the table says what its caption would say again.
    return paragraph, Table(table.header, table.rows)


def heading(part: Part | SignatureBlock) -> Markup:
    """Return number and title of a part."""
    # no list label (ISO 32000-1, table 336): in a heading the number is a word like the others
    # the blank stands inside, since a line that ends there would lose it
    number = Markup('<span class="number">{} </span>').format(part.number) if part.number else ""
    return number + inlines(part.title)


def _targets(document: Document) -> frozenset[str]:
    """Return what references lead to: a name costs the engine time, whether used or not."""
    waiting: list[object] = [document.subtitle, *(party.lines for party in document.parties)]
    waiting += [inside for part in document.parts for inside in (part.title, part.blocks)]
    found = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, Reference):
            found.add(node.target)
        elif isinstance(node, tuple):
            waiting.extend(node)
        elif isinstance(node, Paragraph | ListItem | Cell | Strong | Emphasis):
            waiting.extend((node.content, getattr(node, "children", ())))
        elif isinstance(node, ListBlock):
            waiting.append(node.items)
        elif isinstance(node, Table):
            waiting.extend((node.header, node.rows))
    return frozenset(found)


def blocks(content: Sequence[Block], targets: frozenset[str]) -> Markup:
    """Return the blocks of a part; a paragraph that announces a list stays with it."""
    following: list[Block | None] = [*content[1:], None]
    return Markup("\n").join(
        _block(block, targets, leads=isinstance(then, ListBlock | Table))
        for block, then in zip(content, following, strict=False)
    )


def _block(block: Block, targets: frozenset[str], *, leads: bool) -> Markup:
    match block:
        case Paragraph():
            return _paragraph(block, targets, leads=leads)
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)


def _paragraph(block: Paragraph, targets: frozenset[str], *, leads: bool) -> Markup:
    names = " ".join(name for name, said in (("numbered", block.label), ("lead-in", leads)) if said)
    attributes = Markup(' class="{}"').format(names) if names else Markup("")
    if block.anchor in targets:
        attributes += Markup(' id="{}"').format(block.anchor)
    return Markup("<p{}>{}{}</p>").format(attributes, _label(block.label), inlines(block.content))


def _label(label: str) -> Markup:
    return Markup('<span class="label">{}\t</span>').format(label) if label else Markup("")


def _list(block: ListBlock) -> Markup:
    tag = Markup("ol") if block.ordered else Markup("ul")
    items = Markup("").join(_item(item) for item in block.items)
    return Markup("<{0}>{1}</{0}>").format(tag, items)


def _item(item: ListItem) -> Markup:
    children = Markup("").join(_list(child) for child in item.children)
    leads = Markup(' class="lead-in"') if item.children else Markup("")
    return Markup("<li><p{}>{}{}</p>{}</li>").format(
        leads, _label(item.label), inlines(item.content), children
    )


def _table(block: Table) -> Markup:
    caption = Markup("<caption>{}</caption>").format(block.caption) if block.caption else ""
    widths = shares(block)
    columns = Markup("").join(
        Markup('<col style="width:{}%"/>').format(round(100 * width, 1)) for width in widths
    )
    header = _cells(block.header, widths, HEAD)
    rows = Markup("").join(_row(row, widths) for row in block.rows)
    return Markup(
        "<table>{}<colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, columns, header, rows)


def _row(row: Sequence[Cell], widths: Sequence[float]) -> Markup:
    # A row stays whole, unless it might not find room on any page.
    longest = max(len(plaintext.inline_text(cell.content)) for cell in row)
    tag = Markup('<tr class="long">') if longest > MOST_WHOLE else Markup("<tr>")
    return tag + _cells(row, widths, CELL) + Markup("</tr>")


HEAD = Markup('<th scope="col"{}>{}</th>')
CELL = Markup("<td{}>{}</td>")


def _cells(row: Sequence[Cell], widths: Sequence[float], form: Markup) -> Markup:
    return Markup("").join(
        _cell(cell, form, crowded=is_crowded(cell, width))
        for cell, width in zip(row, widths, strict=True)
    )


def _cell(cell: Cell, form: Markup, *, crowded: bool) -> Markup:
    names = " ".join(filter(None, (cell.align.replace("left", ""), "crowded" if crowded else "")))
    attributes = Markup(' class="{}"').format(names) if names else Markup("")
    address = _address(cell.content)
    return form.format(attributes, _pieces(address) if address else inlines(cell.content))


def _address(content: Sequence[Inline]) -> str:
    """Return the mail or web address that a cell consists of, "" where it is another text."""
    match content:
        case (Text(text) | Field(shown=text, gap=False),) if _ADDRESS.fullmatch(text):
            return text
        case _:
            return ""


def _pieces(address: str) -> Markup:
    """Return an address as pieces between which a line may end; copied, it has no sign more."""
    pieces = _PIECE.findall(address)
    return Markup("").join(Markup('<span class="piece">{}</span>').format(p) for p in pieces)


def inlines(content: Iterable[Inline]) -> Markup:
    """Return inlines as markup."""
    return Markup("").join(_inline(inline) for inline in content)


def _inline(inline: Inline) -> Markup:
    match inline:
        case Text(text):
            return escape(text)
        case Strong(content):
            return Markup("<strong>{}</strong>").format(inlines(content))
        case Emphasis(content):
            return Markup("<em>{}</em>").format(inlines(content))
        case Field(shown=shown, gap=gap):
            return Markup("<mark>{}</mark>").format(shown) if gap else escape(shown)
        case Reference(target, shown):
            return Markup('<a href="#{}">{}</a>').format(target, shown)
        case Break():
            return Markup("<br/>")
