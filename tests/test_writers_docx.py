"""The Word file says what the document says, read by others than the one who wrote it."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from contracts import wording
from contracts.document import Field, Paragraph, Text
from contracts.errors import WriterError
from contracts.plaintext import CELL_SEPARATOR, document_lines
from contracts.writers.docx import write
from tests.builders.returned import parts_of
from tests.samples import doc
from tests.tools.office import convert, text_lines

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "templates" / "cooperation-contract"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELEASE = dataclasses.replace(doc, status="release", gaps=())
NASTY = "# A\n\n1. *B* <b>&amp;{{7*7}} {% x %} \u202eRTL\u202c \U0001f600 ]]>"


def words(lines):
    """Return lines as one text, however they are cut into cells; a value may be "|" as well."""
    return " ".join(word for word in " ".join(lines).split() if word != CELL_SEPARATOR.strip())


def body(data):
    return etree.fromstring(parts_of(data)["word/document.xml"])


def styles_of(data):
    """Return each paragraph's style and words, in reading order."""
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(p.itertext(f"{W}t")))
        for p in body(data).iter(f"{W}p")
    ]


def with_words(*content):
    section = dataclasses.replace(doc.body[1], blocks=(Paragraph(content, "", "subject:1"),))
    return dataclasses.replace(doc, body=(doc.body[0], section, *doc.body[2:]))


@pytest.mark.slow
def test_libreoffice_reads_what_the_document_says():
    assert words(text_lines(write(doc, TEMPLATE))) == words(document_lines(doc))


@pytest.mark.slow
def test_values_like_markup_and_code_appear_literally():
    document = with_words(Text(NASTY), Field("x", NASTY, NASTY))
    assert words([NASTY + NASTY]) in words(text_lines(write(document, TEMPLATE)))


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused_with_its_field(character):
    document = with_words(Text("Umfang "), Field("coordination.unit", "", f"a{character}b"))
    with pytest.raises(WriterError) as caught:
        write(document, TEMPLATE)
    found = caught.value.findings[0]
    assert found.code == "K-837"
    assert found.values["name"] == "coordination.unit"
    assert found.values["character"] == f"U+{ord(character):04X}"
    assert "Gegenstand" in str(found.values["where"])


@pytest.mark.parametrize(
    "document",
    [
        dataclasses.replace(doc, file_reference=(Text("a\x01"),)),
        dataclasses.replace(doc, title="Vertrag\x02"),
        dataclasses.replace(
            doc, annexes=(dataclasses.replace(doc.annexes[0], title=(Text("\x03"),)),)
        ),
    ],
)
def test_such_characters_are_refused_wherever_they_stand(document):
    with pytest.raises(WriterError, match="K-837"):
        write(document, TEMPLATE)


def test_headings_are_headings():
    found = [
        (style, text) for style, text in styles_of(write(doc, TEMPLATE)) if "berschrift" in style
    ]
    assert found == [
        ("berschriftohneNummer", "Präambel"),
        ("berschrift1", "Gegenstand"),
        ("berschrift1", "Koordination"),
        ("berschriftohneNummer", "Unterschriften"),
        ("berschriftAnlage", "Wirkungsziele"),
        ("berschriftohneNummer", "Offene Angaben"),
    ]
    styles = etree.fromstring(parts_of(write(doc, TEMPLATE))["word/styles.xml"])
    for name in {style for style, _ in found}:
        style = next(s for s in styles if s.get(f"{W}styleId") == name)
        assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"
        assert style.find(f"{W}pPr/{W}keepNext") is not None


def test_no_paragraph_is_empty_but_the_one_word_wants_after_a_last_table():
    empty = [style for style, text in styles_of(write(doc, TEMPLATE)) if not text]
    assert empty == ["Tabellenende"]


def test_tables_repeat_their_header_and_keep_rows_whole():
    tables = body(write(doc, TEMPLATE)).iter(f"{W}tbl")
    data = [t for t in tables if t.find(f"{W}tblPr/{W}tblStyle") is not None]
    assert len(data) == 2
    for table in data:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [
            False
        ] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 9354


def test_the_signature_block_stays_together():
    root = body(write(doc, TEMPLATE))
    texts = [(p, "".join(p.itertext(f"{W}t"))) for p in root.iter(f"{W}p")]
    start = next(n for n, (_, text) in enumerate(texts) if text == "Unterschriften")
    end = max(n for n, (_, text) in enumerate(texts) if text == "Vorstand")
    styles = etree.fromstring(parts_of(write(doc, TEMPLATE))["word/styles.xml"])
    keeping = {s.get(f"{W}styleId") for s in styles if s.find(f"{W}pPr/{W}keepNext") is not None}
    for paragraph, text in texts[start:end]:
        own = paragraph.find(f"{W}pPr/{W}keepNext") is not None
        assert own or paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in keeping, text


def test_a_gap_is_marked_by_style_and_by_words():
    runs = [
        "".join(run.itertext(f"{W}t"))
        for run in body(write(doc, TEMPLATE)).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle") is not None
        and run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "OffeneAngabe"
    ]
    assert runs == ["[offen: Vollzeitäquivalente]", "[offen: Name]"]


def test_neighbouring_words_become_one_run():
    document = with_words(Text("Der "), Field("a", "1", "eine"), Text(" Bezirk"))
    runs = parts_of(write(document, TEMPLATE))["word/document.xml"].decode()
    assert '<w:t xml:space="preserve">Der eine Bezirk</w:t>' in runs


def test_only_a_draft_shows_the_draft_mark_and_code():
    for document, expected in ((doc, True), (RELEASE, False)):
        parts = parts_of(write(document, TEMPLATE))
        assert (wording.DRAFT_MARK in parts["word/header1.xml"].decode()) is expected
        assert (doc.draft_code in parts["word/footer1.xml"].decode()) is expected
        everywhere = b"".join(parts.values()).decode(errors="replace")
        assert ("Entwurf – " in everywhere) is expected


def test_the_header_names_title_and_file_reference_and_the_footer_counts_pages():
    parts = parts_of(write(doc, TEMPLATE))
    header, footer = parts["word/header1.xml"].decode(), parts["word/footer1.xml"].decode()
    assert "Kooperationsvertrag" in header
    assert "Jug 12/2023" in header
    assert re.findall(r"> (\w+) </w:instrText>", footer) == ["PAGE", "NUMPAGES"]
    assert "Seite " in footer


def test_language_and_title_are_said():
    parts = parts_of(write(doc, TEMPLATE))
    assert b'<w:lang w:val="de-DE"' in parts["word/styles.xml"]
    core = parts["docProps/core.xml"].decode()
    assert "<dc:language>de-DE</dc:language>" in core
    assert "<dc:title>Kooperationsvertrag zur Umsetzung" in core
    assert "dcterms" not in core


def test_nothing_asks_to_update_fields():
    for data in (write(doc, TEMPLATE), write(dataclasses.replace(doc, toc=True), TEMPLATE)):
        assert not any(b"updateFields" in content for content in parts_of(data).values())
        assert b"w:dirty" not in parts_of(data)["word/document.xml"]


def test_tracking_is_forced_on_request_only():
    settings = parts_of(write(doc, TEMPLATE))["word/settings.xml"]
    assert b"trackRevisions" not in settings
    tracked = etree.fromstring(parts_of(write(doc, TEMPLATE, tracked=True))["word/settings.xml"])
    assert tracked.find(f"{W}trackRevisions") is not None
    protection = tracked.find(f"{W}documentProtection")
    assert protection.get(f"{W}edit") == "trackedChanges"
    assert protection.get(f"{W}enforcement") == "1"


@pytest.mark.slow
def test_tracking_is_still_forced_after_libreoffice():
    data = convert(write(doc, TEMPLATE, tracked=True), "docx:MS Word 2007 XML")
    settings = parts_of(data)["word/settings.xml"]
    assert b"trackRevisions" in settings
    assert b'w:edit="trackedChanges"' in settings


PROGRAM = """
import hashlib, sys
from pathlib import Path
from contracts.writers.docx import write
from tests.samples import doc
for tracked in (False, True):
    data = write(doc, Path(sys.argv[1]), tracked=tracked, pages={"subject": 1})
    print(hashlib.sha256(data).hexdigest())
"""


def test_bytes_depend_on_nothing_around():
    surroundings = [
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "4711"},
    ]
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, TEMPLATE],
            env={**os.environ, "PYTHONPATH": str(ROOT), **around},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for around in surroundings
    }
    assert len(found) == 1
    assert write(doc, TEMPLATE) == write(doc, TEMPLATE)
