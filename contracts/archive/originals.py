"""The files of a signed copy: how they are called in the store, and what of them belongs to it."""

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


def parts_of(evidence: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Return what a copy consists of: the hash of each file, of a scan with sheet and half.

    One file may hold several copies, so a scan is known by its sheets.
    """
    digests = [str(file["sha512"]) for file in evidence["files"]]
    if evidence["kind"] != "scan":
        return {(digest,) for digest in digests}
    return {
        (digests[sheet["file"]], str(sheet["sheet"]), str(sheet.get("half", 0)))
        for sheet in evidence["sheets"]
    }
