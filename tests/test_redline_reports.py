"""Change report and Synopse as files: archivable, accessible, without signs of a draft."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from contracts.catalogue import word
from contracts.document import Cell, Table, Text
from contracts.errors import ContractsError
from contracts.ooxml.returned import inspect_docx
from contracts.redline import compare
from contracts.redline.model import CLASSES
from contracts.redline.paper import print_page
from contracts.sources.workspace import Workspace
from contracts.usecases.compare import write_pdf, write_synopsis
from tests.test_redline_compare import TEXTS, contract, section
from tests.tools import verapdf
from tests.tools.ooxml import problems
from tests.tools.settling import plain

ROOT = Workspace(Path(__file__).parents[1])
TEMPLATE = "cooperation-contract"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def comparison():
    old = contract(section("a", *TEXTS[:2]), section("b", TEXTS[2]), section("c", TEXTS[3]))
    changed = TEXTS[0].replace("Räume", "nur Räume für 30 Tage")
    return compare(
        old, contract(section("a", changed, TEXTS[1]), section("c", TEXTS[3])), "alt", "neu"
    )


def sample_with_a_table():
    """Return a comparison of a contract in which a table has no caption."""
    cells = tuple((Cell((Text(word),)),) for word in ("Kopf", "Zeile"))
    part = section("a", TEXTS[0])
    table = replace(part, blocks=(*part.blocks, Table(cells[0], cells[1:])))
    return compare(contract(part), contract(table), "alt", "neu")


def test_the_word_synopsis_has_two_texts_and_the_reason_with_the_ids_of_the_changes():
    found = comparison()
    data = write_synopsis(ROOT, found, TEMPLATE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    rows = [
        ["".join(cell.itertext()) for cell in row.iterfind(f"{W}tc")] for row in root.iter(f"{W}tr")
    ]
    assert rows[0] == ["Bisherige Fassung", "Neue Fassung", "Grund oder Herkunft"]
    assert any(right == "entfällt" for _, right, _ in rows)
    assert any(right == "unverändert" for _, right, _ in rows)
    assert all(any(change.id in about for *_, about in rows) for change in found.changes)
    bold = ["".join(r.itertext()) for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}b") is not None]
    assert "nur " in bold or any("nur" in words for words in bold)


def test_the_word_synopsis_has_title_language_and_page_numbers_and_nothing_of_the_skeletons_text():
    with zipfile.ZipFile(io.BytesIO(write_synopsis(ROOT, comparison(), TEMPLATE))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "<dc:title>Synopse: alt – neu</dc:title>" in parts["docProps/core.xml"]
    assert "<dc:language>de-DE</dc:language>" in parts["docProps/core.xml"]
    assert not any("{%" in text or "{{" in text for text in parts.values())
    (footer,) = (text for name, text in parts.items() if "footer" in name)
    assert "PAGE" in footer
    section = etree.fromstring(parts["word/document.xml"].encode()).find(f".//{W}sectPr")
    assert section.find(f"{W}footerReference") is not None


def test_no_line_of_a_synopsis_is_empty():
    found = sample_with_a_table()
    page = html.document_fromstring(print_page(found, "synopsis"))
    rows = [row.text_content().strip() for row in page.xpath("//table//tr")]
    assert len(rows) > 10
    assert "" not in rows
    assert any(row.startswith("– nachfolgend") for row in rows)


def test_the_cover_counts_the_changes_by_class_and_weight():
    found = comparison()
    page = html.document_fromstring(print_page(found))
    table = page.xpath("//table[@class='counts']")[0]
    rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
    assert rows[0] == ["Klasse", "Gewicht hoch", "Gewicht mittel", "Gewicht gering", "zusammen"]
    assert [row[0] for row in rows[1:]] == list(CLASSES)
    total = sum(int(row[-1]) for row in rows[1:] if row[-1] != "–")
    assert total == len(found.changes)


def test_the_synopsis_on_paper_names_each_change_and_begins_with_the_text():
    found = comparison()
    page = html.document_fromstring(print_page(found, "synopsis"))
    (columns,) = page.xpath("//table")
    assert all(change.id in columns.text_content() for change in found.changes)


def test_the_word_synopsis_is_valid_and_opens():
    data = write_synopsis(ROOT, comparison(), TEMPLATE)
    assert problems([data]) == [[]]
    assert any("Synopse: alt – neu" in line for line in plain([data])[0])


def test_the_word_synopsis_does_not_pass_for_a_draft():
    with pytest.raises(ContractsError) as caught:
        inspect_docx(write_synopsis(ROOT, comparison(), TEMPLATE), "synopse.docx")
    assert caught.value.findings[0].kind is word.NOT_OURS


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["inline", "synopsis"])
def test_the_pdf_is_archivable_accessible_and_the_same_twice(tmp_path, layout):
    data = write_pdf(ROOT, comparison(), TEMPLATE, layout)
    assert data == write_pdf(ROOT, comparison(), TEMPLATE, layout)
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    assert {v.profile: v.broken for v in verapdf.validate([path])} == {"3a": {}, "ua1": {}}
