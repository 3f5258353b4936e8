"""Every PDF is PDF/A-3a and PDF/UA-1, says veraPDF of the final bytes; broken ones are not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts import canonical
from contracts.writers import docx, pdf
from contracts.writers.pdf import Attachment
from tests import long
from tests.benchmarks.contract import contract
from tests.builders.broken import BROKEN, broken
from tests.builders.examples import random_documents
from tests.builders.extremes import EXTREMES
from tests.samples import doc
from tests.tools import verapdf

if TYPE_CHECKING:
    from contracts.document import Document

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
RANDOM = long.count(200, 40)


@pytest.fixture(autouse=True)
def _engine():
    lacking = verapdf.missing()
    if lacking:
        verapdf.lack(lacking)


def attachments(document: Document) -> list[Attachment]:
    return [
        Attachment(
            "document.json",
            canonical.to_json(document),
            "application/json",
            "Source",
            "Das Dokument in kanonischer Form",
        ),
        Attachment(
            f"{document.slug}.docx",
            docx.write(document, TEMPLATE),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Alternative",
            "Der Vertrag als Word-Datei",
        ),
    ]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


def complaints(files: list[Path]) -> list[str]:
    return [
        f"{found.file.name} {found.profile} {found.verdict} {found.broken}"
        for found in verapdf.validate(files)
        if not found.passed
    ]


@pytest.mark.slow
def test_samples_and_extremes_pass_both_profiles_with_their_source_inside(tmp_path):
    documents = {"sample": doc, "long": contract(), **EXTREMES}
    files = [
        written(tmp_path, name, pdf.write_pdf(document, TEMPLATE, attachments(document)))
        for name, document in documents.items()
    ]
    assert complaints(files) == []


@pytest.mark.slow
def test_random_contracts_pass_both_profiles(tmp_path):
    files = [
        written(tmp_path, str(number), pdf.write(document, TEMPLATE))
        for number, document in enumerate(random_documents(RANDOM))
    ]
    assert len(files) == RANDOM
    assert complaints(files) == []


@pytest.mark.slow
def test_sixty_broken_pages_fail_with_the_rule_they_break(tmp_path):
    good = pdf.write_pdf(doc, TEMPLATE, attachments(doc))
    files = [written(tmp_path, f"{n:02}", broken(good, fault)) for n, fault in enumerate(BROKEN)]
    verdicts = verapdf.validate(files)
    missed = []
    for number, fault in enumerate(BROKEN):
        found = [v for v in verdicts if v.file == files[number] and v.profile == fault.profile]
        rules = set(found[0].broken)
        if fault.rule not in rules:
            missed.append(f"{fault.name}: {fault.profile} {fault.rule} not in {sorted(rules)}")
    assert missed == []
    assert len(BROKEN) >= 60
