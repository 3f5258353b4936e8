"""Files that people hand in, from anywhere: read with a limit, and parts of them written."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from contracts.catalogue import load, received
from contracts.catalogue import outputs as kinds
from contracts.errors import ConflictError, SourceError
from contracts.findings import Place
from contracts.received import filetypes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from contracts.findings import Finding

MAX_BYTES = 200_000_000


def read_handed_in(path: Path) -> bytes:
    """Return the bytes of a file that may lie anywhere.

    Raises:
        SourceError: it is missing, unreadable, a folder or larger than 200 MB.
    """
    place = Place(str(path))
    if path.is_dir():
        raise SourceError(filetypes.neither(str(path), filetypes.FOLDER))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(too_large(str(path)))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(load.UNREADABLE.at(place, file=str(path), reason=reason)) from error
    if len(data) > MAX_BYTES:
        raise SourceError(too_large(str(path)))
    return data


def too_large(file: str, limit: int = MAX_BYTES) -> Finding:
    """Return that a file is not opened because of its size."""
    return received.TOO_LARGE.at(Place(file), file=file, limit=limit // 1_000_000)


def write_new(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files that are not there yet, all of them or none; return where.

    Raises:
        ConflictError: one of them exists.
        OSError: the folder cannot be written.
    """
    paths = [folder / name for name in files]
    there = [path for path in paths if path.exists()]
    if there:
        raise ConflictError(*(kinds.NOT_OURS.at(Place(str(p)), file=str(p)) for p in there))
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for path, data in zip(paths, files.values(), strict=True):
            written.append(path)
            with path.open("xb") as stream:
                stream.write(data)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return paths
