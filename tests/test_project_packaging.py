"""The project can be set up from what stands in the repository, anywhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]


def locked(path: Path) -> dict[str, tuple[str, int]]:
    entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    found = {}
    for entry in entries:
        requirement = Requirement(entry.split(" \\", 1)[0].split(";")[0].strip())
        (pin,) = requirement.specifier
        assert pin.operator == "==", entry
        name = canonicalize_name(requirement.name)
        found[name] = (pin.version, len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)))
    return found


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.parent.name)
def test_every_locked_package_has_hashes_and_no_address_is_in_the_lock(path: Path) -> None:
    packages = locked(path)
    assert len(packages) > 20
    assert [name for name, (_, hashes) in packages.items() if not hashes] == []
    assert not re.search(r"https?:|--(extra-)?index|--find-links|file:", path.read_text())


def test_the_locked_versions_satisfy_what_the_project_asks_for() -> None:
    run, everything = (locked(path) for path in LOCKS)
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]
    for text, lock in [(r, run) for r in PROJECT["dependencies"]] + [
        (r, everything) for r in extras
    ]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(lock[canonicalize_name(requirement.name)][0]), text


def imported(folder: str) -> set[str]:
    files = [path for path in (ROOT / folder).rglob("*.py") if "bundle" not in path.parts]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    names = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.partition(".")[0] for name in names}
    return tops - sys.stdlib_module_names - {"contracts", "tests", "_typeshed", "__future__"}


def undeclared(names: set[str], declared: list[str]) -> set[str]:
    allowed = {canonicalize_name(Requirement(text).name) for text in declared}
    origin = packages_distributions()
    return {n for n in names if not allowed & {canonicalize_name(d) for d in origin.get(n, [])}}


def test_what_the_program_imports_is_a_declared_dependency() -> None:
    optional = PROJECT["optional-dependencies"]["cluster"]
    assert undeclared(imported("contracts"), PROJECT["dependencies"] + optional) == set()


def test_what_the_tests_import_is_a_declared_dependency() -> None:
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]
    assert undeclared(imported("tests"), PROJECT["dependencies"] + extras) == set()


def test_tests_run_with_the_versions_the_program_runs_with() -> None:
    run, everything = (locked(path) for path in LOCKS)
    assert {name: everything.get(name) for name in run} == run


def test_set_up_installs_every_program_that_a_test_needs() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    needed = {name for text in sources for name in re.findall(r"\bneed\(\"([\w-]+)\"\)", text)}
    rows = [line.split() for line in (ROOT / ".ci" / "packages").read_text().splitlines()]
    offered = {row[2] for row in rows if row and row[0] in {"demo", "test"}}
    assert needed <= offered


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"^(\d+)\.", text, re.MULTILINE) == [str(n) for n in range(1, 16)]
    assert "Appendix" in text
    assert "LiLiQ-R" in text


def test_set_up_scripts_are_valid_for_a_plain_shell() -> None:
    for name in ("setup", "run", "lock"):
        subprocess.run(["sh", "-n", ROOT / ".ci" / name], check=True)
        assert (ROOT / ".ci" / name).stat().st_mode & 0o111


def test_every_target_of_the_makefile_is_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):(.*)$", text, re.MULTILINE)
    assert {"demo", "test", "lint", "bench"} <= {name for name, _ in targets}
    assert [name for name, rest in targets if "## " not in rest] == []
