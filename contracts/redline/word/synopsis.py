"""The Synopse as a Word file: both texts side by side, and where each change comes from.

Deleted words stand italic on the left, new ones bold on the right, as in the federal handbook for
legal drafting; what did not change is said once, what is gone "entfällt".
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import REL_CUSTOM, REL_CUSTOM_XML, RELS, TYPES, W, w
from contracts.ooxml.package import CONTENT_TYPES, ROOT_RELS, read_package, rels_name, write_package
from contracts.ooxml.xml import parse
from contracts.redline import german
from contracts.redline.view import Line, Piece, has_side, lines, side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.ooxml.package import Package
    from contracts.redline.model import Comparison

COLUMNS = ("Bisherige Fassung", "Neue Fassung", "Grund oder Herkunft")
_WIDTHS = (5600, 5600, 3000)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LOOKS = {"deleted": ("i", "strike"), "inserted": ("b",)}


def synopsis(comparison: Comparison, skeleton: bytes) -> bytes:
    """Return the Synopse as a Word file.

    Args:
        comparison: what to show.
        skeleton: a Word file whose styles and page are used; its text is left out.

    Raises:
        SourceError: the skeleton is damaged.
    """
    package = read_package(skeleton, "skeleton.docx")
    root = parse(package.parts[package.document], package.document, package.file)
    body = root.find(w("body"))
    assert body is not None  # noqa: S101 - every Word file has one
    title = next((p for p in body.iterfind(w("p"))), None)
    section = body.find(w("sectPr"))
    for child in list(body):
        body.remove(child)
    head = f"Synopse: {comparison.old.name} – {comparison.new.name}"
    style = title.find(f"{w('pPr')}") if title is not None else None
    body.append(_paragraph([(head, ())], style))
    body.append(_paragraph([(german.counts_text(comparison), ())]))
    body.append(_table(comparison))
    for note in comparison.notes:
        body.append(_paragraph([(f"Hinweis: {note.text}", ("b",))]))
        for item in note.items:
            body.append(_paragraph([(f"– {item}", ())]))
    body.append(_paragraph([("", ())]))
    body.append(_landscape(section))
    parts = _without_signs(package)
    parts[package.document] = _DECLARATION + etree.tostring(root, encoding="unicode").encode()
    return write_package(parts.items())


def _table(comparison: Comparison) -> etree._Element:
    table = _new("tbl")
    properties = _add(table, "tblPr")
    _add(properties, "tblW", w=str(sum(_WIDTHS)), type="dxa")
    borders = _add(properties, "tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, edge, val="single", sz="4", space="0", color="767676")
    _add(properties, "tblLayout", type="fixed")
    grid = _add(table, "tblGrid")
    for width in _WIDTHS:
        _add(grid, "gridCol", w=str(width))
    table.append(_row([[(name, ("b",))] for name in COLUMNS], head=True))
    told: set[str] = set()
    changes = {change.id: change for change in comparison.changes}
    for line in lines(comparison):
        new = [name for name in line.changes if name not in told]
        told.update(new)
        about = "; ".join(
            f"{changes[n].number}. {german.cause_text(changes[n].cause)}"
            f" ({changes[n].verdict.klass}, {changes[n].id})"
            for n in new
        )
        table.append(_row([_side(line, "deleted"), _side(line, "inserted"), [(about, ())]]))
    return table


def _side(line: Line, mark: str) -> list[tuple[str, tuple[str, ...]]]:
    entry = line.entry
    if not has_side(entry, mark):
        gone = mark == "inserted" and entry.role == "deleted"
        return [(german.DROPPED if gone else "", ())]
    if mark == "inserted" and not line.changes and not line.heading and line.cells:
        return [(german.UNCHANGED, ())]
    unit = entry.old if mark == "deleted" else entry.new
    found: list[tuple[str, tuple[str, ...]]] = []
    if entry.role.startswith("moved"):
        place = "von hier" if entry.role == "moved-from" else "hierher"
        found.append((f"[{place} verschoben] ", ()))
    if unit is not None and unit.label:
        found.append((f"{unit.label} ", ("b",) if line.heading else ()))
    for n, cell in enumerate(side(line, mark)):
        found += [(" | ", ())] if n else []
        found += [_run(piece) for piece in cell]
    return found


def _run(piece: Piece) -> tuple[str, tuple[str, ...]]:
    return piece.text, _LOOKS.get(piece.mark, ())


def _row(
    cells: Sequence[Iterable[tuple[str, tuple[str, ...]]]], *, head: bool = False
) -> etree._Element:
    row = _new("tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")
    if head:
        _add(properties, "tblHeader")
    for cell, width in zip(cells, _WIDTHS, strict=True):
        box = _add(row, "tc")
        _add(_add(box, "tcPr"), "tcW", w=str(width), type="dxa")
        box.append(_paragraph(cell))
    return row


def _paragraph(
    runs: Iterable[tuple[str, tuple[str, ...]]], properties: etree._Element | None = None
) -> etree._Element:
    paragraph = _new("p")
    if properties is not None:
        paragraph.append(deepcopy(properties))
    for text, looks in runs:
        if not text:
            continue
        run = _add(paragraph, "r")
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
    return paragraph


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
