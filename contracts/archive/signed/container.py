"""The hole in the signed bytes where the signature itself stands (ISO 32000-1, 12.8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOWER, _UPPER = frozenset(b"0123456789abcdef"), frozenset(b"0123456789ABCDEF")
_LONG_LENGTH = 0x80


class BrokenContainer(ValueError):  # noqa: N818 - says what it is
    """The hole is not a plain hexadecimal string with zeros behind the signature."""


@dataclass(frozen=True, slots=True)
class Container:
    """Where the hole is, the signature in it, and whether its digits are all of one case."""

    start: int
    end: int
    der: bytes
    uniform: bool


def read_container(data: bytes, byte_range: Sequence[int]) -> Container:
    """Return the signature that a byte range leaves out.

    Raises:
        BrokenContainer: the range leaves out more or less than one string, or there is something
            behind the signature.
    """
    if len(byte_range) != len(("from", "length", "from", "length")) or byte_range[0] != 0:
        raise BrokenContainer("byte-range")
    start, end = byte_range[1], byte_range[2]
    if not 0 < start < end <= end + byte_range[3] <= len(data):
        raise BrokenContainer("byte-range")
    hole = data[start:end]
    digits = hole[1:-1]
    if hole[:1] != b"<" or hole[-1:] != b">" or len(digits) % 2:
        raise BrokenContainer("contents")
    kinds = set(digits)
    if not kinds <= _LOWER | _UPPER:
        raise BrokenContainer("contents")
    whole = bytes.fromhex(digits.decode("ascii"))
    length = _der_length(whole)
    if length > len(whole):
        raise BrokenContainer("contents")
    if any(whole[length:]):
        raise BrokenContainer("padding")
    return Container(start, end, whole[:length], kinds <= _LOWER or kinds <= _UPPER)


def _der_length(data: bytes) -> int:
    """Return how long the first value is, header included (ITU-T X.690, 8.1.3)."""
    if len(data) < 2 or data[0] != 0x30:  # noqa: PLR2004 - SEQUENCE and its length
        raise BrokenContainer("contents")
    first = data[1]
    if first < _LONG_LENGTH:
        return 2 + first
    count = first - _LONG_LENGTH
    if not 1 <= count <= 4:  # noqa: PLR2004 - four bytes are 4 GB
        raise BrokenContainer("contents")
    return 2 + count + int.from_bytes(data[2 : 2 + count])
