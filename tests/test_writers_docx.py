"""The Word file says what the document says, read by others than the one who wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.plaintext import CELL_SEPARATOR, document_lines
from contracts.writers.docx import write
from tests.samples import doc
from tests.tools.office import text_lines

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"


def words(lines):
    """Return lines as one text, however they are cut into cells."""
    return " ".join(" ".join(lines).replace(CELL_SEPARATOR, " ").split())


@pytest.mark.slow
def test_libreoffice_reads_what_the_document_says():
    assert words(text_lines(write(doc, TEMPLATE))) == words(document_lines(doc))


def test_the_same_document_gives_the_same_bytes():
    assert write(doc, TEMPLATE) == write(doc, TEMPLATE)
