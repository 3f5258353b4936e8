"""The same inputs give the same bytes in every surrounding."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.tools.workspace import call, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "CONTRACTS_LANG": "en"},
    {
        "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.ISO-8859-1", "PYTHONHASHSEED": "4711",
        "CONTRACTS_LANG": "de", "SOURCE_DATE_EPOCH": "1", "HOME": "/nonexistent",
    },
    {"TZ": "America/Adak", "LC_ALL": "POSIX", "LANGUAGE": "tr", "PYTHONHASHSEED": "99"},
)  # fmt: skip


@pytest.mark.parametrize("arguments", [("pankow",), ("musterbezirk/2026", "--release")])
def test_time_zone_locale_and_hash_seed_change_no_byte(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    source = make_workspace(tmp_path / "source", ("pankow", "musterbezirk"))
    results = []
    for number, surroundings in enumerate(SURROUNDINGS):
        workspace = tmp_path / f"workspace number {number}"
        shutil.copytree(source, workspace, copy_function=shutil.copyfile)
        done = call(workspace, "generate", *arguments, env=surroundings)
        assert done.code == 0, done.err
        results.append(tree(workspace))
    assert len(results[0]) > 6
    for result in results[1:]:
        assert result == results[0]
