"""``contracts inspect``, ``rebuild``, ``generate --tracked`` and ``check --outputs`` from outside."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from contracts.cli.run import run
from tests.tools.needs import need
from tests.tools.workspace import Done, make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_workspace(tmp_path_factory.mktemp("inside") / "w")
    assert run(["--workspace", str(folder), "generate", "pankow", "-q"]) == 0
    return folder


@pytest.fixture
def here(workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(workspace)

    def quick(*arguments: str) -> Done:
        capsys.readouterr()
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def drafts(workspace: Path, name: str) -> Path:
    return workspace / "generated/drafts/pankow/2023" / name


def test_a_word_file_says_what_it_is_under_any_name(here, workspace, tmp_path):
    renamed = tmp_path / "Neuer Ordner.zip"
    renamed.write_bytes(drafts(workspace, "pankow-2023.docx").read_bytes())
    found = here("inspect", str(renamed), "--json").data["result"]
    assert (found["kind"], found["agreement"]) == ("docx", "pankow/2023")
    names = [clause["name"] for clause in found["clauses"]]
    assert "coordination-resources/staff-release@2" in names
    assert all(clause["found"] for clause in found["clauses"])


def test_people_read_about_files_in_their_language(here, workspace):
    word = here("inspect", str(drafts(workspace, "pankow-2023.docx")), "--lang", "de").out
    assert "Verzeichnis der Klauseln, Dokumenteigenschaft" in word.splitlines()[0]
    assert "manifest" not in word
    page = here("inspect", str(drafts(workspace, "pankow-2023.pdf")), "--lang", "de").out
    assert page.splitlines()[0].endswith("(Entwurf)")


def test_a_page_file_lists_and_gives_out_what_it_carries(here, workspace, tmp_path):
    page = drafts(workspace, "pankow-2023.pdf")
    found = here("inspect", str(page), "--json").data["result"]
    assert {f["name"]: f["relationship"] for f in found["files"]} == {
        "data.json": "Source",
        "document.json": "Source",
        "pankow-2023.docx": "Alternative",
        "record.json": "Supplement",
    }
    folder = tmp_path / "parts"
    assert here("inspect", str(page), "--extract", str(folder)).code == 0
    for name in ("document.json", "pankow-2023.docx"):
        assert (folder / name).read_bytes() == drafts(workspace, name).read_bytes()
    data = json.loads((folder / "data.json").read_bytes())
    assert data["agreement"]["title"] == "Kooperationsvertrag"
    again = here("inspect", str(page), "--extract", str(folder))
    assert again.code == 7


def test_poppler_finds_the_same_files(workspace):
    page = drafts(workspace, "pankow-2023.pdf")
    listed = subprocess.run(
        [need("pdfdetach"), "-list", page], capture_output=True, check=True
    ).stdout.decode()
    assert listed.startswith("4 embedded files")
    assert "pankow-2023.docx" in listed


def test_a_page_file_is_made_again_byte_for_byte(here, workspace):
    done = here("rebuild", str(drafts(workspace, "pankow-2023.pdf")), "--json")
    assert done.code == 0, done.out
    assert done.data["result"]["identical"] is True


def test_bytes_behind_the_generated_ones_are_told_apart(here, workspace, tmp_path):
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(drafts(workspace, "pankow-2023.pdf").read_bytes() + b"% a signature\n")
    done = here("rebuild", str(signed), "--json")
    assert done.code == 0, done.out
    assert done.data["result"]["appended"] == len(b"% a signature\n")


@pytest.mark.parametrize(
    ("file", "code"), [("page.css", "K-884"), ("fonts/LiberationSans-Bold.ttf", "K-885")]
)
def test_a_changed_template_or_font_is_named(here, workspace, file, code):
    path = workspace / "templates/cooperation-contract" / file
    before = path.read_bytes()
    path.write_bytes(before + (b"\np { color: #111 }\n" if file.endswith("css") else b"\0"))
    try:
        done = here("rebuild", str(drafts(workspace, "pankow-2023.pdf")), "--json")
    finally:
        path.write_bytes(before)
    assert code in done.codes
    if file.endswith("css"):
        assert done.code == 6
        assert "K-888" in done.codes


def test_an_altered_document_inside_is_found(here, workspace, tmp_path):
    with pikepdf.open(drafts(workspace, "pankow-2023.pdf")) as pdf:
        spec = pdf.attachments["document.json"]
        data = spec.get_file().read_bytes().replace(b"Haftung", b"Haltung")
        pdf.attachments["document.json"] = pikepdf.AttachedFileSpec(
            pdf, data, filename="document.json", relationship=pikepdf.Name.Source
        )
        pdf.save(tmp_path / "forged.pdf")
    done = here("inspect", str(tmp_path / "forged.pdf"), "--json")
    assert done.code == 6
    assert "K-890" in done.codes
    assert here("rebuild", str(tmp_path / "forged.pdf")).code == 6


def test_a_file_that_is_not_ours_is_refused(here, workspace, tmp_path):
    cases = {
        "words.docx": b"just words",
        "empty.pdf": b"",
        "foreign.docx": _zip({"word/x.xml": b"<a/>"}),
        "torn.pdf": drafts(workspace, "pankow-2023.pdf").read_bytes()[:5000],
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        done = here("inspect", str(tmp_path / name), "--json")
        assert done.code == 4, name
        assert done.data["findings"][0]["hint"]
    assert here("inspect", str(tmp_path / "missing.pdf")).code == 4
    assert here("inspect", str(tmp_path)).code == 4
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "plain.pdf")
    assert "K-882" in here("inspect", str(tmp_path / "plain.pdf"), "--json").codes


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_tracking_is_switched_on_when_asked_for(here, workspace):
    assert here("generate", "spandau", "--tracked", "--format", "docx").code == 0
    path = workspace / "generated/drafts/spandau/2026/spandau-2026.docx"
    with zipfile.ZipFile(path) as archive:
        settings = archive.read("word/settings.xml").decode()
    assert "trackRevisions" in settings
    assert 'w:edit="trackedChanges"' in settings
    assert here("generate", "spandau", "--tracked", "--release").code == 2
    assert here("generate", "spandau", "--format", "docx").code == 0
    with zipfile.ZipFile(path) as archive:
        assert b"trackRevisions" not in archive.read("word/settings.xml")


def test_outputs_that_say_otherwise_than_their_document_are_found(here, workspace):
    assert "K-870" not in here("check", "pankow", "--outputs", "--json").codes
    path = drafts(workspace, "pankow-2023.html")
    before = path.read_bytes()
    path.write_bytes(before.replace(b"Haftung", b"Haltung", 1))
    try:
        done = here("check", "pankow", "--outputs", "--json")
    finally:
        path.write_bytes(before)
    assert done.code == 1
    assert "K-870" in done.codes


def test_a_contents_list_carries_the_pages_of_the_pdf(here, workspace):
    data = workspace / "districts/spandau/2026.yaml"
    before = data.read_text()
    data.write_text(before + "\ntoc: true\n")
    try:
        assert here("generate", "spandau", "--format", "docx").code == 0
    finally:
        data.write_text(before)
    path = workspace / "generated/drafts/spandau/2026/spandau-2026.docx"
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
    assert "PAGEREF" in body or "TOC" in body
    assert "Inhalt" in body
