"""What the options for every command say, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from contracts.sources.workspace import Workspace


@dataclass(slots=True)
class Settings:
    """The options for every command; ``command`` is its name once it is known."""

    workspace: str | None = None
    json: bool = False
    verbose: int = 0
    quiet: bool = False
    plain: bool = False
    no_color: bool = False
    command: str = ""

    @property
    def color(self) -> bool | None:
        """What Click asks: None leaves it to the terminal."""
        return False if self.no_color or self.plain else None


def settings() -> Settings:
    """Return the settings of the running command."""
    found = click.get_current_context().find_root().obj
    if not isinstance(found, Settings):
        raise TypeError(found)
    return found


def workspace() -> Workspace:
    """Return the workspace that was named, or the one around the current folder.

    Raises:
        UsageError: there is none.
    """
    from contracts.sources.workspace import find_workspace

    named = settings().workspace
    return find_workspace(Path(named), exactly=True) if named else find_workspace(Path.cwd())
