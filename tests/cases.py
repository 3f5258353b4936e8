"""The case table: small inputs that failed once, each row for a kind, and what should come.

A row has a name and a function that takes a workspace and raises where it does not come. Helpers
of other areas add their rows in modules of their own and to ``ROWS`` of ``test_cases.py``.
"""

from __future__ import annotations

import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts.cli.run import run
from contracts.sources.yaml import read_map

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "examples" / "cases"


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    name: str
    holds: Callable[[Path], None]


@dataclass(frozen=True)
class Told:
    """What the program said: exit code and the findings by code."""

    code: int
    data: dict[str, Any]

    @property
    def codes(self) -> list[str]:
        """Codes of all findings."""
        return [finding["code"] for finding in self.data["findings"]]

    def finding(self, code: str) -> dict[str, Any]:
        """Return the first finding of that code."""
        return next(f for f in self.data["findings"] if f["code"] == code)


def tell(workspace: Path, *arguments: str) -> Told:
    """Run a command in a workspace."""
    before, out = Path.cwd(), TextIOWrapper(BytesIO(), encoding="utf-8")
    os.chdir(workspace)
    try:
        with redirect_stdout(out), redirect_stderr(TextIOWrapper(BytesIO())):
            code = run(["--lang", "en", "--json", *arguments])
    finally:
        os.chdir(before)
    out.flush()
    return Told(int(code), json.loads(out.buffer.getvalue()))  # type: ignore[attr-defined]


def take(workspace: Path, table: Path) -> Told:
    """Take over a table."""
    return tell(workspace, "generate", "--from-table", str(table))


def facts(workspace: Path, agreement: str) -> dict[str, Any]:
    """Return the data of an agreement."""
    path = workspace / "districts" / f"{agreement}.yaml"
    return read_map(path.read_text("utf-8"), path.name).data


def sample_with(workspace: Path, old: str, new: str) -> Path:
    """Write the sample agreement with a change and return its path."""
    path = workspace / "districts" / "musterbezirk" / "2026.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
