"""YAML by hand: what its writer means is read, or said in the writer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import SourceError
from contracts.model import Agreement
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.files import decode
from contracts.sources.validate import validate
from contracts.sources.yaml import read_map
from contracts.sources.yaml_advice import quoted
from tests.workspaces import clause, make

if TYPE_CHECKING:
    from pathlib import Path

PARSER = (
    "alias",
    "anchor",
    "token",
    "scanner",
    "mapping",
    "block",
    "scalar",
    "parser",
    "indicator",
)


def problem(text: str):
    with pytest.raises(SourceError) as caught:
        read_map(text, "f.yaml")
    return caught.value.findings[0]


@pytest.mark.parametrize(
    "value",
    [
        "*innen-Rat", "@Team", "!wichtig", "&Co", "%5 mehr", "`Code`", "[Entwurf] Runde", "{x} Runde",
        "[offen", "{offen", "Runde: Nord", "a: b: c", "- Runde", "> 5 Personen", "| Strich", "? Frage",
        '"Runde" Nord', "'Runde' Nord", "* Runde", "& Runde", "! Runde", "@", "*", "%", "]", "}", "Amt: ",
        "Ort: Berlin, Zeit: 10 Uhr", "!!wichtig", "&", "*innen und *außen", "@a: b", "'t Hoff", ", Komma",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["a:\n  name: ", "a:\n  - ", "name: "])
def test_a_value_that_needs_quotation_marks_is_shown_with_them(value: str, before: str) -> None:
    if before.endswith("- ") and (": " in value or value[:2] in ("- ", "? ")):
        return  # there it means something, or its error is the next one
    finding = problem(f"{before}{value}\nb: 1\n")
    assert finding.code in ("K-105", "K-109")
    assert not any(word in finding.message + finding.hint.partition(":")[0] for word in PARSER)
    last = before.rpartition("\n")[2].strip()
    assert f"{last} {quoted(value.strip())}" in finding.hint
    read = read_map(f"{before}{quoted(value.strip())}\nb: 1\n", "f.yaml").data
    assert value.strip() in str(read.get("name") or read["a"])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("name:Foo\nb: 1\n", "name: Foo"), ("a: 1\nname:Foo\n", "name: Foo"),
        ("a:\n  • Jugendamt\n  • Sozialamt\n", "- Jugendamt"), ("a:\n  · x\n", "- x"),
        ('a: "offen\nb: 1\n', "quotation mark"), ("a: 'offen\nb: 1\n", "quotation mark"),
        ('a: "C:\\Ordner"\n', "'C:\\Ordner'"), ("a:\u00a0Foo\nb: 1\n", "a: Foo"),
    ],
)  # fmt: skip
def test_other_slips_are_shown_as_they_should_read(text: str, hint: str) -> None:
    finding = problem(text)
    assert hint in finding.hint + finding.message
    assert not any(word in finding.message for word in PARSER)


@pytest.mark.parametrize(
    ("text", "read", "rest"),
    [
        ("a: Haus #3\n", "Haus", "#3"), ("a: Az. 12 #4/23\n", "Az. 12", "#4/23"), ("a: #3\n", "", "#3"),
        ("a:\n  - Haus #3\n", "Haus", "#3"), ("a: 5 #x\n", "5", "#x"), ('a: "x" #y\n', None, None),
        ("a: Runde #2 # Kommentar\n", "Runde", "#2 # Kommentar"), ("a: x\t#3\n", "x", "#3"),
    ],
)  # fmt: skip
def test_a_value_with_a_glued_sign_has_two_readings(text, read, rest) -> None:
    raw = read_map(text, "f.yaml")
    found = [(f.values["read"], f.values["rest"]) for f in raw.findings]
    assert found == ([] if read is None else [(read, rest)])


@pytest.mark.parametrize(
    "text",
    [
        "a: 1.5   # Kommentar\n", "a: x # y\n", "a: C#\n", "a: Haus#3\n", "# nur Kommentar\na: 1\n",
        "a: # Kommentar\n  b: 1\n", "a:\n  # Kommentar\n  - b\n", "a: >-\n  Haus #3\n  und #4\n", "a: 'Haus #3'\n",
        "#kommentar\na: 1\n", "a: x   #\n", "a: https://example.org/#x\n", "a:\n  #b: 1\n  c: 2\n", "a: x # #3\n",
        "a: |\n  • Punkt\n  *innen\n", "a: nein\nb: null\nc: ~\n", "a: [x, y]  # z\n",
    ],
)  # fmt: skip
def test_what_is_clear_stays_quiet(text: str) -> None:
    assert read_map(text, "f.yaml").findings == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: Runde\n   Nord\nb: 1\n", "K-119"), ("a:\n  - Jugendamt\n    Sozialamt\n", "K-119"),
        ("a: „Runde Nord“\n", "K-122"), ("a: “Runde”\n", "K-122"), ("a: »Runde«\n", "K-122"),
        ("a: NULL\n", "K-123"), ("a: Null\n", "K-123"),
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_said(text: str, code: str) -> None:
    assert [f.code for f in read_map(text, "f.yaml").findings] == [code]


@pytest.mark.parametrize(
    "blank", ["\u00a0", "\u2003", "\u202f", "\u3000", "\u200b", "\ufeff", "\u2060", "\u00ad"]
)
def test_what_looks_like_indentation_and_is_none_is_refused(blank: str) -> None:
    finding = problem(f"a:\n  b: 1\n{blank} c: 2\n")
    assert (finding.code, finding.place.line) == ("K-121", 3)
    assert f"U+{ord(blank):04X}" in finding.message


def wrong(text: str) -> list[tuple[str, str]]:
    _model, findings = validate(Agreement, read_map(text, "a.yaml"))
    return [(f.code, f.message + " " + f.hint) for f in findings]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("amount: 10.000", "K-214"), ("amount: 1_0", "K-203"), ("amount: ١", "K-203"), ("amount: 1e3", "K-203"),
        ("amount: 0x10", "K-203"), ("amount: 1:30", "K-203"), ("amount: +5", "K-203"), ("amount: ½", "K-203"),
        ("amount: 1.5.", "K-203"), ("amount: .nan", "K-203"), ("amount: .inf", "K-203"), ("amount: NaN", "K-203"),
        ("amount: Infinity", "K-203"), ("amount: 007", "K-215"), ("amount: '1.500,00'", ""), ("amount: 5 Euro", "K-203"),
        ("amount: .5", "K-203"), ("amount: 5.", "K-203"), ("amount: true", "K-203"), ("amount: 1.0e3", "K-203"),
        ("amount: 0o17", "K-203"), ("amount: 1,500", "K-214"), ("amount: 10000.00", ""), ("amount: 0.5", ""),
        ("amount: 1.001", "K-214"), ("amount: 1 000", ""), ("mutual_payment: 1", "K-203"),
        ("mutual_payment: on", "K-203"), ("mutual_payment: off", "K-203"), ("mutual_payment: yes", ""),
        ("mutual_payment: ja", ""), ("mutual_payment: Nein", ""), ("mutual_payment: 'true'", ""),
    ],
)  # fmt: skip
def test_numbers_and_answers_of_a_file(text: str, code: str) -> None:
    found = wrong(f"finance:\n  {text}\n")
    assert [c for c, _words in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("agreed: 2026-03-01", ""), ("agreed: 1.3.2026", ""), ("agreed: 1.3", "K-203"), ("agreed: 2026", "K-203"), ("agreed: 86400", "K-203"),
        ("agreed: 20260301", "K-203"), ("agreed: 2026-03-01 10:00:00", "K-203"), ("agreed: 2026-03-01T10:00", "K-203"),
        ("agreed: true", "K-203"), ("agreed: 1.5", "K-203"), ("agreed: 2026-02-30", "K-203"), ("agreed: 0206-03-01", "K-203"),
        ("agreed: 2026-W09-7", "K-203"), ("agreed: '2026-03-01'", ""), ("agreed: ~", ""), ("agreed: bald", "K-203"),
    ],
)  # fmt: skip
def test_days_of_a_file(text: str, code: str) -> None:
    assert [c for c, _words in wrong(f"dates:\n  {text}\n")] == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("file_reference: 1.10", 'file_reference: "1.10"'), ("file_reference: 2026", 'file_reference: "2026"'),
        ("file_reference: true", 'file_reference: "true"'), ("file_reference: [Entwurf]", 'file_reference: "[Entwurf]"'),
        ("file_reference: {x}", 'file_reference: "{x}"'),
        ("file_reference: False", 'file_reference: "False"'),
    ],
)  # fmt: skip
def test_a_text_that_is_read_as_something_else_is_shown_in_quotation_marks(text, hint) -> None:
    ((code, words),) = wrong(text)
    assert code == "K-203"
    assert hint in words


@pytest.mark.parametrize(
    "value", ["0123", "12:30", "10.000", "1_0", "no", "+49 30", "2026-03-01", "1e3", "0x1F", "1.2.3", "Norwegen: no"]
)  # fmt: skip
def test_a_text_keeps_every_sign(value: str) -> None:
    text = f"file_reference: {value}" if ": " not in value else f'file_reference: "{value}"'
    model, findings = validate(Agreement, read_map(text, "a.yaml"))
    assert findings == ()
    assert model.file_reference == value


def test_windows_line_ends_a_byte_order_mark_and_a_mac_change_nothing() -> None:
    text = "note: Köpfe\nlaw: public\n"
    for data in (
        text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode(),
        text.replace("ö", "o\u0308").encode(),
    ):  # fmt: skip
        assert read_map(decode(data, "f"), "f").data == {"note": "Köpfe", "law": "public"}


@given(st.text(alphabet="ab :-#*&!|>'\"%@`[]{},?\n•„“\u00a0", max_size=40))
def test_no_slip_breaks_the_reader_or_brings_the_parsers_words(text: str) -> None:
    try:
        read_map(f"a: {text}", "f.yaml")
    except SourceError as error:
        for finding in error.findings:
            assert not any(word in finding.message for word in PARSER)


def test_the_head_of_a_clause_has_the_same_warnings(tmp_path: Path) -> None:
    text = clause("Text.", "Titel #1")
    workspace = make(tmp_path, {"steering": text})
    _library, findings = load_library(workspace)
    assert [(f.code, f.place.line) for f in findings if f.code == "K-118"] == [("K-118", 2)]
    own = workspace.districts / "pankow/2023/steering.md"
    own.parent.mkdir()
    own.write_text(
        "---\nbase: steering@1\nreason: Haus #3\napproved: {by: A, on: 2026-01-02}\n---\nText.\n"
    )
    _case, findings = load_case(workspace, "pankow/2023")
    assert [f.code for f in findings] == ["K-118"]
