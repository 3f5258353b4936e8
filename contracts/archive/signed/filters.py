"""Unpacks the few streams that are read here: deflated ones with the simplest predictors."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from contracts.archive.signed.tokens import Unclear

if TYPE_CHECKING:
    from contracts.archive.signed.tokens import Stream

MOST = 20_000_000  # bytes
_PNG = 10  # ISO 32000-1, table 8: predictors from here on are those of PNG
_NONE, _SUB, _UP = 0, 1, 2


def unpacked(stream: Stream) -> bytes:
    """Return the bytes of a stream that is stored as it is or deflated.

    Raises:
        Unclear: another filter, broken data, or more than ``MOST`` bytes.
    """
    filters = _listed(stream.entries.get("/Filter"))
    parameters = _listed(stream.entries.get("/DecodeParms"))
    if not filters and not parameters:
        return stream.raw
    if filters != ["/FlateDecode"] or len(parameters) > 1:
        raise Unclear("filter")
    packer = zlib.decompressobj()
    try:
        data = packer.decompress(stream.raw, MOST)
    except zlib.error as error:
        raise Unclear("filter") from error
    if not packer.eof or packer.unused_data.strip(b"\r\n"):
        raise Unclear("filter")
    return _unpredicted(data, parameters[0]) if parameters else data


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _unpredicted(data: bytes, parameters: Any) -> bytes:
    if not isinstance(parameters, dict):
        raise Unclear("filter")
    predictor, columns = parameters.get("/Predictor", 1), parameters.get("/Columns", 1)
    if predictor == 1:
        return data
    simple = {"/Predictor", "/Columns"} >= parameters.keys()
    if not simple or type(columns) is not int or type(predictor) is not int or predictor < _PNG:
        raise Unclear("filter")
    width = columns + 1
    if columns < 1 or len(data) % width:
        raise Unclear("filter")
    out, above = bytearray(), bytes(columns)
    for start in range(0, len(data), width):
        above = _row(data[start], data[start + 1 : start + width], above)
        out += above
    return bytes(out)


def _row(kind: int, row: bytes, above: bytes) -> bytes:
    if kind == _NONE:
        return row
    if kind == _UP:
        return bytes((a + b) & 0xFF for a, b in zip(row, above, strict=True))
    if kind == _SUB:
        out = bytearray()
        for byte in row:
            out.append((byte + (out[-1] if out else 0)) & 0xFF)
        return bytes(out)
    raise Unclear("filter")
