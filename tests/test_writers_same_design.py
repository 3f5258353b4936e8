"""Word and PDF are one design: pages, rules, tables, numbers, and what stays together."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from contracts import plaintext, wording
from contracts.assembly import assemble
from contracts.document import Cell, Field, Table, Text
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace
from contracts.writers import docx
from contracts.writers.pdf.layout import lay_out
from tests.samples import doc as sample
from tests.tools import office
from tests.workspaces import ROOT

WORKSPACE = Workspace(ROOT)
TEMPLATE = WORKSPACE.template("cooperation-contract")


@cache
def assembled(agreement):
    library, _ = load_library(WORKSPACE)
    case, _ = load_case(WORKSPACE, agreement)
    status = "release" if case.agreement.model.example else "draft"
    return assemble(case, library, status).document


@pytest.mark.slow
def test_word_and_pdf_of_all_contracts_have_the_same_pages_but_for_one():
    documents = {agreement: assembled(agreement) for agreement in WORKSPACE.agreements()}
    word = office.convert_all([docx.write(d, TEMPLATE) for d in documents.values()], "pdf")
    for (agreement, document), converted in zip(documents.items(), word, strict=True):
        with pikepdf.open(io.BytesIO(converted)) as pages:
            count = len(pages.pages)
        assert abs(count - lay_out(document, TEMPLATE).pages) <= 1, agreement


def test_the_list_of_open_values_shows_german_words_and_no_path():
    for agreement in WORKSPACE.agreements():
        document = assembled(agreement)
        found = wording.gap_list(document)
        if found is None:
            continue
        for row in found[1].rows:
            for cell in row:
                words = plaintext.inline_text(cell.content)
                assert not re.search(r"[a-z]+[._][a-z0-9]+", words), words


def test_open_values_of_a_list_say_which_entry_they_belong_to():
    labels = [gap.label for gap in assembled("pankow/2023").gaps]
    assert "Name der Person (Vorstand)" in labels
    assert len(labels) == len(set(labels))


def test_a_mail_address_breaks_behind_its_signs_and_is_copied_without_another():
    address = "koordination@musterbezirk-verwaltung.example.org"
    words = Field("contacts.1.email", address, address)
    row = tuple(Cell((Text(text),)) for text in ("Aufgabe", "Stelle", "Name", "Telefon"))
    table = Table((*row, Cell((Text("E-Mail"),))), ((*row, Cell((words,))),))
    first = sample.body[0]
    document = replace(sample, body=(replace(first, blocks=(*first.blocks, table)),))
    layout = lay_out(document, TEMPLATE)
    lines = [box.text for page in layout.rendering.pages for box in texts(page._page_box)]
    pieces = [line for line in lines if line in address and len(line) > 2]
    assert "".join(pieces) == address
    assert all(piece[-1] in "@." for piece in pieces[:-1])


def test_the_first_entry_of_a_list_stands_on_the_page_of_its_announcement():
    for agreement in WORKSPACE.agreements():
        for page in lay_out(assembled(agreement), TEMPLATE).rendering.pages:
            last = list(lines_of(page._page_box))[-1]
            assert "lead-in" not in (last.element.get("class") or ""), agreement


@pytest.mark.parametrize("lines", [0, 12, 20])
def test_a_table_of_contents_that_fits_on_a_page_is_not_torn(lines):
    sentence = "Eine Zeile, die den Untertitel länger macht, als er es in einem Vertrag je wäre. "
    document = assembled("musterbezirk/2026")
    document = replace(document, toc=True, subtitle=(Text(sentence * lines),))
    pages = lay_out(document, TEMPLATE).rendering.pages
    torn = {n for n, page in enumerate(pages) if any(contents_of(page._page_box, within=False))}
    assert len(torn) == 1


def contents_of(box, *, within):
    element = getattr(box, "element", None)
    within = within or (element is not None and element.tag == "nav")
    yield within and hasattr(box, "text")
    for child in getattr(box, "children", ()):
        yield from contents_of(child, within=within)


def texts(box):
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from texts(child)


def lines_of(page):
    """Yield the boxes of text in the body of a page, in the order of their lines."""
    boxes = [
        box for child in page.children if not hasattr(child, "at_keyword") for box in texts(child)
    ]
    yield from sorted(boxes, key=lambda box: box.position_y)
