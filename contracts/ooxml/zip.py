"""Writing ZIP files of which most is the same each time.

``zipfile`` compresses every entry anew and knows no other way. The parts that a skeleton gives to
each contract are compressed once here. What is written is the plainest ZIP there is: one time, one
method, one level, no extra fields (APPNOTE.TXT 4.3).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEVEL: Final = 6
_VERSION: Final = 20  # needed to extract: deflate
_UTF8: Final = 0x800
_DEFLATED: Final = 8
_TIME, _DATE = 0, 0x21  # 1980-01-01 00:00, the earliest time a ZIP can hold
_COMMON: Final = struct.Struct("<5H3I2H")
_DIRECTORY_TAIL: Final = struct.Struct("<3H2I")
_END: Final = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Packed:
    """The compressed content of an entry."""

    data: bytes
    checksum: int
    size: int


def pack(content: bytes) -> Packed:
    """Return compressed content."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = compressor.compress(content) + compressor.flush()
    return Packed(data, zlib.crc32(content), len(content))


def write_packed(entries: Iterable[tuple[str, Packed]]) -> bytes:
    """Return a ZIP file of the entries in this order."""
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, packed in entries:
        encoded = name.encode()
        common = _COMMON.pack(
            _VERSION, 0 if name.isascii() else _UTF8, _DEFLATED, _TIME, _DATE,
            packed.checksum, len(packed.data), packed.size, len(encoded), 0,
        )  # fmt: skip
        out += (b"PK\x03\x04", common, encoded, packed.data)
        made_by = struct.pack("<H", _VERSION)  # high byte 0: the same on every operating system
        tail = _DIRECTORY_TAIL.pack(0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + made_by + common + tail + encoded)
        offset += 4 + _COMMON.size + len(encoded) + len(packed.data)
    count, size = len(directory), sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    return b"".join((*out, *directory, end))
