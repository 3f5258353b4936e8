"""Files that are meant to take long, to take much, or to be taken for something else."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

from contracts.ooxml.package import write_package
from tests.builders.edits import BODY, OFFICE, RELS, TYPES, edited, put
from tests.builders.returned import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_END = "</w:body>"


def zipped(entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]], level: int = 6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries:
            if isinstance(name, zipfile.ZipInfo):
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
            else:
                archive.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    return write_package({**parts_of(data), name: content}.items())


def grown(data: bytes, more: str) -> bytes:
    """Return a Word file with more at the end of its body."""
    return edited(data, put(BODY, _END, more + _END))


def related(data: bytes, kind: str, target: str, *, mode: str = "", part: str = RELS) -> bytes:
    """Return a Word file with one more relationship."""
    more = f' TargetMode="{mode}"' if mode else ""
    line = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'
    return edited(data, put(part, "</Relationships>", line + "</Relationships>"))


def document(data: bytes, xml: bytes) -> bytes:
    """Return a Word file with another main document."""
    return with_part(data, BODY, xml)


def overlapping(data: bytes) -> bytes:
    """Return a ZIP file in which several names share the same bytes (Fifield 2019)."""
    whole = bytearray(data)
    end = whole.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<I", whole, end + 16)[0]
    directory = bytes(whole[start:end])
    first = directory[: directory.index(b"PK\x01\x02", 4)]
    again = first.replace(b"[Content_Types].xml", b"[Content_Types].xmk")
    count = struct.unpack_from("<H", whole, end + 10)[0] + 1
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory + again), start, 0)
    return bytes(whole[:start]) + directory + again + tail


def renamed_inside(data: bytes) -> bytes:
    """Return a ZIP file whose directory calls an entry otherwise than its own header does."""
    place = data.rfind(b"word/footer1.xml")
    return data[:place] + b"word/footer7.xml" + data[place + 16 :]


def lying(data: bytes, offset: int, value: int) -> bytes:
    """Return a ZIP file with one number of each entry in the directory replaced."""
    found = bytearray(data)
    place = found.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", found, place + offset, value)
        place = found.find(b"PK\x01\x02", place + 4)
    return bytes(found)


def encrypted(data: bytes) -> bytes:
    """Return a ZIP file whose entries say that they need a password."""
    found = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = found.find(mark)
        while place >= 0:
            found[place + offset] |= 1
            place = found.find(mark, place + 4)
    return bytes(found)


def linked(data: bytes) -> bytes:
    """Return a Word file with a symbolic link in it."""
    link = zipfile.ZipInfo("word/link.xml")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return zipped([*parts_of(data).items(), (link, b"/etc/passwd")])


def declared(data: bytes, kind: str) -> bytes:
    """Return a Word file that declares itself to be of another kind."""
    word = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return edited(data, put(TYPES, word, kind))


def _laughs(layers: int = 9) -> bytes:
    lines = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">'
        for n in range(layers)
    )
    inside = f"<w:document {W}><w:body><w:p><w:r><w:t>&e{layers - 1};</w:t></w:r></w:p></w:body>"
    return f"<?xml version='1.0'?><!DOCTYPE x [{lines}]>{inside}</w:document>".encode()


def _whole(inside: str) -> bytes:
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>".encode()


def _outside(target: str) -> bytes:
    return f'<!DOCTYPE x [<!ENTITY a SYSTEM "{target}">]>'.encode() + _whole("&a;")


def _attributes(count: int) -> str:
    return "<w:p " + " ".join(f'a{n}="x"' for n in range(count)) + "/>"


_EMPTY = "<w:p/>"
_TABLE = "<w:tbl><w:tr><w:tc>"
WORD: dict[str, Callable[[bytes], bytes]] = {
    "eight million empty paragraphs": lambda d: grown(d, _EMPTY * 8_000_000),
    "a hundred thousand paragraphs": lambda d: grown(d, "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000),
    "sixty thousand equal lines": lambda d: grown(d, "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 60_000),
    "sixty thousand lines of their own": lambda d: grown(
        d, "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(60_000))
    ),
    "a word of forty megabytes": lambda d: grown(
        d, "<w:p><w:r><w:t>" + "x" * 40_000_000 + "</w:t></w:r></w:p>"
    ),
    "a word of nine megabytes": lambda d: grown(
        d, "<w:p><w:r><w:t>" + "xy " * 3_000_000 + "</w:t></w:r></w:p>"
    ),
    "a hundred thousand attributes": lambda d: grown(d, _attributes(100_000)),
    "a million attributes": lambda d: grown(d, _attributes(1_000_000)),
    "tables sixty deep": lambda d: grown(d, _TABLE * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60),
    "tables ten thousand deep": lambda d: grown(
        d, _TABLE * 10_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 10_000
    ),
    "runs two hundred deep": lambda d: grown(
        d, "<w:p>" + "<w:smartTag>" * 200 + "</w:smartTag>" * 200 + "</w:p>"
    ),
    "fields that never end": lambda d: grown(
        d, "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + "</w:p>"
    ),
    "ten thousand tracked changes": lambda d: grown(
        d, '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>x</w:t></w:r></w:ins></w:p>' * 10_000
    ),
    "entities that multiply": lambda d: document(d, _laughs()),
    "entities in UTF-16": lambda d: document(d, _laughs().decode().encode("utf-16")),
    "an entity from a file": lambda d: document(d, _outside("file:///etc/passwd")),
    "an entity from the web": lambda d: document(d, _outside("http://localhost:9/x")),
    "broken XML": lambda d: document(d, b"<w:document"),
    "binary instead of XML": lambda d: document(d, bytes(range(256)) * 1000),
    "a bomb of one part": lambda d: with_part(d, "word/media/a.bin", b"\0" * 90_000_000),
    "a bomb of many parts": lambda d: zipped(
        [*parts_of(d).items(), *((f"word/media/{n}.bin", b"\0" * 900_000) for n in range(200))]
    ),
    "a bomb of styles": lambda d: with_part(
        d, "word/styles.xml", f"<w:styles {W}>{'<w:style/>' * 3_000_000}</w:styles>".encode()
    ),
    "half a million entries": lambda d: zipped(
        [*parts_of(d).items(), *((f"a/{n}", b"") for n in range(100_000))], level=0
    ),
    "a ZIP in the ZIP": lambda d: with_part(d, "word/embeddings/x.docx", d),
    "entries that overlap": overlapping,
    "an entry with two names": renamed_inside,
    "a size that is too small": lambda d: lying(d, 24, 10),
    "a size that is too large": lambda d: lying(d, 24, 0x7FFFFFFF),
    "a packed size that is too large": lambda d: lying(d, 20, 0x7FFFFFFF),
    "an offset behind the end": lambda d: lying(d, 42, 0x7FFFFFFF),
    "ZIP64 without its directory": lambda d: lying(d, 42, 0xFFFFFFFF),
    "encrypted entries": encrypted,
    "a symbolic link": linked,
    "a name that climbs": lambda d: with_part(d, "../../x.xml", b"<x/>"),
    "two entries of one name": lambda d: with_part(d, "WORD/DOCUMENT.XML", b"<x/>"),
    "cut in half": lambda d: d[: len(d) // 2],
    "cut at the end": lambda d: d[:-30],
    "macros": lambda d: with_part(d, "word/vbaProject.bin", b"x"),
    "declared with macros": lambda d: declared(d, "vnd.ms-word.document.macroEnabled.main+xml"),
    "a picture from the web": lambda d: related(d, "image", "http://localhost:9/p.png", mode="External"),
    "an object from a share": lambda d: related(d, "oleObject", "file://host/x", mode="External"),
    "an inserted file from the web": lambda d: related(
        d, "aFChunk", "http://localhost:9/x.htm", mode="External"
    ),
    "a main document that is not there": lambda d: edited(
        d, put("_rels/.rels", 'Target="word/document.xml"', 'Target="word/nowhere.xml"')
    ),
    "styles that build on each other": lambda d: with_part(
        d, "word/styles.xml",
        f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="a"/>'
        "</w:style></w:styles>".encode(),
    ),
    "numbers that are none": lambda d: grown(
        d, '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    ),
    "columns that are none": lambda d: grown(d, '<w:tbl><w:tblGrid><w:gridCol w:w="x"/></w:tblGrid></w:tbl>'),
    "a colour that is none": lambda d: grown(
        d, '<w:p><w:r><w:rPr><w:color w:val="themen"/><w:sz w:val="groß"/></w:rPr><w:t>x</w:t></w:r></w:p>'
    ),
}  # fmt: skip
# What a skeleton must not carry.
SKELETONS: dict[str, Callable[[bytes], bytes]] = {
    "an OLE object": lambda d: related(
        with_part(d, "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        "oleObject", "embeddings/oleObject1.bin",
    ),
    "an embedded workbook": lambda d: related(
        with_part(d, "word/embeddings/x.xlsx", zipped([("x", b"x")])), "package", "embeddings/x.xlsx"
    ),
    "an ActiveX control": lambda d: related(
        with_part(d, "word/activeX/activeX1.xml", b"<a/>"), "control", "activeX/activeX1.xml"
    ),
    "an inserted file": lambda d: related(with_part(d, "word/a.htm", b"<p/>"), "aFChunk", "a.htm"),
    "a sub-document": lambda d: related(d, "subDocument", "file:///x.docx", mode="External"),
    "a program named as a picture": lambda d: related(
        with_part(d, "word/media/a.png", b"MZ\x90\0" + b"\0" * 99), "image", "media/a.png"
    ),
    "a relationship that nobody knows": lambda d: related(with_part(d, "word/n.xml", b"<n/>"), "neu", "n.xml"),
    "eight million empty paragraphs": WORD["eight million empty paragraphs"],
}  # fmt: skip
