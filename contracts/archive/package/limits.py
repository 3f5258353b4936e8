"""What a package from outside may be, asked before its lists are read."""

from __future__ import annotations

import os
import struct
import zipfile
from typing import TYPE_CHECKING, Final

from contracts.archive.package import verify as shipped
from contracts.catalogue.archive import NO_PACKAGE
from contracts.catalogue.received import PACKAGE_REFUSED
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import _

if TYPE_CHECKING:
    from pathlib import Path

MOST_LIST: Final = 80_000_000  # bytes of one list; a package of 40,000 copies has as many
MOST_DIRECTORY: Final = 12_000_000  # bytes of the directory of a ZIP file
_RATIO: Final = 20  # signed copies hardly shrink
_FREE: Final = 400_000_000
_LISTS: Final = (shipped.MANIFEST, shipped.TAGS, shipped.SIGNATURE, shipped.STAMP, shipped.INFO)
_TAIL: Final = 66_000  # where a ZIP file ends, the longest comment included (APPNOTE, 4.3.16)
_UNKNOWN: Final = 0xFFFFFFFF


def refuse_bomb(path: Path) -> None:
    """Refuse a package that would take long or much to read, whatever is in it.

    Raises:
        SourceError: it would, or it is a ZIP file without the list of a package.
    """
    try:
        reason = _folder(path) if path.is_dir() else _zip(path)
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        return  # no package at all; whoever opens it says so
    if reason:
        finding = PACKAGE_REFUSED.at(Place(path.name), file=path.name, reason=reason)
        raise SourceError(finding)


def _folder(path: Path) -> str:
    for name in _LISTS:
        file = path / name
        if file.is_file() and file.stat().st_size > MOST_LIST:
            return _list(name)
    return ""


def _zip(path: Path) -> str:
    size = path.stat().st_size
    length, begin = _directory(path, size)
    if length > MOST_DIRECTORY:
        return _("its directory is too long")
    with path.open("rb") as stream:
        stream.seek(begin)
        if shipped.MANIFEST.encode() not in stream.read(length):
            raise SourceError(NO_PACKAGE.at(Place(path.name), file=path.name))
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    for entry in entries:
        if entry.flag_bits & 1:
            return _("it is encrypted")
        name = entry.filename.rpartition("/")[2]
        if name in _LISTS and entry.file_size > MOST_LIST:
            return _list(name)
    if sum(entry.file_size for entry in entries) > _RATIO * size + _FREE:
        return _("it unpacks to many times its size")
    return ""


def _list(name: str) -> str:
    size = MOST_LIST // 1_000_000
    return _("{name} in it has more than {size} MB").format(name=name, size=size)


def _directory(path: Path, size: int) -> tuple[int, int]:
    """Return how long the directory says it is and where it begins; zeros where there is none."""
    start = max(0, size - _TAIL)
    with path.open("rb") as stream:
        stream.seek(start, os.SEEK_SET)
        tail = stream.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0:
        return 0, 0
    length: int = struct.unpack_from("<I", tail, end + 12)[0]
    large = tail.rfind(b"PK\6\6", 0, end)
    if large >= 0:
        length = max(length % _UNKNOWN, struct.unpack_from("<Q", tail, large + 40)[0])
        end = large
    return length, max(0, start + end - length)
