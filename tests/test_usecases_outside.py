"""Silence is never sameness: whatever somebody did to a Word file of ours, a comparison names it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from contracts.cli.run import run
from contracts.findings import Level
from contracts.ooxml.package import read_package
from contracts.ooxml.returned import HARMLESS
from contracts.parity.returned import differences, see
from contracts.sources.workspace import Workspace
from contracts.usecases.compare import compare_names, write_comparison
from contracts.usecases.generate import Job, generate
from contracts.usecases.inputs import surroundings_of
from contracts.usecases.operands import Wishes
from tests.builders.edits import BODY, EDITS, EXTRA, LIABLE, RUN, TRACKED, edited, match
from tests.builders.returned import by_libreoffice, by_odt, by_python_docx, parts_of
from tests.tools.workspace import make_workspace

SAME = "keine inhaltlichen änderungen"
# An edit with tracking: the comparison needs to be told what to do with it.
TRACKED_EDITS = {"header tracked", "cell tracked as deleted"}
# Programs that follow the schema drop these when they save the file again, or rewrite them.
EVERY = sorted(EDITS)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    found = Workspace(make_workspace(tmp_path_factory.mktemp("outside") / "w"))
    for agreement in ("musterbezirk/2026", "pankow/2023", "spandau/2026"):
        job = Job(found.root, agreement, surroundings_of(found), ("docx", "json"))
        made = generate(job)
        assert made.state == "written", made.findings
    return found


@pytest.fixture(scope="module")
def sent(workspace):
    return (workspace.generated / "drafts/musterbezirk/2026/musterbezirk-2026.docx").read_bytes()


def compared(workspace, folder, data, unaccepted=""):
    path = folder / "zurück.docx"
    path.write_bytes(data)
    return compare_names(workspace, "musterbezirk", str(path), Wishes(unaccepted))


def named(result):
    """Return what the warnings name, in one line."""
    return "; ".join(f.hint for f in result.findings if f.code in ("K-1014", "K-1246"))


def test_there_are_as_many_edits_as_were_tried_from_outside():
    assert len(EDITS) >= 76


@pytest.mark.parametrize("name", EVERY)
def test_every_edit_is_named(workspace, sent, tmp_path, name):
    wish = "accept" if name in TRACKED_EDITS else ""
    result = compared(workspace, tmp_path, edited(sent, EDITS[name]), wish)
    assert named(result), name
    assert any(note.kind == "edited" for note in result.comparison.notes)
    for format_ in ("text", "html", "json"):
        shown = " ".join(write_comparison(result.comparison, format_).decode().lower().split())
        assert SAME not in shown


@pytest.mark.parametrize(
    ("name", "what"),
    {
        "hidden": "hidden text: „",
        "struck through by a style": "struck through: „",
        "white": "font as light as the paper: „",
        "black on black": "font as light as the paper: „",
        "one point": "tiny font: „",
        "a font of pictures": "symbol font: „",
        "words in the header": "changed: „Der Bezirk zahlt nichts.“ (header)",
        "words in the footer": "changed: „Der Bezirk zahlt nichts.“ (footer)",
        "watermark": "picture or drawing (header)",
        "header of the first page": "changed: „Der Bezirk zahlt nichts.“ (header of the first page)",
        "formula": "formula: „Der Bezirk zahlt nichts.“",
        "symbol": "symbol: „F0FC“",
        "picture": "picture or drawing",
        "footnote": "footnote: „Der Bezirk zahlt nichts.“",
        "comment": "comment: „",
        "inserted file": "inserted file",
        "cell tracked as deleted": "tracked cell: „",
        "number off": "number of the paragraph changed: „",
        "an element that nobody knows": "not understood: element “neuesWort”",
        "one sign that nobody sees": "invisible characters: „U+200B“",
        "field of the date": "field that was not there: „DATE“",
        "table that floats": "floating table: „",
    }.items(),
)
def test_the_words_say_what_it_is_and_where(workspace, sent, tmp_path, name, what):
    wish = "accept" if name in TRACKED_EDITS else ""
    result = compared(workspace, tmp_path, edited(sent, EDITS[name]), wish)
    assert what in named(result)


def test_the_command_ends_with_one_and_never_says_same(workspace, sent, tmp_path, capsys):
    path = tmp_path / "zurück.docx"
    path.write_bytes(edited(sent, EDITS["words in the header"]))
    code = run(
        ["--workspace", str(workspace.root), "diff", "musterbezirk", str(path), "--lang", "de"]
    )
    shown = capsys.readouterr()
    assert code == 1
    assert "Kopfzeile" in shown.err
    assert SAME not in shown.out.lower()


@pytest.mark.parametrize("agreement", ["musterbezirk/2026", "pankow/2023", "spandau/2026"])
@pytest.mark.parametrize("save", [bytes, by_python_docx, by_libreoffice, by_odt])
def test_a_file_that_was_only_saved_again_differs_in_nothing(workspace, agreement, save):
    name = f"{agreement.replace('/', '-')}.docx"
    data = (workspace.generated / "drafts" / agreement / name).read_bytes()
    first, second = (see(read_package(one, name, external=HARMLESS)) for one in (data, save(data)))
    assert [str(one) for one in differences(first, second)] == []


def as_word_saves_it(data: bytes) -> bytes:
    """Return the file with what Word adds to each: marks of its own, no word otherwise."""
    parts = parts_of(data)
    text = parts[BODY].decode()
    text = text.replace("<w:p>", '<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">')
    text = re.sub(
        r"<w:r>(?=<w:t)", '<w:r w:rsidRPr="00D4E5F6"><w:rPr><w:lang w:val="de-DE"/></w:rPr>', text
    )
    text = re.sub(
        r"(<w:t[^>]*>)([^<]{9})([^<]+)</w:t></w:r>",
        r'\1\2</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:lastRenderedPageBreak/>\1\3</w:t></w:r>'
        r'<w:proofErr w:type="spellEnd"/>',
        text,
    )
    text = text.replace("</w:body>", "</w:body>", 1)
    text = re.sub(r"(<w:t)>", r'\1 xml:space="preserve">', text)
    text = text.replace(
        "<w:sectPr>",
        '<w:bookmarkStart w:id="990" w:name="_GoBack"/><w:bookmarkEnd w:id="990"/><w:sectPr w:rsidR="00A1B2C3">',
    )
    parts[BODY] = text.encode()
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>",
        b'<w:proofState w:spelling="clean"/><w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids>'
        b'<m:mathPr xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
        b'<w:shapeDefaults/><w14:docId xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        b' w14:val="1"/></w:settings>',
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_what_word_itself_adds_is_no_difference(workspace, sent, tmp_path):
    result = compared(workspace, tmp_path, as_word_saves_it(sent))
    assert named(result) == ""
    assert SAME in write_comparison(result.comparison, "text").decode().lower()


def test_an_edit_is_still_named_after_word_saved_the_file(workspace, sent, tmp_path):
    for name in ("words in the footer", "formula", "one more line", "hidden"):
        data = as_word_saves_it(edited(sent, EDITS[name]))
        assert named(compared(workspace, tmp_path, data))


@pytest.mark.parametrize("name", ["hidden", "white", "words in the header", "number off", "symbol"])
def test_an_edit_is_still_named_after_libreoffice_saved_the_file(workspace, sent, tmp_path, name):
    data = by_libreoffice(edited(sent, EDITS[name]))
    assert named(compared(workspace, tmp_path, data)), name


FORMAT = f"<w:rPr><w:vanish/><w:rPrChange {TRACKED}><w:rPr/></w:rPrChange></w:rPr>"


def test_a_tracked_format_counts_as_the_caller_says(workspace, sent, tmp_path):
    hide = match(BODY, LIABLE, lambda p: p.replace("<w:r>", f"<w:r>{FORMAT}"))
    data = edited(sent, hide)
    assert "hidden text" in named(compared(workspace, tmp_path, data, "accept"))
    assert named(compared(workspace, tmp_path, data, "reject")) == ""


def test_tracked_words_in_a_header_count_as_the_caller_says(workspace, sent, tmp_path):
    data = edited(sent, EDITS["header tracked"])
    assert EXTRA in named(compared(workspace, tmp_path, data, "accept"))
    assert named(compared(workspace, tmp_path, data, "reject")) == ""


def test_a_hidden_edit_among_rejected_ones_is_named(workspace, sent, tmp_path):
    data = edited(
        sent,
        match(
            BODY,
            LIABLE,
            lambda p: p.removesuffix("</w:p>") + f"<w:ins {TRACKED}>{RUN}</w:ins></w:p>",
        ),
    )
    data = edited(data, EDITS["formula"])
    assert "formula" in named(compared(workspace, tmp_path, data, "reject"))


def test_without_its_template_a_file_is_not_called_the_same(workspace, sent, tmp_path):
    template = Path(workspace.root) / "templates/cooperation-contract/skeleton.docx"
    data = template.read_bytes()
    template.unlink()
    try:
        found = compared(workspace, tmp_path, sent)
    finally:
        template.write_bytes(data)
    assert "only the words of clauses were compared" in named(found)


def test_the_warning_does_not_stop_and_is_no_error(workspace, sent, tmp_path):
    result = compared(workspace, tmp_path, edited(sent, EDITS["picture"]))
    assert [f.level for f in result.findings if f.code == "K-1246"] == [Level.WARNING]
