"""What a second pair of eyes looks for in the texts of 24 agreements that differ in everything.

The texts were also read by a person; what can be looked for by rule is looked for here, so that a
later clause cannot bring it back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from contracts import plaintext
from contracts.catalogue import plausible
from contracts.document import ListBlock, Paragraph, Table
from contracts.findings import Level
from contracts.german.roles import styles_in
from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace
from tests import varied_agreements
from tests.workspaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.assembly import Assembly
    from contracts.document import Block, Document

# The extremes are meant: a person would confirm them.
UNUSUAL = {plausible.ODD_NUMBER, plausible.LONE_OFFICE, plausible.NO_SOURCE}
_SINGULAR = "(?:ein|eine|einem|einen|einer|1)"
_MANY = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:[2-9]|\d\d+)(?:,\d+)?)"
_UNITS_MANY = (
    r"(?:Tage|\w+tage|Wochen|Monate|Jahre|Ausfertigungen|Vollzeitäquivalente|Stellen|Exemplare)n?"
)
_UNITS_ONE = r"(?:\w*[Tt]ag|Woche|Monat|Jahr|Ausfertigung|Vollzeitäquivalent|Exemplar)"

MISTAKES = {
    "one of several": rf"\b{_SINGULAR} {_UNITS_MANY}\b",
    "several of one": rf"\b{_MANY} (?:gleichlautende[nr]? )?{_UNITS_ONE}\b",
    "a word twice": r"(?i)\b(\w+) \1\b",
    "two full stops": r"\.\.|\.“\.|(?<!\b[A-Z])[.;:,] ?[.,;]",
    "a blank before a mark": r" [.,;:!?)]|[(„] | “",
    "two blanks": r"  ",
    "a sentence that begins small": r"(?<!\b[A-Za-z])\. [a-zäöü]",
    "a number of times in figures": r"\b(?:[1-9]|1[0-2])-mal\b",
    "a small number in figures": (
        r"(?<!§ )(?<!Abs\. )(?<!Nr\. )(?<!Satz )(?<!Art\. )(?<!Anlage )(?<!und )(?<![\d.,/:-])"
        r"\b(?:[1-9]|1[0-2])\b(?![\d.,/:)-]|\u00a0)"
    ),
    "what is no value": r"\[offen|\bNone\b|\{\{|\{%|True|False",
    "a masculine word for anybody": r"\b(?:Empfänger|Förderer|Adressat|Ansprechpartner)s?\b(?!in)",
    "days that are not defined": r"Werktag",
    "a party that is none": r"Für (?:das )?Bezirksamt",
    "a label instead of a sentence": r"(?:liegt bei|Empfänger des Berichts|Form der Befragung):",
}


@pytest.fixture(scope="module")
def every(tmp_path_factory) -> dict[str, Assembly]:
    return varied_agreements.assembled(tmp_path_factory.mktemp("varied") / "w")


def sentences(document: Document) -> Iterator[str]:
    """Yield what is written as text: no headings, no tables, no names of people."""
    for part in document.parts:
        for block in part.blocks:
            if not isinstance(block, Table):
                yield from (_without_label(line) for line in plaintext.block_lines(block))
    for party in document.parties:
        yield _without_label(" ".join(plaintext.party_lines(party)))


def _without_label(line: str) -> str:
    text = re.sub(r"^(?:\(\d+\)|\d+\.|[a-z]{1,2}\)|–) ", "", line)
    return text.replace("\u00a0", " ")


def mistakes(text: str) -> list[str]:
    return [name for name, pattern in MISTAKES.items() if re.search(pattern, text)]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("innerhalb von 1 Werktagen", "one of several"),
        ("um ein Monate verlängert", "one of several"),
        ("mit einer Frist von einem Monaten", "one of several"),
        ("innerhalb von einem Arbeitstagen", "one of several"),
        ("mit einer Frist von drei Monat", "several of one"),
        ("in zwei gleichlautenden Ausfertigung", "several of one"),
        ("1,5 Vollzeitäquivalent", "several of one"),
        ("Unterlagen, die die Vertragsparteien erstellen", "a word twice"),
        ("Der Vertrag endet..", "two full stops"),
        ("Der Vertrag endet. , danach", "two full stops"),
        ("bestimmt: Miete,. Sie", "two full stops"),
        ("Der Vertrag endet .", "a blank before a mark"),
        ("das Gremium „ Runde“", "a blank before a mark"),
        ("Der  Vertrag", "two blanks"),
        ("Der Vertrag endet. sie verhandeln", "a sentence that begins small"),
        ("mindestens 4-mal im Jahr", "a number of times in figures"),
        ("in 2 gleichlautenden Ausfertigungen", "a small number in figures"),
        ("nach 12 Monaten", "a small number in figures"),
        ("Empfänger der Berichte", "a masculine word for anybody"),
        ("in zwei Werktagen", "days that are not defined"),
        ("Für das Bezirksamt Pankow von Berlin", "a party that is none"),
    ],
)
def test_each_mistake_is_found_where_it_is_made(text, mistake):
    assert mistake in mistakes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gesundheit Berlin-Brandenburg e. V. unterrichtet den Bezirk.",
        "mit einer Frist von einem Monat zum Ende eines Kalendermonats",
        "um zwölf Monate verlängert; 13 Monate; 1,5 Vollzeitäquivalenten; 0,5 Vollzeitäquivalenten",
        "nach § 8 Abs. 5 und Anlage 2 (Art. 4 Nr. 7 der Verordnung (EU) 2016/679)",
        "am 1. Januar 2027, mindestens 13-mal im Jahr, spätestens nach drei Monaten",
        "unter der Nummer VR 00000 (Beispiel), vertreten durch",
        "(nachfolgend „IBS“), Datenschutz-Grundverordnung, DSGVO).",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert mistakes(text) == []


def test_there_are_24_and_each_is_complete_and_without_fault(every):
    assert len(every) == 24
    faults = {
        (agreement, finding.code, finding.message)
        for agreement, found in every.items()
        for finding in found.findings
        if finding.level >= Level.WARNING and finding.kind not in UNUSUAL
    }
    assert faults == set()
    assert all(found.document is not None and not found.document.gaps for found in every.values())


def test_each_approved_text_that_is_the_newest_stands_in_one_of_them(every):
    library, _ = load_library(Workspace(ROOT))
    newest: dict[tuple[str, str], int] = {}
    for text in library.texts.values():
        if library.is_approved(text):
            key = (text.clause, text.variant)
            newest[key] = max(text.version, newest.get(key, 0))
    used = {
        (part.use.clause, part.use.variant, part.use.version)
        for found in every.values()
        for part in (*found.document.parts, found.document.signatures)
    }
    used |= {("parties", "standard", newest["parties", "standard"])}
    assert {(*key, version) for key, version in newest.items()} <= used


def test_no_sentence_shows_a_typical_mistake(every):
    found = {
        (name, text)
        for assembly in every.values()
        for text in sentences(assembly.document)
        for name in mistakes(text)
    }
    assert found == set()


def test_quotation_marks_and_brackets_are_closed_where_they_are_opened(every):
    lines = {text for found in every.values() for text in sentences(found.document)}
    for opened, closed in (("„", "“"), ("‚", "‘"), ("(", ")"), ("[", "]")):
        assert {t for t in lines if t.count(opened) != t.count(closed)} == set()


def test_a_paragraph_ends_with_a_full_stop_or_leads_to_what_follows(every):
    found = set()
    for assembly in every.values():
        for part in assembly.document.parts:
            blocks = list(part.blocks)
            for block, after in zip(blocks, [*blocks[1:], None], strict=True):
                found |= {(part.use.name, text) for text in _loose_ends(block, after)}
    assert found == set()


def _loose_ends(block: Block, after: Block | None) -> Iterator[str]:
    """Yield paragraphs and lists that stop in the middle."""
    if isinstance(block, Table):
        return
    last = list(plaintext.block_lines(block))[-1]
    if isinstance(block, ListBlock):
        # lists of measures from the data are no sentences and end without a mark
        if block.ordered and not block.items[-1].children and not last.endswith((".", ":")):
            yield last
    elif isinstance(after, ListBlock | Table):
        if last.endswith((".", ";")) or (isinstance(after, Table) and not last.endswith(":")):
            yield last
    elif isinstance(block, Paragraph) and not last.endswith((".", ":")):
        yield last


def test_each_reference_to_a_paragraph_leads_to_one(every):
    for assembly in every.values():
        document = assembly.document
        numbers = {
            part.number: {b.label.strip("()") for b in part.blocks if isinstance(b, Paragraph)}
            for part in document.parts
        }
        text = " ".join(sentences(document))
        # laws are cited with their name; "§ 8 Abs. 5 zu erstellen" is this contract's own
        law = r"(?: Satz \d)?(?: Nr\. \d)? (?:VwVfG|SGB|BGB|DSGVO|des|der|LADG)"
        for section, paragraph in re.findall(rf"§ (\d+) Abs\. (\d+)\b(?!{law})", text):
            assert paragraph in numbers[f"§\u00a0{section}"] or numbers.get(f"§ {section}"), section


def test_each_contract_keeps_to_its_own_gender_style(every):
    shown = {}
    for agreement, assembly in every.items():
        text = " ".join(sentences(assembly.document))
        shown.setdefault(frozenset(styles_in(text)), set()).add(agreement)
    assert {style for styles in shown for style in styles} == {"pair", "colon", "asterisk"}
    assert all(len(styles) <= 1 for styles in shown)
    assert [len(agreements) for agreements in shown.values()] == [6] * 4


def test_a_payment_names_who_pays_when_and_what_for(every):
    texts = [" ".join(sentences(found.document)) for found in every.values()]
    paid = [text for text in texts if "für jedes Jahr der Laufzeit" in text]
    assert 0 < len(paid) < len(texts)
    for text in paid:
        assert re.search(r"(?:Der Bezirk|Gesundheit Berlin-Brandenburg) zahlt", text)
        assert re.search(r"erstmals am \d+\. \w+ 2027 .* fällig", text)
        assert "für folgenden Zweck bestimmt: " in text


def test_deletion_begins_with_the_end_of_the_contract_under_every_law(every):
    for found in every.values():
        text = " ".join(sentences(found.document))
        assert "Nach dem Ende des Vertrags löscht" in text
        assert "Ende der Zusammenarbeit" not in text
