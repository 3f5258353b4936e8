"""What a file is, its bytes say; every command that takes one says it in the same words."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from contracts.cli.run import run
from contracts.received.filetypes import NAMES, type_of
from tests.tools.workspace import Done, make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ole(stream: str) -> bytes:
    return OLE + "Root Entry".encode("utf-16-le") + stream.encode("utf-16-le") + b"\0" * 600


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(kind: str) -> bytes:
    types = (
        f'<Types><Override PartName="/x.xml" ContentType="application/{kind}.main+xml"/></Types>'
    )
    return zipped({"[Content_Types].xml": types.encode()})


FILES = {
    "odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
    "ods": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "opendocument": zipped({"mimetype": b"application/vnd.oasis.opendocument.graphics"}),
    "epub": zipped({"mimetype": b"application/epub+zip"}),
    "pages": zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}),
    "xlsx": office("vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xlsm": office("vnd.ms-excel.sheet.macroEnabled"),
    "xlsb": office("vnd.ms-excel.sheet.binary.macroEnabled"),
    "pptx": office("vnd.openxmlformats-officedocument.presentationml.presentation"),
    "zip": zipped({"a.txt": b"x"}),
    "rtf": b"{\\rtf1\\ansi Vertrag}",
    "doc": ole("WordDocument"),
    "xls": ole("Workbook"),
    "ppt": ole("PowerPoint Document"),
    "msg": ole("__substg1.0_0037001F"),
    "ole": ole("Contents"),
    "flat": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>',
    "html": "<!DOCTYPE html><html lang=de><p>Vertrag</p></html>".encode("utf-16"),
    "xml": b'<?xml version="1.0"?><vertrag/>',
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 50,
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "gif": b"GIF89a" + b"\0" * 50,
    "tiff": b"II*\0" + b"\0" * 50,
    "heic": b"\0\0\0\x18ftypheic" + b"\0" * 50,
    "webp": b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 50,
    "bmp": b"BM" + b"\0" * 50,
    "packed": b"7z\xbc\xaf\x27\x1c" + b"\0" * 50,
    "mail": b"From: rechtsamt@example.org\r\nSubject: Vertrag\r\n\r\nAnbei",
    "keys": b"-----BEGIN CERTIFICATE-----\n",
    "p7": b"\x30\x82\x01\x00" + b"\0" * 50,
    "text": "BMFSFJ-Vorhaben: Kooperationsvertrag zwischen Spandau und Träger\n".encode("cp1252"),
    "unknown": bytes(range(256)) * 4,
    "empty": b"",
}  # fmt: skip
# What is refused for a reason of its own, and by which code.
LOCKED = {
    "a Word file with a password": ole("EncryptedPackage"),
    "a Word file with a password and an old one beside": ole("WordDocument EncryptedPackage"),
}
COMMANDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "inspect": lambda file: ("inspect", file),
    "new of diff": lambda file: ("diff", "musterbezirk", file),
    "old of diff": lambda file: ("diff", file, "musterbezirk"),
    "rebuild": lambda file: ("rebuild", file),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("types") / "w", ("musterbezirk",))


@pytest.fixture
def here(workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(workspace)

    def quick(*arguments: str) -> Done:
        capsys.readouterr()
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


@pytest.mark.parametrize("kind", FILES)
def test_a_type_is_told_from_the_bytes(kind):
    assert type_of(FILES[kind]) == kind


def test_every_type_has_a_name_of_its_own():
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    "name", [f"datei.{ending}" for ending in ("docx", "pdf", "xyz")] + ["datei"]
)
@pytest.mark.parametrize("kind", ["odt", "rtf", "jpeg", "empty"])
def test_the_name_of_a_file_changes_nothing_that_is_said_of_it(here, tmp_path, kind, name):
    path = tmp_path / name
    path.write_bytes(FILES[kind])
    said = {}
    for command, call in COMMANDS.items():
        done = here(*call(str(path)), "--json", "--lang", "de")
        assert done.code == 4, command
        (finding,) = done.data["findings"]
        assert finding["code"] == "K-881"
        said[command] = finding["message"], finding["hint"]
    assert len(set(said.values())) == 1
    assert "weder eine Word-Datei (.docx) noch ein PDF, sondern" in said["inspect"][0]


@pytest.mark.parametrize("kind", FILES)
def test_each_type_is_named_in_german(here, tmp_path, kind):
    path = tmp_path / "datei.docx"
    path.write_bytes(FILES[kind])
    found = here("inspect", str(path), "--lang", "de").err
    english = NAMES[kind]
    assert "K-881" in found
    assert english not in found


def test_a_folder_is_called_a_folder(here, tmp_path):
    (tmp_path / "ordner").mkdir()
    for call in COMMANDS.values():
        done = here(*call(str(tmp_path / "ordner")), "--lang", "de")
        assert (done.code, "sondern ein Ordner" in done.err) == (4, True)


@pytest.mark.parametrize("name", LOCKED)
def test_a_word_file_with_a_password_is_told_as_a_pdf_with_one(here, tmp_path, name):
    path = tmp_path / "datei.docx"
    path.write_bytes(LOCKED[name])
    for call in COMMANDS.values():
        done = here(*call(str(path)), "--json")
        assert (done.code, done.codes) == (4, ["K-1109"])


@pytest.mark.parametrize("how", ["rc4", "aes", "aes256", "owner only"])
def test_a_pdf_with_a_password_gets_one_sentence_from_every_command(here, tmp_path, how):
    path = tmp_path / "datei.pdf"
    user = "" if how == "owner only" else "geheim"
    strength = {"rc4": 3, "aes": 4}.get(how, 6)
    locked = pikepdf.Encryption(
        owner="o", user=user, R=strength, aes=strength > 3, metadata=strength > 3
    )
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(path, encryption=locked)
    for call in COMMANDS.values():
        done = here(*call(str(path)), "--json")
        assert (done.code, done.codes) == (4, ["K-1109"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n", "K-859"),
        (b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 50, "K-859"),
        (b"x" * 500 + b"%PDF-1.4 nothing else", "K-859"),
    ],
    ids=["head only", "without a list of objects", "mark in the middle"],
)
def test_a_broken_pdf_is_told_in_german_words_only(here, tmp_path, data, code):
    path = tmp_path / "datei.pdf"
    path.write_bytes(data)
    for call in COMMANDS.values():
        done = here(*call(str(path)), "--json", "--lang", "de")
        assert (done.code, done.codes) == (4, [code])
        assert done.data["findings"][0]["message"].endswith("es ist beschädigt oder abgeschnitten")


def test_a_portfolio_is_called_one(here, tmp_path):
    path = tmp_path / "mappe.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.attachments["vertrag.docx"] = pikepdf.AttachedFileSpec(made, b"x", filename="v.docx")
        made.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.D)
        made.save(path)
    for call in COMMANDS.values():
        done = here(*call(str(path)), "--lang", "de")
        assert (done.code, "Portfolio" in done.err) == (4, True)


def test_a_pdf_of_somebody_else_is_told_as_such(here, tmp_path):
    path = tmp_path / "fremd.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(path)
    codes = {name: here(*call(str(path)), "--json") for name, call in COMMANDS.items()}
    assert {name: (done.code, done.codes) for name, done in codes.items()} == {
        "inspect": (4, ["K-882"]),
        "new of diff": (4, ["K-882"]),
        "old of diff": (4, ["K-882"]),
        "rebuild": (4, ["K-882"]),
    }


def test_a_word_file_is_no_pdf_to_rebuild(here, tmp_path):
    path = tmp_path / "datei.pdf"
    path.write_bytes(office("vnd.openxmlformats-officedocument.wordprocessingml.document"))
    assert here("rebuild", str(path), "--json").codes == ["K-1240"]


def test_a_word_file_with_macros_is_told_the_same_way_by_both(here, tmp_path):
    path = tmp_path / "datei.docx"
    parts = {"_rels/.rels": b"<Relationships/>", "[Content_Types].xml": b""}
    types = (
        '<Types><Override PartName="/x" ContentType="vnd.ms-word.document.macroEnabled.main+xml"/>'
    )
    path.write_bytes(zipped({**parts, "[Content_Types].xml": f"{types}</Types>".encode()}))
    for call in (COMMANDS["inspect"], COMMANDS["new of diff"], COMMANDS["old of diff"]):
        assert here(*call(str(path)), "--json").codes == ["K-823"]


@pytest.mark.parametrize("kind", ["jpeg", "odt", "html", "doc", "rtf"])
def test_an_answers_file_of_another_type_is_named(here, tmp_path, kind):
    path = tmp_path / "antworten.yaml"
    path.write_bytes(FILES[kind])
    done = here("new", "musterbezirk", "--name", "2031", "--answers", str(path), "--json")
    assert (done.code, done.codes) == (4, ["K-1240"])
