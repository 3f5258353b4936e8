"""The files of a comparison: what they hold, how they are called, and how they are put in place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.catalogue import compare as kinds
from contracts.errors import ConflictError
from contracts.findings import Place
from contracts.sources.atomic import write_atomically
from contracts.usecases.alone import alone
from contracts.usecases.compare import write_comparison, write_pdf, write_synopsis, write_tracked
from contracts.usecases.inputs import sha256
from contracts.usecases.targets import DOCUMENT, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contracts.redline.model import Comparison
    from contracts.sources.workspace import Workspace
    from contracts.usecases.compare import Layout
    from contracts.usecases.operands import Operand

FORMATS = ("text", "html", "docx", "pdf", "json")
LEDGER = ".vertragswerk"
_ODD = re.compile(r"[^\w@.]+|\.\.+")
_LONGEST = 60  # two of them and an ending are shorter than any file system's limit


@dataclass(frozen=True, slots=True)
class Look:
    """How a comparison is shown; ``moves`` as such in Word, ``full`` with unchanged lines."""

    layout: Layout = "inline"
    moves: bool = True
    full: bool = False


def redline_files(
    workspace: Workspace,
    pair: tuple[Operand, Operand],
    comparison: Comparison,
    formats: Iterable[str],
    look: Look,
) -> dict[str, bytes]:
    """Return the files of a comparison, name to bytes; see ``usecases.compare`` for the errors."""
    old, new = pair
    found = {}
    for format_ in formats:
        if format_ == "docx" and look.layout == "inline":
            data = write_tracked(workspace, old, new, comparison, moves=look.moves)
        elif format_ == "docx":
            data = write_synopsis(workspace, comparison, template_of(workspace, new))
        elif format_ == "pdf":
            data = write_pdf(workspace, comparison, template_of(workspace, new), look.layout)
        else:
            data = write_comparison(comparison, format_, look.layout, full=look.full)
        ending = "txt" if format_ == "text" else format_
        kind = "-synopsis" if format_ in ("docx", "pdf") and look.layout == "synopsis" else ""
        found[f"{pair_name(old, new)}{kind}.{ending}"] = data
    return found


def pair_name(old: Operand, new: Operand) -> str:
    """Return what the files of a comparison are called: "pankow-2023-spandau-2026"."""
    return f"{_name(old)}-{_name(new)}"


def put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files and return where; only what this program wrote there is replaced.

    What it wrote stands in a hidden list beside the files, in the form of sha256sum.

    Raises:
        ConflictError: a file in the way is a person's, or was changed by one, or another run is
            just writing there; nothing is written.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder, str(folder)):
        return _put(folder, files)


def _put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    ledger = folder / LEDGER
    known = set(ledger.read_text("utf-8").splitlines()) if ledger.is_file() else set()
    wanted = {f"{sha256(data)}  {name}" for name, data in files.items()}
    in_the_way = [
        kinds.FILE_IN_THE_WAY.at(Place(str(folder / name)), file=str(folder / name))
        for name in files
        if (folder / name).exists() and not _is_known(folder / name, known | wanted)
    ]
    if in_the_way:
        raise ConflictError(*in_the_way)
    _note(ledger, known | wanted)  # before the files, so that an interrupted run can be repeated
    for name, data in files.items():
        write_atomically(folder / name, data, follow=False)
    _note(ledger, {line for line in known if line.partition("  ")[2] not in files} | wanted)
    return [folder / name for name in files]


def _note(ledger: Path, lines: Iterable[str]) -> None:
    write_atomically(ledger, "".join(f"{line}\n" for line in sorted(lines)).encode())


def _is_known(path: Path, known: set[str]) -> bool:
    return path.is_file() and f"{sha256(path.read_bytes())}  {path.name}" in known


def _name(operand: Operand) -> str:
    name, document = operand.name, operand.document
    if document is not None and Path(name).name in (DOCUMENT, RECORD):
        name = f"{document.agreement}-{document.status}"
    elif Path(name).suffix in (".docx", ".pdf", ".json"):
        name = Path(name).stem
    elif document is not None and name == document.agreement.partition("/")[0]:
        name = document.agreement
    return _ODD.sub("-", name).strip("-.")[-_LONGEST:].strip("-.")


def template_of(workspace: Workspace, operand: Operand | None = None) -> str:
    """Return the template of a contract; for what is none the first of the workspace."""
    if operand is not None and operand.document is not None:
        return operand.document.template
    folders = sorted((workspace.root / "templates").glob("*/skeleton.docx"))
    return folders[0].parent.name if folders else ""
