"""How the files of a signed copy are called in the store: a PDF as ever, a picture by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENDS = {"image/jpeg": "jpg", "image/tiff": "tif"}


def kept_as(number: int, media_type: str) -> str:
    """Return the name of an original, which counts from 1."""
    return f"original-{number}.{_ENDS.get(media_type, 'pdf')}"


def original_name(number: int, entry: Mapping[str, Any]) -> str:
    """Return the name of an original by its entry in the evidence; older entries know only PDF."""
    return str(entry.get("kept_as", kept_as(number, "")))


def entry_of(number: int, name: str, data: bytes, digest: str, media_type: str) -> dict[str, Any]:
    """Return what the evidence says of an original."""
    entry: dict[str, Any] = {"name": name, "size": len(data), "sha512": digest}
    if media_type in _ENDS:
        entry |= {"type": media_type, "kept_as": kept_as(number, media_type)}
    return entry
