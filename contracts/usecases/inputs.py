"""What a contract is made from, as hashes: enough to know whether it must be made again.

Nothing is parsed here, so that asking about a thousand contracts costs about a second.
"""

from __future__ import annotations

import ctypes
import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts import __version__, canonical
from contracts.sources.cases import ELECTIONS
from contracts.sources.files import read_bytes, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.sources.workspace import Workspace

# Their versions can change the bytes of an output.
LIBRARIES = (
    "babel", "docxtpl", "fonttools", "jinja2", "lxml", "markdown-it-py", "pikepdf", "pydantic",
    "pydyf", "python-docx", "pyphen", "tinycss2", "weasyprint",
)  # fmt: skip
_C_LIBRARIES = (
    ("harfbuzz", "libharfbuzz.so.0", "hb_version_string"),
    ("pango", "libpango-1.0.so.0", "pango_version_string"),
)
_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = {".py", ".css", ".xml", ".xsl", ".icc"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all contracts of a run have in common; made once a run, handed to every process.

    ``clauses`` and each of ``templates`` are hashes over whole folders.
    """

    program: str
    libraries: dict[str, str]
    clauses: str
    templates: dict[str, dict[str, str]]

    def template(self, name: str) -> str:
        """Return one hash over a template's files."""
        return combined(self.templates.get(name, {}))


@dataclass(frozen=True, slots=True)
class Inputs:
    """The hashes of one contract's own files by their paths, and the one hash over everything."""

    sources: dict[str, str]
    sha256: str
    tracked: bool = False


def surroundings_of(workspace: Workspace) -> Surroundings:
    """Hash program, clause library and templates."""
    templates = workspace.root / "templates"
    folders = sorted(p for p in templates.iterdir() if p.is_dir()) if templates.is_dir() else []
    return Surroundings(
        program=combined(folder_hashes(_PACKAGE, suffixes=_CODE)),
        libraries={**{name: _version(name) for name in LIBRARIES}, **_c_libraries()},
        clauses=combined(folder_hashes(workspace.clauses, suffixes={".md", ".lock", ".yaml"})),
        templates={folder.name: folder_hashes(folder) for folder in folders},
    )


def inputs_of(
    workspace: Workspace,
    agreement: str,
    surroundings: Surroundings,
    status: str,
    *,
    lock: bytes | None = None,
    tracked: bool = False,
) -> Inputs:
    """Hash what belongs to one contract.

    Args:
        workspace: where the files are.
        agreement: its id.
        surroundings: what all contracts have in common.
        status: draft or release.
        lock: the lock file that is about to be written.
        tracked: whether the Word file has its changes tracked.

    Raises:
        SourceError: a file cannot be read.
    """
    paths = source_files(workspace, agreement)
    sources = {show(p, workspace.root): sha256(read_bytes(p, workspace.root)) for p in paths}
    if lock is not None:
        sources[show(lock_path(workspace, agreement), workspace.root)] = sha256(lock)
    whole: dict[str, Any] = {
        "agreement": agreement,
        "status": status,
        "version": __version__,
        "program": surroundings.program,
        "libraries": surroundings.libraries,
        "clauses": surroundings.clauses,
        "templates": surroundings.templates,
        "sources": sources,
        "tracked": tracked,
    }
    return Inputs(dict(sorted(sources.items())), sha256(canonical.dump(whole)), tracked)


def source_files(workspace: Workspace, agreement: str) -> list[Path]:
    """Return the files of one contract that exist, apart from clauses and template."""
    slug, _, name = agreement.partition("/")
    folder = workspace.districts / slug
    own_partner = folder / "partner.yaml"
    partner = own_partner if own_partner.exists() else workspace.districts / "partner.yaml"
    fixed = [
        folder / "district.yaml",
        partner,
        workspace.districts / ELECTIONS,
        folder / f"{name}.yaml",
        folder / f"{name}.lock",
    ]
    deviations = (folder / name).glob("*.md") if (folder / name).is_dir() else ()
    return [path for path in (*fixed, *sorted(deviations)) if path.exists()]


def lock_path(workspace: Workspace, agreement: str) -> Path:
    """Return where the pinned versions of an agreement stand."""
    slug, _, name = agreement.partition("/")
    return workspace.districts / slug / f"{name}.lock"


def folder_hashes(folder: Path, *, suffixes: Iterable[str] = ()) -> dict[str, str]:
    """Return path to sha256 of all files below a folder, sorted; hidden files do not count."""
    wanted = set(suffixes)
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$", "__pycache__")) for part in name.parts)
        if not hidden and path.is_file() and (not wanted or path.suffix in wanted):
            found[name.as_posix()] = sha256(path.read_bytes())
    return found


def combined(hashes: dict[str, str]) -> str:
    """Return one hash over several."""
    return sha256(canonical.dump(hashes))


def sha256(data: bytes) -> str:
    """Return the sha256 of bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _c_libraries() -> dict[str, str]:
    """Return the versions of the C libraries that shape and place text.

    They are asked directly: importing WeasyPrint for it would take longer than all hashing.
    """
    found = {}
    for name, file, function in _C_LIBRARIES:
        try:
            ask = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            found[name] = "–"
        else:
            ask.restype = ctypes.c_char_p
            found[name] = (ask() or b"").decode("ascii", "replace")
    return found


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
