"""Golden pairs, side by side in tests/examples; renew them with: UPDATE=1 pytest tests/test_examples.py.

A pair shows in a review what a change does to reading Markdown or to a whole contract.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from contracts import canonical, plaintext
from contracts.assembly import assemble
from contracts.assembly.number import number_blocks
from contracts.document import Field
from contracts.findings import Place
from contracts.german.typography import no_break
from contracts.markup.parse import Parsed, parse
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace
from tests.workspaces import ROOT

EXAMPLES = Path(__file__).parent / "examples"


def parsed(text: str) -> Parsed:
    return parse(text, lambda n: Field(f"f{n}", "", ""), lambda excerpt: Place(excerpt, 1))


def compare(path: Path, found: str) -> None:
    if os.environ.get("UPDATE"):
        path.write_text(found)
    assert found == path.read_text()


@pytest.mark.parametrize(
    "path", sorted((EXAMPLES / "parse/valid").glob("*.md")), ids=lambda p: p.stem
)
def test_a_valid_text_becomes_these_nodes(path):
    result = parsed(path.read_text())
    assert not result.findings
    blocks = number_blocks(result.blocks, path.stem, numbered=True)
    encoded = [json.loads(canonical.text(block)) for block in blocks]
    compare(path.with_suffix(".json"), json.dumps(encoded, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize(
    "path", sorted((EXAMPLES / "parse/invalid").glob("*.md")), ids=lambda p: p.stem
)
def test_an_invalid_text_gets_these_findings(path):
    findings = parsed(path.read_text()).findings
    assert findings
    compare(path.with_suffix(".txt"), "".join(f"{f.code} {f.message}\n" for f in findings))


@pytest.mark.parametrize("agreement", ["musterbezirk/2026", "pankow/2023", "spandau/2026"])
def test_a_whole_contract_reads_like_this(agreement):
    workspace = Workspace(ROOT)
    library, _ = load_library(workspace)
    case, _ = load_case(workspace, agreement)
    status = "release" if case.agreement.model.example else "draft"
    document = assemble(case, library, status).document
    text = "".join(f"{line}\n" for line in plaintext.document_lines(document))
    compare(EXAMPLES / "contracts" / f"{document.slug}.txt", text)


def test_typography_of_an_example_only_makes_blanks_unbreakable():
    text = (EXAMPLES / "parse/valid/typography.md").read_text()
    assert no_break(text).replace("\u00a0", " ") == text
    assert no_break(text).count("\u00a0") == 6
