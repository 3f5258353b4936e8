"""The parts around a report: those of the skeleton, without what belongs to a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import escape

from contracts.ooxml import names
from contracts.ooxml.package import CONTENT_TYPES, ROOT_RELS, rels_name
from contracts.ooxml.xml import parse

if TYPE_CHECKING:
    from contracts.ooxml.package import Package

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = "docProps/core.xml"
_FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_WORDS = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_FOOTER = (
    f'<w:ftr xmlns:w="{names.W}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
    f"{_WORDS.format('Seite ')}{_FIELD.format('PAGE')}"
    f"{_WORDS.format(' von ')}{_FIELD.format('NUMPAGES')}</w:p></w:ftr>"
)


def shell(package: Package, title: str) -> tuple[dict[str, bytes], str]:
    """Return the parts, and the id of the relation that leads to the footer ("" without one).

    Headers, footers, signs of the contract and properties of the skeleton are left out. The file
    is called ``title``, is German, and its pages are numbered.
    """
    relations = package.relations(package.document)
    footer = next((r for r in relations if r.type == names.REL_FOOTER and not r.external), None)
    dropped = {
        r.id for r in relations
        if r.type in (names.REL_CUSTOM_XML, names.REL_HEADER, names.REL_FOOTER) and r != footer
    }  # fmt: skip
    roots = {
        r.id for r in package.relations() if r.type in (names.REL_CUSTOM, names.REL_CORE)
    }  # fmt: skip
    gone = {r.target for r in relations if r.id in dropped}
    gone |= {r.target for r in package.relations() if r.id in roots}
    folders = {part.rpartition("/")[0] for part in gone}
    if "customXml" in folders:
        gone |= {part for part in package.parts if part.startswith("customXml/")}
    parts = {
        name: data for name, data in package.parts.items()
        if name not in gone and name not in {rels_name(part) for part in gone}
    }  # fmt: skip
    _unrelate(parts, package, rels_name(package.document), dropped)
    _unrelate(parts, package, ROOT_RELS, roots)
    if footer is not None:
        parts[footer.target] = DECLARATION + _FOOTER.encode()
        parts.pop(rels_name(footer.target), None)
    _add_core(parts, package, gone, title)
    return parts, footer.id if footer is not None else ""


def _unrelate(parts: dict[str, bytes], package: Package, name: str, ids: set[str]) -> None:
    root = parse(parts[name], name, package.file)
    for relation in root.findall(f"{{{names.RELS}}}Relationship"):
        if relation.get("Id") in ids:
            root.remove(relation)
    parts[name] = _bytes(root)


def _add_core(parts: dict[str, bytes], package: Package, gone: set[str], title: str) -> None:
    """Say title and language of the file, and which parts it has; no date, for it is repeatable."""
    parts[_CORE] = (
        DECLARATION
        + (
            f'<cp:coreProperties xmlns:cp="{names.CORE}" xmlns:dc="{names.DC}">'
            f"<dc:title>{escape(title)}</dc:title><dc:language>de-DE</dc:language>"
            "</cp:coreProperties>"
        ).encode()
    )
    types = parse(parts[CONTENT_TYPES], CONTENT_TYPES, package.file)
    for override in types.findall(f"{{{names.TYPES}}}Override"):
        if override.get("PartName", "").lstrip("/") in gone:
            types.remove(override)
    etree.SubElement(
        types, f"{{{names.TYPES}}}Override",
        {"PartName": f"/{_CORE}", "ContentType": names.CORE_TYPE},
    )  # fmt: skip
    parts[CONTENT_TYPES] = _bytes(types)
    root = parse(parts[ROOT_RELS], ROOT_RELS, package.file)
    etree.SubElement(
        root, f"{{{names.RELS}}}Relationship",
        {"Id": "rIdTitle", "Type": names.REL_CORE, "Target": _CORE},
    )  # fmt: skip
    parts[ROOT_RELS] = _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return DECLARATION + etree.tostring(root, encoding="unicode").encode()
