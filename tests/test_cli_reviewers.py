"""What legal reviewers call: ``clauses history|uses|impact|adopt`` and ``deviations``."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import pytest
from lxml import etree, html

from contracts.cli.run import run
from contracts.ooxml.names import w
from contracts.sources.workspace import Workspace
from contracts.usecases.clauses import approve
from tests.test_redline_reviewers import own_wording
from tests.tools.workspace import Done, call, make_workspace, tree

OWN = ("spandau/2026", "steering", ("ämterübergreifend durch", "gemeinsam durch"))


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Return a workspace with a draft of musterbezirk, made before steering@3 was approved."""
    folder = make_workspace(tmp_path / "w")
    assert call(folder, "generate", "musterbezirk", "--format", "txt").code == 0
    text = (folder / "clauses/steering/standard@2.md").read_text("utf-8")
    new = text.replace("in Textform festgehalten", "schriftlich festgehalten")
    new = re.sub("change: >-\n(  .*\n)+", "change: Schriftform für Ergebnisse.\n", new)
    (folder / "clauses/steering/standard@3.md").write_text(new, "utf-8")
    approve(Workspace(folder), ["steering@3"], by="Rechtsamt", on=date(2027, 1, 1))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(workspace, capfdbinary):  # noqa: ARG001 - it changes folder
    def quick(*arguments):
        code = run(list(arguments))
        shown = capfdbinary.readouterr()
        return Done(code, shown.out.decode(), shown.err.decode())

    return quick


def test_history_says_who_approved_what_when_and_why(here):
    lines = here("--plain", "clauses", "history", "steering").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["steering@1", "steering@2", "steering@3"]
    assert lines[2].split("\t")[1:3] == ["yes", "Muster (Vertragswerk)"]
    assert lines[2].split("\t")[4] == "Schriftform für Ergebnisse."
    versions = here("--json", "clauses", "history", "steering").data["result"]["versions"]
    assert [version["approved"] for version in versions] == [True, True, True]


@pytest.mark.parametrize("pair", [("2", "3"), ("steering@2", "steering@3"), ("2",)])
def test_history_compares_any_two_versions_word_by_word(here, pair):
    done = here("clauses", "history", "steering", *pair)
    assert done.code == 0
    assert "[gestrichen: in Textform][eingefügt: schriftlich]" in " ".join(done.out.split())
    assert "Form" in done.out
    data = here("--json", "clauses", "history", "steering", *pair).data["result"]
    assert [change["new"] for change in data["changes"]] == ["schriftlich"]


def test_history_of_a_clause_without_a_standard_variant_tells_all_of_its_variants(here):
    lines = here("--plain", "clauses", "history", "term").out.splitlines()
    names = [f"term/{name}@{n}" for name in ("private", "public", "social") for n in (1, 2)]
    assert [line.split("\t")[0] for line in lines] == names
    done = here("clauses", "history", "term", "1", "2")
    assert done.code == 2
    assert "term/public" in done.err


def test_history_compares_variants_by_their_names(here):
    data = here("--json", "clauses", "history", "term", "public@1", "social@1").data["result"]
    assert data["old"]["name"] == "term/public@1"
    assert data["new"]["name"] == "term/social@1"
    data = here("--json", "clauses", "history", "term", "public@1").data["result"]
    assert data["new"]["name"] == "term/public@2"


def test_uses_of_a_clause_without_a_standard_variant_tell_all_of_its_variants(here):
    done = here("clauses", "uses", "term", "--json")
    assert done.code == 0, done.out
    assert "term/public@2" in done.out


def test_uses_tell_version_state_and_what_a_draft_was_made_with(here):
    lines = here("--plain", "clauses", "uses", "steering").out.splitlines()
    assert [line.split("\t") for line in lines] == [
        ["musterbezirk/2026", "steering@2", "a draft", "no", "yes"],
        ["pankow/2023", "steering@3", "signed", "no", "no"],
        ["spandau/2026", "steering@3", "without draft", "no", "no"],
    ]
    data = here("--json", "clauses", "uses", "steering@2").data["result"]["uses"]
    assert [use["agreement"] for use in data] == ["musterbezirk/2026"]


def test_impact_shows_each_redline_and_alters_nothing(workspace, here):
    before = tree(workspace)
    done = here("clauses", "impact", "steering@3")
    assert done.code == 0
    assert "[eingefügt: schriftlich]" in done.out
    assert "never altered" in done.out
    assert "[eingefügt" not in here("clauses", "impact", "steering@3", "--brief").out
    data = here("--json", "clauses", "impact", "steering@3").data["result"]
    assert data["classes"] == {"inhaltlich": 1}
    by_name = {entry["agreement"]: entry for entry in data["agreements"]}
    assert by_name["pankow/2023"]["final"]
    assert by_name["pankow/2023"]["comparison"] is None
    (change,) = by_name["musterbezirk/2026"]["comparison"]["changes"]
    assert change["new"] == "schriftlich"
    assert change["cause"]["detail"].endswith("steering@3 – Schriftform für Ergebnisse")
    assert tree(workspace) == before


def test_impact_writes_a_page_for_each_agreement_and_a_summary(workspace, here):
    done = here("clauses", "impact", "steering@3", "-o", "out")
    assert done.code == 0, done.err
    names = {path.name for path in (workspace / "out").iterdir() if path.name[0] != "."}
    assert names == {"summary.txt", "musterbezirk-2026.html"}
    page = html.fromstring((workspace / "out/musterbezirk-2026.html").read_bytes())
    assert "schriftlich" in page.text_content()
    assert "pankow/2023" in (workspace / "out/summary.txt").read_text("utf-8")


def test_adopting_writes_the_pin_once_and_only_without_dry_run(workspace, here):
    before = tree(workspace)
    done = here("clauses", "adopt", "steering@3", "musterbezirk", "--dry-run")
    assert (done.code, tree(workspace)) == (0, before)
    assert "would be raised" in done.out
    assert here("clauses", "adopt", "steering@3", "musterbezirk").code == 0
    changed = {name for name, value in tree(workspace).items() if before.get(name) != value}
    assert changed == {"districts/musterbezirk/2026.lock"}
    again = here("--json", "clauses", "adopt", "steering@3", "musterbezirk")
    assert (again.code, again.codes) == (0, ["K-1016"])


def test_adopting_shows_what_it_made_of_an_own_wording(workspace, here):
    path = own_wording(Workspace(workspace), *OWN)
    done = here("clauses", "adopt", "steering@3", "spandau")
    assert done.code == 0
    assert "own wording carried over" in done.out
    assert "schriftlich festgehalten" in done.out
    text = path.read_text("utf-8")
    assert "base: steering@3" in text
    assert "gemeinsam durch" in text
    assert "approved" not in text
    assert "K-1020" in done.err


def test_a_conflict_is_shown_with_all_wordings_and_nothing_is_written(workspace, here):
    own_wording(
        Workspace(workspace), "spandau/2026", "steering",
        ("in Textform festgehalten", "mündlich festgehalten"),
    )  # fmt: skip
    before = tree(workspace)
    done = here("clauses", "adopt", "steering@3", "spandau", "musterbezirk", "--dry-run")
    assert done.code == 7
    assert "mündlich" in done.out
    assert "schriftlich" in done.out
    assert "K-1019" in done.err
    data = here("--json", "clauses", "adopt", "steering@3", "spandau").data
    (conflict,) = data["result"]["agreements"][0]["conflicts"]
    assert set(conflict) == {"base", "district", "standard"}
    assert "mündlich" in conflict["district"]
    assert tree(workspace) == before


def test_a_signed_agreement_is_listed_and_not_touched(workspace, here):
    before = tree(workspace)
    done = here("--json", "clauses", "adopt", "steering@3", "pankow")
    assert (done.code, done.codes) == (0, ["K-1015"])
    assert tree(workspace) == before


@pytest.mark.parametrize(
    "arguments",
    [["clauses", "uses", "steering"], ["clauses", "impact", "steering@3"], ["deviations"]],
)
def test_an_agreement_that_cannot_be_read_is_told_and_not_passed_over(workspace, here, arguments):
    with (workspace / "districts/spandau/2026.yaml").open("a", encoding="utf-8") as facts:
        facts.write("law: nonsense\n")
    done = here(*arguments)
    assert done.code == 1
    assert "districts/spandau/2026.yaml" in done.err
    assert "All contracts use the standard." not in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["history", "steerin"], "K-304"),
        (["history", "steering", "1", "9"], "K-306"),
        (["uses", "steering@10"], "K-306"),
        (["impact", "term/publik@1"], "K-305"),
        (["impact", "term@1"], "K-326"),
        (["adopt", "steering", "spandau"], "K-912"),
        (["adopt", "steering@3", "spandow"], "K-302"),
        (["adopt", "steering@3"], "K-901"),
    ],
)
def test_unknown_names_are_told_and_nothing_is_written(workspace, here, arguments, code):
    before = tree(workspace)
    done = here("--json", "clauses", *arguments)
    assert (done.code, done.codes) == (2, [code])
    assert tree(workspace) == before


def test_a_text_nobody_approved_is_not_adopted(workspace, here):
    text = (workspace / "clauses/steering/standard@2.md").read_text("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("approved:")]
    (workspace / "clauses/steering/standard@4.md").write_text("\n".join(lines), "utf-8")
    done = here("--json", "clauses", "adopt", "steering@4", "spandau")
    assert (done.code, done.codes) == (1, ["K-1021"])


def test_deviations_tell_base_reason_approval_and_distance(workspace, here):
    own_wording(Workspace(workspace), *OWN)
    (line,) = here("--plain", "deviations").out.splitlines()
    found = line.split("\t")
    assert found[:5] == ["steering", "spandau/2026", "without draft", "steering@2", "steering@3"]
    assert found[6:] == ["Beschluss", "Rechtsamt", "01.12.2026"]
    (own,) = here("--json", "deviations").data["result"]["deviations"]
    assert own["outdated"]
    assert own["approved"] == {"by": "Rechtsamt", "on": "2026-12-01"}
    assert 0 < own["distance"] < 0.1


def test_deviations_as_files_say_the_same(workspace, here):
    own_wording(Workspace(workspace), *OWN)
    (workspace / "districts/spandau/2026/steering.md").write_text(
        (workspace / "districts/spandau/2026/steering.md")
        .read_text("utf-8")
        .replace("reason: Beschluss", "reason: Beschluss <b>& mehr"),
        "utf-8",
    )
    assert here("deviations", "--format", "html,docx,json").code == 0
    folder = workspace / "generated/deviations"
    page = html.fromstring((folder / "deviations.html").read_bytes())
    assert page.xpath("string(//html/@lang)") == "de-DE"
    assert not page.xpath("//script | //img | //b")
    assert all(page.get_element_by_id(link[1:]) is not None for link in page.xpath("//a/@href"))
    assert all(cell.get("scope") for cell in page.xpath("//th"))
    with zipfile.ZipFile(folder / "deviations.docx") as package:
        body = etree.fromstring(package.read("word/document.xml"))
    word = "".join(body.itertext(w("t")))
    for text in (page.text_content(), word):
        for words in ("steering@2", "Beschluss <b>& mehr", "Rechtsamt", "01.12.2026"):
            assert words in text
    before = tree(folder)
    assert here("deviations", "--format", "html,docx,json").code == 0
    assert tree(folder) == before


def test_no_deviation_is_an_answer_too(here):
    done = here("deviations")
    assert (done.code, done.out) == (0, "")
    assert "All contracts use the standard." in done.err
    assert here("deviations", "-f", "html,docx", "-o", "out").code == 0
