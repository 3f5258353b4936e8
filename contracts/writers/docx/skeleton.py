"""A skeleton, understood once per process: styles, lists, compiled placeholders, fixed parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.errors import SourceError
from contracts.findings import Level, Place
from contracts.ooxml import names
from contracts.ooxml.carried import refuse_embedded
from contracts.ooxml.names import w
from contracts.ooxml.package import (
    CONTENT_TYPES,
    MAX_PACKED,
    ROOT_RELS,
    Package,
    read_package,
    rels_name,
)
from contracts.ooxml.xml import parse
from contracts.ooxml.zip import Packed, pack
from contracts.writers.docx import parts
from contracts.writers.docx.check import findings_of
from contracts.writers.docx.placeholders import read_sources
from contracts.writers.docx.roles import Role, style_ids
from contracts.writers.docx.runs import Runs
from contracts.writers.docx.scheme import Scheme, read_scheme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2 import Template
    from lxml import etree

FILE_NAME: Final = "skeleton.docx"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a skeleton gives to every contract; nothing in it changes.

    ``fixed`` are the parts that are the same in each contract, ``tracked`` is what the settings
    are with tracking forced.
    """

    styles: Mapping[Role, str]
    scheme: Scheme
    runs: Runs
    text_width: int
    first_bookmark: int
    templates: Mapping[str, Template]
    fixed: Mapping[str, Packed]
    settings: str
    tracked: Packed
    document: str
    numbering: str
    manifest: str
    properties: str


def load_skeleton(template: Path) -> Skeleton:
    """Return the skeleton of a template.

    Raises:
        SourceError: it is missing, no Word file, dangerous, or lacks what a contract needs.
    """
    path = template / FILE_NAME
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_PACKED + 1)
    except OSError as error:
        raise SourceError(word.SKELETON_MISSING.at(Place(str(path)))) from error
    return _compile(data, str(path))


@lru_cache(maxsize=8)
def _compile(data: bytes, file: str) -> Skeleton:
    package = read_package(data, file)
    refuse_embedded(package)
    findings = [found for found in findings_of(data, package) if found.level is Level.ERROR]
    if findings:
        raise SourceError(*findings)
    styles = _part(package, names.REL_STYLES)
    numbering = package.related(package.document, names.REL_NUMBERING)[0]
    settings = package.related(package.document, names.REL_SETTINGS)[0]
    ids = style_ids(styles)
    manifest, properties = parts.manifest_names(package)
    document = parse(package.parts[package.document], package.document, file)
    return Skeleton(
        styles=ids,
        scheme=read_scheme(_part(package, names.REL_NUMBERING), styles, ids),
        runs=Runs(ids),
        text_width=_text_width(document),
        first_bookmark=_first_bookmark(document),
        templates={found.part: found.template() for found in read_sources(data, package)},
        fixed={
            name: pack(content) for name, content in _fixed(package, manifest, properties).items()
        },
        settings=settings,
        tracked=pack(parts.tracked_settings(_part(package, names.REL_SETTINGS))),
        document=package.document,
        numbering=numbering,
        manifest=manifest,
        properties=properties,
    )


def _fixed(package: Package, manifest: str, properties: str) -> dict[str, bytes]:
    fixed = dict(package.parts)
    for name in parts.dropped_parts(package):
        del fixed[name]
    remaining = Package(fixed, package.file)
    fixed[CONTENT_TYPES] = parts.content_types(remaining, properties)
    fixed[ROOT_RELS] = parts.root_relations(package)
    fixed[rels_name(package.document)] = parts.document_relations(package, manifest)
    fixed[rels_name(manifest)] = parts.data_store_relations(properties)
    return fixed


def _part(package: Package, kind: str) -> etree._Element:
    name = package.related(package.document, kind)[0]
    return parse(package.parts[name], name, package.file)


def _text_width(document: etree._Element) -> int:
    section = document.find(f"{w('body')}/{w('sectPr')}")
    size = None if section is None else section.find(w("pgSz"))
    margin = None if section is None else section.find(w("pgMar"))
    if size is None or margin is None:
        return 9354  # A4 with 2.5 cm and 2 cm
    sides = (int(margin.get(w(side), "0")) for side in ("left", "right", "gutter"))
    return int(size.get(w("w"), "11906")) - sum(sides)


def _first_bookmark(document: etree._Element) -> int:
    taken = (int(element.get(w("id"), "0")) for element in document.iter(w("bookmarkStart")))
    return 1 + max(taken, default=-1)
