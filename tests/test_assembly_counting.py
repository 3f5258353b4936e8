"""Numbers in sentences: words up to twelve, the singular where there is one, and who signs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts import plaintext, wording
from contracts.findings import Level
from contracts.german import figures
from contracts.redline.rebuild import rebuild
from contracts.redline.units import flatten, frame_of
from tests.samples import doc
from tests.workspaces import assembled, codes, lines, make

MONTHS = "Frist: {{ term.notice_months | count('einem Monat', 'Monaten') }}."
HEAD = "law: public\n"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0 Monaten"),
        (1, "einem Monat"),
        (2, "zwei Monaten"),
        (7, "sieben Monaten"),
        (12, "zwölf Monaten"),
        (13, "13 Monaten"),
        (24, "24 Monaten"),
        (12_000, "12.000 Monaten"),
        (Decimal("1.0"), "einem Monat"),
        (Decimal("2.00"), "zwei Monaten"),
        (Decimal("0.5"), "0,5 Monaten"),
        (Decimal("1.5"), "1,5 Monaten"),
        (-1, "-1 Monaten"),
    ],
)
def test_a_number_counts_in_words_up_to_twelve(value, words):
    assert figures.counted(value, "einem Monat", "Monaten") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "einmal"),
        (2, "zweimal"),
        (7, "siebenmal"),
        (12, "zwölfmal"),
        (13, "13-mal"),
        (0, "0-mal"),
    ],
)
def test_times_are_one_word_up_to_twelve(value, words):
    assert figures.times(value) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A und B"),
        (["A", "B", "C"], "A, B und C"),
        (["Schul- und Sportamt", "Jugendamt"], "Schul- und Sportamt sowie Jugendamt"),
        (["Jugend und Sport", "B"], "Jugend und Sport sowie B"),
        (["für Bildung, Jugend und Familie", "B"], "für Bildung, Jugend und Familie sowie B"),
        (["A", "B", "C, D und E"], "A; B sowie C, D und E"),
    ],
)
def test_a_list_stays_clear_where_its_words_hold_a_comma_or_an_and(words, shown):
    assert figures.listing(words) == shown


@pytest.mark.parametrize(
    ("months", "shown"),
    [(1, "Frist: einem Monat."), (3, "Frist: drei Monaten."), (18, "Frist: 18 Monaten.")],
)
def test_a_clause_counts_with_the_singular_where_there_is_one(tmp_path, months, shown):
    agreement = f"{HEAD}term: {{notice_months: {months}}}\n"
    found = assembled(make(tmp_path, {"a": MONTHS}, agreement=agreement))
    assert lines(found)[1] == shown
    assert not [gap for gap in found.document.gaps if gap.name.startswith("term.")]


def test_a_missing_number_leaves_the_words_around_it(tmp_path):
    text = f"{MONTHS}\n\nMindestens {{{{ cooperation.meetings_per_year | times }}}} im Jahr."
    found = assembled(make(tmp_path, {"a": text}))
    assert lines(found)[1:] == [
        "(1) Frist: [offen: Kündigungsfrist in Monaten] Monaten.",
        "(2) Mindestens [offen: Arbeitstreffen der Vertragsparteien im Jahr]-mal im Jahr.",
    ]
    assert codes(found) == {"K-401"}


@pytest.mark.parametrize(
    ("funders", "shown"),
    [
        ("[Bund]", "durch folgende Stelle: Bund."),
        ("[Bund, Land]", "durch folgende Stellen: Bund und Land."),
    ],
)
def test_words_agree_with_how_many_entries_a_list_has(tmp_path, funders, shown):
    text = (
        "durch {{ finance.funders | form('folgende Stelle', 'folgende Stellen') }}: "
        "{{ finance.funders | listing }}."
    )
    agreement = f"{HEAD}finance: {{funders: {funders}}}\n"
    assert lines(assembled(make(tmp_path, {"a": text}, agreement=agreement)))[1] == shown


def test_while_a_list_is_missing_only_the_list_is_open(tmp_path):
    text = (
        "durch {{ finance.funders | form('Stelle', 'Stellen') }}: {{ finance.funders | listing }}."
    )
    found = assembled(make(tmp_path, {"a": text}))
    assert lines(found)[1] == "durch Stellen: [offen: Stellen, die MitWirkung fördern]."
    gaps = [gap.name for gap in found.document.gaps]
    assert [name for name in gaps if not name.startswith("signing.")] == ["finance.funders"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ title | count('einem', 'vielen') }}",
        "{{ term.notice_months | count }}",
        "{{ term.notice_months | count('einem') }}",
        "{{ term.notice_months | count(1, 2) }}",
        "{{ coordination.full_time_equivalents | times }}",
        "{{ title | times }}",
        "{{ title | form('einer', 'viele') }}",
        "{{ finance.funders | form }}",
    ],
)
def test_a_filter_that_does_not_fit_is_told_and_nothing_is_guessed(tmp_path, text):
    agreement = (
        f"{HEAD}term: {{notice_months: 3}}\ncoordination: {{full_time_equivalents: 1.5}}\n"
        "finance: {funders: [A]}\n"
    )
    found = assembled(make(tmp_path, {"a": text + "."}, agreement=agreement))
    assert codes(found) & {"K-404", "K-405", "K-406", "K-407", "K-408", "K-409", "K-410"}


def test_a_value_in_counted_words_cannot_become_structure(tmp_path):
    text = "Es sind {{ term.notice_months | count('*ein* Monat', '# Monate') }}."
    agreement = f"{HEAD}term: {{notice_months: 3}}\n"
    found = assembled(make(tmp_path, {"a": text}, agreement=agreement))
    assert lines(found)[1] == "Es sind drei # Monate."


def test_the_land_signs_and_its_authority_represents_it(tmp_path):
    document = assembled(make(tmp_path, {"a": "Text."})).document
    heading = [plaintext.inline_text(party.heading) for party in document.signatures.parties]
    assert [words.replace("\u00a0", " ") for words in heading] == [
        "Für das Land Berlin, vertreten durch das Bezirksamt Pankow von Berlin",
        "Für Gesundheit Berlin-Brandenburg e. V.",
    ]


def test_both_parties_together_are_named_after_the_last_one_only_where_the_plan_says_so(tmp_path):
    workspace = make(tmp_path, {"a": "Text."})
    without = assembled(workspace).document
    assert [wording.hereinafter(p) for p in without.parties] == [
        "– nachfolgend „Bezirk“ –", "– nachfolgend „Gesundheit“ –",
    ]  # fmt: skip
    plan = tmp_path / "templates/cooperation-contract/plan.yaml"
    text = plan.read_text("utf-8").replace("parties: {", "parties: {together: Vertragsparteien, ")
    plan.write_text(text, "utf-8")
    document = assembled(workspace).document
    assert [wording.hereinafter(p) for p in document.parties] == [
        "– nachfolgend „Bezirk“ –",
        "– nachfolgend „Gesundheit“, beide zusammen „Vertragsparteien“ –",
    ]
    assert rebuild(frame_of(document), flatten(document)).parties == document.parties
    assert rebuild(frame_of(doc), flatten(doc)).parties == doc.parties


@pytest.mark.parametrize(
    ("chair", "noted"),
    [
        ("die Bezirksstadträtin für Jugend", False),
        ("Die Amtsleitung", False),
        ("der Bezirksbürgermeister", False),
        ("Bezirksstadträtin für Jugend", True),
        ("Amtsleitung", True),
    ],
)
def test_a_fact_that_stands_in_a_sentence_without_its_article_is_noted(tmp_path, chair, noted):
    agreement = (
        f"{HEAD}coordination: {{steering: {{chair: {chair}}}}}\nimpact: {{report_to: {chair}}}\n"
    )
    found = assembled(make(tmp_path, {"a": "Text."}, agreement=agreement))
    places = [f.place.line for f in found.findings if f.code == "K-680"]
    assert places == ([2, 3] if noted else [])


def test_a_reference_into_a_broken_text_is_no_second_problem(tmp_path):
    sections = {"a": "Näheres in {{ ref('b', 2) }}.", "b": "{% if law %}"}
    found = assembled(make(tmp_path, sections))
    files = {f.place.file for f in found.findings if f.level is Level.ERROR}
    assert files == {"clauses/b/standard@1.md"}


def test_a_reference_to_a_paragraph_that_a_sound_text_lacks_is_told(tmp_path):
    found = assembled(make(tmp_path, {"a": "Näheres in {{ ref('b', 2) }}.", "b": "Text."}))
    (error,) = [f for f in found.findings if f.level is Level.ERROR]
    assert (error.place.file, "b 2" in error.message) == ("clauses/a/standard@1.md", True)


def test_a_clause_that_is_out_by_its_condition_need_not_be_there(tmp_path):
    workspace = make(
        tmp_path, {"a": "Text.", "b": "Mehr."}, plan={"b": "when: options.work_results"}
    )
    for path in (tmp_path / "clauses/b").iterdir():
        path.unlink()
    (tmp_path / "clauses/b").rmdir()
    assert assembled(workspace).document is not None
    agreement = tmp_path / "districts/pankow/2023.yaml"
    agreement.write_text("law: public\noptions: {work_results: true}\n", "utf-8")
    assert "K-304" in codes(assembled(workspace))
