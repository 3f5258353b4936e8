"""All checks over all formats of one contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.catalogue import parity as kinds
from contracts.findings import Place
from contracts.language import N_, _
from contracts.parity.account import Account, Line
from contracts.parity.align import align
from contracts.parity.checks import CHECKS, Difference
from contracts.parity.expected import account_of
from contracts.parity.read_docx import read_docx
from contracts.parity.read_html import read_html
from contracts.parity.read_pdf import read_pdf
from contracts.parity.read_txt import read_txt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from contracts.document import Document
    from contracts.findings import Finding

READERS: Mapping[str, Callable[[bytes], Account]] = {
    "docx": read_docx,
    "pdf": read_pdf,
    "html": read_html,
    "txt": read_txt,
}


def compare(document: Document, files: Mapping[str, bytes]) -> list[Finding]:
    """Return a finding for each thing that a file says otherwise than its document.

    Args:
        document: the contract.
        files: bytes of the outputs by format (docx, pdf, html, txt, json); others are passed over.
    """
    slug = document.slug
    return [
        kinds.DIFFERENCE.at(
            Place(f"{slug}.{found.format}"),
            check=_(found.check),
            format=found.format,
            clause=found.clause or "-",
            expected=found.expected or "-",
            found=found.found or "-",
        )
        for found in differences(document, files)
    ]


def differences(document: Document, files: Mapping[str, bytes]) -> list[Difference]:
    """Return the same as ``compare``, as plain values."""
    expected = account_of(document)
    out: list[Difference] = []
    for name, data in sorted(files.items()):
        if name == "json":
            if data != canonical.to_json(document):
                out.append(Difference(N_("canonical form"), "json", "", "", ""))
            continue
        reader = READERS.get(name)
        if reader is not None:
            out += _one(expected if name != "txt" else as_text(document), name, data, reader)
    return out


def _one(
    expected: Account, name: str, data: bytes, reader: Callable[[bytes], Account]
) -> list[Difference]:
    try:
        told = reader(data)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a file is a difference
        problem = f"{type(error).__name__}: {error}"
        return [Difference(N_("everything readable"), name, "", "", problem)]
    aligned = align(expected, told)
    return [found for check in CHECKS for found in check.run(aligned)]


def as_text(document: Document) -> Account:
    """Return what a text file must say: labels within the lines, a row of cells as one line."""
    rich = account_of(document)
    lines: list[Line] = []
    columns = iter([columns for _, columns, _ in rich.tables or ()])
    width, row = 0, list[Line]()
    for line in rich.lines:
        if line.kind not in ("head", "cell"):
            lines += _split(line)
            continue
        if not row and line.kind == "head":
            width = next(columns)
        row.append(line)
        if len(row) == width:
            lines += _split(replace(row[0], text=" | ".join(cell.text for cell in row)))
            row = []
    return replace(rich, lines=[line for line in lines if line.words], format="document")


def _split(line: Line) -> list[Line]:
    text = f"{line.label} {line.text}" if line.label else line.text
    return [replace(line, kind="text", text=piece, label="", level=0) for piece in text.split("\n")]
