"""Word files: our writer beside docxtpl and docxtemplater, the same contract in one run.

``python -m tests.benchmarks.word`` prints the table of the README.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from lxml import etree

from contracts.writers.docx import write
from tests.benchmarks.contract import contract
from tests.benchmarks.word_templates import DOCXTEMPLATER, DOCXTPL, template, values
from tests.builders.returned import parts_of
from tests.tools.needs import need
from tests.tools.node import modules

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.document import Document

ROUNDS = 60
WARM = 5  # rounds before that do not count
TEMPLATE = Path(__file__).parents[2] / "templates" / "cooperation-contract"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def by_docxtpl(path: Path, data: dict[str, object]) -> bytes:
    """Return the contract as docxtpl's manual says: open, render, save."""
    document = DocxTemplate(path)
    document.render(data, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words(data: bytes) -> list[str]:
    """Return the words of all paragraphs that have any."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    texts = ("".join(p.itertext(f"{_W}t")) for p in root.iter(f"{_W}p"))
    return [" ".join(text.split()) for text in texts if text.strip()]


def measure(programs: dict[str, Callable[[], bytes]]) -> dict[str, tuple[float, bytes]]:
    """Return the median milliseconds of processor time of each, taken in turn, and the file."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    files = {}
    for _ in range(ROUNDS + WARM):
        for name, make in programs.items():
            began = time.process_time()
            files[name] = make()
            times[name].append((time.process_time() - began) * 1000)
    return {name: (statistics.median(found[WARM:]), files[name]) for name, found in times.items()}


def by_docxtemplater(
    folder: Path, data: dict[str, object], words_of: Document | None
) -> tuple[float, bytes]:
    """Return the median milliseconds of docxtemplater in one Node process, and what it made."""
    files = [folder / name for name in ("js.docx", "data.json", "out.docx")]
    files[0].write_bytes(template(DOCXTEMPLATER, words_of))
    files[1].write_text(json.dumps(data), encoding="utf-8")
    program = Path(__file__).with_name("docxtemplater.cjs")
    done = subprocess.run(
        [need("node"), program, modules(), *files, str(ROUNDS + WARM)],
        check=True,
        capture_output=True,
        text=True,
    )
    times = [float(line) for line in done.stdout.split()]
    return statistics.median(times[WARM:]), files[2].read_bytes()


def compare() -> dict[str, float]:
    """Return the median milliseconds of each program; all of them make the same words."""
    document = contract()
    data = values(document)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        typed, looped = folder / "typed.docx", folder / "looped.docx"
        typed.write_bytes(template(DOCXTPL, document))
        looped.write_bytes(template(DOCXTPL))
        found = {
            **measure({
                "Vertragswerk": lambda: write(document, TEMPLATE),
                "docxtpl, words in the template": lambda: by_docxtpl(typed, data),
                "docxtpl, words as data in loops": lambda: by_docxtpl(looped, data),
            }),
            "docxtemplater, words in the template": by_docxtemplater(folder, data, document),
            "docxtemplater, words as data in loops": by_docxtemplater(folder, data, None),
        }  # fmt: skip
    files = [words(file) for _, file in found.values()]
    if any(file != files[0] for file in files):
        raise SystemExit("the files do not say the same")
    return {name: milliseconds for name, (milliseconds, _) in found.items()}


def main() -> None:
    """Print the table."""
    found = compare()
    ours = found["Vertragswerk"]
    print("| Word file, warm | ms of processor time | times ours |")
    print("| --- | ---: | ---: |")
    for name, milliseconds in found.items():
        print(f"| {name} | {milliseconds:.1f} | {milliseconds / ours:.1f} |")


if __name__ == "__main__":
    main()
