"""What happens to a Word file on its way: editors save it, people strip and change it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from contracts.ooxml.package import write_package
from tests.tools.office import convert

if TYPE_CHECKING:
    from collections.abc import Callable


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a file with one part changed, which must make a difference."""
    parts = parts_of(data)
    text = parts[part].decode()
    after = change(text)
    assert after != text
    return write_package({**parts, part: after.encode()}.items())


def by_libreoffice(data: bytes) -> bytes:
    """Return the file as LibreOffice saves it."""
    return convert(data, "docx:MS Word 2007 XML")


def by_odt(data: bytes) -> bytes:
    """Return the file after a detour over OpenDocument."""
    return convert(convert(data, "odt"), "docx:MS Word 2007 XML", suffix="odt")


def by_python_docx(data: bytes) -> bytes:
    """Return the file as python-docx saves it."""
    import docx

    out = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(out)
    return out.getvalue()


def without_properties(data: bytes) -> bytes:
    """Return the file as "remove personal information" leaves it."""
    return _without(data, re.compile(r"docProps/"), r'<Relationship [^>]*Target="docProps/[^>]*/>')


def without_custom_xml(data: bytes) -> bytes:
    """Return the file without custom XML."""
    return _without(data, re.compile(r"customXml/"), r"<Relationship [^>]*customXml/[^>]*/>")


def without_bookmarks(data: bytes) -> bytes:
    """Return the file without any bookmark."""
    parts = parts_of(data)
    text = parts["word/document.xml"].decode()
    text = re.sub(r"<w:bookmark(?:Start|End)\b[^>]*/>", "", text)
    return write_package({**parts, "word/document.xml": text.encode()}.items())


def without_footers(data: bytes) -> bytes:
    """Return the file with the words of its footers gone."""
    parts = {
        name: re.sub(rb"<w:t\b[^>]*>[^<]*</w:t>", b"<w:t></w:t>", content)
        if re.fullmatch(r"word/footer\d*\.xml", name)
        else content
        for name, content in parts_of(data).items()
    }
    return write_package(parts.items())


def _without(data: bytes, unwanted: re.Pattern[str], relation: str) -> bytes:
    kept = {}
    for name, content in parts_of(data).items():
        if unwanted.match(name):
            continue
        if name.endswith(".rels"):
            content = re.sub(relation.encode(), b"", content)  # noqa: PLW2901
        elif name == "[Content_Types].xml":
            override = rb'<Override [^>]*PartName="/' + unwanted.pattern.encode() + rb"[^>]*/>"
            content = re.sub(override, b"", content)  # noqa: PLW2901
        kept[name] = content
    return write_package(kept.items())
