"""A Word file that came back is never taken for its draft when somebody changed its words."""

from __future__ import annotations

import re

import pytest

from contracts.errors import ContractsError
from contracts.findings import Level
from contracts.sources.workspace import Workspace
from contracts.usecases.compare import compare_names, write_comparison, write_tracked
from contracts.usecases.generate import Job, generate
from contracts.usecases.inputs import surroundings_of
from contracts.usecases.operands import Wishes, resolve, resolve_pair
from tests.builders.returned import by_libreoffice, by_odt, by_python_docx, changed
from tests.tools.workspace import make_workspace

BODY = "word/document.xml"
PARAGRAPH = r"<w:p>(?:(?!</w:p>).)*{}(?:(?!</w:p>).)*</w:p>"
TRACKED = 'w:id="9001" w:author="Rechtsamt" w:date="2026-12-01T10:00:00Z"'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    found = Workspace(make_workspace(tmp_path_factory.mktemp("returned") / "w"))
    for agreement in ("musterbezirk/2026", "spandau/2026"):
        job = Job(found.root, agreement, surroundings_of(found), ("docx", "json"))
        made = generate(job)
        assert made.state == "written", made.findings
    return found


@pytest.fixture(scope="module")
def sent(workspace):
    return (workspace.generated / "drafts/musterbezirk/2026/musterbezirk-2026.docx").read_bytes()


def came_back(workspace, folder, data, unaccepted=""):
    """Return what the program takes a file for that lies somewhere else."""
    path = folder / "zurück.docx"
    path.write_bytes(data)
    return resolve(workspace, str(path), Wishes(unaccepted))


def edited(operand):
    """Return the clauses that the warning names, "" without a warning."""
    found = [finding for finding in operand.findings if finding.code == "K-1014"]
    assert all(finding.level is Level.WARNING for finding in found)
    return "; ".join(re.sub(r".* in: ", "", finding.hint) for finding in found)


def paragraph_with(words, text):
    """Return the XML of the only paragraph that holds some words."""
    (found,) = re.findall(PARAGRAPH.format(re.escape(words)), text, re.DOTALL)
    return found


def words_changed(data, before, after):
    return changed(data, BODY, lambda text: text.replace(before, after, 1))


@pytest.mark.parametrize("save", [by_libreoffice, by_odt, by_python_docx])
def test_a_file_that_was_only_saved_again_is_the_same_text(workspace, sent, tmp_path, save):
    original, again = tmp_path / "original.docx", tmp_path / "again.docx"
    original.write_bytes(sent)
    again.write_bytes(save(sent))
    compared = compare_names(workspace, str(original), str(again))
    assert compared.comparison.same
    assert "keine inhaltlichen änderungen" in (
        write_comparison(compared.comparison, "text").decode().lower()
    )
    assert "K-1014" not in [finding.code for finding in compared.findings]


@pytest.mark.parametrize("save", [bytes, by_libreoffice, by_odt])
def test_one_word_changed_by_hand_names_number_and_clause(workspace, sent, tmp_path, save):
    data = save(words_changed(sent, "grobe Fahrlässigkeit", "jede Fahrlässigkeit"))
    found = came_back(workspace, tmp_path, data)
    assert re.fullmatch(r"§ \d+ \(liability@1\)", edited(found))
    assert found.document is not None
    assert found.document.agreement == "musterbezirk/2026"


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_no_output_passes_an_edited_file_off_as_unchanged(workspace, sent, tmp_path, format_):
    path = tmp_path / "zurück.docx"
    path.write_bytes(words_changed(sent, "grobe Fahrlässigkeit", "jede Fahrlässigkeit"))
    compared = compare_names(workspace, str(path), "musterbezirk")
    assert [finding.code for finding in compared.findings] == ["K-1014"]
    (note,) = compared.comparison.notes
    assert note.kind == "edited"
    assert "liability@1" in note.items[0]
    shown = " ".join(write_comparison(compared.comparison, format_).decode().split())
    assert "wurde von Hand geändert" in shown
    assert "Keine inhaltlichen Änderungen" not in shown


def test_every_edited_clause_is_named_in_the_order_of_the_contract(workspace, sent, tmp_path):
    data = words_changed(sent, "grobe Fahrlässigkeit", "jede Fahrlässigkeit")
    data = words_changed(data, "Gegenstand und langfristiges Ziel", "Gegenstand und Ziel")
    names = edited(came_back(workspace, tmp_path, data)).split(", ")
    assert [re.sub(r"^§ \d+ ", "", name) for name in names] == ["(subject@2)", "(liability@1)"]


def test_a_paragraph_gone_here_and_one_more_there_are_both_seen(workspace, sent, tmp_path):
    def change(text):
        gone = paragraph_with("grobe Fahrlässigkeit", text)
        heading = paragraph_with("Gegenstand und langfristiges Ziel", text)
        new = "<w:p><w:r><w:t>Der Bezirk zahlt nichts.</w:t></w:r></w:p>"
        return text.replace(gone, "").replace(heading, heading + new)

    data = changed(sent, BODY, change)
    names = edited(came_back(workspace, tmp_path, data))
    assert re.fullmatch(r"§ 1 \(subject@2\), § \d+ \(liability@1\)", names)


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:tbl><w:tblPr/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        (
            "<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>"
            "<w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
        ),
    ],
    ids=["content control", "table", "text box"],
)
def test_words_are_found_wherever_somebody_put_them(workspace, sent, tmp_path, wrap):
    new = wrap.format("<w:p><w:r><w:t>Der Bezirk zahlt nichts.</w:t></w:r></w:p>")

    def change(text):
        heading = paragraph_with("Gegenstand und langfristiges Ziel", text)
        return text.replace(heading, heading + new)

    data = changed(sent, BODY, change)
    assert edited(came_back(workspace, tmp_path, data)) == "§ 1 (subject@2)"


def test_a_note_at_the_foot_of_a_page_is_an_edit(workspace, sent, tmp_path):
    note = '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'

    def change(text):
        heading = paragraph_with("Gegenstand und langfristiges Ziel", text)
        return text.replace(heading, heading.removesuffix("</w:p>") + note)

    data = changed(sent, BODY, change)
    assert edited(came_back(workspace, tmp_path, data)) == "§ 1 (subject@2)"


def test_words_on_the_first_page_are_said_to_be_there(workspace, sent, tmp_path):
    data = words_changed(sent, "nachfolgend", "im Folgenden")
    assert edited(came_back(workspace, tmp_path, data)) == "title and parties"


def insertion(sent):
    """Return the file after somebody added a word with tracking."""

    def change(text):
        line = paragraph_with("grobe Fahrlässigkeit", text)
        more = f"<w:ins {TRACKED}><w:r><w:t> Auch sonst.</w:t></w:r></w:ins></w:p>"
        return text.replace(line, line.removesuffix("</w:p>") + more)

    return changed(sent, BODY, change)


def test_tracked_words_count_as_the_caller_says(workspace, sent, tmp_path):
    data = insertion(sent)
    with pytest.raises(ContractsError) as caught:
        came_back(workspace, tmp_path, data)
    assert caught.value.findings[0].code == "K-1008"
    assert edited(came_back(workspace, tmp_path, data, "reject")) == ""
    assert re.fullmatch(
        r"§ \d+ \(liability@1\)", edited(came_back(workspace, tmp_path, data, "accept"))
    )


def test_an_edit_without_tracking_is_seen_beside_rejected_ones(workspace, sent, tmp_path):
    data = words_changed(insertion(sent), "langfristiges Ziel", "Ziel")
    assert edited(came_back(workspace, tmp_path, data, "reject")) == "§ 1 (subject@2)"


def test_a_line_break_taken_away_with_tracking_joins_two_paragraphs(workspace, sent, tmp_path):
    """Its words stay: only what is marked itself goes."""
    mark = f"<w:rPr><w:del {TRACKED}/></w:rPr></w:pPr>"

    def change(text):
        line = paragraph_with("grobe Fahrlässigkeit", text)
        assert "</w:pPr>" in line
        return text.replace(line, line.replace("</w:pPr>", mark, 1))

    data = changed(sent, BODY, change)
    assert edited(came_back(workspace, tmp_path, data, "reject")) == ""
    assert "liability@1" in edited(came_back(workspace, tmp_path, data, "accept"))


def test_our_own_redline_leads_to_its_new_or_its_old_contract(tmp_path):
    workspace = Workspace(make_workspace(tmp_path / "w", ("musterbezirk",)))
    job = Job(workspace.root, "musterbezirk/2026", surroundings_of(workspace), ("docx", "json"))
    assert generate(job).state == "written"
    facts = workspace.root / "districts/musterbezirk/2026.yaml"
    text = facts.read_text("utf-8")
    facts.write_text(text.replace("notice_months: 3", "notice_months: 6"), "utf-8")
    before = str(workspace.generated / "drafts/musterbezirk/2026/document.json")
    old, new = resolve_pair(workspace, before, "musterbezirk")
    comparison = compare_names(workspace, before, "musterbezirk").comparison
    data = write_tracked(workspace, old, new, comparison)
    for wish, side in (("accept", new), ("reject", old)):
        found = came_back(workspace, tmp_path, data, wish)
        assert (found.document, edited(found)) == (side.document, ""), wish
