"""The wheel, built once and used without the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]


def build(target: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = target.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


@pytest.fixture
def run(wheel: Path, tmp_path: Path) -> Callable[..., str]:
    """Run Python far from the repository, with the wheel's package before the checkout."""
    package = tmp_path / "package"
    with ZipFile(wheel) as file:
        file.extractall(package)

    def call(*arguments: str, folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(package)},
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


def tracked(*folders: str) -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listing.stdout.split("\0") if name]


def test_the_wheel_carries_the_samples_of_a_new_workspace_unchanged(wheel: Path) -> None:
    names = tracked(
        "clauses",
        "templates",
        "districts/musterbezirk",
        "districts/partner.yaml",
        "districts/elections.yaml",
    )
    assert len(names) > 30
    with ZipFile(wheel) as file:
        for name in names:
            assert file.read(f"contracts/bundle/{name}") == (ROOT / name).read_bytes(), name


def test_the_wheel_carries_no_real_district_and_no_tests(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        names = file.namelist()
    assert {name.split("/")[0] for name in names} == {
        "contracts",
        next(name.split("/")[0] for name in names if ".dist-info/" in name),
    }
    assert not [name for name in names if "pankow" in name]


def test_the_wheel_speaks_german_and_has_the_command_and_the_licence(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        names = file.namelist()
        (entry,) = (name for name in names if name.endswith("entry_points.txt"))
        assert b"contracts = contracts.cli:main" in file.read(entry)
    assert "contracts/locale/de/LC_MESSAGES/contracts.mo" in names
    assert "contracts/locale/de/LC_MESSAGES/messages.mo" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_a_wheel_made_twice_has_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_samples_come_from_the_wheel_when_there_is_no_repository(
    run: Callable[..., str], empty: Path
) -> None:
    code = "from contracts.sources.bundled import bundled; print(bundled('clauses'))"
    assert run("-c", code, folder=empty).strip().endswith("contracts/bundle/clauses")


def test_a_new_workspace_from_the_wheel_generates_the_sample_contract(
    run: Callable[..., str], empty: Path
) -> None:
    run("-m", "contracts", "init", "workspace", folder=empty)
    workspace = empty / "workspace"
    run("-m", "contracts", "generate", "musterbezirk", "--format", "txt", folder=workspace)
    assert list((workspace / "generated" / "drafts" / "musterbezirk").rglob("*.txt"))
