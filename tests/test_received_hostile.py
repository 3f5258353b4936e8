"""Hostile files: at most three seconds and 500 MB each, a clear message, no traceback."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.builders import hostile
from tests.long import LONG
from tests.tools.limited import Caller, Spent
from tests.tools.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS, MEMORY = 3.0, 500_000_000
# These are strange, but no more than that: they are read, and what is strange in them is named.
READ = {
    "a hundred thousand attributes", "tables sixty deep", "runs two hundred deep",
    "ten thousand tracked changes", "a ZIP in the ZIP", "styles that build on each other",
    "numbers that are none", "columns that are none", "a colour that is none",
}  # fmt: skip
# All of them together take a minute; a part of them is tried each time.
EIGHT = "eight million empty paragraphs"
FEW = sorted(hostile.WORD) if LONG else sorted({*sorted(hostile.WORD)[::2], EIGHT})


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    found = Caller()
    yield found
    found.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, caller: Caller) -> Path:
    folder = make_workspace(tmp_path_factory.mktemp("hostile") / "w", ("musterbezirk",))
    assert caller.call(folder, "generate", "musterbezirk", "-f", "docx,json", "-q").code == 0
    return folder


@pytest.fixture(scope="module")
def sent(workspace: Path) -> bytes:
    return (workspace / "generated/drafts/musterbezirk/2026/musterbezirk-2026.docx").read_bytes()


def refused(done: Spent, *codes: int) -> str:
    """Return what was said, if that is within the limits and no failure of the program."""
    assert done.seconds <= SECONDS, done
    assert done.memory <= MEMORY, done
    assert done.code in codes, done
    assert "Traceback" not in done.err + done.out
    assert "K-902" not in done.err
    assert "→" in done.err  # what to do next
    return done.err


@pytest.mark.parametrize("name", FEW)
def test_a_hostile_word_file_that_came_back(caller, workspace, sent, tmp_path, name):
    path = tmp_path / "zurück.docx"
    path.write_bytes(hostile.WORD[name](sent))
    codes = (0, 1) if name in READ else (4,)
    said = refused(
        caller.call(workspace, "diff", "musterbezirk", str(path), "--accept-first"), *codes
    )
    assert "zurück.docx" in said


@pytest.mark.parametrize("name", FEW if LONG else FEW[::4])
def test_a_hostile_word_file_to_inspect(caller, workspace, sent, tmp_path, name):
    path = tmp_path / "zurück.docx"
    path.write_bytes(hostile.WORD[name](sent))
    done = caller.call(workspace, "inspect", str(path))
    assert done.seconds <= SECONDS
    assert done.memory <= MEMORY
    assert done.code in (0, 4, 6)
    assert "K-902" not in done.err


@pytest.mark.parametrize("name", hostile.SKELETONS)
def test_a_skeleton_that_carries_more_than_text_and_pictures(caller, workspace, tmp_path, name):
    other = tmp_path / "w"
    shutil.copytree(workspace, other)
    skeleton = other / "templates/cooperation-contract/skeleton.docx"
    skeleton.write_bytes(hostile.SKELETONS[name](skeleton.read_bytes()))
    said = refused(caller.call(other, "generate", "musterbezirk", "-f", "docx"), 4)
    assert "skeleton.docx" in said
    assert any(code in said for code in ("K-862", "K-821", "K-824"))


def sheet(rows: str) -> bytes:
    """Return a workbook with one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return hostile.zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            f'PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override '
            f'PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
            "</worksheet>",
        }.items()
    )


CELL = '<c t="inlineStr"><is><t>x</t></is></c>'
TABLES = {
    "three million rows": lambda: sheet("<row/>" * 3_000_000),
    "three million filled rows": lambda: sheet(f"<row>{CELL}</row>" * 3_000_000),
    "two million cells": lambda: sheet(f"<row>{CELL * 2_000_000}</row>"),
    "a bomb": lambda: hostile.with_part(sheet(""), "xl/media/a.bin", b"\0" * 250_000_000),
    "entries that overlap": lambda: hostile.overlapping(sheet(f"<row>{CELL}</row>")),
    "entities": lambda: hostile.with_part(
        sheet(""), "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    ),
    "cut in half": lambda: sheet(f"<row>{CELL}</row>")[:400],
    "encrypted": lambda: hostile.encrypted(sheet(f"<row>{CELL}</row>")),
    "a password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "three hundred megabytes": lambda: b"x" * 300_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table(caller, workspace, tmp_path, name):
    path = tmp_path / "tabelle.xlsx"
    path.write_bytes(TABLES[name]())
    done = caller.call(workspace, "generate", "--from-table", str(path), "--dry-run")
    assert "tabelle.xlsx" in refused(done, 4)


def flate(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def pdf(*objects: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = flate(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


FILE = b"<</Type/Filespec/F(document.json)/UF(document.json)/AFRelationship/Source/EF<</F 3 0 R>>>>"
NAMES = b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(document.json) 2 0 R]>>>>>>"
PDFS = {
    "a file inside that unpacks to 400 MB": lambda: pdf(NAMES, FILE, stream(b"[" * 400_000_000)),
    "a file inside of 90 MB of brackets": lambda: pdf(NAMES, FILE, stream(b"[]," * 30_000_000)),
    "deep JSON inside": lambda: pdf(NAMES, FILE, stream(b"[" * 1_000_000)),
    "a list of files in a circle": lambda: pdf(
        b"<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>", b"<</Kids[2 0 R 2 0 R]>>"
    ),
    "a list of objects that unpacks to 600 MB": lambda: (
        b"%PDF-1.7\n1 0 obj\n" + stream(b"\0" * 600_000_000, b"/Type/XRef/W[1 2 1]/Size 9/Root 1 0 R")
        + b"\nendobj\nstartxref\n9\n%%EOF"
    ),
    "brackets ten thousand deep": lambda: pdf(b"<</Type/Catalog/X" + b"[" * 10_000 + b"]" * 10_000 + b">>"),
    "three hundred megabytes of nothing": lambda: b"%PDF-1.7\n" + b"\n" * 300_000_000,
    "forty megabytes of nothing": lambda: b"%PDF-1.7\n" + b"\n" * 40_000_000,
}  # fmt: skip


@pytest.mark.parametrize("command", ["inspect", "diff", "rebuild"])
@pytest.mark.parametrize("name", PDFS if LONG else list(PDFS)[:6:2] + list(PDFS)[6:])
def test_a_hostile_pdf(caller, workspace, tmp_path, name, command):
    path = tmp_path / "zurück.pdf"
    path.write_bytes(PDFS[name]())
    more = ("musterbezirk",) if command == "diff" else ()
    assert "zurück.pdf" in refused(caller.call(workspace, command, *more, str(path)), 4)


def package(manifest: int, more: int = 0) -> bytes:
    return hostile.zipped(
        [
            ("p/bagit.txt", b"BagIt-Version: 1.0\n"),
            ("p/manifest-sha512.txt", b"0" * manifest),
            ("p/tagmanifest-sha512.txt", b"\n" + b"0" * more),
        ],
        level=1,
    )


PACKAGES = {
    "a list of 600 MB": lambda: package(600_000_000),
    "two lists of 79 MB": lambda: package(79_000_000, 79_000_000),
    "a bomb": lambda: hostile.zipped([("p/manifest-sha512.txt", b""), ("p/x", b"\0" * 900_000_000)], 9),
    "encrypted": lambda: hostile.encrypted(package(10)),
    "half a million entries": lambda: hostile.WORD["half a million entries"](hostile.zipped([])),
    "a directory that lies": lambda: hostile.lying(package(10), 42, 0x7FFFFFFF),
    "an archive of another kind": lambda: b"7z\xbc\xaf" + b"\0" * 1000,
    "nothing": lambda: b"",
}  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_a_hostile_package(caller, workspace, tmp_path, name):
    path = tmp_path / "paket.zip"
    path.write_bytes(PACKAGES[name]())
    done = caller.call(workspace, "archive", "verify", str(path))
    assert "paket.zip" in refused(done, 4, 6) or done.code == 6


def test_a_hostile_list_in_a_folder(caller, workspace, tmp_path):
    (tmp_path / "paket").mkdir()
    with (tmp_path / "paket/manifest-sha512.txt").open("wb") as stream_:
        stream_.truncate(600_000_000)
    said = refused(caller.call(workspace, "archive", "verify", str(tmp_path / "paket")), 4)
    assert "manifest-sha512.txt" in said


@pytest.mark.parametrize("command", ["inspect", "diff", "rebuild", "add"])
def test_a_file_of_320_megabytes_is_not_opened(caller, workspace, tmp_path, command):
    path = tmp_path / "groß.pdf"
    with path.open("wb") as stream_:
        stream_.write(b"%PDF-1.7\n")
        stream_.truncate(320_000_000)
    calls = {"diff": ("diff", "musterbezirk"), "add": ("archive", "add", "musterbezirk")}
    done = caller.call(workspace, *calls.get(command, (command,)), str(path))
    refused(done, 4, 1, 2)
    if command != "add":  # there is no final version here, which is said first
        assert "groß.pdf" in done.err


@pytest.mark.parametrize("size", [9_000_000, 45_000_000])
@pytest.mark.parametrize("name", ["document.json", "record.json"])
def test_json_that_no_contract_has(caller, workspace, tmp_path, name, size):
    path = tmp_path / name
    path.write_bytes(b"[" + b"[]," * (size // 3) + b"[]]")
    assert name in refused(caller.call(workspace, "diff", "musterbezirk", str(path)), 4)


@pytest.mark.parametrize("depth", [5_000, 1_000_000])
def test_json_that_is_nested_too_deeply(caller, workspace, tmp_path, depth):
    path = tmp_path / "document.json"
    path.write_bytes(b"[" * depth + b"]" * depth)
    assert "document.json" in refused(caller.call(workspace, "diff", "musterbezirk", str(path)), 4)


ANSWERS = {
    "ten megabytes": "law: " + "x" * 10_000_000,
    "deep": "a: " + "[" * 5000,
    "many keys": "\n".join(f"k{n}: 1" for n in range(60_000)),
    "references": "a: &a [x]\nb: [*a, *a]",
    "a program": "a: !!python/object/apply:os.system [ls]",
    "a long number": "a: " + "9" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_hostile_answers(caller, workspace, tmp_path, name):
    path = tmp_path / "antworten.yaml"
    path.write_text(ANSWERS[name])
    call = ("new", "musterbezirk", "--name", "2031", "--answers", str(path), "--no-questions")
    assert "antworten.yaml" in refused(caller.call(workspace, *call), 1, 2, 4)


def slow_key() -> bytes:
    """Return a key file that asks for two thousand million rounds (PKCS #12, RFC 7292)."""
    from asn1crypto import algos, pkcs12
    from cryptography.hazmat.primitives import serialization

    from tests import pki

    key = pki.root().key
    plain = serialization.pkcs12.serialize_key_and_certificates(
        b"x", key, None, None, serialization.BestAvailableEncryption(b"geheim")
    )
    found = pkcs12.Pfx.load(plain)
    mac = found["mac_data"]
    mac["iterations"] = 2_000_000_000
    assert isinstance(mac["mac"]["digest_algorithm"], algos.DigestAlgorithm)
    return found.dump(force=True)


@pytest.mark.parametrize("name", ["slow", "large", "text", "deep"])
def test_a_hostile_key(caller, workspace, tmp_path, name):
    path = tmp_path / "key.p12"
    data = {"large": b"\0" * 20_000_000, "text": b"-----BEGIN", "deep": b"\x30\x80" * 100_000}
    path.write_bytes(data.get(name) or slow_key())
    done = caller.call(
        workspace, "archive", "build", "--all", "-o", str(tmp_path / "p.zip"), "--key", str(path)
    )
    assert done.seconds <= SECONDS + 1.5  # the child that is given three seconds, and the start
    assert done.memory <= MEMORY
    assert done.code in (3, 4)
    assert "key.p12" in done.err
    assert not (tmp_path / "p.zip").exists()


@pytest.mark.parametrize("data", [b"\x30\x80" * 50_000, b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_hostile_trust_list(caller, workspace, tmp_path, data):
    other = tmp_path / "w"
    shutil.copytree(workspace, other)
    (other / "root.pem").write_bytes(data)
    (other / "archive.yaml").write_text("trust: [root.pem]\n")
    assert "root.pem" in refused(caller.call(other, "archive", "verify"), 4)


def test_there_are_more_than_forty_of_them():
    assert len(hostile.WORD) + len(hostile.SKELETONS) >= 40


def test_the_limits_leave_room_for_the_longest_contract(workspace, sent):
    from contracts.ooxml.package import MAX_MARKS

    with zipfile.ZipFile(
        workspace / "generated/drafts/musterbezirk/2026/musterbezirk-2026.docx"
    ) as z:
        marks = sum(z.read(name).count(b"<") for name in z.namelist())
    document = json.loads(
        (workspace / "generated/drafts/musterbezirk/2026/document.json").read_bytes()
    )
    assert document
    assert 10 * marks < MAX_MARKS
    assert 100 * len(sent) < 50 * 1024 * 1024
