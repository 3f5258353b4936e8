"""A workspace of its own for a test, and the program called from outside."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace
from contracts.usecases.clauses import approve

ROOT = Path(__file__).parents[2]
DISTRICTS = ("musterbezirk", "pankow", "spandau")


def make_workspace(folder: Path, districts: tuple[str, ...] = DISTRICTS) -> Path:
    """Copy library, template and some districts; every text is approved, nothing is pinned."""
    for name in ("clauses", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for name in districts:
        ignore = shutil.ignore_patterns("*.lock", "v-*")
        shutil.copytree(ROOT / "districts" / name, folder / "districts" / name, ignore=ignore)
    shutil.copy(ROOT / "districts" / "partner.yaml", folder / "districts")
    library, _findings = load_library(Workspace(folder))
    names = [text.name for text in library.texts.values()]
    approve(Workspace(folder), names, by="Rechtsamt", on=date(2026, 3, 2))
    return folder


@dataclass(frozen=True)
class Done:
    """What came back from a call."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON on standard output."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """Codes of all findings of the JSON answer."""
        return [finding["code"] for finding in self.data["findings"]]


def environment(**more: str) -> dict[str, str]:
    """Return a small environment in which the program speaks English."""
    names = ("PATH", "HOME", "TMPDIR", "XDG_STATE_HOME")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **more}


def command(*arguments: str) -> list[str]:
    """Return the command line of a call."""
    return [sys.executable, "-m", "contracts", *arguments]


def call(folder: Path, *arguments: str, env: dict[str, str] | None = None, **more: Any) -> Done:
    """Call the program as a process of its own."""
    done = subprocess.run(
        command(*arguments), cwd=folder, env=environment(**(env or {})), check=False,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=120, **more,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def tree(folder: Path) -> dict[str, str]:
    """Return path to sha256 of all files below a folder, hidden ones included.

    Journals are left out: they say when and how fast something was done.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".journal" not in path.parts
    }


def times(folder: Path) -> dict[str, int]:
    """Return path to time of change of all files below a folder."""
    return {str(p): p.stat().st_mtime_ns for p in sorted(folder.rglob("*")) if p.is_file()}


def is_whole(folder: Path) -> bool:
    """Tell whether a folder of outputs has a record and every file is what the record says."""
    record = json.loads((folder / "record.json").read_bytes())
    there = {path.name for path in folder.iterdir()} - {"record.json"}
    return there == set(record["outputs"]) and all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == entry["sha256"]
        for name, entry in record["outputs"].items()
    )
