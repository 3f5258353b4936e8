"""Text strings: the same words may be written in several ways (ISO 32000-1, 7.9.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contracts.archive.signed.tokens import Value

_UTF16, _UTF8 = b"\xfe\xff", b"\xef\xbb\xbf"


def text_of(value: bytes) -> str:
    """Return the characters of a text string."""
    import pikepdf  # noqa: F401 - registers the encoding

    if value.startswith(_UTF16):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(_UTF8):
        return value[3:].decode("utf-8", "replace")
    return value.decode("pdfdoc_pikepdf", "replace")


def same(one: Value, other: Value) -> bool:
    """Tell whether two values say the same; what they refer to is not looked at."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[n], other[n]) for n in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bytes) and isinstance(other, bytes):
        return one == other or text_of(one) == text_of(other)
    return bool(one == other)
