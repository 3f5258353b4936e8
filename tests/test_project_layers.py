"""Who may know whom, seen from outside: import-linter and a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"weasyprint", "docxtpl", "docx", "pikepdf", "distributed", "markdown_it"}

IMPORT_ALL = """
import importlib, pkgutil, sys, contracts
for module in pkgutil.walk_packages(contracts.__path__, "contracts."):
    if not module.name.endswith(("__main__", "batch.warm", "batch.warm_word")):
        importlib.import_module(module.name)
print(*sorted(sys.modules))
"""


def loaded_after(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_every_module_loads_no_word_or_page_library() -> None:
    loaded = loaded_after("-c", IMPORT_ALL)
    assert "contracts.writers.interface" in loaded
    # their purpose is to load them, in workers only
    assert not loaded & {"contracts.batch.warm", "contracts.batch.warm_word"}
    assert not loaded & (HEAVY - {"markdown_it"})


@pytest.mark.parametrize("arguments", ["--help", "--version", "generate --help"])
def test_help_answers_without_loading_what_only_writing_needs(arguments: str) -> None:
    code = (
        "import sys, contextlib, io\n"
        "from contracts.cli import main\n"
        f"sys.argv = ['contracts', *{arguments.split()!r}]\n"
        "with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "assert out.getvalue().strip()\n"
        "print(*sorted(sys.modules))\n"
    )
    assert not loaded_after("-c", code) & HEAVY


def test_no_module_has_a_name_without_meaning() -> None:
    names = {path.stem for path in (ROOT / "contracts").rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
