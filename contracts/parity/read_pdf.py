"""What a PDF says to somebody who hears it: its structure tree with the words painted for it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts import wording
from contracts.parity.account import WRAP, Account
from contracts.parity.pdf_content import UNKNOWN, Page, Painted, read_fonts, read_page
from contracts.parity.spans import Draft, Span, draft_line, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADINGS = {"H1": "title", "H2": "heading", "H3": "signing"}
LINES = {**HEADINGS, "P": "text", "Caption": "caption", "TH": "head", "TD": "cell"}
GROUPS = frozenset(("Document", "Sect", "THead", "TBody", "TR", "LBody", "Div", "Part"))
# In these kinds every word is bold by its look, which says nothing about the words.
BOLD = frozenset(("title", "heading", "signing", "caption", "head"))
MOST_LEVELS = 60
# In points: how far apart the feet of two lines are at least, and how far above the foot of a
# line, its margin included, a link to it may lead.
LEAST_APART = 0.5
MOST_ABOVE = 85.0

# Labels, and what a table of contents adds to its entries.
ASIDE = frozenset(("Lbl", "Span"))

# A page and a height on it.
Spot: TypeAlias = tuple[int, float]


def read_pdf(data: bytes) -> Account:
    """Return what a PDF says.

    Raises:
        ValueError: it has no structure, or one that never ends.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            raise ValueError("the PDF has no structure")
        return _Reader(pdf, root).read()


class _Reader:
    def __init__(self, pdf: Any, root: Any) -> None:
        self._pdf, self._root = pdf, root
        self._out = Account("pdf", tables=[], contents=[], signature_fields=[])
        self._drafts: list[Draft] = []
        self._places: dict[str, int] = {}
        self._starts: dict[int, Spot] = {}
        self._pages: dict[tuple[int, int], int] = {}
        self._painted: list[Page] = []
        self._read: set[tuple[int, int]] = set()

    def read(self) -> Account:
        out, pdf = self._out, self._pdf
        self._paint()
        document = self._root["/K"]
        out.language = str(document.get("/Lang", pdf.Root.get("/Lang", "")))
        out.title = str(pdf.docinfo.get("/Title", ""))
        self._element(document, 0, 0)
        self._links()
        out.lines = resolve(self._drafts, self._places)
        out.outline = _outline(pdf)
        self._margins()
        self._page_starts()
        out.unreadable += [
            f"page {page + 1}, mark {mark}: {painted.text}"
            for page, sheet in enumerate(self._painted)
            for mark, painted in sheet.marks.items()
            if (page, mark) not in self._read and painted.text.strip()
        ]
        return out

    # ------------------------------------------------------------------ words

    def _paint(self) -> None:
        import pikepdf

        faces: dict[tuple[int, int], Any] = {}
        for number, sheet in enumerate(self._pdf.pages):
            self._pages[sheet.obj.objgen] = number
            fonts = sheet.obj["/Resources"].get("/Font", pikepdf.Dictionary())
            if fonts.objgen not in faces:
                faces[fonts.objgen] = read_fonts(fonts)
            contents = sheet.obj["/Contents"]
            parts = contents if isinstance(contents, pikepdf.Array) else [contents]
            content = b"\n".join(bytes(part.read_bytes()) for part in parts)
            page = read_page(content, faces[fonts.objgen])
            self._painted.append(page)
            problems = dict.fromkeys(page.problems)
            self._out.unreadable += [f"page {number + 1}: {problem}" for problem in problems]

    def _words(self, page: int, mark: int, style: Span) -> tuple[Span, Spot]:
        painted = self._painted[page].marks.get(mark, Painted())
        self._read.add((page, mark))
        if UNKNOWN in painted.text:
            self._out.unreadable.append(f"page {page + 1}: glyph without a character")
        span = replace(style, text=painted.text, strong=painted.bold, emphasis=painted.italic)
        return span, (page, painted.line)

    # ------------------------------------------------------------------ structure

    def _element(self, element: Any, level: int, depth: int) -> None:
        if depth > MOST_LEVELS:
            raise ValueError("the structure of the PDF is nested too deeply")
        role = str(element["/S"])[1:]
        if role in LINES:
            self._line(element, LINES[role], level)
        elif role == "LI":
            self._item(element, level, depth)
        elif role == "TOC":
            self._contents(element)
        else:
            self._group(element, role, level, depth)

    def _group(self, element: Any, role: str, level: int, depth: int) -> None:
        if role == "Table":
            self._table(element)
        elif role not in GROUPS and role != "L":
            self._out.unreadable.append(f"unexpected element {role}")
        for kid in _kids(element):
            if isinstance(kid, int):
                self._out.unreadable.append(f"words directly in {role}")
            else:
                self._element(kid, level + (role == "L"), depth + 1)

    def _line(self, element: Any, kind: str, level: int, label: str = "") -> None:
        identifier = element.get("/ID")
        if identifier is not None:
            self._places[str(identifier)] = len(self._drafts)
        spans: list[Span] = []
        before: Spot | None = None
        for span, spot, is_label in self._spans(element, Span(""), None):
            if span.text:
                self._starts.setdefault(len(self._drafts), spot)
            if is_label:
                label += span.text
                continue
            if span.text and before is not None and _apart(before, spot):
                spans.append(replace(span, text=WRAP))
            before = spot if span.text else before
            spans.append(span)
        if kind in BOLD:
            spans = [replace(span, strong=False) for span in spans]
        self._drafts.append(draft_line(kind, _even(spans), label.strip(), level))

    def _spans(
        self, element: Any, style: Span, page: int | None
    ) -> Iterator[tuple[Span, Spot, bool]]:
        role = str(element["/S"])[1:]
        page = self._page(element, page)
        if role == "Gap":
            style = replace(style, gap=True)
        elif role == "Link":
            style = replace(style, link=self._target(element))
        for kid in _kids(element):
            if isinstance(kid, int):
                yield (*self._words(page or 0, kid, style), role in ASIDE)
            elif kid.get("/Type") == "/MCR":
                there = self._pages[kid["/Pg"].objgen]
                yield (*self._words(there, int(kid["/MCID"]), style), role in ASIDE)
            elif kid.get("/Type") == "/OBJR":
                self._annotation(kid["/Obj"])
            else:
                yield from self._spans(kid, style, page)

    def _item(self, element: Any, level: int, depth: int) -> None:
        label = ""
        for kid in _kids(element):
            role = str(kid["/S"])[1:]
            if role == "Lbl":
                label = "".join(span.text for span, _, _ in self._spans(kid, Span(""), None))
            elif role == "LBody":
                for inner in _kids(kid):
                    if str(inner["/S"]) == "/P":
                        self._line(inner, "item", level, label)
                    else:
                        self._element(inner, level, depth + 2)

    def _table(self, element: Any) -> None:
        rows = [row for group in _kids(element) for row in _rows(group)]
        cells = [[str(cell["/S"]) for cell in _kids(row)] for row in rows]
        heads = sum(set(row) == {"/TH"} for row in cells)
        assert self._out.tables is not None  # noqa: S101 - set above
        self._out.tables.append((len(rows), max(map(len, cells), default=0), heads))

    def _contents(self, element: Any) -> None:
        assert self._out.contents is not None  # noqa: S101 - set above
        if self._drafts and self._drafts[-1].line.words == wording.CONTENTS_TITLE:
            self._drafts.pop()
            self._starts.pop(len(self._drafts), None)
        for entry in _kids(element):
            spans = [
                span.text for span, _, aside in self._spans(entry, Span(""), None) if not aside
            ]
            self._out.contents.append(" ".join("".join(spans).split()))

    def _annotation(self, annotation: Any) -> None:
        if annotation.get("/FT") == "/Sig" and self._out.signature_fields is not None:
            self._out.signature_fields.append(str(annotation.get("/TU", "")))

    def _page(self, element: Any, page: int | None) -> int | None:
        own = element.get("/Pg")
        return page if own is None else self._pages[own.objgen]

    # ------------------------------------------------------------------ around the words

    def _target(self, element: Any) -> str:
        for kid in _kids(element):
            if not isinstance(kid, int) and kid.get("/Type") == "/OBJR":
                return str(kid["/Obj"].get("/Dest", ""))
        return ""

    def _links(self) -> None:
        """Let only those names lead somewhere whose page and height are those of their line."""
        import pikepdf

        names = self._pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        found = dict(pikepdf.NameTree(names)) if names is not None else {}
        for name, place in list(self._places.items()):
            start = self._starts.get(place)
            target = found.get(name)
            if target is None or start is None or not self._leads(target, start):
                del self._places[name]

    def _leads(self, target: Any, start: Spot) -> bool:
        page, foot = start
        height = float(target[3]) - foot
        return self._pages.get(target[0].objgen) == page and 0 <= height < MOST_ABOVE

    def _margins(self) -> None:
        out = self._out
        margins = [" ".join(" ".join(sheet.artifacts).split()) for sheet in self._painted]
        marked = [wording.DRAFT_MARK in margin for margin in margins]
        out.draft_mark = any(marked)
        if out.draft_mark and not all(marked):
            out.unreadable.append(f"no draft mark on page {marked.index(False) + 1}")
        codes = {
            code[1]
            for margin in margins
            if (code := re.search(rf"{wording.DRAFT_CODE_LABEL}\s+(\S+)", margin))
        }
        out.draft_code = ", ".join(sorted(codes)) or None
        out.page_labels = [
            wording.page_label(str(number), str(len(margins))) in margin
            for number, margin in enumerate(margins, start=1)
        ]

    def _page_starts(self) -> None:
        first: dict[int, int] = {}
        for number, (page, _foot) in sorted(self._starts.items()):
            first.setdefault(page, number)
        lines = self._out.lines
        self._out.page_starts = [
            lines[number].text for number in first.values() if lines[number].kind == "heading"
        ]


def _apart(one: Spot, other: Spot) -> bool:
    return one[0] != other[0] or abs(one[1] - other[1]) > LEAST_APART


def _kids(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _rows(group: Any) -> Iterable[Any]:
    role = str(group["/S"])
    if role == "/TR":
        return [group]
    return _kids(group) if role in ("/THead", "/TBody") else []


def _even(spans: list[Span]) -> list[Span]:
    """Let each wrap, and each blank, belong to the marks of both its neighbours."""
    out = [replace(span) for span in spans]
    for before, span in pairwise(out):
        if span.text == WRAP:
            span.strong = span.strong and before.strong
            span.emphasis = span.emphasis and before.emphasis
    return out


def _outline(pdf: Any) -> list[str]:
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]
