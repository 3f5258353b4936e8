"""Lint rules over data, library and plan."""

from __future__ import annotations

import pytest

from contracts.assembly.checks import check_library, check_plan
from contracts.assembly.checks.library import check_condition, check_unplanned
from contracts.findings import Place
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from tests.workspaces import assembled, clause, codes, make

GLOSSARY = """\
terms:
  - name: strategy
    canonical: Berliner Strategie gegen Kinder- und Familienarmut
    variants: [Berliner Strategie gegen Kinderarmut, Berliner Strategie]
"""


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        ("dates: {agreed: 2023-12-01, ends: 2023-11-01}", "K-221", "2023.yaml:1:29"),
        ("dates: {effective: 2023-12-01, ends: 2023-11-01}", "K-221", "2023.yaml:1:32"),
        ("dates: {published: 2023-07-01, signed: {district: 2023-07-03}}", "K-221", "2023.yaml:1:9"),
        ("signatories: [{side: district, office: jugent}]", "K-223", "2023.yaml:1:32"),
        ("signatories: [{side: partner, office: jugend}]", "K-223", "2023.yaml:1:31"),
        ("dates: {agreed: 2020-01-01}\nsignatories: [{side: district, office: jugend}]",
         "K-224", "2023.yaml:2:32"),
        ("dates: {signed: {district: 2026-12-01}}\nsignatories: [{side: district, office: jugend}]",
         "K-224", "2023.yaml:2:32"),
        ("term: {renewal: false, renewal_months: 12}", "K-222", "2023.yaml:1:24"),
        ("finance: {mutual_payment: false, amount: 5}", "K-222", "2023.yaml:1:34"),
        ("coordination: {unit: Amt der Leser:innen}", "K-702", "2023.yaml:1:16"),
        ("gender_style: colon\ncoordination: {unit: Amt der Autor*innen}", "K-702", "2023.yaml:2:16"),
    ],
)  # fmt: skip
def test_data_that_contradicts_itself_is_found_at_its_place(tmp_path, data, code, place):
    result = assembled(make(tmp_path, {"a": "Satz."}, agreement=data + "\n"))
    found = [f for f in result.findings if f.code == code]
    assert [str(f.place) for f in found] == [f"districts/pankow/{place}"]


def test_an_office_holder_of_that_day_is_fine(tmp_path):
    data = "dates: {agreed: 2023-07-03}\nsignatories: [{side: district, office: jugend}]\n"
    result = assembled(make(tmp_path, {"a": "Satz."}, agreement=data))
    assert not codes(result) & {"K-223", "K-224"}
    assert result.document.signatures.parties[0].signatories[0].name[0].shown == "R. Tietje"


def test_a_name_that_differs_from_the_glossary_is_found_in_texts_and_data(tmp_path):
    body = "Die Berliner Strategie gegen Kinder- und Familienarmut.\n\nDie Berliner\nStrategie gegen Kinderarmut."
    workspace = make(tmp_path, {"a": body}, agreement="coordination: {unit: Berliner Strategie}\n")
    (workspace.clauses / "glossary.yaml").write_text(GLOSSARY)
    library, _ = load_library(workspace)
    found = [f for f in check_library(library, library.glossary) if f.code == "K-701"]
    assert [(f.place.file, f.place.line) for f in found] == [("clauses/a/standard@1.md", 10)]
    assert "K-701" in codes(assembled(workspace))


def test_typed_gender_marks_quotes_and_dashes_in_clauses_are_found(tmp_path):
    workspace = make(tmp_path, {"a": 'Alle Leser*innen sagen "ja" - sofort, {{ "guide" | role }}.'})
    library, _ = load_library(workspace)
    found = {f.code for f in check_library(library, library.glossary)}
    assert found == {"K-703", "K-704", "K-705"}


def test_a_branch_that_no_agreement_takes_is_checked_too(tmp_path):
    workspace = make(tmp_path, {"a": "{% if toc %}{{ nothing }}{% endif %}Satz."})
    library, _ = load_library(workspace)
    assert [f.code for f in check_library(library, library.glossary)] == ["K-404"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ('law == "public"', None),
        ('law == "publik"', "K-318"),
        ('law == "public" and law == "social"', "K-318"),
        ('law == "public" and not law', "K-318"),
        ("originals.copies > 2 and originals.copies < 2", "K-318"),
        ("originals.copies >= 2 and originals.copies < 3", None),
        ('term.end in ["fixed", "funding-phase"]', None),
        ('term.end in ["x"]', "K-318"),
        ("impact.family_survey.planned", None),
        ('file_reference == "A"', None),
        ("not dates.agreed", None),
        ("law ==", "K-317"),
        ("lawx", "K-404"),
        ("7 * 7", "K-403"),
        ("false", "K-318"),
    ],
)
def test_a_condition_that_can_never_hold_is_found(condition, code):
    found = [f.code for f in check_condition(condition, Place("p", 1))]
    assert found == ([code] if code else [])


def test_a_plan_is_checked(tmp_path):
    workspace = make(
        tmp_path, {"a": "Satz.", "b/x": clause("X."), "b/y": clause("Y.")},
        plan={"a": 'when: law == "x"', "b": "undecided: z"},
    )  # fmt: skip
    plan = workspace.root / "templates/cooperation-contract/plan.yaml"
    plan.write_text(plan.read_text().replace("signatures:", "  - {clause: a}\nsignatures:"))
    library, _ = load_library(workspace)
    case, _ = load_case(workspace, "pankow/2023")
    assert {f.code for f in check_plan(case.plan, library)} == {"K-318", "K-707", "K-708"}
    path = workspace.clauses / "lonely" / "standard@1.md"
    path.parent.mkdir()
    path.write_text(clause("Satz."))
    library, _ = load_library(workspace)
    assert [f.code for f in check_unplanned(library, [case.plan])] == ["K-706"]
