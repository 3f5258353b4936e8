"""References live: they lead to their target and follow when somebody inserts a section."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from contracts.document import Paragraph, Reference, Section, Text
from contracts.errors import WriterError
from contracts.plaintext import heading_line
from contracts.writers.docx import write
from tests.builders.returned import by_libreoffice, parts_of
from tests.samples import doc
from tests.strategies import documents
from tests.test_writers_docx import with_words
from tests.test_writers_docx_numbering import Word
from tests.tools.office import insert_section, text_lines

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOC = dataclasses.replace(doc, toc=True)
REFERENCES = (
    ("resources", "§ 2", ["§ 2"]),
    ("resources:2", "§ 2 Abs. 2", ["§ 2"]),
    ("resources:2", "§ 2 Abs. 2 Satz 1", ["§ 2"]),
    ("annex-impact", "Anlage 1", ["Anlage 1"]),
    ("preamble", "Präambel", ["Präambel"]),
    ("preamble", "der Präambel", ["Präambel"]),
)


def fields(data):
    """Return instruction and shown result of each field in the body, in order."""
    out = []
    for element in etree.fromstring(parts_of(data)["word/document.xml"]).iter(
        f"{W}fldChar", f"{W}instrText", f"{W}t"
    ):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            out.append(["", "", "instruction"])
        elif kind in {"separate", "end"}:
            out[-1][2] = "shown" if kind == "separate" else "done"
        elif out and out[-1][2] == "instruction":
            out[-1][0] += element.text
        elif out and out[-1][2] == "shown":
            out[-1][1] += element.text
    return [(instruction.strip(), shown) for instruction, shown, _ in out]


def bookmarked(data):
    """Return the label and words of the paragraph that each bookmark stands in."""
    word = Word(data)
    labels = iter(word.labels())
    found = {}
    for paragraph in word.body.iter(f"{W}p"):
        text = "".join(paragraph.itertext(f"{W}t"))
        label = next(labels)[0] if word.position(paragraph)[0] else ""
        for bookmark in paragraph.iter(f"{W}bookmarkStart"):
            found[bookmark.get(f"{W}name")] = (label, text)
    return found


def check_fields(data):
    targets = bookmarked(data)
    for instruction, shown in fields(data):
        name, bookmark, *switches = instruction.split()
        assert name == "REF"
        label, text = targets[bookmark]
        expected = label if "\\n" in switches else text
        assert " ".join(shown.split()) == " ".join(expected.split())


@pytest.mark.parametrize(("target", "shown", "living"), REFERENCES)
def test_a_reference_is_a_field_on_a_hidden_bookmark_with_the_right_words(target, shown, living):
    data = write(with_words(Text("Siehe "), Reference(target, shown), Text(".")), TEMPLATE)
    assert [found for _, found in fields(data)] == living
    check_fields(data)
    assert f"Siehe {shown}." in [text for (text,) in _texts(data)]


def _texts(data):
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    return [("".join(p.itertext(f"{W}t")),) for p in root.iter(f"{W}p")]


@settings(max_examples=40, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(toc=False))
def test_every_field_of_any_document_shows_what_it_refers_to(document):
    check_fields(write(document, TEMPLATE))


def test_the_number_of_an_absatz_leads_to_it():
    data = write(with_words(Reference("resources:2", "§ 2 Abs. 2")), TEMPLATE)
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    links = [
        (a.get(f"{W}anchor"), "".join(a.itertext(f"{W}t"))) for a in root.iter(f"{W}hyperlink")
    ]
    assert [shown for _, shown in links] == ["Abs. 2"]
    assert bookmarked(data)[links[0][0]] == ("(2)", "Absatz zwei mit anderer Liste:")


def test_only_what_is_referred_to_gets_a_bookmark():
    names = bookmarked(write(doc, TEMPLATE))
    assert [name for name in names if name.startswith("_vwr_")] == [
        name for name in names if name.startswith("_vwr_resources_2_")
    ]


def test_a_reference_to_nothing_is_refused():
    with pytest.raises(WriterError, match="K-839"):
        write(with_words(Reference("nirgends", "§ 9")), TEMPLATE)


def _many_sections():
    """Return a document whose sections all refer to each other."""
    use = doc.body[1].use
    sections = []
    for n in range(1, 8):
        others = [
            Paragraph(
                (Text("Siehe "), Reference(f"clause-{m}", f"§\u00a0{m}"), Text(".")),
                f"({m})",
                f"clause-{n}:{m}",
            )
            for m in range(1, 8)
        ]
        use = dataclasses.replace(use, clause=f"clause-{n}")
        sections.append(Section(use, f"§\u00a0{n}", (Text(f"Titel {n}"),), tuple(others)))
    return dataclasses.replace(doc, body=tuple(sections))


@pytest.mark.slow
def test_all_references_follow_when_a_section_is_inserted_in_libreoffice():
    document = _many_sections()
    lines = text_lines(write(document, TEMPLATE))
    moved = text_lines(insert_section(write(document, TEMPLATE)))
    before = [int(n) for line in lines for n in re.findall(r"Siehe § (\d+)", line)]
    after = [int(n) for line in moved for n in re.findall(r"Siehe § (\d+)", line)]
    assert before == [*range(1, 8)] * 7
    assert after == [*range(2, 9)] * 7
    assert [line for line in moved if re.match(r"§ \d+ (Titel|Neu)", line)] == [
        "§ 1 Neu", *(f"§ {n + 1} Titel {n}" for n in range(1, 8))
    ]  # fmt: skip


@pytest.mark.slow
def test_the_sample_reads_right_after_a_section_was_inserted():
    lines = text_lines(insert_section(write(doc, TEMPLATE)))
    assert "Der Vertrag regelt alles. Näheres in § 3 Abs. 2 und Anlage 1." in lines


@pytest.mark.slow
def test_fields_survive_libreoffice():
    data = by_libreoffice(write(doc, TEMPLATE))
    assert [" ".join(shown.split()) for _, shown in fields(data)] == ["§ 2", "Anlage 1"]


def test_the_table_of_contents_is_filled_in_and_linked():
    pages = {part.anchor: number for number, part in enumerate(doc.parts, 1)}
    data = write(TOC, TEMPLATE, pages=pages)
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    entries = [
        p
        for p in root.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Verzeichnis1"
    ]
    shown = [" ".join(re.split(r"\s+", " ".join(e.itertext(f"{W}t")))) for e in entries]
    assert shown == [f"{heading_line(part)} {pages[part.anchor]}" for part in doc.parts]
    targets = bookmarked(data)
    for entry, part in zip(entries, doc.parts, strict=True):
        link = entry.find(f"{W}hyperlink").get(f"{W}anchor")
        assert targets[link][1] == part.title[0].text
    instructions = [instruction for instruction, _ in fields(data)]
    assert instructions[0].startswith('TOC \\o "1-1"')
    assert sum(instruction.startswith("PAGEREF _vwa_") for instruction in instructions) == len(
        pages
    )


def test_a_table_of_contents_without_known_pages_shows_none():
    data = write(TOC, TEMPLATE)
    instructions = [instruction for instruction, _ in fields(data)]
    assert not any(instruction.startswith("PAGEREF") for instruction in instructions)
    assert " \\n " in instructions[0]


def test_without_wish_there_is_no_table_of_contents():
    assert not any(instruction.startswith("TOC") for instruction, _ in fields(write(doc, TEMPLATE)))
