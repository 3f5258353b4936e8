"""How much an Excel workbook holds, counted while it is unpacked; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from contracts.received import filetypes
from contracts.received.zips import Limits, ZipRefused, stream_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MARKS: Final = 2_000_000  # beginnings and ends of elements; ten thousand rows of 25 cells
LIMITS: Final = Limits(packed=20_000_000, unpacked=200_000_000, entries=1_000)
_ACTIVE: Final = ("vbaproject", "activex", "macrosheets", "externallinks", "embeddings")
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted; ``problem`` says why the counting ended early, ``part`` where.

    ``problem`` is "locked" for a password, "active" for programs and links, "doctype" for what
    spreadsheets never have and attacks on parsers begin with, else one of ``ZipRefused``.
    """

    rows: int = 0
    marks: int = 0
    problem: str = ""
    part: str = ""
    unpacked: int = LIMITS.unpacked


def measured(data: bytes) -> Measured:
    """Count rows and elements of a workbook, no further than they are allowed."""
    if filetypes.type_of(data) == filetypes.LOCKED:
        return Measured(problem="locked")
    found = Measured()
    try:
        for name, blocks in stream_zip(data, LIMITS):
            if any(word in name.lower() for word in _ACTIVE):
                return replace(found, problem="active", part=name)
            if name.endswith((".xml", ".rels")):
                found = _counted(found, name, blocks)
            if found.problem or found.marks > MAX_MARKS:
                return found
    except ZipRefused as error:
        return replace(found, problem=error.why, part=error.entry)
    return found


def _counted(found: Measured, name: str, blocks: Iterator[bytes]) -> Measured:
    rows, marks, first = 0, found.marks, True
    for block in blocks:
        if first and _has_doctype(block[:_HEAD]):
            return replace(found, problem="doctype", part=f"{name} (DOCTYPE)")
        first = False
        rows += block.count(b"<row")
        marks += block.count(b"<")
        if marks > MAX_MARKS:
            break
    return replace(found, rows=max(found.rows, rows), marks=marks)


def _has_doctype(head: bytes) -> bool:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return wide or b"<!DOCTYPE" in head or b"<!ENTITY" in head
