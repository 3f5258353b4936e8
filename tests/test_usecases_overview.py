"""Which agreements are examples, however somebody says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts.sources.workspace import Workspace
from contracts.usecases.overview import is_example

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("example: true", True), ("example: ja", True), ("example: Yes", True), ("example: 'true'", True),
        ("example: false", False), ("example: nein", False), ("example: 1", False), ("law: public", False),
    ],
)  # fmt: skip
def test_an_example_is_one_in_every_spelling(text: str, example: bool, tmp_path: Path) -> None:
    folder = tmp_path / "districts" / "pankow"
    folder.mkdir(parents=True)
    (folder / "2031.yaml").write_text(f"{text}\n", encoding="utf-8")
    assert is_example(Workspace(tmp_path), "pankow/2031") is example
