"""Redlines: ours beside docx-trackdiff, Docxodus and LibreOffice on the same pairs, in one run.

``python -m tests.benchmarks.redline [AGREEMENTS]`` prints the tables of the README. Each of the
others is optional: one that is not installed is named and left out.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.document import Paragraph, Section, Text
from contracts.ooxml.package import read_package
from contracts.redline import compare, prove, tokens
from contracts.redline.word import tracked
from contracts.sources.workspace import Workspace
from contracts.usecases.edited import words_of
from contracts.usecases.impact import impact
from contracts.writers import docx
from tests.benchmarks.contract import SENTENCES, contract
from tests.tools.many import make_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.document import Document

ROUNDS = 15
WARM = 2  # rounds before that do not count
SECTIONS = 75  # of four paragraphs each
AGREEMENTS = 1000
TEMPLATE = Path(__file__).parents[2] / "templates" / "cooperation-contract"
MACRO = Path(__file__).parents[1] / "tools" / "compare_documents.xba"
DATE = "2026-12-01T00:00:00Z"
_REVISION = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b[^>]*[^/]>")


@dataclass(frozen=True)
class Pair:
    """Two contracts and their Word files."""

    name: str
    old: Document
    new: Document
    files: tuple[bytes, bytes]


# ------------------------------------------------------------------ what is compared


def _texts(number: int) -> list[str]:
    return [
        f"Für Aufgabe {number}.{place} gilt: {SENTENCES[(number + place) % 4]}"
        f"Die Frist beträgt {3 + (number + place) % 9} Monate, der Zuschuss "
        f"{1000 + 10 * number + place} Euro. {SENTENCES[(number * place + 1) % 4]}"
        for place in range(1, 5)
    ]


def _sections(texts: dict[str, list[str]]) -> tuple[Section, ...]:
    sample = next(part for part in contract().body if isinstance(part, Section))
    return tuple(
        Section(
            replace(sample.use, clause=clause),
            f"§\u00a0{number}",
            (Text(f"Regelung {clause.partition('-')[2]}"),),
            tuple(
                Paragraph((Text(text.strip()),), f"({place})", f"{clause}:{place}")
                for place, text in enumerate(paragraphs, 1)
            ),
        )
        for number, (clause, paragraphs) in enumerate(texts.items(), 1)
    )


def _contract(texts: dict[str, list[str]]) -> Document:
    document = contract()
    return replace(document, body=(document.body[0], *_sections(texts)))


def _edited(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the texts with about thirty edits inside of paragraphs."""
    out = {clause: list(paragraphs) for clause, paragraphs in texts.items()}
    for number, paragraphs in enumerate(out.values(), 1):
        if number % 6 == 0:
            paragraphs[1] = paragraphs[1].replace(" Euro", "0 Euro")
        if number % 8 == 0:
            paragraphs[2] = paragraphs[2].replace("Die Frist", "Die verlängerte Frist")
        if number % 10 == 0:
            paragraphs[3] += "Das gilt nicht im letzten Jahr."
    return out


def _rebuilt(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the texts with the same edits, paragraphs gone and new, a new § and a moved one."""
    out = _edited(texts)
    moved = out.pop("clause-20")
    for number, paragraphs in enumerate(out.values(), 1):
        if number % 15 == 0:
            del paragraphs[2]
        if number % 20 == 0:
            paragraphs.insert(1, f"Näheres zu Nummer {number} regelt eine Anlage.")
    entries = list(out.items())
    entries.insert(50, ("clause-20", moved))
    return dict([("clause-new", _texts(99)), *entries])


def pairs() -> list[Pair]:
    """Return the pairs: 300 paragraphs each."""
    texts = {f"clause-{number}": _texts(number) for number in range(1, SECTIONS + 1)}
    old, out = _contract(texts), []
    for name, change in (("edits of words", _edited), ("and §§ new, moved, cut", _rebuilt)):
        new = _contract(change(texts))
        out.append(Pair(name, old, new, (docx.write(old, TEMPLATE), docx.write(new, TEMPLATE))))
    return out


# ------------------------------------------------------------------ who compares


def ours(pair: Pair) -> bytes:
    """Compare, prove, write both Word files and weave them: all that ``contracts diff`` does.

    What an earlier round remembered of the same words is forgotten.
    """
    tokens._tokens.cache_clear()
    comparison = compare(pair.old, pair.new, "OLD", "NEW")
    prove(comparison, (pair.old, pair.new))
    files = docx.make(pair.old, TEMPLATE), docx.make(pair.new, TEMPLATE)
    return tracked(comparison, *files, date=DATE)


def by_trackdiff(folder: Path, *, verify: bool = False) -> bytes:
    """Call docx-trackdiff's only entrance in this process, then its verifier if wanted."""
    old, new, out = (str(folder / name) for name in ("old.docx", "new.docx", "trackdiff.docx"))
    _call("docx_trackdiff.compare", old, new, out, "--date", DATE)
    if verify:
        _call("docx_trackdiff.verify", out, old, new)
    return Path(out).read_bytes()


def _call(module: str, *arguments: str) -> None:
    before, sys.argv = sys.argv, [module, *arguments]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            importlib.import_module(module).main()
    finally:
        sys.argv = before


def by_docxodus(files: tuple[bytes, bytes]) -> bytes:
    """Call python-redlines, which starts Docxodus' program for each comparison."""
    engine = importlib.import_module("python_redlines.engines").DocxodusEngine()
    return bytes(engine.run_redline("Rechtsamt", *files, date_time=DATE)[0])


def by_libreoffice(folder: Path, rounds: int) -> tuple[list[float], bytes]:
    """Compare in one LibreOffice; return its seconds, loading and saving included."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    start = [shutil.which("soffice") or "soffice", profile, "--headless"]
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True)
    module = folder / "profile/user/basic/Standard/Module1.xba"
    module.write_text(MACRO.read_text("utf-8"), "utf-8")
    macro = f"macro:///Standard.Module1.CompareAll({folder.as_uri()},{rounds})"
    subprocess.run([*start, macro], check=True, capture_output=True, timeout=600)
    times = [float(line) / 1000 for line in (folder / "times.txt").read_text().split()]
    return times, (folder / "compared.docx").read_bytes()


def _missing() -> dict[str, str]:
    found = {}
    if importlib.util.find_spec("docx_trackdiff") is None:
        found["docx-trackdiff"] = "pip install docx-trackdiff"
    if importlib.util.find_spec("python_redlines_docxodus") is None:
        found["Docxodus"] = 'pip install "python-redlines[docxodus]"'
    if shutil.which("soffice") is None:
        found["LibreOffice"] = "install LibreOffice"
    return found


# ------------------------------------------------------------------ measuring


def in_turn(programs: dict[str, Callable[[], bytes]]) -> dict[str, tuple[list[float], bytes]]:
    """Return the seconds of each program, which take turns, and its file."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    files = {}
    for _ in range(ROUNDS + WARM):
        for name, make in programs.items():
            began = time.perf_counter()
            files[name] = make()
            times[name].append(time.perf_counter() - began)
    return {name: (found[WARM:], files[name]) for name, found in times.items()}


def verdict(pair: Pair, made: bytes) -> str:
    """Tell whether all words accepted are the new ones, and rejected the old ones."""

    def words(data: bytes, *, accept: bool = True) -> tuple[str, ...]:
        return words_of(read_package(data, "-"), accept=accept)

    said = []
    for name, accept, file in (("accept", True, pair.files[1]), ("reject", False, pair.files[0])):
        said.append(f"{name} {'ok' if words(made, accept=accept) == words(file) else 'WRONG'}")
    content = read_package(made, "-").parts["word/document.xml"]
    return f"{', '.join(said)}, {len(_REVISION.findall(content))} marks"


def measure(pair: Pair, missing: dict[str, str]) -> None:
    """Print a line for each program."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in zip(("old.docx", "new.docx"), pair.files, strict=True):
            (folder / file).write_bytes(data)
        programs: dict[str, Callable[[], bytes]] = {
            "Vertragswerk": lambda: ours(pair),
            "docx-trackdiff": lambda: by_trackdiff(folder),
            "docx-trackdiff, verified": lambda: by_trackdiff(folder, verify=True),
            "Docxodus": lambda: by_docxodus(pair.files),
        }
        present = {n: run for n, run in programs.items() if n.partition(",")[0] not in missing}
        found = in_turn(present)
        if "LibreOffice" not in missing:
            times, made = by_libreoffice(folder, ROUNDS + WARM)
            found["LibreOffice"] = (times[WARM:], made)
    base = statistics.median(found["Vertragswerk"][0])
    print(f"300 paragraphs, {pair.name}")
    for program, (times, made) in found.items():
        middle = statistics.median(times)
        print(
            f"  {program:24} {middle * 1000:7.0f} ms {middle / base:6.2f} × ours "
            f"(best {min(times) * 1000:.0f})  {verdict(pair, made)}"
        )


def measure_impact(count: int) -> None:
    """Print how long it takes to see what a new clause text does to all agreements."""
    with tempfile.TemporaryDirectory() as name:
        workspace = Workspace(make_many(Path(name) / "w", count))
        first = workspace.root / "clauses/liability/standard@1.md"
        text = first.read_text("utf-8").replace("grobe Fahrlässigkeit", "jede Fahrlässigkeit")
        first.with_name("standard@2.md").write_text(text, "utf-8")
        began = time.perf_counter()
        found = impact(workspace, "liability@2")
        seconds = time.perf_counter() - began
    changed = sum(entry.changes for entry in found.affected)
    print(f"clauses impact, {count} agreements: {seconds:.1f} s, {changed} would change")


def main(agreements: int = AGREEMENTS) -> None:
    """Print all tables."""
    missing = _missing()
    for name, remedy in missing.items():
        print(f"{name} is not installed and left out: {remedy}")
    print(f"load {os.getloadavg()[0]:.1f}, median of {ROUNDS} rounds, warm")
    for pair in pairs():
        measure(pair, missing)
    measure_impact(agreements)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
