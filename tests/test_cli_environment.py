"""Options in the environment: what holds blanks, or vouches for something, is given in the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import pytest

from contracts.cli.frame import program
from tests.cases import sample_with, tell
from tests.tools.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REASON = "K-622=Rückwirkend vereinbart, siehe Vermerk"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", ("musterbezirk",))


def commands(found: click.Command, path: str = "contracts") -> Iterator[tuple[str, click.Command]]:
    yield path, found
    if isinstance(found, click.Group):
        with click.Context(found) as ctx:
            for name in found.list_commands(ctx):
                part = found.get_command(ctx, name)
                assert part is not None
                yield from commands(part, f"{path} {name}")


def test_an_option_that_is_given_more_than_once_holds_no_blank_or_is_not_in_the_environment() -> (
    None
):
    found = {
        (path, option.name): getattr(option, "by_hand", False)
        for path, command in commands(program())
        for option in command.params
        if isinstance(option, click.Option) and (option.multiple or option.nargs != 1)
    }
    assert {name for (_path, name), by_hand in found.items() if not by_hand} == {"formats"}
    assert ("contracts generate", "accept") in found
    assert ("contracts archive add", "pages") in found
    assert ("contracts archive add", "fields") in found


@pytest.mark.parametrize(
    ("variable", "arguments"),
    [
        ("CONTRACTS_GENERATE_ACCEPT", ("generate", "musterbezirk", "--release")),
        ("CONTRACTS_ARCHIVE_ADD_PAGES", ("archive", "add", "musterbezirk", "archive.yaml")),
        ("CONTRACTS_ARCHIVE_ADD_FIELDS", ("archive", "add", "musterbezirk", "archive.yaml")),
    ],
)
def test_a_confirmation_in_the_environment_is_refused_by_name(
    workspace, monkeypatch, variable, arguments
) -> None:
    (workspace / "archive.yaml").write_text("organisation: Registratur\n")
    monkeypatch.setenv(variable, REASON)
    told = tell(workspace, *arguments)
    assert told.code == 2
    assert variable in told.data["findings"][0]["message"]
    assert not (workspace / "generated/releases").exists()


def test_the_same_reason_in_the_call_is_kept_whole(workspace) -> None:
    sample_with(workspace, "effective: 2027-01-01", "effective: 2026-12-01")
    told: Any = tell(workspace, "generate", "musterbezirk", "--release", "--accept", REASON,
                     "--by", "Eva Beleg")  # fmt: skip
    assert told.code == 0, told.data
    record = (workspace / "generated/releases/musterbezirk/2026/record.json").read_text("utf-8")
    assert "Rückwirkend vereinbart, siehe Vermerk" in record


@pytest.mark.parametrize("value", ["txt,html", "txt html"])
def test_formats_may_be_separated_by_commas_or_blanks(workspace, monkeypatch, value) -> None:
    monkeypatch.setenv("CONTRACTS_GENERATE_FORMATS", value)
    assert tell(workspace, "generate", "musterbezirk").code == 0
    folder = workspace / "generated/drafts/musterbezirk/2026"
    assert {path.suffix for path in folder.iterdir()} == {".txt", ".html", ".json"}
