"""A Word file from elsewhere is opened with limits or not at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from contracts.errors import SourceError
from contracts.ooxml.package import MAX_UNPACKED, read_package, write_package
from contracts.ooxml.returned import inspect_docx
from contracts.writers.docx import check_skeleton, write
from tests.builders.returned import changed, parts_of
from tests.samples import doc

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
GOOD = (TEMPLATE / "skeleton.docx").read_bytes()
RELS = "word/_rels/document.xml.rels"


def with_part(name, content):
    return write_package({**parts_of(GOOD), name: content}.items())


def zipped(entries, *, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def with_relation(relation):
    return changed(
        GOOD, RELS, lambda text: text.replace("</Relationships>", relation + "</Relationships>")
    )


def encrypted():
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body>&c;</w:body></w:document>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

HOSTILE = {
    "empty": (b"", "K-820"),
    "text": (b"Kooperationsvertrag", "K-820"),
    "cut in half": (GOOD[: len(GOOD) // 2], "K-820"),
    "old Word format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "K-820"),
    "ZIP of something else": (zipped([("a.txt", b"x")]), "K-820"),
    "encrypted": (encrypted(), "K-820"),
    "no document": (
        write_package((n, c) for n, c in parts_of(GOOD).items() if n != "word/document.xml"),
        "K-820",
    ),
    "zip bomb": (with_part("word/media/a.bin", b"\0" * (MAX_UNPACKED + 1)), "K-821"),
    "many entries": (zipped([(f"a/{n}.xml", b"x") for n in range(2100)]), "K-821"),
    "path upwards": (with_part("../../evil.xml", b"x"), "K-822"),
    "path with backslashes": (with_part("word\\..\\..\\evil.xml", b"x"), "K-822"),
    "absolute path": (with_part("/etc/evil.xml", b"x"), "K-822"),
    "drive": (with_part("C:/evil.xml", b"x"), "K-822"),
    "two entries of one name": (with_part("WORD/document.xml", b"<x/>"), "K-822"),
    "macro project": (with_part("word/vbaProject.bin", b"x"), "K-823"),
    "macro content type": (
        changed(
            GOOD,
            "[Content_Types].xml",
            lambda text: text.replace(
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ),
        "K-823",
    ),
    "picture from the web": (
        with_relation(
            f'<Relationship Id="rId77" Type="{OFFICE}/image" TargetMode="External" '
            'Target="http://example.org/pixel.png"/>'
        ),
        "K-824",
    ),
    "template from a share": (
        with_part(
            "word/_rels/settings.xml.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="' + OFFICE.encode() + b'/oleObject" '
            b'TargetMode="External" Target="file://server/evil"/></Relationships>',
        ),
        "K-824",
    ),
    "billion laughs": (with_part("word/document.xml", LAUGHS), "K-825"),
    "entity from outside": (with_part(RELS, OUTSIDE), "K-825"),
    "broken XML": (with_part("word/document.xml", b"<w:document>"), "K-825"),
    "not UTF-8": (with_part("word/document.xml", b"<a>\xff\xfe</a>"), "K-825"),
    "deep nesting": (
        with_part("word/document.xml", b"<a>" * 70_000 + b"</a>" * 70_000),
        "K-825",
    ),
    "deep nesting of more elements than are opened": (
        with_part("word/document.xml", b"<a>" * 100_000 + b"</a>" * 100_000),
        "K-861",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_skeleton_is_refused_by_name(name, tmp_path):
    data, code = HOSTILE[name]
    (tmp_path / "skeleton.docx").write_bytes(data)
    with pytest.raises(SourceError) as caught:
        write(doc, tmp_path)
    assert caught.value.findings[0].code == code
    assert caught.value.findings[0].place.file.endswith("skeleton.docx")
    assert check_skeleton(tmp_path)[0].code == code


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_that_comes_back_is_refused(name):
    data, code = HOSTILE[name]
    with pytest.raises(SourceError) as caught:
        inspect_docx(data, "zurück.docx")
    assert caught.value.findings[0].code == code
    assert caught.value.findings[0].place.file == "zurück.docx"


def test_a_bomb_that_lies_about_its_size_does_not_explode():
    data = bytearray(with_part("word/media/a.bin", b"\0" * 5_000_000))
    size = (5_000_000).to_bytes(4, "little")
    place = data.find(size)
    while place >= 0:
        data[place : place + 4] = (100).to_bytes(4, "little")
        place = data.find(size, place)
    with pytest.raises(SourceError, match="K-820"):
        read_package(bytes(data), "x.docx")


def test_the_same_parts_give_the_same_file_and_come_back():
    parts = {"[Content_Types].xml": b"<a/>", "ä/b.xml": b"x" * 1000}
    data = write_package(parts.items())
    assert data == write_package(parts.items())
    assert parts_of(data) == parts
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
