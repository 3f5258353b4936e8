"""Makes a new workspace from the samples that come with the program."""

from __future__ import annotations

import errno
import glob
import secrets
import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from contracts.catalogue import outputs as kinds
from contracts.errors import ConflictError, MachineError
from contracts.findings import Place
from contracts.sources.bundled import bundled
from contracts.usecases.schema import FOLDER, write_schemas

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = ("clauses", "templates", "districts/musterbezirk", "districts/partner.yaml")
_IGNORED = shutil.ignore_patterns(".*", "~$*", "__pycache__")
_ABANDONED = 600.0  # seconds
_GITIGNORE = "generated/\n.schema/\n"


def init(folder: Path) -> list[str]:
    """Make a workspace in a new or empty folder and return what it now holds.

    Everything is first put together beside the folder and then renamed.

    Raises:
        ConflictError: the folder is not empty.
        MachineError: the installation lacks the samples.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConflictError(kinds.NOT_EMPTY.at(Place(str(folder)), folder=str(folder)))
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _tidy(folder)
    building = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part")
    try:
        building.mkdir()
        for name in SAMPLES:
            _copy(name, building)
        (building / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")
        write_schemas(building / FOLDER)
        _put(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return sorted(path.name for path in folder.iterdir())


def _put(building: Path, folder: Path) -> None:
    try:
        if folder.exists():  # somebody may be standing in it, so it must stay the same folder
            for entry in building.iterdir():
                entry.rename(folder / entry.name)
        else:
            building.rename(folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise  # else another run was faster
        raise ConflictError(kinds.NOT_EMPTY.at(Place(str(folder)), folder=str(folder))) from error


def _tidy(folder: Path) -> None:
    """Remove what killed runs were building here; nobody builds that long."""
    for path in folder.parent.glob(f".{glob.escape(folder.name)}.*.part"):
        with suppress(OSError):
            if path.is_dir() and path.stat().st_mtime + _ABANDONED < time.time():
                shutil.rmtree(path, ignore_errors=True)


def _copy(name: str, target: Path) -> None:
    try:
        source = bundled(name)
    except FileNotFoundError as error:
        raise MachineError(kinds.NO_EXAMPLE.at(name=name)) from error
    place = target / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, place, ignore=_IGNORED)
    else:
        shutil.copyfile(source, place)
