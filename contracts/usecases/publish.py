"""Puts the files of a contract in place: all of them or none, and never over a person's work.

The files are first written into a hidden folder beside their place. Renaming that folder is the
moment from which the run counts as done; moving the files is then completed, if need be by the
next run. Whatever interrupts this, no file is ever half written or of another run than its record.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts.catalogue import outputs as kinds
from contracts.errors import ConflictError
from contracts.findings import Finding, Place
from contracts.usecases.inputs import sha256
from contracts.usecases.record import Record, read_record
from contracts.usecases.targets import RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STAGING = ".staging"
_READY = ".ready"
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds


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
        with _alone(folder, shown):
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
        with _alone(folder, shown):
            _complete(folder, shown, backup=backup)


def has_leftovers(folder: Path) -> bool:
    """Tell whether an interrupted run left something to complete or to remove."""
    return (folder / _READY).is_dir() or (folder / _STAGING).is_dir()


def write_atomically(path: Path, data: bytes) -> None:
    """Write one file so that it is there completely or not at all."""
    # always the same name, so that what an interrupted run left is replaced and not kept for ever
    temporary = path.with_name(f".{path.name}.part")
    try:
        _write(temporary, data)
        temporary.replace(path)
    except OSError as error:
        error.filename = str(path)  # a full disk names no file, and nobody knows the temporary one
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _make(folder: Path) -> list[Path]:
    """Make a folder and return the folders that were missing, outermost first."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


@contextmanager
def _alone(folder: Path, shown: str) -> Iterator[None]:
    """Keep other runs out of a folder; where the system has no such locks, hope for the best."""
    try:
        import fcntl
    except ModuleNotFoundError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not _locked(handle, fcntl):
            raise ConflictError(kinds.BUSY.at(Place(shown), folder=shown))
        yield
    finally:
        os.close(handle)


def _locked(handle: int, fcntl: Any) -> bool:
    """Lock a folder; what another run does there takes a moment only."""
    for wait in (*_WAITS, None):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if wait is not None:
                time.sleep(wait)
        except OSError:
            return True  # some network file systems know no locks
        else:
            return True
    return False


def _stage(folder: Path, files: dict[str, bytes]) -> None:
    staging = folder / _STAGING
    try:
        staging.mkdir()
        for name, data in files.items():
            _write(staging / name, data)
        _sync(staging)
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
    _sync(folder)


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


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot; the files themselves are safe
    finally:
        os.close(handle)
