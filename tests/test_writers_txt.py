"""Plain text and canonical JSON: every line, every node, nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from contracts import canonical, plaintext, wording
from contracts.writers import json, txt
from tests.samples import doc
from tests.strategies import documents

TEMPLATE = Path("template")


def lines(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode().splitlines() if line.strip()]


@settings(max_examples=60)
@given(documents())
def test_the_text_has_the_lines_of_the_document_and_a_draft_its_mark(document):
    expected = "\n".join(plaintext.document_lines(document)).splitlines()
    found = lines(txt.write(document, TEMPLATE))
    if document.status == "draft":
        mark = found.pop(0)
        assert mark == f"{wording.DRAFT_MARK} · {wording.DRAFT_CODE_LABEL} {document.draft_code}"
    assert found == [line.strip() for line in expected if line.strip()]


def test_parts_are_set_off_by_two_blank_lines_and_lists_are_indented():
    text = txt.write(doc, TEMPLATE).decode()
    assert "\n\n\n§ 1 Gegenstand\n\n" in text
    assert "\n    1. erstens & <b>\n        a) unter a\n" in text
    assert text.endswith("Bezirk\n")
    assert "Entwurf" not in txt.write(replace(doc, status="release"), TEMPLATE).decode()


@settings(max_examples=60)
@given(documents())
def test_canonical_json_reads_back_to_the_same_document(document):
    assert canonical.from_json(json.write(document, TEMPLATE)) == document
