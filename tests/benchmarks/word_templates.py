"""The benchmark's contract as people write it for docxtpl and docxtemplater.

Two ways are usual: the words of the contract are typed in the template, with placeholders for the
values; or the template only has loops, and all words come as data. Both templates get the styles
and lists of our skeleton. References are plain words in them, there are no bookmarks, no manifest
and no checks: what they do is less than what our writer does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts import wording
from contracts.document import Document, Field, ListBlock, Paragraph, Strong
from contracts.ooxml.package import write_package
from contracts.plaintext import inline_text
from tests.builders.looks import CALM
from tests.builders.returned import parts_of
from tests.builders.skeleton import build

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Syntax:
    """How a program writes values and loops; places are owner, name and variable."""

    value: str
    loop: str
    end: str
    when: str
    end_when: str


DOCXTPL = Syntax(
    "{{{{ {0}{1} }}}}",
    "{{%p for {2} in {0}{1} %}}",
    "{{%p endfor %}}",
    "{{%p if {0}{1} %}}",
    "{{%p endif %}}",
)
DOCXTEMPLATER = Syntax("{{{1}}}", "{{#{1}}}", "{{/{1}}}", "{{#{1}}}", "{{/{1}}}")


def template(syntax: Syntax, document: Document | None = None) -> bytes:
    """Return the contract's template, with the words of a document or with loops."""
    parts = parts_of(build(CALM))
    text = parts["word/document.xml"].decode()
    frame = re.fullmatch(r"(.*<w:body>).*(<w:sectPr>.*)", text, re.DOTALL)
    assert frame is not None
    body = _Writer(syntax).body(document)
    parts["word/document.xml"] = (frame[1] + body + frame[2]).encode()
    head = _p("header", syntax.value.format("", "title"))
    for name, tag in (("word/header1.xml", "hdr"), ("word/footer1.xml", "ftr")):
        opening = re.search(rf"<w:{tag}[^>]*>", parts[name].decode())
        assert opening is not None
        parts[name] = f"{opening[0]}{head}</w:{tag}>".encode()
    return write_package(parts.items())


def values(document: Document) -> dict[str, Any]:
    """Return the data that both programs fill in, for both ways."""
    annex = document.annexes[0]
    table: Any = annex.blocks[0]
    preamble = document.body[0]
    opening: Any = preamble.blocks[0]
    return {
        "title": document.title,
        "subtitle": inline_text(document.subtitle),
        "reference": f"{wording.FILE_REFERENCE_LABEL} {inline_text(document.file_reference)}",
        "between": wording.BETWEEN,
        "parties": [
            {
                "and": wording.AND if position else "",
                "later": bool(position),
                "lines": [{"text": inline_text(line)} for line in party.lines],
                "short": wording.hereinafter(party),
            }
            for position, party in enumerate(document.parties)
        ],
        "opening": inline_text(preamble.title),
        "preamble": inline_text(opening.content),
        "sections": [
            {"heading": inline_text(part.title), "blocks": list(_blocks(part.blocks))}
            for part in document.body[1:]
        ],
        "closing": inline_text(document.signatures.title),
        "signing": [
            {
                "heading": inline_text(party.heading),
                "place": document.signatures.place_date,
                "signature": document.signatures.signature,
                "name": inline_text(party.signatories[0].name),
                "function": inline_text(party.signatories[0].function),
            }
            for party in document.signatures.parties
        ],
        "annex": inline_text(annex.title),
        "caption": table.caption,
        **{f"h{n}": inline_text(cell.content) for n, cell in enumerate(table.header)},
        "rows": [
            {f"c{n}": inline_text(cell.content) for n, cell in enumerate(row)} for row in table.rows
        ],
        **{_name(field): field.shown for field in _fields(document)},
    }


def _blocks(blocks: Any) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            place = next(n for n, inline in enumerate(block.content) if isinstance(inline, Strong))
            yield {
                "absatz": True,
                "item": False,
                "subitem": False,
                "before": inline_text(block.content[:place]),
                "strong": inline_text(block.content[place : place + 1]),
                "after": inline_text(block.content[place + 1 :]),
            }
        elif isinstance(block, ListBlock):
            for item in block.items:
                flags = {"item": block.level == 1, "subitem": block.level == 2}
                yield {"absatz": False, **flags, "text": inline_text(item.content)}
                yield from _blocks(item.children)


def _fields(document: Document) -> Iterator[Field]:
    for part in document.body[1:]:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield from (inline for inline in block.content if isinstance(inline, Field))


def _name(field: Field) -> str:
    return field.name.rpartition(".")[2]


class _Writer:
    """Writes the body of a template in one syntax."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    def body(self, document: Document | None) -> str:
        value = self._value
        party = (
            self._when("party.", "later", _p("Bindewort", value("party.", "and")))
            + self._loop("party.", "lines", "line", _p("Vertragspartei", value("line.", "text")))
            + _p("Kurzbezeichnung", value("party.", "short"))
        )
        signing = "".join(
            _p(f"Unterschrift {style}", value("party.", name))
            for style, name in (
                ("Partei", "heading"),
                ("Linie", "place"),
                ("Linie", "signature"),
                ("Name", "name"),
                ("Name", "function"),
            )
        )
        return (
            _p("Title", value("", "title"))
            + _p("Subtitle", value("", "subtitle"))
            + _p("Geschäftszeichen", value("", "reference"))
            + _p("Bindewort", value("", "between"))
            + self._loop("", "parties", "party", party)
            + _p("Überschrift ohne Nummer", value("", "opening"))
            + _p("Absatz", value("", "preamble"))
            + (self._looped() if document is None else "".join(self._typed(document)))
            + _p("Überschrift ohne Nummer", value("", "closing"))
            + self._loop("", "signing", "party", signing)
            + _p("Überschrift Anlage", value("", "annex"))
            + _p("caption", value("", "caption"))
            + self._table()
        )

    def _looped(self) -> str:
        value = self._value
        words = (value("block.", "before"), _bold(value("block.", "strong")))
        absatz = _p("Absatz nummeriert", *words, value("block.", "after"))
        blocks = (
            self._when("block.", "absatz", absatz)
            + self._when("block.", "item", _p("Liste Ziffer", value("block.", "text")))
            + self._when("block.", "subitem", _p("Liste Buchstabe", value("block.", "text")))
        )
        heading = _p("heading 1", value("section.", "heading"))
        inner = heading + self._loop("section.", "blocks", "block", blocks)
        return self._loop("", "sections", "section", inner)

    def _typed(self, document: Document) -> Iterator[str]:
        for part in document.body[1:]:
            yield _p("heading 1", inline_text(part.title))
            for block in part.blocks:
                yield from self._typed_block(block)

    def _typed_block(self, block: Any) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield _p("Absatz nummeriert", *map(self._typed_inline, block.content))
        elif isinstance(block, ListBlock):
            for item in block.items:
                style = "Liste Ziffer" if block.level == 1 else "Liste Buchstabe"
                yield _p(style, inline_text(item.content))
                for child in item.children:
                    yield from self._typed_block(child)

    def _typed_inline(self, inline: Any) -> str:
        if isinstance(inline, Field):
            return self._value("", _name(inline))
        text = inline_text((inline,))
        return _bold(text) if isinstance(inline, Strong) else text

    def _table(self) -> str:
        cells = [self._value("row.", f"c{n}") for n in range(4)]
        header = _row([self._value("", f"h{n}") for n in range(4)])
        if self.syntax is DOCXTPL:
            rows = _row(["{%tr for row in rows %}"]) + _row(cells) + _row(["{%tr endfor %}"])
        else:
            rows = _row(["{#rows}" + cells[0], *cells[1:-1], cells[-1] + "{/rows}"])
        grid = '<w:gridCol w:w="2338"/>' * 4
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="Vertragstabelle"/><w:tblW w:w="9352" '
            f'w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>'
        )

    def _value(self, owner: str, name: str) -> str:
        return self.syntax.value.format(owner, name)

    def _loop(self, owner: str, name: str, variable: str, inner: str) -> str:
        return self._around(self.syntax.loop, self.syntax.end, (owner, name, variable), inner)

    def _when(self, owner: str, name: str, inner: str) -> str:
        return self._around(self.syntax.when, self.syntax.end_when, (owner, name), inner)

    def _around(self, before: str, after: str, places: tuple[str, ...], inner: str) -> str:
        begin, end = (_p("Platzhalter", tag.format(*places)) for tag in (before, after))
        return begin + inner + end


def _bold(words: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="Fett"/></w:rPr><w:t>{words}</w:t></w:r>'


def _row(cells: list[str]) -> str:
    inner = (
        f'<w:tc><w:tcPr><w:tcW w:w="2338" w:type="dxa"/></w:tcPr>{_p("Tabellentext", cell)}</w:tc>'
        for cell in cells
    )
    return f"<w:tr>{''.join(inner)}</w:tr>"


def _p(style: str, *runs: str) -> str:
    text = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{CALM.style_id(style)}"/></w:pPr>{text}</w:p>'
