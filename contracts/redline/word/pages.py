"""A report as a Word file in the look of a skeleton: paragraphs and tables on wide pages."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import R, W, w
from contracts.ooxml.package import read_package, write_package
from contracts.ooxml.xml import parse
from contracts.redline.word.shell import DECLARATION, shell

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

Run = tuple[str, tuple[str, ...]]
"""Words and how they look: "b", "i", "strike"."""
_ID = f"{{{R}}}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARGIN = "1134"  # 2 cm; there is no header to leave room for
_HEAD = "F1F1EE"


def report(title: str, content: Iterable[etree._Element], skeleton: bytes) -> bytes:
    """Return a Word file with a title and content.

    Args:
        title: the first paragraph, in the style that the skeleton has there.
        content: what ``paragraph`` and ``table`` made.
        skeleton: a Word file whose styles and page are used; its text is left out.

    Raises:
        SourceError: the skeleton is damaged.
    """
    package = read_package(skeleton, "skeleton.docx")
    root = parse(package.parts[package.document], package.document, package.file)
    body = root.find(w("body"))
    assert body is not None  # noqa: S101 - every Word file has one
    first = next((p for p in body.iterfind(w("p"))), None)
    section = body.find(w("sectPr"))
    for child in list(body):
        body.remove(child)
    style = first.find(f"{w('pPr')}") if first is not None else None
    body.append(paragraph([(title, ())], style))
    body.extend(content)
    body.append(paragraph([("", ())]))
    parts, footer = shell(package, title)
    body.append(_landscape(section, footer))
    parts[package.document] = DECLARATION + etree.tostring(root, encoding="unicode").encode()
    return write_package(parts.items())


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[Iterable[Run]]],
    widths: Sequence[int],
    shaded: Container[int] = (),
) -> etree._Element:
    """Return a table whose header is repeated on every page.

    Args:
        header: the names of the columns.
        rows: what stands in their cells.
        widths: of the columns, in twentieths of a point.
        shaded: the numbers of rows that are headings of those below them.
    """
    made = _new("tbl")
    properties = _add(made, "tblPr")
    _add(properties, "tblW", w=str(sum(widths)), type="dxa")
    borders = _add(properties, "tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, edge, val="single", sz="4", space="0", color="767676")
    _add(properties, "tblLayout", type="fixed")
    grid = _add(made, "tblGrid")
    for width in widths:
        _add(grid, "gridCol", w=str(width))
    made.append(_row([[(name, ("b",))] for name in header], widths, head=True))
    for n, row in enumerate(rows):
        made.append(_row(row, widths, shaded=n in shaded))
    return made


def paragraph(runs: Iterable[Run], properties: etree._Element | None = None) -> etree._Element:
    """Return a paragraph; ``properties`` are taken over from another one."""
    made = _new("p")
    if properties is not None:
        made.append(deepcopy(properties))
    for text, looks in runs:
        if not text:
            continue
        run = _add(made, "r")
        if looks:
            look = _add(run, "rPr")
            for name in looks:
                _add(look, name)
        for n, piece in enumerate(text.split("\n")):
            if n:
                _add(run, "br")
            shown = _add(run, "t")
            shown.text = piece
            shown.set(_SPACE, "preserve")
    return made


def _row(
    cells: Sequence[Iterable[Run]],
    widths: Sequence[int],
    *,
    head: bool = False,
    shaded: bool = False,
) -> etree._Element:
    row = _new("tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")
    if head:
        _add(properties, "tblHeader")
    for cell, width in zip(cells, widths, strict=True):
        box = _add(row, "tc")
        look = _add(box, "tcPr")
        _add(look, "tcW", w=str(width), type="dxa")
        if head or shaded:
            _add(look, "shd", val="clear", color="auto", fill=_HEAD)
        box.append(paragraph(cell, _in_cell(keep=shaded)))
    return row


def _in_cell(*, keep: bool) -> etree._Element:
    """Return the properties of a paragraph in a cell; ``keep`` it on the page of the next row."""
    properties = _new("pPr")
    if keep:
        _add(properties, "keepNext")
    _add(properties, "spacing", before="40", after="40")
    return properties


def _landscape(section: etree._Element | None, footer: str) -> etree._Element:
    """Return the page of the skeleton on its side, with the footer of that relation id."""
    page = _new("sectPr") if section is None else deepcopy(section)
    for child in list(page):
        if child.tag in (w("headerReference"), w("footerReference"), w("titlePg")):
            page.remove(child)
    if footer:
        page.insert(0, etree.Element(w("footerReference"), {w("type"): "default", _ID: footer}))
    margin = page.find(w("pgMar"))
    if margin is not None:
        for edge in ("top", "right", "bottom", "left"):
            margin.set(w(edge), _MARGIN)
    size = page.find(w("pgSz"))
    if size is not None:
        width, height = size.get(w("w"), "11906"), size.get(w("h"), "16838")
        size.set(w("w"), height)
        size.set(w("h"), width)
        size.set(w("orient"), "landscape")
    return page


def _new(name: str) -> etree._Element:
    return etree.Element(w(name), nsmap={"w": W})


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, w(name), {w(k): v for k, v in attributes.items()})
