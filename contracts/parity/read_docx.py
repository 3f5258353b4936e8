"""What a Word file says, read from its own XML: numbers counted, fields followed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contracts import wording
from contracts.parity.account import Account
from contracts.parity.docx_numbers import Numbers
from contracts.parity.docx_styles import Styles, w
from contracts.parity.spans import Draft, Span, draft_line, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "Title": "title",
    "heading 1": "heading",
    "Überschrift ohne Nummer": "heading",
    "Überschrift Anlage": "heading",
    "Unterschrift Partei": "signing",
    "caption": "caption",
    "Tabellenkopf": "head",
    "Tabellentext": "cell",
}
LISTS = {
    "Liste Ziffer": 1,
    "Liste Buchstabe": 2,
    "Liste Strich": 1,
    "Liste Strich 2": 2,
}
# Styles of paragraphs that are no text of the contract.
APART = frozenset(("TOC Heading", "toc 1", "Tabellenende"))
# In these kinds every word may be bold by its look, which says nothing about the words.
BOLD = frozenset(("title", "heading", "signing", "caption", "head"))
MOST_BYTES = 100 * 1024 * 1024
_REFERENCE = re.compile(r"^\s*(PAGE)?REF\s+(\S+)")
# Before the name that a page number belongs to.
PAGE = "page of "


def read_docx(data: bytes) -> Account:
    """Return what a Word file says.

    Raises:
        ValueError: it is not a Word file, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise ValueError("the Word file is too large")
            parts = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from error
    if not {"word/document.xml", "word/styles.xml"} <= parts.keys():
        raise ValueError("the Word file has no document")
    return _Reader(parts).read()


class _Reader:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._styles = Styles.of(_parse(parts["word/styles.xml"]))
        numbering = parts.get("word/numbering.xml")
        self._numbers = Numbers.of(_parse(numbering) if numbering else None)
        self._out = Account("docx", tables=[], contents=[], page_starts=[])
        self._drafts: list[Draft] = []
        self._places: dict[str, int] = {}

    def read(self) -> Account:
        out = self._out
        body = _parse(self._parts["word/document.xml"]).find(w("body"))
        self._blocks(body)
        out.lines = resolve(self._drafts, self._places)
        out.language = self._styles.language
        core = self._parts.get("docProps/core.xml")
        if core:
            out.title = _parse(core).findtext("{http://purl.org/dc/elements/1.1/}title")
        self._margins()
        return out

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == w("p"):
                self._paragraph(element)
            elif element.tag == w("tbl"):
                self._table(element)
            elif element.tag == w("bookmarkStart"):
                self._places.setdefault(element.get(w("name")), len(self._drafts))

    def _table(self, table: Any) -> None:
        rows = table.findall(w("tr"))
        heads = sum(row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows)
        # A table without a header row only places things, as signature lines.
        if heads and self._out.tables is not None:
            columns = max(len(row.findall(w("tc"))) for row in rows)
            self._out.tables.append((len(rows), columns, heads))
        for row in rows:
            for cell in row.iterfind(w("tc")):
                self._blocks(cell)

    def _paragraph(self, paragraph: Any) -> None:
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        identifier = "" if style is None else style.get(w("val"))
        name = self._styles.name(identifier)
        for mark in paragraph.iter(w("bookmarkStart")):
            self._places.setdefault(mark.get(w("name")), len(self._drafts))
        if name in APART:
            self._contents(paragraph, name)
            return
        label, _level = self._numbers.label(paragraph, identifier, self._styles)
        kind = KINDS.get(name, "item" if name in LISTS else "text")
        spans = _merged(list(self._spans(paragraph)))
        if kind in BOLD:
            spans = [replace(span, strong=False) for span in spans]
        if kind == "heading":
            spans = [Span(f"{label} "), *spans] if label else spans
            label = ""
            self._page_start(paragraph, identifier, "".join(span.text for span in spans))
        self._drafts.append(draft_line(kind, spans, label, LISTS.get(name, 0)))

    def _page_start(self, paragraph: Any, style: str, heading: str) -> None:
        path = f"{w('pPr')}/{w('pageBreakBefore')}"
        if (paragraph.find(path) is not None or self._styles.has(style, path)) and (
            self._out.page_starts is not None
        ):
            self._out.page_starts.append(heading)

    def _contents(self, paragraph: Any, name: str) -> None:
        if name != "toc 1" or self._out.contents is None:
            return
        spans = (span for span in self._spans(paragraph) if not span.link.startswith(PAGE))
        self._out.contents.append(" ".join("".join(span.text for span in spans).split()))

    # ------------------------------------------------------------------ words

    def _spans(self, paragraph: Any) -> Iterator[Span]:
        """Yield the pieces of a paragraph: the results of its fields, not their instructions."""
        fields: list[str] = []
        hidden = 0
        for run in paragraph.iter(w("r")):
            parent = run.getparent()
            link = parent.get(w("anchor"), "") if parent.tag == w("hyperlink") else ""
            style = self._style(run)
            for element in run:
                if element.tag == w("fldChar"):
                    kind = element.get(w("fldCharType"))
                    hidden += {"begin": 1, "separate": -1}.get(kind, 0)
                    if kind == "begin":
                        fields.append("")
                    elif kind == "end" and fields:
                        fields.pop()
                elif element.tag == w("instrText") and fields:
                    found = _REFERENCE.match(element.text or "")
                    fields[-1] = (PAGE if found[1] else "") + found[2] if found else ""
                elif not hidden and (text := _text(element)):
                    own = fields[-1] if fields else ""
                    yield replace(style, text=text, link=own or link)

    def _style(self, run: Any) -> Span:
        properties = run.find(w("rPr"))
        if properties is None:
            return Span("")
        style = properties.find(w("rStyle"))
        identifier = "" if style is None else style.get(w("val"))
        gap = self._styles.name(identifier) == "Offene Angabe"
        # A gap may look as it likes; emphasis beyond that is said by the run itself.
        look = "" if gap else identifier
        return Span(
            "",
            strong=self._shows(properties, look, "b"),
            emphasis=self._shows(properties, look, "i"),
            gap=gap,
        )

    def _shows(self, properties: Any, style: str, name: str) -> bool:
        own = properties.find(w(name))
        if own is not None:
            return own.get(w("val"), "1") not in ("0", "false")
        return self._styles.has(style, f"{w('rPr')}/{w(name)}")

    # ------------------------------------------------------------------ header and footer

    def _margins(self) -> None:
        headers = self._margin("header")
        footers = self._margin("footer")
        out = self._out
        out.draft_mark = bool(headers) and all(wording.DRAFT_MARK in text for text in headers)
        code = re.search(rf"{wording.DRAFT_CODE_LABEL}\s+(\S+)", " ".join(footers))
        out.draft_code = code[1] if code and out.draft_mark else None

    def _margin(self, kind: str) -> list[str]:
        return [
            " ".join(text for element in _parse(data).iter(w("p")) if (text := _shown(element)))
            for name, data in sorted(self._parts.items())
            if re.fullmatch(rf"word/{kind}\d*\.xml", name)
        ]


def _merged(spans: list[Span]) -> list[Span]:
    """Let a § and its Absatz, between which only a blank stands, be one reference.

    Word can follow the number of a § by itself, but not that of an Absatz, so that a reference
    consists of a field and a link. Both lead into the same clause; the later one says where.
    """
    out = [replace(span) for span in spans]
    for first, blank, second in zip(out, out[1:], out[2:], strict=False):
        if (
            first.link
            and second.link
            and not blank.link
            and not blank.text.strip()
            and second.text.startswith("Abs.")
        ):
            first.link = blank.link = second.link
    return out


def _text(element: Any) -> str:
    if element.tag == w("t"):
        return element.text or ""
    if element.tag in (w("br"), w("cr")):
        return "\n"
    if element.tag == w("noBreakHyphen"):
        return "\u2011"
    return "\t" if element.tag == w("tab") else ""


def _shown(paragraph: Any) -> str:
    return "".join(_text(element) for run in paragraph.iter(w("r")) for element in run)


def _parse(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)
