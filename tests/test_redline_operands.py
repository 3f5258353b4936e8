"""What OLD and NEW may be, from outside: names, files, revisions, and what is said when not."""

from __future__ import annotations

import json
import subprocess
import zipfile
from datetime import date

import pytest

from contracts import canonical
from contracts.errors import ContractsError, ExitCode
from contracts.sources.workspace import Workspace
from contracts.usecases.clauses import approve
from contracts.usecases.compare import compare_names, write_comparison, write_tracked
from contracts.usecases.generate import Job, generate
from contracts.usecases.inputs import surroundings_of
from contracts.usecases.operands import Wishes, resolve_pair
from tests.tools.workspace import make_workspace

OWN = """---
base: liability@1
reason: Beschluss des Bezirksamts
approved: {by: Rechtsamt, on: 2026-12-01}
---
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = make_workspace(tmp_path_factory.mktemp("operands") / "w")
    found = Workspace(folder)
    text = (folder / "clauses/liability/standard@1.md").read_text("utf-8")
    second = folder / "clauses/liability/standard@2.md"
    second.write_text(text.replace("grobe Fahrlässigkeit", "jede Fahrlässigkeit"), "utf-8")
    approve(found, ["liability@2"], by="Rechtsamt", on=date(2027, 1, 1))
    own = folder / "districts/spandau/2026"
    own.mkdir()
    body = text.split("---\n", 2)[2].replace("vorhersehbaren", "unmittelbaren")
    (own / "liability.md").write_text(OWN + body, "utf-8")
    made = generate(
        Job(folder, "musterbezirk/2026", surroundings_of(found), ("docx", "pdf", "json"))
    )
    assert made.state == "written", made.findings
    _git(folder, "init", "-q")
    _git(folder, "add", "-A", "--", "clauses", "templates", "districts")
    _git(folder, "commit", "-q", "-m", "one")
    facts = folder / "districts/musterbezirk/2026.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("notice_months: 3", "notice_months: 6"), "utf-8"
    )
    return found


def _git(folder, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-C", folder, *arguments],
        check=True,
        capture_output=True,
    )


def outputs(workspace):
    return workspace.generated / "drafts/musterbezirk/2026"


def test_two_versions_of_a_clause(workspace):
    (change,) = compare_names(workspace, "liability@1", "liability@2").comparison.changes
    assert (change.old, change.new, change.cause.kind) == ("grobe", "jede", "version")
    assert change.verdict.rules[0] == "liability"


def test_a_cause_says_why_somebody_changed_the_text(workspace):
    (change,) = compare_names(workspace, "liability@1", "liability@2").comparison.changes
    assert change.cause.detail == "liability@1 → liability@2 – Erste Fassung"
    (change,) = compare_names(workspace, "liability@2", "liability@1").comparison.changes
    assert change.cause.detail == "liability@2 → liability@1"
    changes = compare_names(workspace, "standard", "spandau").comparison.changes
    assert {change.cause.detail.rpartition(" – ")[2] for change in changes} == {
        "Beschluss des Bezirksamts"
    }


def test_what_a_clause_is_about_counts_for_all_of_its_sentences(workspace):
    path = workspace.root / "clauses/liability/standard@1.md"
    third = path.with_name("standard@3.md")
    text = path.read_text("utf-8")
    third.write_text(text.replace("selbst\nverantwortlich", "allein\nverantwortlich"), "utf-8")
    (change,) = compare_names(workspace, "liability@1", "liability@3").comparison.changes
    third.unlink()
    assert (change.title, change.old) == ("Haftung", "selbst")
    assert (change.verdict.rules[0], change.verdict.severity.german) == ("liability", "hoch")


def test_lines_that_end_elsewhere_and_items_that_count_on_are_told_as_what_they_are(workspace):
    path = workspace.root / "clauses/steering/standard@2.md"
    text = path.read_text("utf-8")
    new = text.replace("3. klärt", "3. verabschiedet den Bericht,\n4. klärt").replace(
        "4. bereitet", "5. bereitet"
    )
    new = new.replace("beratend hinzuziehen; ein", "beratend\nhinzuziehen; ein")
    second = path.with_name("standard@3.md")
    second.write_text(new, "utf-8")
    compared = compare_names(workspace, "steering@2", "steering@3").comparison
    second.unlink()
    assert [change.new.strip() for change in compared.changes] == ["verabschiedet den Bericht,"]
    (note,) = compared.notes
    assert (note.kind, "2 Absätze oder Listenpunkte" in note.text) == ("renumbering", True)


def test_two_variants_of_a_clause_tell_their_conditions(workspace):
    comparison = compare_names(workspace, "term/public@1", "term/private@1").comparison
    assert {change.cause.kind for change in comparison.changes} == {"variant"}
    sentences = [head.sentence for head in comparison.heads]
    assert 'Die Bedingung lautet jetzt „law == "private"“ statt „law == "public"“.' in sentences


def test_standard_shows_what_only_this_district_has(workspace):
    comparison = compare_names(workspace, "standard", "spandau").comparison
    # spandau's own wording is based on version 1, the standard is version 2 by now
    assert [(c.area, c.cause.kind, c.old, c.new) for c in comparison.changes] == [
        ("liability", "deviation", "jede", "grobe"),
        ("liability", "deviation", "vorhersehbaren", "unmittelbaren"),
    ]
    assert compare_names(workspace, "standard", "musterbezirk").comparison.same


def test_a_revision_of_an_agreement_gives_the_value_and_its_field(workspace):
    name = "HEAD:districts/musterbezirk/2026.yaml"
    (change,) = compare_names(workspace, name, "musterbezirk").comparison.changes
    assert (change.cause.kind, change.cause.field) == ("value", "term.notice_months")
    assert (change.old, change.new) == ("drei Monaten", "sechs Monaten")


def test_a_revision_of_a_clause_file_and_of_a_district_by_name(workspace):
    assert compare_names(
        workspace, "HEAD:clauses/liability/standard@1.md", "liability@1"
    ).comparison.same
    assert compare_names(workspace, "HEAD:spandau", "spandau").comparison.same


def test_an_own_wording_is_compared_by_its_words_and_inherits_the_rest(workspace):
    comparison = compare_names(
        workspace, "liability@1", str(workspace.root / "districts/spandau/2026/liability.md")
    ).comparison
    assert comparison.heads == ()
    (change,) = comparison.changes
    assert change.new == "unmittelbaren"
    assert change.cause.detail.endswith("statt liability@1 – Beschluss des Bezirksamts")


def test_a_district_may_be_named_by_its_folder_as_shells_complete_it(workspace):
    pair = resolve_pair(workspace, "districts/spandau/", "HEAD:districts/spandau")
    assert [operand.name for operand in pair] == ["spandau", "HEAD:districts/spandau"]
    assert pair[0].document == pair[1].document
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, "districts/spandao", "pankow")
    assert "spandau" in caught.value.findings[0].message


def test_a_link_out_of_the_repository_does_not_keep_a_revision_from_being_read(workspace):
    link = workspace.root / "districts/pankow/link.txt"
    link.symlink_to("/etc/hostname")
    _git(workspace.root, "add", str(link))
    _git(workspace.root, "commit", "-q", "-m", "two")
    assert compare_names(workspace, "HEAD:pankow", "pankow").comparison.same
    _git(workspace.root, "rm", "-q", str(link))


@pytest.mark.parametrize("inside", ["liability@1", "clauses/liability/standard@1.md"])
def test_a_clause_of_a_revision_is_called_by_its_revision(workspace, inside):
    comparison = compare_names(workspace, f"HEAD:{inside}", "liability@2").comparison
    assert comparison.old.name == f"HEAD:{inside}"
    assert comparison.new.name == "liability@2"


@pytest.mark.parametrize(
    "name", ["document.json", "record.json", "musterbezirk-2026.docx", "musterbezirk-2026.pdf"]
)
def test_every_file_of_ours_leads_to_the_document_it_was_made_from(workspace, name):
    (change,) = compare_names(
        workspace, str(outputs(workspace) / name), "musterbezirk"
    ).comparison.changes
    assert change.cause.field == "term.notice_months"


def test_the_same_thing_twice_is_said_and_no_error(workspace):
    compared = compare_names(workspace, "pankow", "pankow/2023")
    assert compared.comparison.same
    assert [finding.code for finding in compared.findings] == ["K-1009"]


@pytest.mark.parametrize(
    ("old", "new", "code", "exit_code"),
    [
        ("liabilty@1", "liability@1", "K-304", ExitCode.USAGE),
        ("liability@9", "liability@1", "K-306", ExitCode.USAGE),
        ("pankw", "pankow", "K-1001", ExitCode.USAGE),
        ("liability@1", "pankow", "K-1005", ExitCode.USAGE),
        ("standard", "standard", "K-1006", ExitCode.USAGE),
        ("standard", "liability@1", "K-1006", ExitCode.USAGE),
        ("nosuch:districts/pankow/2023.yaml", "pankow", "K-1003", ExitCode.USAGE),
        ("--output=x:districts/pankow/2023.yaml", "pankow", "K-1003", ExitCode.USAGE),
        ("HEAD:districts/pankow/1999.yaml", "pankow", "K-1004", ExitCode.USAGE),
        ("nowhere.docx", "pankow", "K-1001", ExitCode.USAGE),
    ],
)
def test_what_does_not_exist_or_fit_is_a_clear_error(workspace, old, new, code, exit_code):
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, old, new)
    assert caught.value.findings[0].code == code
    assert caught.value.exit_code == exit_code


def test_a_misspelt_name_gets_a_suggestion(workspace):
    with pytest.raises(ContractsError, match="Did you mean “pankow”"):
        resolve_pair(workspace, "pankw", "spandau")


def test_without_git_or_repository_a_revision_is_a_clear_error(workspace, tmp_path, monkeypatch):
    lonely = Workspace(make_workspace(tmp_path / "w", ("pankow",)))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(ContractsError) as caught:
        resolve_pair(lonely, "HEAD:districts/pankow/2023.yaml", "pankow")
    assert (caught.value.findings[0].code, caught.value.exit_code) == (
        "K-1002",
        ExitCode.ENVIRONMENT,
    )
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, "HEAD:districts/pankow/2023.yaml", "pankow")
    assert caught.value.findings[0].code == "K-1002"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"schema":"document/1","document":{"node":"Text"}}']
)
def test_a_json_file_that_is_no_document_is_refused(workspace, tmp_path, data):
    path = tmp_path / "document.json"
    path.write_bytes(data)
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, str(path), "pankow")
    assert caught.value.exit_code == ExitCode.SOURCE


def test_a_record_whose_document_was_changed_is_refused(workspace, tmp_path):
    for name in ("document.json", "record.json"):
        (tmp_path / name).write_bytes((outputs(workspace) / name).read_bytes())
    document = json.loads((tmp_path / "document.json").read_bytes())
    document["document"]["title"] = "Kooperationsvereinbarung"
    (tmp_path / "document.json").write_bytes(canonical.dump(document))
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, str(tmp_path / "record.json"), "pankow")
    assert caught.value.exit_code == ExitCode.INTEGRITY


@pytest.mark.parametrize("name", ["broken.docx", "broken.pdf"])
def test_a_damaged_file_is_refused(workspace, tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, str(tmp_path / name), "pankow")
    assert caught.value.exit_code == ExitCode.SOURCE


def test_a_word_file_with_open_changes_says_which_and_waits_for_a_word(workspace, tmp_path):
    old, new = resolve_pair(workspace, "HEAD:districts/musterbezirk/2026.yaml", "musterbezirk")
    comparison = compare_names(
        workspace, "HEAD:districts/musterbezirk/2026.yaml", "musterbezirk"
    ).comparison
    path = tmp_path / "redline.docx"
    path.write_bytes(write_tracked(workspace, old, new, comparison))
    assert zipfile.is_zipfile(path)
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, str(path), "pankow")
    assert caught.value.findings[0].code == "K-1008"
    assert "insertions" in caught.value.findings[0].message


def test_a_word_file_of_somebody_else_is_refused(workspace, tmp_path):
    source = workspace.root / "templates/cooperation-contract/skeleton.docx"
    path = tmp_path / "other.docx"
    path.write_bytes(source.read_bytes())
    with pytest.raises(ContractsError) as caught:
        resolve_pair(workspace, str(path), "pankow", Wishes("reject"))
    assert caught.value.exit_code == ExitCode.SOURCE


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_a_comparison_is_written_the_same_way_twice(workspace, format_):
    first, second = (compare_names(workspace, "pankow", "spandau").comparison for _ in range(2))
    assert write_comparison(first, format_) == write_comparison(second, format_)


def test_all_outputs_name_the_same_changes(workspace):
    comparison = compare_names(workspace, "pankow", "spandau").comparison
    for format_ in ("text", "html", "json"):
        data = write_comparison(comparison, format_).decode().replace("\n    ", " ")
        assert all(change.id in data for change in comparison.changes), format_
