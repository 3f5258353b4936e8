"""Puts the codes on the pages of a PDF that is laid out: as paths, as an artifact, once.

What is drawn belongs to no structure element (ISO 14289-1, 7.1), so that screen readers pass over
it. The text of the page, its tags and its fields stay as they are.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.archive.codes import MOST_PAGES, PageCode
from contracts.archive.lettering import outlines
from contracts.archive.symbols import Squares, datamatrix, qr_code
from contracts.catalogue import archive as kinds
from contracts.errors import WriterError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Points. The band is what the footer's rule leaves below it; printers reach down to about 17.
BOTTOM = 17.0
TOP = 57.0
LEFT = 70.9  # the text's left edge in the delivered template
QR_SIZE = 36.9  # 13 mm
DATAMATRIX_SIZE = 34.0  # 12 mm
PRINT_WIDTH = 80.0
PRINT_SIZE = 5.2
LINE = 7.0
GAP = 9.0
WIDTH = QR_SIZE + GAP + PRINT_WIDTH + GAP + DATAMATRIX_SIZE
BORDER = 6.0
STEP = 4
WHITE = 250


@dataclass(frozen=True, slots=True)
class _Strip:
    """The bottom of a page: where its box begins, and the brightness of its points."""

    left: float
    bottom: float
    width: float
    rows: Any


def stamp(pdf: bytes, code: PageCode) -> bytes:
    """Return the PDF with QR code, DataMatrix and small print at the foot of each page.

    ``code`` is that of the whole contract, see ``codes.code_of``. The same bytes and code give the
    same bytes. Must be called before anybody signs.

    Raises:
        WriterError: a page has no room at its foot, or there are too many pages.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = len(document.pages)
        if pages > MOST_PAGES:
            raise WriterError(kinds.TOO_MANY_PAGES.at(pages=pages, most=MOST_PAGES))
        strips = _strips(pdf)
        for number, (page, strip) in enumerate(zip(document.pages, strips, strict=True), start=1):
            left = _free_place(strip, number)
            drawing = _drawing(code.at(number, pages), strip.left + left, strip.bottom + BOTTOM)
            # the page may leave its scale and clip behind
            page.contents_add(document.make_stream(b"q\n"), prepend=True)
            page.contents_add(document.make_stream(b"\nQ\n" + drawing))
        if "/AcroForm" in document.Root:
            # ISO 32000-1, table 219: there are signature fields, and whoever changes must append
            document.Root.AcroForm.SigFlags = 3
        written = io.BytesIO()
        document.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            # many small object streams: validators read the whole stream for each object in it
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def _strips(pdf: bytes) -> Iterator[_Strip]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            left, bottom, right, top = page.get_mediabox()
            crop = (0, 0, 0, max(0, top - bottom - TOP))
            image = page.render(scale=1, crop=crop, grayscale=True)
            data = bytes(image.buffer)
            rows = [data[n : n + image.width] for n in range(0, len(data), image.stride)]
            yield _Strip(left, bottom, right - left, rows)
            image.close()
            page.close()


def _free_place(strip: _Strip, page: int) -> float:
    """Return the first place from the text's left edge, then left of it, where nothing is."""
    last = int(strip.width - BORDER - WIDTH)
    steps = [*range(int(LEFT), last, STEP), *range(int(LEFT) - STEP, int(BORDER), -STEP)]
    for left in (LEFT, *map(float, steps)):
        first, end = int(left - BORDER), int(left + WIDTH + BORDER) + 1
        if all(min(row[first:end], default=0) >= WHITE for row in strip.rows):
            return left
    raise WriterError(kinds.NO_ROOM.at(page=page))


def _drawing(code: PageCode, left: float, bottom: float) -> bytes:
    right = left + QR_SIZE + GAP + PRINT_WIDTH + GAP
    return b"".join(
        (
            b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq\n0 0 0 rg\n",
            _squares(qr_code(code.payload), QR_SIZE, left, bottom),
            _print(code, left + QR_SIZE + GAP, bottom),
            _squares(datamatrix(code.payload), DATAMATRIX_SIZE, right, bottom),
            b"Q\nEMC\n",
        )
    )


def _squares(squares: Squares, size: float, left: float, bottom: float) -> bytes:
    count = len(squares)
    scale = size / count
    parts = [f"q\n{scale:.4f} 0 0 {scale:.4f} {left:.2f} {bottom:.2f} cm\n"]
    for row, line in enumerate(squares):
        parts += [f"{x} {count - 1 - row} {width} 1 re\n" for x, width in _runs(line)]
    return "".join((*parts, "f\nQ\n")).encode()


def _runs(line: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark squares."""
    start = None
    for position, dark in enumerate((*line, False)):
        if dark and start is None:
            start = position
        elif not dark and start is not None:
            yield start, position - start
            start = None


def _print(code: PageCode, left: float, bottom: float) -> bytes:
    lines = code.print_lines
    drawn = []
    for number, line in enumerate(lines):
        operators, width = outlines(line)
        size = min(PRINT_SIZE, PRINT_WIDTH * 1000 / max(width, 1))
        height = bottom + LINE * (len(lines) - number)
        matrix = f"{size / 1000:.6f} 0 0 {size / 1000:.6f} {left:.2f} {height:.2f} cm"
        drawn.append(b"q\n%s\n%sf\nQ\n" % (matrix.encode(), operators))
    return b"".join(drawn)
