"""Change report and Synopse as files: archivable, accessible, without signs of a draft."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from contracts.catalogue import word
from contracts.errors import ContractsError
from contracts.ooxml.returned import inspect_docx
from contracts.redline import compare
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
