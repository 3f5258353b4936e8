"""Looks at the machine, the installation and the workspace, and says what is missing."""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import TYPE_CHECKING

from contracts import __version__
from contracts.catalogue import usage
from contracts.errors import ContractsError
from contracts.findings import Finding, Level
from contracts.language import LANGUAGES, N_, _
from contracts.sources.clauses import load_library
from contracts.usecases.inputs import surroundings_of
from contracts.usecases.inside import data_bytes
from contracts.usecases.prepare import prepare
from contracts.usecases.render import Inside, Rendering
from contracts.usecases.targets import FORMATS, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.sources.workspace import Workspace

_OLDEST = (3, 11)
_PACKAGES = {
    "pydantic": "pydantic",
    "jinja2": "jinja2",
    "markdown-it-py": "markdown_it",
    "babel": "babel",
    "PyYAML": "yaml",
    "ruamel.yaml": "ruamel.yaml",
    "lxml": "lxml",
    "docxtpl": "docxtpl",
    "weasyprint": "weasyprint",
    "pikepdf": "pikepdf",
    "rich": "rich",
}
_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
_TOOLS = {
    "soffice": N_("shows Word files; only the tests need it"),
    "pdftotext": N_("reads PDF files; only the tests need it"),
    "verapdf": N_("proves that PDF files are archivable and accessible"),
}
_REINSTALL = N_("Install the packages of requirements.txt again, e.g. with: make demo")


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at; ``finding`` says what to do where it is not well."""

    name: str
    state: str
    finding: Finding | None = None

    @property
    def well(self) -> bool:
        """Tell whether nothing that is needed is missing here."""
        return self.finding is None or self.finding.level < Level.ERROR


def doctor(workspace: Workspace | None) -> list[Looked]:
    """Look at everything; without a workspace only at machine and installation."""
    looked = [*_python(), *_packages(), *_libraries(), *_tools()]
    if workspace is not None:
        looked += [*_library(workspace), *_writable(workspace), *_formats(workspace)]
    return looked


def _python() -> Iterator[Looked]:
    found = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, _OLDEST))
    old = sys.version_info < _OLDEST
    yield Looked(
        "Python", found, _missing("Python", wanted, N_("Use a newer Python.")) if old else None
    )
    package = Path(__file__).resolve().parents[1]
    yield Looked("vertragswerk", f"{__version__} ({package})", _stranger(package))
    for language in LANGUAGES[:1]:
        there = (package / "locale" / language / "LC_MESSAGES" / "contracts.mo").is_file()
        remedy = N_("Run: make catalogue")
        finding = None if there else _missing("contracts.mo", N_("German messages"), remedy)
        yield Looked("contracts.mo", "✔" if there else "–", finding)


def _stranger(package: Path) -> Finding | None:
    """Notice another package of the same import name, which PyPI has."""
    try:
        owned = files("contracts") or []
    except PackageNotFoundError:
        return None
    if not any(path.name == "__init__.py" for path in owned):
        return None
    remedy = N_("Another package named contracts is installed; remove it: pip uninstall contracts")
    return _missing("vertragswerk", str(package), remedy)


def _packages() -> Iterator[Looked]:
    for name, module in _PACKAGES.items():
        try:
            found = version(name) if importlib.util.find_spec(module) else ""
        except (PackageNotFoundError, ModuleNotFoundError):
            found = ""
        yield Looked(name, found or "–", None if found else _missing(name, "Python", _REINSTALL))


def _libraries() -> Iterator[Looked]:
    for name, package in _LIBRARIES.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            remedy = f"sudo apt-get install {package}"
            yield Looked(name, "–", _missing(name, "PDF", remedy))
        else:
            yield Looked(name, "✔")


def _tools() -> Iterator[Looked]:
    for name, purpose in _TOOLS.items():
        found = shutil.which(name)
        remedy = N_("Nothing to do unless you want to use it.")
        finding = (
            None
            if found
            else usage.PART_ADVISED.at(name=name, purpose=_(purpose), remedy=_(remedy))
        )
        yield Looked(name, found or "–", finding)


def _library(workspace: Workspace) -> Iterator[Looked]:
    library, findings = load_library(workspace)
    count = f"{len(library.texts)}, clauses.lock: {len(library.locked)}"
    yield Looked("clauses", count, next((f for f in findings if f.level is Level.ERROR), None))


def _writable(workspace: Workspace) -> Iterator[Looked]:
    folder = workspace.generated if workspace.generated.exists() else workspace.root
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        finding = usage.NOT_PERMITTED.at(file=str(folder), reason=error.strerror or str(error))
        yield Looked("generated", "–", finding)
    else:
        yield Looked("generated", "✔")


def _formats(workspace: Workspace) -> Iterator[Looked]:
    """Make a contract of the workspace in memory: templates, fonts and libraries at work."""
    agreements = sorted(workspace.agreements(), key=lambda a: "muster" not in a)
    if not agreements:
        return
    target = target_of(workspace, agreements[0], "draft")
    try:
        clauses = surroundings_of(workspace).clauses
        ready = prepare(workspace, agreements[0], "draft", clauses)
    except ContractsError as error:
        yield Looked(agreements[0], "–", error.findings[0])
        return
    inside = Inside(data_bytes(ready.case), lambda _outputs: b"{}")
    rendering = Rendering(ready.document, ready.case.template, target, inside)
    for format_ in FORMATS:
        try:
            made = rendering.render([format_])
        except ContractsError as error:
            yield Looked(target.name(format_), "–", error.findings[0])
        else:
            size = sum(map(len, made.values()))
            yield Looked(target.name(format_), f"{size // 1000} kB")


def _missing(name: str, purpose: str, remedy: str) -> Finding:
    return usage.PART_MISSING.at(name=name, purpose=_(purpose), remedy=_(remedy))
