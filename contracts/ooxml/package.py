"""A Word file as a package of parts: opened with limits, written without a clock."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.ooxml import names
from contracts.ooxml.xml import parse
from contracts.ooxml.zip import pack, write_packed
from contracts.received import filetypes
from contracts.received.zips import Limits, ZipRefused, read_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CONTENT_TYPES: Final = "[Content_Types].xml"
ROOT_RELS: Final = "_rels/.rels"

_MEGABYTE: Final = 1024 * 1024
MAX_PACKED: Final = 50 * _MEGABYTE
MAX_UNPACKED: Final = 100 * _MEGABYTE
MAX_ENTRIES: Final = 2000
# Beginnings and ends of elements in all parts together; the sample contract has five thousand.
MAX_MARKS: Final = 150_000
LIMITS: Final = Limits(MAX_PACKED, MAX_UNPACKED, MAX_ENTRIES)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part; ``target`` is a part name unless ``external``."""

    id: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name; ``file`` is how people name it."""

    parts: Mapping[str, bytes]
    file: str
    _relations: dict[str, tuple[Relation, ...]] = field(default_factory=dict, repr=False)

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """Return the relationships of a part, of the package itself without a name.

        Raises:
            SourceError: they are not well-formed.
        """
        if part not in self._relations:
            self._relations[part] = tuple(_read_relations(self, part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the names of existing parts that a part relates to in one way."""
        return [
            relation.target
            for relation in self.relations(part)
            if relation.type == kind and not relation.external and relation.target in self.parts
        ]

    @property
    def document(self) -> str:
        """Name of the main document part.

        Raises:
            SourceError: there is none.
        """
        found = self.related("", names.REL_DOCUMENT)
        if not found:
            raise SourceError(_not_word(self.file, _("it has no main document")))
        return found[0]


def rels_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels") if part else ROOT_RELS


def read_package(data: bytes, file: str, *, external: frozenset[str] = frozenset()) -> Package:
    """Open a Word file that somebody else may have made.

    Args:
        data: the bytes of the file.
        file: how people name it, for findings.
        external: relationship types that may point outside the file; they are never followed.

    Raises:
        SourceError: not a DOCX, too large, forbidden entries, macros, external parts.
    """
    package = Package(_unpack(data, file), file)
    if CONTENT_TYPES not in package.parts or ROOT_RELS not in package.parts:
        raise SourceError(_not_word(file, _("it is a ZIP file of another kind")))
    _refuse_macros(package)
    _refuse_external(package, external)
    if package.document not in package.parts:
        raise SourceError(_not_word(file, _("it has no main document")))
    return package


def write_package(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP file of the parts in this order; equal parts give equal bytes."""
    return write_packed((name, pack(data)) for name, data in parts)


def _unpack(data: bytes, file: str) -> dict[str, bytes]:
    if not data.startswith(b"PK") and filetypes.type_of(data) == filetypes.LOCKED:
        raise SourceError(filetypes.neither(file, filetypes.LOCKED))
    try:
        parts = read_zip(data, LIMITS)
    except ZipRefused as error:
        raise SourceError(_refused(error, file)) from error
    marks = sum(content.count(b"<") for name, content in parts.items() if is_xml(name, content))
    if marks > MAX_MARKS:
        raise SourceError(word.PACKAGE_TOO_MUCH.at(Place(file), limit=MAX_MARKS // 2))
    return parts


def is_xml(name: str, content: bytes) -> bool:
    """Tell whether a part may be parsed as XML."""
    return name.endswith((".xml", ".rels")) or content.lstrip()[:1] == b"<"


def _refused(error: ZipRefused, file: str) -> Finding:
    place = Place(file)
    if error.why in ("size", "entries", "ratio"):
        return word.PACKAGE_TOO_LARGE.at(place, limit=f"{MAX_UNPACKED // _MEGABYTE} MB")
    if error.why in ("name", "twice", "link"):
        return word.PACKAGE_PATH.at(place, entry=error.entry[:200])
    encrypted = error.why == "encrypted"
    return _not_word(file, _("it is encrypted") if encrypted else _("it is damaged or no ZIP file"))


def _refuse_macros(package: Package) -> None:
    types = parse(package.parts[CONTENT_TYPES], CONTENT_TYPES, package.file)
    for element in types:
        kind = element.get("ContentType", "")
        if "macroEnabled" in kind or "vbaProject" in kind:
            part = element.get("PartName") or element.get("Extension") or CONTENT_TYPES
            raise SourceError(word.MACROS.at(Place(package.file), part=part))
    for name in package.parts:
        if name.lower().endswith("vbaproject.bin"):
            raise SourceError(word.MACROS.at(Place(package.file), part=name))


def _refuse_external(package: Package, allowed: frozenset[str]) -> None:
    for name in package.parts:
        if not name.endswith(".rels"):
            continue
        folder, rels = posixpath.split(name)
        part = posixpath.join(posixpath.dirname(folder), rels.removesuffix(".rels"))
        for relation in package.relations(part):
            if relation.external and relation.type not in allowed:
                raise SourceError(
                    word.EXTERNAL.at(Place(package.file), target=relation.target, part=part)
                )


def _read_relations(package: Package, part: str) -> Iterator[Relation]:
    name = rels_name(part)
    if name not in package.parts:
        return
    for element in parse(package.parts[name], name, package.file):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            base = "/" + posixpath.dirname(part)
            target = posixpath.normpath(posixpath.join(base, target)).lstrip("/")
        yield Relation(element.get("Id", ""), element.get("Type", ""), target, external)


def _not_word(file: str, reason: str) -> Finding:
    return word.NOT_WORD.at(Place(file), reason=reason)
