"""Where the archive of a workspace is, and its witnesses, which must not be restored with it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.archive.lines import Lines
from contracts.archive.settings import NAME as SETTINGS
from contracts.archive.settings import load_settings
from contracts.archive.store.store import Store
from contracts.archive.store.witness import Witness
from contracts.catalogue import keeping as kinds
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.sources.files import show

if TYPE_CHECKING:
    from contracts.sources.workspace import Workspace

DEFAULT = "archive.head"  # beside archive.yaml, outside of generated/
PROTOCOLS = "archive-protocol"


def store_of(workspace: Workspace) -> Store:
    """Return the store of a workspace with its witnesses.

    Raises:
        SourceError: archive.yaml cannot be understood, or names a witness inside of the archive.
    """
    return Store(archive_folder(workspace), witnesses=_witnesses(workspace))


def archive_folder(workspace: Workspace) -> Path:
    """Return the folder of the archive."""
    return workspace.generated / "archive"


def protocol_folder(workspace: Workspace) -> Path:
    """Return where protocols of runs are kept: beside the archive, not in it."""
    return workspace.generated / PROTOCOLS


def user_folder() -> Path | None:
    """Return where the user's own witnesses and kept proofs are; None where there is no home.

    It is ``$XDG_STATE_HOME/vertragswerk``, by default below ``~/.local/state`` (XDG Base Directory
    Specification 0.8).
    """
    named = os.environ.get("XDG_STATE_HOME", "")
    try:
        base = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "state"
    except RuntimeError:
        return None
    return base / "vertragswerk"


def _witnesses(workspace: Workspace) -> tuple[Witness, ...]:
    named = load_settings(workspace.root).witness or (DEFAULT,)
    found = [_named(workspace, name) for name in named]
    own = user_folder()
    if own is not None:
        key = hashlib.sha256(os.fsencode(workspace.root.resolve())).hexdigest()[:32]
        path = own / "archive" / f"{key}.head"
        found.append(Witness(Lines(path), str(path), quiet=True))
    return tuple(found)


def _named(workspace: Workspace, name: str) -> Witness:
    path = workspace.root / Path(name).expanduser()
    inside = archive_folder(workspace).resolve()
    if path.resolve().is_relative_to(inside) or path.is_dir():
        raise SourceError(kinds.WITNESS_INSIDE.at(Place(SETTINGS), file=name))
    return Witness(Lines(path), show(path, workspace.root))
