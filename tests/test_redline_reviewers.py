"""What legal reviewers ask of the clause library: history, uses, impact, deviations, adoption."""

from __future__ import annotations

import re
from datetime import date

import pytest

from contracts.errors import ContractsError, ExitCode
from contracts.redline.merge import merge
from contracts.sources.workspace import Workspace
from contracts.usecases.adopt import adopt
from contracts.usecases.clause_history import difference, history, uses
from contracts.usecases.clauses import approve
from contracts.usecases.deviations import deviations
from contracts.usecases.generate import Job, generate
from contracts.usecases.impact import impact
from contracts.usecases.inputs import surroundings_of
from tests.tools.workspace import make_workspace, tree

NAMES = ("v", "bezirk", "neu")


@pytest.fixture
def workspace(tmp_path):
    folder = make_workspace(tmp_path / "w")
    found = Workspace(folder)
    made = generate(Job(folder, "musterbezirk/2026", surroundings_of(found), ("txt",)))
    assert made.state == "written", made.findings
    text = (folder / "clauses/steering/standard@2.md").read_text("utf-8")
    new = text.replace("in Textform festgehalten", "schriftlich festgehalten")
    new = re.sub("change: >-\n(  .*\n)+", "change: Schriftform für Ergebnisse.\n", new)
    (folder / "clauses/steering/standard@3.md").write_text(new, "utf-8")
    approve(found, ["steering@3"], by="Rechtsamt", on=date(2027, 1, 1))
    return found


def own_wording(workspace, agreement, clause, change):
    district, _, name = agreement.partition("/")
    folder = workspace.districts / district / name
    folder.mkdir(exist_ok=True)
    text = (workspace.clauses / clause / "standard@2.md").read_text("utf-8")
    body = text.split("---\n", 2)[2]
    assert change[0] in body
    head = f"---\nbase: {clause}@2\nreason: Beschluss\napproved:\n  by: Rechtsamt\n  on: 2026-12-01\n---\n"
    path = folder / f"{clause}.md"
    path.write_text(head + body.replace(*change), "utf-8")
    return path


def test_history_tells_who_approved_what_when_and_why(workspace):
    _oldest, first, second = history(workspace, "steering")
    assert (first.name, second.name) == ("steering@2", "steering@3")
    assert second.change == "Schriftform für Ergebnisse."
    assert all(version.approved and version.by and version.on for version in (first, second))
    (change,) = difference(workspace, "steering", "steering@2", "steering@3").changes
    assert (change.old, change.new, change.verdict.rules[0]) == (
        "in Textform",
        "schriftlich",
        "form",
    )


def test_uses_tell_state_and_pin(workspace):
    found = {use.agreement: use for use in uses(workspace, "steering")[0]}
    assert found["musterbezirk/2026"].name == "steering@2"
    assert (found["musterbezirk/2026"].state, found["musterbezirk/2026"].pinned) == ("draft", True)
    assert (found["pankow/2023"].state, found["spandau/2026"].state) == ("signed", "open")
    assert found["spandau/2026"].name == "steering@3"
    newest = {use.agreement for use in uses(workspace, "steering@3")[0]}
    assert newest == {"pankow/2023", "spandau/2026"}


def test_impact_shows_the_redline_of_each_draft_and_never_alters_a_signed_one(workspace):
    before = tree(workspace.root)
    found = impact(workspace, "steering@3")
    by_name = {entry.agreement: entry for entry in found.affected}
    (change,) = by_name["musterbezirk/2026"].comparison.changes
    assert (change.old, change.new) == ("in Textform", "schriftlich")
    assert by_name["pankow/2023"].comparison is None
    assert found.summary() == {
        "geändert": 1,
        "kein Unterschied im Wortlaut": 1,
        "unverändert, weil ausgefertigt oder unterzeichnet": 1,
    }
    assert found.classes() == {"inhaltlich": 1}
    assert tree(workspace.root) == before


def test_impact_says_where_an_own_wording_stands_in_the_way(workspace):
    own_wording(
        workspace, "spandau/2026", "steering", ("ämterübergreifend durch", "gemeinsam durch")
    )
    by_name = {entry.agreement: entry for entry in impact(workspace, "steering@3").affected}
    assert by_name["spandau/2026"].deviation
    assert not by_name["spandau/2026"].changes


def test_deviations_are_a_matrix_with_reason_approval_and_distance(workspace):
    own_wording(
        workspace, "spandau/2026", "steering", ("ämterübergreifend durch", "gemeinsam durch")
    )
    matrix = deviations(workspace)
    assert (matrix.clauses, matrix.agreements) == (("steering",), ("spandau/2026",))
    own = matrix.cell("steering", "spandau/2026")
    assert (own.base, own.newest, own.outdated) == ("steering@2", "steering@3", True)
    assert (own.reason, own.by, own.on) == ("Beschluss", "Rechtsamt", date(2026, 12, 1))
    assert 0 < own.distance < 0.1


def test_adopting_raises_the_pin_and_nothing_else(workspace):
    before = tree(workspace.root)
    (done,) = adopt(workspace, "steering@3", ["musterbezirk"])
    assert done.outcome == "raised"
    after = tree(workspace.root)
    assert {n for n in after if after[n] != before.get(n)} == {"districts/musterbezirk/2026.lock"}
    assert " steering@3\n" in (workspace.districts / "musterbezirk/2026.lock").read_text("utf-8")
    assert [f.code for f in adopt(workspace, "steering@3", ["musterbezirk"])[0].findings] == [
        "K-1016"
    ]


def test_adopting_never_touches_a_signed_agreement(workspace):
    before = tree(workspace.root)
    (done,) = adopt(workspace, "steering@3", ["pankow"])
    assert (done.outcome, done.findings[0].code) == ("final", "K-1015")
    assert tree(workspace.root) == before


def test_an_own_wording_comes_along_and_needs_a_new_approval(workspace):
    path = own_wording(
        workspace, "spandau/2026", "steering", ("ämterübergreifend durch", "gemeinsam durch")
    )
    (done,) = adopt(workspace, "steering@3", ["spandau"])
    text = path.read_text("utf-8")
    assert done.outcome == "rebased"
    assert "base: steering@3\n" in text
    assert "gemeinsam durch" in text
    assert "schriftlich festgehalten" in text
    assert "approved" not in text
    assert "K-1020" in [finding.code for finding in done.findings]


def test_a_conflict_is_shown_with_all_wordings_and_nothing_is_written(workspace):
    own_wording(
        workspace, "spandau/2026", "steering", ("in Textform festgehalten", "digital festgehalten")
    )
    before = tree(workspace.root)
    (done,) = adopt(workspace, "steering@3", ["spandau"])
    assert done.outcome == "conflict"
    (conflict,) = done.conflicts
    assert "in Textform" in conflict.base
    assert "digital" in conflict.ours
    assert "schriftlich" in conflict.theirs
    assert tree(workspace.root) == before


def test_a_dry_run_writes_nothing(workspace):
    before = tree(workspace.root)
    (done,) = adopt(workspace, "steering@3", ["musterbezirk"], dry_run=True)
    assert done.files
    assert tree(workspace.root) == before


def test_only_approved_texts_with_a_version_are_adopted(workspace):
    with pytest.raises(ContractsError) as caught:
        adopt(workspace, "steering", ["spandau"])
    assert caught.value.exit_code == ExitCode.USAGE
    draft = (workspace.clauses / "steering/standard@3.md").read_text("utf-8")
    (workspace.clauses / "steering/standard@4.md").write_text(draft + "\nNeu.\n", "utf-8")
    with pytest.raises(ContractsError) as caught:
        adopt(workspace, "steering@4", ["spandau"])
    assert caught.value.findings[0].code == "K-1021"


BASE = "Der Bezirk lädt ein. Er zahlt 100 Euro. Das Protokoll führt die Koordination.\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        (BASE, BASE.replace("100", "200"), BASE.replace("100", "200")),
        (BASE.replace("lädt", "bittet"), BASE, BASE.replace("lädt", "bittet")),
        (
            BASE.replace("lädt", "bittet"),
            BASE.replace("100", "200"),
            BASE.replace("lädt", "bittet").replace("100", "200"),
        ),
        (BASE.replace("100", "200"), BASE.replace("100", "200"), BASE.replace("100", "200")),
        (
            BASE.replace("Das Protokoll", "Ein Protokoll"),
            BASE.replace("die Koordination", "der Bezirk"),
            BASE.replace("Das Protokoll", "Ein Protokoll").replace(
                "die Koordination", "der Bezirk"
            ),
        ),
    ],
)
def test_changes_of_two_sides_are_merged_where_they_do_not_touch(ours, theirs, merged):
    found = merge(BASE, ours, theirs, NAMES)
    assert (found.text, found.conflicts) == (merged, ())


def test_both_sides_changing_an_amount_is_a_conflict_with_marks():
    found = merge(BASE, BASE.replace("100", "150"), BASE.replace("100", "200"), NAMES)
    (conflict,) = found.conflicts
    assert [s.strip() for s in (conflict.base, conflict.ours, conflict.theirs)] == [
        "Er zahlt 100 Euro.",
        "Er zahlt 150 Euro.",
        "Er zahlt 200 Euro.",
    ]
    assert all(mark in found.text for mark in ("<<<<<<< bezirk", "||||||| v", ">>>>>>> neu"))
