"""The parts of an Excel file that its sheets need: sheets, texts, formats."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from contracts.ooxml.xml import parse
from contracts.sources.excel.number_format import BUILT_IN, GENERAL
from contracts.sources.excel.texts import Text, children, is_on, local, rich_text

if TYPE_CHECKING:
    import zipfile

    from lxml import etree


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell shows its value; ``code`` is "" for a format that is not known."""

    code: str = GENERAL
    struck: bool = False
    raised: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, its part in the package, whether people see it."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Book:
    """An Excel file: its sheets, texts and formats.

    ``conditional`` tells whether a condition may give cells another number format.
    """

    package: zipfile.ZipFile
    file: str
    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    from_1904: bool = False
    conditional: bool = False

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id to the end of the type and the part meant."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.package.namelist():
            return {}
        found = {}
        for relation in parse(self.package.read(path), path, self.file):
            if relation.get("TargetMode") == "External":
                continue
            target = unquote(relation.get("Target", ""))
            target = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, posixpath.normpath(target))
        return found


def open_book(package: zipfile.ZipFile, file: str) -> Book | None:
    """Return what a package holds, None where it is no Excel file.

    Raises:
        SourceError: a part is not well-formed.
    """
    book = Book(package, file)
    main = next((p for kind, p in book.related("").values() if kind == "officeDocument"), "")
    if main not in package.namelist():
        return None
    root = parse(package.read(main), main, file)
    if local(root) != "workbook":
        return None
    relations = book.related(main)
    _read_shared(book, relations)
    for element in root.iter():
        if local(element) == "workbookPr":
            book.from_1904 = element.get("date1904", "0") in ("1", "true")
        elif local(element) == "sheet":
            book.sheets += _sheets(element, relations, package.namelist())
    return book


def _read_shared(book: Book, relations: dict[str, tuple[str, str]]) -> None:
    for kind, part in relations.values():
        if part not in book.package.namelist():
            continue
        if kind == "sharedStrings":
            texts = parse(book.package.read(part), part, book.file)
            book.texts = [rich_text(item) for item in children(texts, "si")]
        elif kind == "styles":
            styles = parse(book.package.read(part), part, book.file)
            book.looks = _looks(styles)
            conditions = (one for group in children(styles, "dxfs") for one in group)
            book.conditional = any(local(look) == "numFmt" for one in conditions for look in one)


def _sheets(
    element: etree._Element, relations: dict[str, tuple[str, str]], names: list[str]
) -> list[SheetPart]:
    found = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
    kind, part = relations.get(str(found), ("", ""))
    if kind != "worksheet" or part not in names:
        return []
    hidden = element.get("state", "visible") != "visible"
    return [SheetPart(element.get("name", "?"), part, hidden)]


def _looks(root: etree._Element) -> list[Look]:
    codes = dict(BUILT_IN)
    fonts: list[tuple[bool, bool]] = []
    looks: list[Look] = []
    for group in root:
        if local(group) == "numFmts":
            for one in group:
                codes[int(one.get("numFmtId", "-1"))] = one.get("formatCode", "")
        elif local(group) == "fonts":
            fonts = [_font(one) for one in group]
        elif local(group) == "cellXfs":
            looks = [_look(one, codes, fonts) for one in group]
    return looks


def _font(element: etree._Element) -> tuple[bool, bool]:
    struck = any(is_on(look) for look in children(element, "strike"))
    raised = any(look.get("val") != "baseline" for look in children(element, "vertAlign"))
    return struck, raised


def _look(element: etree._Element, codes: dict[int, str], fonts: list[tuple[bool, bool]]) -> Look:
    number = int(element.get("numFmtId", "0"))
    font = int(element.get("fontId", "0"))
    struck, raised = fonts[font] if font < len(fonts) else (False, False)
    return Look(codes.get(number, ""), struck, raised, number)
