"""What a page says, read from its markup by a parser of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.parity.account import Account
from contracts.parity.spans import Draft, Span, draft_line, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = {
    "h1": "title",
    "h2": "heading",
    "h3": "signing",
    "p": "text",
    "caption": "caption",
    "th": "head",
    "td": "cell",
}
BLOCKS = frozenset(("ol", "ul", "table"))


def read_html(data: bytes) -> Account:
    """Return what a page says."""
    from lxml import html

    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    return _Reader(root).read()


class _Reader:
    def __init__(self, root: Any) -> None:
        self._root = root
        self._drafts: list[Draft] = []
        self._places: dict[str, int] = {}
        self._out = Account("html", tables=[], contents=[])

    def read(self) -> Account:
        root, out = self._root, self._out
        out.language = root.get("lang")
        out.title = (root.findtext("head/title") or "").strip()
        banner = " ".join(root.xpath("string(body/header)").split())
        out.draft_mark = banner.startswith("Entwurf")
        out.draft_code = banner.rpartition(" ")[2] if banner else None
        main = root.find("body/main")
        for child in main if main is not None else ():
            self._element(child, 0)
        out.lines = resolve(self._drafts, self._places)
        return out

    def _element(self, element: Any, level: int) -> None:
        tag = element.tag
        identifier = element.get("id")
        if identifier:
            self._places["#" + identifier] = len(self._drafts)
        if tag == "nav":
            contents = [" ".join(item.text_content().split()) for item in element.iter("li")]
            self._out.contents = contents
        elif tag in LINES:
            self._line(LINES[tag], element)
        elif tag == "li":
            self._item(element, level)
        else:
            if tag == "table":
                self._table(element)
            for child in element:
                self._element(child, level + (tag in ("ol", "ul")))

    def _table(self, element: Any) -> None:
        rows = list(element.iter("tr"))
        heads = sum(all(cell.tag == "th" for cell in row) for row in rows)
        assert self._out.tables is not None  # noqa: S101 - set above
        self._out.tables.append((len(rows), max((len(row) for row in rows), default=0), heads))

    def _item(self, element: Any, level: int) -> None:
        self._line("item", element, level)
        for child in element:
            if child.tag in BLOCKS:
                self._element(child, level)

    def _line(self, kind: str, element: Any, level: int = 0) -> None:
        label = ""
        first = element[0] if len(element) else None
        if first is not None and first.get("class") == "label" and not (element.text or "").strip():
            label = (first.text or "").strip()
        spans = list(_spans(element, Span(""), skip=bool(label)))
        if kind == "item" or label:
            spans = [Span(spans[0].text.lstrip()), *spans[1:]] if spans else []
        self._drafts.append(draft_line(kind, spans, label, level))


def _spans(element: Any, style: Span, *, skip: bool = False) -> Iterator[Span]:
    """Yield the pieces of an element's text; nested lists are lines of their own."""
    if element.text:
        yield _styled(_flow(element.text), style)
    for child in element:
        if child.tag == "br":
            yield _styled("\n", style)
        elif child.tag not in BLOCKS and not (skip and child.get("class") == "label"):
            yield from _spans(child, _style(child, style))
        if child.tail:
            tail = _flow(child.tail)
            yield _styled(tail.lstrip(" ") if child.tag == "br" else tail, style)


def _style(element: Any, style: Span) -> Span:
    return Span(
        "",
        strong=style.strong or element.tag == "strong",
        emphasis=style.emphasis or element.tag == "em",
        gap=style.gap or element.tag == "mark",
        link=element.get("href", "") if element.tag == "a" else style.link,
    )


def _styled(text: str, style: Span) -> Span:
    return Span(text, style.strong, style.emphasis, style.gap, style.link)


def _flow(text: str) -> str:
    """Return text as a browser shows it: line ends of the source are blanks."""
    return text.replace("\n", " ")
