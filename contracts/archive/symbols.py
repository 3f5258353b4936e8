"""QR code and DataMatrix as dark and light squares."""

from __future__ import annotations

from typing import Any, TypeAlias

Squares: TypeAlias = tuple[tuple[bool, ...], ...]
"""Rows from the top; True is dark. Without the light border."""


def qr_code(payload: str) -> Squares:
    """Return the QR code of a payload, able to lose about a quarter of its squares (level Q)."""
    import segno

    symbol = segno.make_qr(payload, error="q", boost_error=True)
    return tuple(tuple(bool(square) for square in row) for row in symbol.matrix)


def datamatrix(payload: str) -> Squares:
    """Return the square DataMatrix (ECC 200) of a payload."""
    import zxingcpp

    symbol = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    drawn: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    image: Any = memoryview(drawn)
    height, width = image.shape[:2]
    return tuple(tuple(image[y, x] == 0 for x in range(width)) for y in range(height))
