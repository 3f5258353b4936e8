"""The small parts around the document: properties, manifest, settings, relationships."""

from __future__ import annotations

import posixpath
import uuid
from typing import TYPE_CHECKING, Final

from lxml import etree

from contracts.ooxml import names
from contracts.ooxml.anchors import NAMESPACE, PROPERTY
from contracts.ooxml.names import w
from contracts.ooxml.package import CONTENT_TYPES, ROOT_RELS, rels_name
from contracts.ooxml.xml import parse
from contracts.writers.docx.runs import escape

if TYPE_CHECKING:
    from contracts.ooxml.package import Package

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE_PART: Final = "docProps/core.xml"
CUSTOM_PART: Final = "docProps/custom.xml"
_DROPPED: Final = (names.REL_CORE, names.REL_CUSTOM, names.REL_THUMBNAIL)
_PROPERTY_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # user-defined, [MS-OSHARED]
_IDS: Final = uuid.UUID("6d1b7c5e-3c0a-5a43-9f7e-8d0c3f1f0b55")

# CT_Settings is a sequence: what stands before trackRevisions in it (ISO/IEC 29500-1, A.1).
_BEFORE_TRACKING: Final = frozenset(map(w, (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState",
    "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter",
    "stylePaneSortMethod", "documentType", "mailMerge", "revisionView",
)))  # fmt: skip


def core_part(title: str, identifier: str, language: str) -> str:
    """Return the core properties; no date is among them, for the file has to be repeatable."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{names.CORE}" xmlns:dc="{names.DC}">'
        f"<dc:title>{escape(title)}</dc:title><dc:identifier>{escape(identifier)}</dc:identifier>"
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )


def custom_part(draft: str) -> str:
    """Return the custom property that names the draft."""
    return (
        f'{DECLARATION}<Properties xmlns="{names.CUSTOM}" xmlns:vt="{names.VARIANT}">'
        f'<property fmtid="{_PROPERTY_SET}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{escape(draft)}</vt:lpwstr></property></Properties>"
    )


def manifest_part(manifest: str) -> str:
    """Return the custom XML part with the manifest."""
    return f'{DECLARATION}<manifest xmlns="{NAMESPACE}">{escape(manifest)}</manifest>'


def data_store_part(draft: str) -> str:
    """Return what Word wants to know about the manifest: an id and its schema."""
    item = f"{{{uuid.uuid5(_IDS, draft)}}}".upper()
    return (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{names.DATA_STORE}" ds:itemID="{item}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def manifest_names(package: Package) -> tuple[str, str]:
    """Return names for the manifest and its properties that the skeleton does not use."""
    number = 1
    while f"customXml/item{number}.xml" in package.parts:
        number += 1
    return f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"


def content_types(package: Package, properties: str) -> bytes:
    """Return the content types with those of the added parts."""
    root = parse(package.parts[CONTENT_TYPES], CONTENT_TYPES, package.file)
    added = {
        CORE_PART: names.CORE_TYPE,
        CUSTOM_PART: names.CUSTOM_TYPE,
        properties: names.DATA_STORE_TYPE,
    }
    for element in list(root):
        part = element.get("PartName", "").lstrip("/")
        if part and (part in added or part not in package.parts):
            root.remove(element)
    for part, kind in added.items():
        etree.SubElement(root, f"{{{names.TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
    return _bytes(root)


def root_relations(package: Package) -> bytes:
    """Return the package's relationships: the skeleton's properties replaced by the contract's."""
    root = parse(package.parts[ROOT_RELS], ROOT_RELS, package.file)
    for element in list(root):
        if element.get("Type") in _DROPPED:
            root.remove(element)
    _relate(root, names.REL_CORE, CORE_PART)
    _relate(root, names.REL_CUSTOM, CUSTOM_PART)
    return _bytes(root)


def document_relations(package: Package, manifest: str) -> bytes:
    """Return the document's relationships with the one to the manifest."""
    name = rels_name(package.document)
    root = parse(package.parts[name], name, package.file)
    start = posixpath.dirname(package.document) or "."
    _relate(root, names.REL_CUSTOM_XML, posixpath.relpath(manifest, start))
    return _bytes(root)


def data_store_relations(properties: str) -> bytes:
    """Return the relationship from the manifest to its properties."""
    target = posixpath.basename(properties)
    relation = f'<Relationship Id="rId1" Type="{names.REL_DATA_STORE}" Target="{target}"/>'
    text = f'<Relationships xmlns="{names.RELS}">{relation}</Relationships>'
    return (DECLARATION + text).encode()


def dropped_parts(package: Package) -> set[str]:
    """Return the parts of a skeleton that describe the skeleton, not the contract."""
    kinds = (package.related("", kind) for kind in _DROPPED)
    return {part for related in kinds for part in related}


def tracked_settings(settings: etree._Element) -> bytes:
    """Return settings under which every change is tracked, and tracking cannot be switched off."""
    for name in ("trackRevisions", "documentProtection"):
        for element in settings.findall(w(name)):
            settings.remove(element)
    places = (
        position for position, child in enumerate(settings) if child.tag not in _BEFORE_TRACKING
    )
    place = next(places, len(settings))
    protection = {w("edit"): "trackedChanges", w("enforcement"): "1"}
    settings.insert(place, settings.makeelement(w("documentProtection"), protection))
    settings.insert(place, settings.makeelement(w("trackRevisions")))
    return _bytes(settings)


def _relate(root: etree._Element, kind: str, target: str) -> None:
    taken = {element.get("Id") for element in root}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    etree.SubElement(
        root, f"{{{names.RELS}}}Relationship", Id=f"rId{number}", Type=kind, Target=target
    )


def _bytes(root: etree._Element) -> bytes:
    return DECLARATION.encode() + etree.tostring(root, encoding="unicode").encode()
