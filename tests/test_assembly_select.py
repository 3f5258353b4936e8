"""Which clauses are in a contract and why; variants, pins, deviations, approval."""

from __future__ import annotations

import hashlib

import pytest

from tests.workspaces import assembled, clause, codes, lines, make

VARIANTS = {
    "law/public": clause("Öffentlich.", when='law == "public"'),
    "law/private": clause("Privat.", when='law == "private"'),
}


def test_the_variant_follows_the_facts_and_says_why(tmp_path):
    result = assembled(make(tmp_path, VARIANTS, agreement="law: private\n"))
    assert lines(result)[1] == "Privat."
    use = result.document.body[1].use
    assert (use.variant, use.reason) == (
        "private", 'im Plan vorgesehen; Bedingung der Variante: law == "private"',
    )  # fmt: skip


def test_an_undecided_variant_shows_the_draft_wording_and_a_gap_in_the_heading(tmp_path):
    workspace = make(tmp_path, VARIANTS, agreement="toc: no-idea\n".replace("no-idea", "false"),
                     plan={"law": "undecided: public"})  # fmt: skip
    result = assembled(workspace)
    assert lines(result)[0].endswith("Titel [offen: Rechtsgrundlage]")
    finding = next(f for f in result.findings if f.code == "K-307")
    assert "“Titel” applies is open, because “Rechtsgrundlage” is missing" in finding.message
    assert "line “law:”" in finding.hint


def test_no_or_several_fitting_variants_are_errors(tmp_path):
    assert "K-309" in codes(assembled(make(tmp_path, VARIANTS, agreement="law: social\n")))
    both = {**VARIANTS, "law/any": clause("Immer.")}
    result = assembled(make(tmp_path, both, agreement="law: public\n"))
    assert "K-310" in codes(result)


def test_a_choice_of_the_agreement_overrules_with_its_reason(tmp_path):
    data = "law: public\nclauses: {law: {variant: private, reason: Wunsch}, b: {included: false, reason: Streit}}\n"
    result = assembled(make(tmp_path, {**VARIANTS, "b": "Weg."}, agreement=data))
    assert lines(result)[1:] == ["Privat."]
    assert result.document.body[1].use.reason.endswith("Wahl: Wunsch")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ("clauses: {law: {variant: privat, reason: x}}", "K-305", "Did you mean “private”?"),
        ("clauses: {law: {variant: private, version: 7, reason: x}}", "K-306", "version 7"),
        ("clauses: {lawx: {variant: private, reason: x}}", "K-316", "lawx"),
    ],
)
def test_a_choice_that_cannot_be_met_is_reported_at_its_place(tmp_path, data, code, words):
    result = assembled(make(tmp_path, VARIANTS, agreement=f"law: public\n{data}\n"))
    finding = next(f for f in result.findings if f.code == code)
    assert words in finding.message
    assert (finding.place.file, finding.place.line) == ("districts/pankow/2023.yaml", 2)


def test_an_unknown_clause_in_the_plan_is_reported_there(tmp_path):
    workspace = make(tmp_path, {"steering": "Satz."})
    plan = workspace.root / "templates/cooperation-contract/plan.yaml"
    plan.write_text(plan.read_text().replace("steering", "stering"))
    finding = next(f for f in assembled(workspace).findings if f.code == "K-304")
    assert "steering" in finding.message
    assert finding.place.file.endswith("plan.yaml")


def test_a_pin_keeps_the_version_of_the_first_draft(tmp_path):
    workspace = make(tmp_path, {"a": "Alt."})
    (workspace.clauses / "a" / "standard@2.md").write_text(clause("Neu."))
    assert lines(assembled(workspace))[1] == "Neu."
    lock = workspace.districts / "pankow" / "2023.lock"
    lock.write_text(f"{'0' * 64}  a@1\n")
    result = assembled(workspace)
    assert lines(result)[1] == "Alt."
    assert {"K-315", "K-325"} <= codes(result)
    text = (workspace.clauses / "a" / "standard@1.md").read_bytes()
    lock.write_text(f"{hashlib.sha256(text).hexdigest()}  a@1\n")
    assert "K-325" not in codes(assembled(workspace))
    lock.write_text(f"{'0' * 64}  a@9\n")
    assert "K-314" in codes(assembled(workspace))
    lock.write_text("nonsense\n")
    finding = next(f for f in assembled(workspace).findings if f.code == "K-116")
    assert str(finding.place) == "districts/pankow/2023.lock:1"


def test_a_changed_or_lost_approved_text_is_an_error(tmp_path):
    workspace = make(tmp_path, {"a": "Satz."})
    path = workspace.clauses / "a" / "standard@1.md"
    lock = workspace.clauses / "clauses.lock"
    lock.write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  a@1\n")
    result = assembled(workspace)
    assert not any(f.code == "K-311" and "a@1" in f.message for f in result.findings)
    path.write_text(path.read_text().replace("Satz", "Anderer Satz"))
    finding = next(f for f in assembled(workspace).findings if f.code == "K-312")
    assert finding.place.file == "clauses/a/standard@1.md"
    path.unlink()
    assert "K-313" in codes(assembled(workspace))


def deviation(workspace, head: str, body: str = "Eigener Wortlaut."):
    path = workspace.districts / "pankow" / "2023" / "a.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\n{head}---\n{body}\n")


def test_a_deviation_replaces_the_text_and_is_marked(tmp_path):
    workspace = make(tmp_path, {"a": "Standard."})
    deviation(workspace, "base: a@1\nreason: Wunsch\napproved: {by: Amt, on: 2026-01-01}\n")
    result = assembled(workspace)
    assert lines(result)[1] == "Eigener Wortlaut."
    assert result.document.body[1].use.deviation
    assert not codes(result) & {"K-319", "K-320", "K-321", "K-322"}


@pytest.mark.parametrize(
    ("head", "code", "words"),
    [
        ("base: a@1\n", "K-319", "reason, approved"),
        ("reason: x\napproved: {by: A, on: 2026-01-01}\n", "K-319", "base"),
        ("base: b@1\nreason: x\napproved: {by: A, on: 2026-01-01}\n", "K-321", "b@1"),
    ],
)
def test_a_deviation_without_reason_approver_or_base_is_an_error(tmp_path, head, code, words):
    workspace = make(tmp_path, {"a": "Standard."})
    deviation(workspace, head)
    result = assembled(workspace)
    finding = next(f for f in result.findings if f.code == code)
    assert words in finding.message
    assert finding.place.file == "districts/pankow/2023/a.md"


def test_a_deviation_from_an_older_text_or_of_no_clause_is_a_warning(tmp_path):
    workspace = make(tmp_path, {"a": "Standard."})
    (workspace.clauses / "a" / "standard@2.md").write_text(clause("Neu."))
    deviation(workspace, "base: a@1\nreason: x\napproved: {by: A, on: 2026-01-01}\n")
    assert "K-322" in codes(assembled(workspace))
    (workspace.districts / "pankow/2023/a.md").rename(workspace.districts / "pankow/2023/zz.md")
    assert "K-320" in codes(assembled(workspace))


def test_a_clause_whose_condition_is_open_stays_out_with_a_note(tmp_path):
    workspace = make(
        tmp_path, {"a": "Satz.", "b": "Frage."}, plan={"b": "when: impact.family_survey.planned"}
    )
    result = assembled(workspace)
    assert lines(result)[1:] == ["Satz."]
    finding = next(f for f in result.findings if f.code == "K-308")
    assert "line “planned:” below “impact: family_survey:”" in finding.hint
