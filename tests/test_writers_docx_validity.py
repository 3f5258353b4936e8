"""Every Word file is valid for two validators, and the validators notice when one is not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from contracts.plaintext import document_lines
from contracts.writers.docx import write
from tests import long
from tests.builders.defects import DEFECTS, broken
from tests.builders.looks import CALM, OTHER
from tests.builders.skeleton import build
from tests.samples import doc
from tests.strategies import documents
from tests.test_writers_docx import words
from tests.tools.office import TEXT, convert_all, lines_of
from tests.tools.ooxml import audit_problems, problems, sdk_problems

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
RELEASE = dataclasses.replace(doc, status="release", gaps=())
TOC = dataclasses.replace(doc, toc=True)
PAGES = {part.anchor: number for number, part in enumerate(doc.parts, 1)}
MANY = long.count(200, 40)


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """Return the folders of both skeletons."""
    other = tmp_path_factory.mktemp("other")
    (other / "skeleton.docx").write_bytes(build(OTHER))
    return TEMPLATE, other


@pytest.fixture(scope="module")
def random_files(templates):
    """Return many random documents with the files made of them, in both looks."""
    found = []

    @settings(
        max_examples=MANY,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def collect(document):
        found.append((document, write(document, templates[len(found) % 2])))

    collect()
    return found


@pytest.mark.slow
def test_drafts_releases_and_skeletons_are_valid(templates):
    files = [build(CALM), build(OTHER)]
    for template in templates:
        files += [
            write(doc, template),
            write(RELEASE, template),
            write(TOC, template),
            write(TOC, template, pages=PAGES),
            write(doc, template, tracked=True),
        ]
    assert problems(files) == [[] for _ in files]


@pytest.mark.slow
def test_the_files_of_random_documents_are_valid(random_files):
    assert len(random_files) == MANY
    files = [data for _, data in random_files]
    assert problems(files) == [[] for _ in files]


@pytest.mark.slow
def test_libreoffice_reads_what_random_documents_say(templates, random_files):
    plain = [dataclasses.replace(document, toc=False) for document, _ in random_files]
    files = [write(document, templates[n % 2]) for n, document in enumerate(plain)]
    for document, text in zip(plain, convert_all(files, TEXT), strict=True):
        assert words(lines_of(text)) == words(document_lines(document))


def test_there_are_forty_defects():
    assert len(DEFECTS) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_seeded_defect_is_noticed(defect):
    data = broken(write(doc, TEMPLATE, tracked=True), defect)
    assert problems([data]) != [[]]


@pytest.mark.slow
def test_one_validator_would_not_be_enough():
    data = write(doc, TEMPLATE)
    cell, colour = (
        broken(data, name) for name in ("cell without paragraph", "colour that is none")
    )
    assert not sdk_problems(cell)
    assert audit_problems(cell)
    assert sdk_problems(colour)
    assert not audit_problems(colour)
