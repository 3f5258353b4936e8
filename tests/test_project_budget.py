"""Files and functions stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "contracts").rglob("*.py"))
MOST_LINES = {"file": 300, "function": 40}
# Shipped in each package as one file, which people without this program must be able to read.
WHOLE = {"contracts/archive/package/verify.py": 400}


def too_long(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT)
    found = []
    most = WHOLE.get(name.as_posix(), MOST_LINES["file"])
    if (length := len(source.splitlines())) > most:
        found.append(f"{name}: {length} lines, at most {most}")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > MOST_LINES["function"]:
                found.append(
                    f"{name}:{node.lineno}: {node.name}() has {length} lines, "
                    f"at most {MOST_LINES['function']}"
                )
    return found


def test_every_file_and_function_keeps_the_budget() -> None:
    offenders = [line for path in FILES for line in too_long(path)]
    if offenders:
        pytest.fail("\n".join(offenders), pytrace=False)


def test_the_budget_notices_a_long_function_and_a_long_file(tmp_path: Path) -> None:
    long = ROOT / "contracts" / "never_written.py"
    assert not long.exists()
    body = "def f():\n" + "    x = 1\n" * 300
    file = tmp_path / "long.py"
    file.write_text(body, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "ROOT", tmp_path)
        assert len(too_long(file)) == 2
