"""Unpacks what ``git archive`` gives: files, folders, and links that stay inside.

``tarfile`` has filters for this only from Python 3.11.4 on.
"""

from __future__ import annotations

import os
import tarfile
from pathlib import Path, PurePosixPath
from typing import IO

_RUNS = 0o100


def unpack(packed: IO[bytes], folder: Path) -> None:
    """Unpack a tar file into an empty folder; what would lie or lead outside is left out.

    Links are made last, so that nothing can be written through them.
    """
    links: dict[Path, str] = {}
    with tarfile.open(fileobj=packed) as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            if name.is_absolute() or ".." in name.parts:
                continue
            place = folder / name
            if member.isdir():
                place.mkdir(parents=True, exist_ok=True)
            elif member.isfile():
                _write(archive, member, place)
            elif member.issym():
                links[place] = member.linkname
    _make_links(links, folder)


def _make_links(links: dict[Path, str], folder: Path) -> None:
    for place, target in links.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(place):
            place.symlink_to(target)
    for place in links:
        if place.is_symlink() and not _stays(place, folder):
            place.unlink()


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    content = archive.extractfile(member)
    if content is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.read())
        if member.mode & _RUNS:
            place.chmod(0o755)


def _stays(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a circle of links
        return False
