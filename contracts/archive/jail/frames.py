"""How the processes talk: a JSON header, then blobs of bytes; never anything that runs as code."""

from __future__ import annotations

import json
import os
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = struct.Struct("<II")
MOST_HEADER = 8_000_000
MOST_BLOBS = 1_000_000_000


class FrameError(OSError):
    """The other side sent what is no frame, or closed in the middle of one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    header: dict[str, Any]
    blobs: tuple[bytes, ...] = field(default=())


def send(handle: int, header: dict[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Write one message completely."""
    text = json.dumps({**header, "blobs": [len(blob) for blob in blobs]}).encode()
    for part in (_HEAD.pack(len(text), sum(map(len, blobs))), text, *blobs):
        view = memoryview(part)
        while view:
            view = view[os.write(handle, view[: 1 << 20]) :]


def receive(handle: int) -> Frame | None:
    """Read one message, None where the other side has closed.

    Raises:
        FrameError: what comes is not a message.
    """
    head = _read(handle, _HEAD.size, may_end=True)
    if not head:
        return None
    length, total = _HEAD.unpack(head)
    if length > MOST_HEADER or total > MOST_BLOBS:
        raise FrameError("frame too large")
    try:
        header = json.loads(_read(handle, length))
        sizes = [int(size) for size in header.pop("blobs")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FrameError("not a frame") from error
    if sum(sizes) != total or any(size < 0 for size in sizes):
        raise FrameError("not a frame")
    return Frame(header, tuple(_read(handle, size) for size in sizes))


def _read(handle: int, size: int, *, may_end: bool = False) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = os.read(handle, min(1 << 20, size - len(data)))
        if not part:
            if may_end and not data:
                return b""
            raise FrameError("closed in the middle of a frame")
        data += part
    return bytes(data)
