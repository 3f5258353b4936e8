"""The contract as one accessible page: no script, no request, readable without style."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from contracts.document import (
        Block,
        Cell,
        Document,
        Inline,
        ListItem,
        Part,
        Party,
        SigningParty,
        Table,
    )

SKIP = "Zum Vertragstext springen"
# Nothing is fetched or run, even where a value looks like an address or a script.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(document: Document, template: Path) -> bytes:  # noqa: ARG001 - the writers' interface
    """Return the page, UTF-8."""
    style = resources.files(__package__).joinpath("screen.css").read_text(encoding="utf-8")
    title = f"{document.title} {document.agreement}"
    lines = (
        "<!DOCTYPE html>",
        Markup('<html lang="{}">').format(document.language),
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        Markup("<title>{}</title>").format(title),
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#text">{SKIP}</a>',
        *_banner(document),
        '<main id="text">',
        *_head(document),
        *_contents(document),
        *(line for part in document.parts for line in _part(part)),
        *_gaps(document),
        "</main>",
        "</body>",
        "</html>",
    )
    return ("\n".join(lines) + "\n").encode()


def _banner(document: Document) -> Iterator[Markup]:
    if document.status == "draft":
        yield Markup('<header class="draft"><p>{}</p><p>{} {}</p></header>').format(
            wording.DRAFT_MARK, wording.DRAFT_CODE_LABEL, document.draft_code
        )


def _head(document: Document) -> Iterator[Markup]:
    yield Markup("<h1>{}</h1>").format(document.title)
    if document.subtitle:
        yield Markup('<p class="subtitle">{}</p>').format(_inlines(document.subtitle))
    if document.file_reference:
        yield Markup('<p class="reference">{} {}</p>').format(
            wording.FILE_REFERENCE_LABEL, _inlines(document.file_reference)
        )
    yield Markup('<p class="between">{}</p>').format(wording.BETWEEN)
    for position, party in enumerate(document.parties):
        if position:
            yield Markup('<p class="between">{}</p>').format(wording.AND)
        yield from _party(party)


def _party(party: Party) -> Iterator[Markup]:
    yield Markup('<div class="party" data-party="{}">').format(party.key)
    for line in party.lines:
        yield Markup("<p>{}</p>").format(_inlines(line))
    yield Markup('<p class="short">{}</p>').format(wording.hereinafter(party))
    yield Markup("</div>")


def _contents(document: Document) -> Iterator[Markup]:
    if not document.toc:
        return
    yield Markup('<nav aria-labelledby="contents"><h2 id="contents">{}</h2><ul>').format(
        wording.CONTENTS_TITLE
    )
    for part in document.parts:
        yield Markup('<li><a href="#{}">{}</a></li>').format(part.anchor, _heading(part))
    yield Markup("</ul></nav>")


def _heading(part: Part | SignatureBlock) -> Markup:
    number = Markup('<span class="number">{}</span> ').format(part.number) if part.number else ""
    return Markup("{}{}").format(number, _inlines(part.title))


def _part(part: Part | SignatureBlock) -> Iterator[Markup]:
    kind = type(part).__name__.lower()
    anchor = part.anchor
    yield Markup('<section id="{0}" class="{1}" aria-labelledby="{0}-title">').format(anchor, kind)
    yield Markup('<h2 id="{}-title">{}</h2>').format(anchor, _heading(part))
    yield from _blocks(part.blocks)
    if isinstance(part, SignatureBlock):
        for party in part.parties:
            yield from _signing_party(party, part)
    yield Markup("</section>")


def _signing_party(party: SigningParty, block: SignatureBlock) -> Iterator[Markup]:
    yield Markup('<div class="signing" data-party="{}"><h3>{}</h3>').format(
        party.key, _inlines(party.heading)
    )
    for signatory in party.signatories:
        yield Markup(
            '<div class="signatory"><p class="line">{}</p><p class="line">{}</p>'
            '<p class="name">{}</p><p class="function">{}</p></div>'
        ).format(
            block.place_date,
            block.signature,
            _inlines(wording.signatory_name(signatory)),
            _inlines(signatory.function),
        )
    yield Markup("</div>")


def _blocks(blocks: Iterable[Block]) -> Iterator[Markup]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _paragraph(block)
            case ListBlock():
                yield _list(block)
            case _:
                yield from _table(block)


def _paragraph(block: Paragraph) -> Markup:
    anchor = Markup(' id="{}"').format(block.anchor) if block.anchor else ""
    label = Markup('<span class="label">{}</span> ').format(block.label) if block.label else ""
    kind = Markup(' class="numbered"') if block.label else ""
    return Markup("<p{}{}>{}{}</p>").format(anchor, kind, label, _inlines(block.content))


def _list(block: ListBlock) -> Markup:
    # role="list" keeps the list announced where a browser drops it with its markers.
    tag = Markup("ol") if block.ordered else Markup("ul")
    items = Markup("\n").join(_item(item) for item in block.items)
    return Markup('<{0} role="list" class="level-{1}">\n{2}\n</{0}>').format(
        tag, block.level, items
    )


def _item(item: ListItem) -> Markup:
    children = Markup("").join(_list(child) for child in item.children)
    return Markup('<li><span class="label">{}</span> <span class="body">{}</span>{}</li>').format(
        item.label, _inlines(item.content), children
    )


def _table(block: Table) -> Iterator[Markup]:
    # A wide table scrolls within itself; the keyboard reaches it by its tab stop.
    yield Markup('<div class="scroll" tabindex="0"><table>')
    if block.caption:
        yield Markup("<caption>{}</caption>").format(block.caption)
    header = Markup("").join(_cell(cell, HEAD) for cell in block.header)
    yield Markup("<thead><tr>{}</tr></thead>").format(header)
    yield Markup("<tbody>")
    for row in block.rows:
        cells = Markup("").join(_cell(cell, CELL) for cell in row)
        yield Markup("<tr>{}</tr>").format(cells)
    yield Markup("</tbody></table></div>")


HEAD = Markup('<th scope="col"{}>{}</th>')
CELL = Markup("<td{}>{}</td>")


def _cell(cell: Cell, form: Markup) -> Markup:
    align = Markup(' class="{}"').format(cell.align) if cell.align != "left" else ""
    return form.format(align, _inlines(cell.content))


def _gaps(document: Document) -> Iterator[Markup]:
    found = wording.gap_list(document)
    if found is None:
        return
    paragraph, table = found
    title = wording.GAPS_TITLE
    yield Markup('<section class="gaps" aria-labelledby="gaps-title">')
    yield Markup('<h2 id="gaps-title">{}</h2>').format(title)
    yield _paragraph(paragraph)
    # The caption repeats the heading; a page that is read aloud says it once.
    yield from (line for line in _table(table) if not line.startswith("<caption>"))
    yield Markup("</section>")


def _inlines(content: Iterable[Inline]) -> Markup:
    return Markup("").join(_inline(inline) for inline in content)


def _inline(inline: Inline) -> Markup:
    match inline:
        case Text(text):
            return escape(text)
        case Strong(content):
            return Markup("<strong>{}</strong>").format(_inlines(content))
        case Emphasis(content):
            return Markup("<em>{}</em>").format(_inlines(content))
        case Field(name, _value, shown, gap):
            tag = Markup("mark") if gap else Markup("span")
            # bdi: a value in another direction never reorders the words around it.
            return Markup('<{0} data-field="{1}"><bdi>{2}</bdi></{0}>').format(tag, name, shown)
        case Reference(target, shown):
            return Markup('<a href="#{}">{}</a>').format(target, shown)
        case Break():
            return Markup("<br>\n")
