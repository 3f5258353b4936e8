"""A report as a Word file in the look of a skeleton: paragraphs and tables on wide pages."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import REL_CUSTOM, REL_CUSTOM_XML, RELS, TYPES, W, w
from contracts.ooxml.package import CONTENT_TYPES, ROOT_RELS, read_package, rels_name, write_package
from contracts.ooxml.xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.ooxml.package import Package

Run = tuple[str, tuple[str, ...]]
"""Words and how they look: "b", "i", "strike"."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


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
    body.append(_landscape(section))
    parts = _without_signs(package)
    parts[package.document] = _DECLARATION + etree.tostring(root, encoding="unicode").encode()
    return write_package(parts.items())


def table(
    header: Sequence[str], rows: Iterable[Sequence[Iterable[Run]]], widths: Sequence[int]
) -> etree._Element:
    """Return a table whose header is repeated on every page; widths in twentieths of a point."""
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
    for row in rows:
        made.append(_row(row, widths))
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
    cells: Sequence[Iterable[Run]], widths: Sequence[int], *, head: bool = False
) -> etree._Element:
    row = _new("tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")
    if head:
        _add(properties, "tblHeader")
    for cell, width in zip(cells, widths, strict=True):
        box = _add(row, "tc")
        _add(_add(box, "tcPr"), "tcW", w=str(width), type="dxa")
        box.append(paragraph(cell))
    return row


def _landscape(section: etree._Element | None) -> etree._Element:
    """Return the page of the skeleton on its side, without header and footer of the contract."""
    page = _new("sectPr") if section is None else deepcopy(section)
    for child in list(page):
        if child.tag in (w("headerReference"), w("footerReference"), w("titlePg")):
            page.remove(child)
    size = page.find(w("pgSz"))
    if size is not None:
        width, height = size.get(w("w"), "11906"), size.get(w("h"), "16838")
        size.set(w("w"), height)
        size.set(w("h"), width)
        size.set(w("orient"), "landscape")
    return page


def _without_signs(package: Package) -> dict[str, bytes]:
    """Return the parts without what says that the file is a draft of the contract."""
    parts = dict(package.parts)
    gone = set(package.related("", REL_CUSTOM)) | set(
        package.related(package.document, REL_CUSTOM_XML)
    )
    for part in list(gone):
        folder = part.rpartition("/")[0]
        gone |= {n for n in parts if n.startswith(f"{folder}/") and folder == "customXml"}
    for name in gone:
        parts.pop(name, None)
    for name, kinds in (
        (ROOT_RELS, (REL_CUSTOM,)),
        (rels_name(package.document), (REL_CUSTOM_XML,)),
    ):
        root = parse(parts[name], name, package.file)
        for relation in root.findall(f"{{{RELS}}}Relationship"):
            if relation.get("Type") in kinds:
                root.remove(relation)
        parts[name] = _DECLARATION + etree.tostring(root, encoding="unicode").encode()
    types = parse(parts[CONTENT_TYPES], CONTENT_TYPES, package.file)
    for override in types.findall(f"{{{TYPES}}}Override"):
        if override.get("PartName", "").lstrip("/") in gone:
            types.remove(override)
    parts[CONTENT_TYPES] = _DECLARATION + etree.tostring(types, encoding="unicode").encode()
    return parts


def _new(name: str) -> etree._Element:
    return etree.Element(w(name), nsmap={"w": W})


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, w(name), {w(k): v for k, v in attributes.items()})
