"""ZIP files from outside: judged by their directory and headers before anything is unpacked.

What a directory says need not be true, so each header is compared with it, and unpacking stops
where more comes than was announced (APPNOTE.TXT 4.3 to 4.5).
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE: Final = 1024 * 1024
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_ENTRY: Final = b"PK\x01\x02"
_SLACK: Final = 100  # how often the mark of an entry may stand in packed data by chance
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK: Final = 1 << 18
_ERRORS: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OSError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What a ZIP file may be; ``ratio`` counts for entries of more than a megabyte."""

    packed: int
    unpacked: int
    entries: int
    ratio: int = 200


class ZipRefused(ValueError):  # noqa: N818 - says what it is
    """A ZIP file that is not opened.

    ``why`` is one of size, entries, ratio, name, twice, link, encrypted, method, damaged; ``entry``
    names the entry, "" where all of them are meant.
    """

    def __init__(self, why: str, entry: str = "") -> None:
        super().__init__(why, entry)
        self.why = why
        self.entry = entry


def read_zip(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the files in a ZIP file by name; folders and empty entries are left out.

    Raises:
        ZipRefused: it is damaged, too large, or not what its directory says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(_bounded(data, limits))) as archive:
            entries = archive.infolist()
            refuse_entries(entries, limits)
            _refuse_overlaps(data, entries)
            return {
                entry.filename: b"".join(_blocks(archive, entry))
                for entry in entries
                if entry.file_size
            }
    except ZipRefused:
        raise
    except _ERRORS as error:
        raise ZipRefused("damaged") from error


def stream_zip(data: bytes, limits: Limits) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the files in a ZIP file as names and blocks; nothing is kept.

    Raises:
        ZipRefused: see ``read_zip``; also while the blocks are asked for.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(_bounded(data, limits))) as archive:
            entries = archive.infolist()
            refuse_entries(entries, limits)
            _refuse_overlaps(data, entries)
            for entry in entries:
                yield entry.filename, _blocks(archive, entry)
    except ZipRefused:
        raise
    except _ERRORS as error:
        raise ZipRefused("damaged") from error


def refuse_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse what the directory of a ZIP file announces.

    Raises:
        ZipRefused: it is too much, or named in a way that nobody needs.
    """
    if len(entries) > limits.entries:
        raise ZipRefused("entries")
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise ZipRefused("size")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        lowered = name.lower().replace("\\", "/")
        if lowered.startswith("/") or ":" in name or ".." in lowered.split("/") or "\0" in name:
            raise ZipRefused("name", name)
        if lowered in seen:
            raise ZipRefused("twice", name)
        seen.add(lowered)
        _refuse_entry(entry, limits)


def _refuse_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 1:
        raise ZipRefused("encrypted", entry.filename)
    if entry.create_system == 3 and stat.S_ISLNK(entry.external_attr >> 16):  # noqa: PLR2004 - Unix
        raise ZipRefused("link", entry.filename)
    if entry.compress_type not in _METHODS:
        raise ZipRefused("method", entry.filename)
    if entry.file_size > MEGABYTE and entry.file_size > limits.ratio * entry.compress_size:
        raise ZipRefused("ratio", entry.filename)


def _bounded(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.packed:
        raise ZipRefused("size")
    # an object is made for each entry before anybody can ask how many there are
    if data.count(_ENTRY) > limits.entries + _SLACK:
        raise ZipRefused("entries")
    return data


def _refuse_overlaps(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes, and headers that say otherwise than the directory."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start = entry.header_offset
        if start < end:
            raise ZipRefused("damaged", entry.filename)
        head = _LOCAL.unpack_from(data, start)
        name, extra = head[-2], head[-1]
        begin = start + _LOCAL.size
        told = data[begin : begin + name]
        if head[0] != b"PK\x03\x04" or told != entry.orig_filename.encode(_encoding(entry)):
            raise ZipRefused("damaged", entry.filename)
        end = begin + name + extra + entry.compress_size
    if end > len(data):
        raise ZipRefused("damaged")


def _encoding(entry: zipfile.ZipInfo) -> str:
    return "utf-8" if entry.flag_bits & 0x800 else "cp437"


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what an entry holds; the library stops at its announced size and checks its sum."""
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            yield block
