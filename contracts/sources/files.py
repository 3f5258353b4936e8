"""Reading files of the workspace: bounded, UTF-8, never outside of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from contracts.catalogue import load
from contracts.errors import SourceError
from contracts.findings import Place

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000


def read_bytes(path: Path, root: Path) -> bytes:
    """Return the bytes of a source file.

    Raises:
        SourceError: the file is missing, too large, not a file, or a link out of ``root``.
    """
    shown = show(path, root)
    place = Place(shown)
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise SourceError(load.OUTSIDE.at(place, file=shown))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(load.UNREADABLE.at(place, file=shown, reason=reason)) from error
    if len(data) > MAX_BYTES:
        raise SourceError(load.TOO_LARGE.at(place, limit=MAX_BYTES // 1000))
    return data


def decode(data: bytes, file: str) -> str:
    """Return the text of UTF-8 bytes, without byte order mark, with line feeds only, in NFC.

    A Mac writes “ü” as two characters; keys, values and names must be the same wherever they
    were typed (Unicode Standard Annex 15).

    Raises:
        SourceError: the bytes are not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        finding = load.NOT_UTF8.at(Place(file, line), byte=f"0x{data[error.start]:02X}")
        raise SourceError(finding) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def read_text(path: Path, root: Path) -> str:
    """Return the text of a source file; see ``read_bytes`` and ``decode`` for what can go wrong."""
    return decode(read_bytes(path, root), show(path, root))


def show(path: Path, root: Path) -> str:
    """Return a path as people name it: relative to the workspace, with slashes."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name
