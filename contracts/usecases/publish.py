"""Puts the files of a contract in place: all of them or none, and never over a person's work.

The files are first written into a hidden folder beside their place. Renaming that folder is the
moment from which the run counts as done; moving the files is then completed, if need be by the
next run. Whatever interrupts this, no file is ever half written or of another run than its record.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.catalogue import outputs as kinds
from contracts.errors import ConflictError
from contracts.findings import Finding, Place
from contracts.sources.atomic import sync_folder, write_atomically, write_whole
from contracts.usecases.alone import alone
from contracts.usecases.inputs import sha256
from contracts.usecases.record import Record, read_record
from contracts.usecases.targets import RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["complete_last_run", "conflicts", "has_leftovers", "publish", "write_atomically"]

_STAGING = ".staging"
_READY = ".ready"


def publish(folder: Path, files: dict[str, bytes], *, backup: bool, shown: str) -> None:
    """Put files in place, the record last.

    Args:
        folder: where they belong; it is made where it is missing.
        files: name to bytes.
        backup: keep copies of files that a person changed, instead of refusing.
        shown: the folder as people name it.

    Raises:
        ConflictError: a person's file stands in the way, or another run is just writing.
        OSError: disk full, no permission; nothing has changed then.
    """
    made = _make(folder)
    try:
        with alone(folder, shown):
            _complete(folder, shown, backup=backup)
            _refuse(conflicts(folder, read_record(folder), files, shown), backup=backup)
            changed = {n: d for n, d in files.items() if not _holds(folder / n, d)}
            try:
                _stage(folder, changed)
                _complete(folder, shown, backup=backup)
            except KeyboardInterrupt:
                _complete(folder, shown, backup=backup)  # a few renames, or nothing at all
                raise
    finally:
        for empty in reversed(made):
            with suppress(OSError):
                empty.rmdir()


def conflicts(
    folder: Path, record: Record | None, names: Iterable[str], shown: str
) -> list[Finding]:
    """Return which files there are not as this program left them."""
    found = []
    for name in names:
        path, known = folder / name, record.outputs.get(name) if record else None
        place = Place(f"{shown}/{name}")
        if not os.path.lexists(path) or (name == RECORD and path.is_file()):
            continue
        if not path.is_file():
            found.append(kinds.FOREIGN_FILE.at(place, file=place.file))
        elif known is None:
            found.append(kinds.NOT_OURS.at(place, file=place.file))
        elif sha256(path.read_bytes()) != known:
            found.append(kinds.CHANGED_BY_HAND.at(place, file=place.file))
    return found


def complete_last_run(folder: Path, shown: str, *, backup: bool) -> None:
    """Bring to its end what an interrupted run had ready; remove what it had not.

    Raises:
        ConflictError: a person changed a file in between.
    """
    if has_leftovers(folder):
        with alone(folder, shown):
            _complete(folder, shown, backup=backup)


def has_leftovers(folder: Path) -> bool:
    """Tell whether an interrupted run left something to complete or to remove."""
    return (folder / _READY).is_dir() or (folder / _STAGING).is_dir()


def _make(folder: Path) -> list[Path]:
    """Make a folder and return the folders that were missing, outermost first."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _stage(folder: Path, files: dict[str, bytes]) -> None:
    staging = folder / _STAGING
    try:
        staging.mkdir()
        for name, data in files.items():
            write_whole(staging / name, data)
        sync_folder(staging)
        staging.rename(folder / _READY)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _complete(folder: Path, shown: str, *, backup: bool) -> None:
    shutil.rmtree(folder / _STAGING, ignore_errors=True)
    ready = folder / _READY
    if not ready.is_dir():
        return
    names = sorted((p.name for p in ready.iterdir()), key=lambda name: (name == RECORD, name))
    new = read_record(ready)
    changed = [
        finding
        for finding in conflicts(folder, read_record(folder), names, shown)
        if new is None or not _is_of(new, _path(folder, finding))
    ]
    _refuse(changed, backup=backup)
    for finding in changed:
        _keep(_path(folder, finding))
    for name in names:
        (ready / name).replace(folder / name)
    ready.rmdir()
    sync_folder(folder)


def _refuse(found: list[Finding], *, backup: bool) -> None:
    if found and not (backup and all(f.kind is not kinds.FOREIGN_FILE for f in found)):
        raise ConflictError(*found)


def _is_of(record: Record, path: Path) -> bool:
    return path.is_file() and sha256(path.read_bytes()) == record.outputs.get(path.name)


def _path(folder: Path, finding: Finding) -> Path:
    return folder / Path(finding.place.file).name


def _keep(path: Path) -> None:
    """Move a person's file aside: ``pankow-2023.docx`` to ``pankow-2023.bak-1.docx``."""
    number = 1
    while os.path.lexists(kept := path.with_suffix(f".bak-{number}{path.suffix}")):
        number += 1
    path.rename(kept)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
