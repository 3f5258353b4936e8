"""Word, PDF and text of every contract in districts/ say the same, clause by clause.

LibreOffice reads the Word files, poppler the PDF files; what is expected comes from the document.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from contracts import plaintext, wording
from contracts.assembly import assemble
from contracts.document import Table
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace
from contracts.writers import docx, pdf, txt
from tests.tools import office
from tests.tools.needs import need
from tests.workspaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.document import Document

WORKSPACE = Workspace(ROOT)
AGREEMENTS = WORKSPACE.agreements()
# the body of a page in points: header and footer stand outside of it
BODY = ("-x", "0", "-y", "65", "-W", "596", "-H", "715")


@dataclass(frozen=True)
class Contract:
    """A document and the words that readers find in its files."""

    document: Document
    word: list[str]
    page: str
    text: list[str]


@cache
def contracts() -> dict[str, Contract]:
    library, _ = load_library(WORKSPACE)
    template = WORKSPACE.template("cooperation-contract")
    documents = {}
    for agreement in AGREEMENTS:
        case, _ = load_case(WORKSPACE, agreement)
        status = "release" if case.agreement.model.example else "draft"
        documents[agreement] = assemble(case, library, status).document
    words = office.convert_all([docx.write(d, template) for d in documents.values()], office.TEXT)
    return {
        agreement: Contract(
            document,
            words_of(" ".join(office.lines_of(word))),
            _page_signs(pdf.write(document, template), document),
            words_of(_without_mark(txt.write(document, template).decode(), document)),
        )
        for (agreement, document), word in zip(documents.items(), words, strict=True)
    }


def _page_signs(data: bytes, document: Document) -> str:
    """Return the signs of all pages in reading order, without blanks.

    A page does not tell whether a blank stood where a line ends, and a header row that goes on over
    pages stands on each of them.
    """
    command = [need("pdftotext"), "-raw", "-enc", "UTF-8", *BODY, "-", "-"]
    text = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    signs = "\f".join("".join(words_of(page)) for page in text.split("\f"))
    whole = "".join("".join(words) for _, words in expected(document))
    for header in {"".join(words_of(" ".join(row))) for row in _header_rows(document)}:
        repeated = signs.count(header) - whole.count(header)
        signs = signs.replace("\f" + header, "\f", repeated)
    return signs.replace("\f", "")


def _header_rows(document: Document) -> Iterator[list[str]]:
    blocks = [block for part in document.parts for block in part.blocks]
    for block in (*blocks, *(wording.gap_list(document) or ())):
        if isinstance(block, Table):
            yield [plaintext.inline_text(cell.content) for cell in block.header]


def _without_mark(text: str, document: Document) -> str:
    if document.status == "release":
        return text
    mark, _, rest = text.partition("\n")
    assert mark.startswith(wording.DRAFT_MARK)
    return rest


def words_of(text: str) -> list[str]:
    """Return the words of a text; signs that only lay out a text are none of them."""
    for sign in ("\u00ad", "\u200b", "\f"):
        text = text.replace(sign, "")
    return [
        word for word in text.split() if word not in {"|", "–", "•"} and not set(word) <= {"-", "="}
    ]


def expected(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the words of each part in reading order."""
    yield "head", words_of(" ".join(plaintext.head_lines(document)))
    for part in document.parts:
        yield part.use.name, words_of(" ".join(plaintext.part_lines(part)))
    yield "gaps", words_of(" ".join(plaintext.gap_lines(document)))


@pytest.mark.slow
@pytest.mark.parametrize("agreement", AGREEMENTS)
@pytest.mark.parametrize("reader", ["word", "text"])
def test_each_clause_reads_the_same_word_for_word(agreement, reader):
    contract = contracts()[agreement]
    words = getattr(contract, reader)
    start = 0
    for name, part in expected(contract.document):
        assert words[start : start + len(part)] == part, f"{agreement}, {name}, {reader}"
        start += len(part)
    assert words[start:] == []


@pytest.mark.slow
@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_each_clause_reads_the_same_on_the_page_sign_for_sign(agreement):
    contract = contracts()[agreement]
    page = contract.page
    for name, part in expected(contract.document):
        signs = "".join(part)
        assert page[: len(signs)] == signs, f"{agreement}, {name}"
        page = page[len(signs) :]
    assert page == ""


def test_there_are_twelve_districts_and_one_example():
    assert len({a.partition("/")[0] for a in AGREEMENTS}) == 13


def test_the_example_has_no_gap_and_every_other_contract_has_some():
    for agreement, contract in contracts().items():
        assert (not contract.document.gaps) == agreement.startswith("musterbezirk/")
