"""Scans as PDF, TIFF and JPEG, all read page by page; runs only in the child process."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# The formats that are taken, by the first bytes of a file.
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"II*\0": "image/tiff", b"MM\0*": "image/tiff"}
# What people send as well; named, so that they know what to do.
OTHERS = {
    b"\x89PNG": "PNG", b"BM": "BMP", b"GIF8": "GIF", b"PK\x03\x04": "ZIP", b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "DOC", b"\0\0\0\x0cjP  ": "JPEG 2000", b"II+\0": "BigTIFF",
    b"MM\0+": "BigTIFF", b"%!PS": "PostScript", b"AT&TFORM": "DjVu",
}  # fmt: skip
_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF"}
MOST_PIXELS = 150_000_000
A4_HEIGHT = 842.0  # points
_LEAST_DOTS = 75  # an inch; programs that know no resolution write 72 or less
_TURNS = {3: 180, 6: 90, 8: 270}  # EXIF 2.32, tag Orientation
_ORIENTATION = 274


def type_of(data: bytes) -> str:
    """Return the media type of a scan, "" where its format is not taken."""
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    return next((name for start, name in PICTURES.items() if data.startswith(start)), "")


def other_format(data: bytes) -> str:
    """Return what people call the format of a file that is not taken, "" for an unknown one."""
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return next((name for start, name in OTHERS.items() if data.startswith(start)), "")


class Pages:
    """The pages of a scan; ``at`` gives one as a page of pypdfium2, which the caller closes."""

    def __init__(self, data: bytes) -> None:
        """Open a scan.

        Raises:
            pypdfium2.PdfiumError: it is a PDF that cannot be read.
            ValueError: it is a picture that cannot be read.
        """
        import pypdfium2

        self._data = data
        self._picture = type_of(data) in PICTURES.values()
        self.document = None if self._picture else pypdfium2.PdfDocument(data)
        self.count = _frames(data) if self._picture else len(self.document or ())

    def at(self, number: int) -> Any:
        """Return a page, from 0.

        Raises:
            pypdfium2.PdfiumError, OSError, ValueError: it cannot be read.
        """
        import pypdfium2

        if self.document is not None:
            return self.document[number]
        return pypdfium2.PdfDocument(picture_pdf(self._data, number))[0]


def one_page(data: bytes, number: int) -> tuple[bytes, int]:
    """Return a PDF that has a page of a scan, and the number that the page has there."""
    if type_of(data) in PICTURES.values():
        return picture_pdf(data, number), 0
    return data, number


def _frames(data: bytes) -> int:
    try:
        with _opened(data) as image:
            return int(getattr(image, "n_frames", 1)) if type_of(data) == "image/tiff" else 1
    except (OSError, SyntaxError, EOFError) as error:
        raise ValueError("no picture") from error


def _opened(data: bytes) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return Image.open(io.BytesIO(data), formats=("TIFF", "JPEG"))


def picture_pdf(data: bytes, number: int) -> bytes:
    """Return one picture as a PDF of one page; the same picture gives the same bytes.

    A JPEG is taken over as it is, a picture of a TIFF is packed anew without loss.

    Raises:
        OSError, ValueError: it cannot be read or is too large.
    """
    import pikepdf

    with _opened(data) as image:
        if type_of(data) == "image/tiff":
            image.seek(number)
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1), 0)
        width, height = _points(image)
        plain = type_of(data) == "image/jpeg" and image.mode in ("L", "RGB")
        packed, entries = (data, _jpeg(image)) if plain else _packed(image)
        entries |= {"Width": image.width, "Height": image.height}
    pdf = pikepdf.new()
    stream = pikepdf.Stream(pdf, packed)
    for name, value in entries.items():
        stream[f"/{name}"] = value
    pdf.add_blank_page(page_size=(width, height))
    page = pdf.pages[0]
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    page.obj.Rotate = turn
    page.obj.Contents = pdf.make_stream(b"%.3f 0 0 %.3f 0 0 cm /I Do" % (width, height))
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def _jpeg(image: Any) -> dict[str, Any]:
    import pikepdf

    return _entries("DeviceGray" if image.mode == "L" else "DeviceRGB", 8) | {
        "Filter": pikepdf.Name.DCTDecode
    }


def _packed(image: Any) -> tuple[bytes, dict[str, Any]]:
    import pikepdf

    if image.mode != "1":
        image = image.convert("L" if image.mode in ("L", "LA", "I;16", "I", "F") else "RGB")
    space = "DeviceRGB" if image.mode == "RGB" else "DeviceGray"
    depth = 1 if image.mode == "1" else 8
    entries = _entries(space, depth) | {"Filter": pikepdf.Name.FlateDecode}
    return zlib.compress(image.tobytes(), 3), entries


def _entries(space: str, depth: int) -> dict[str, Any]:
    import pikepdf

    return {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "ColorSpace": pikepdf.Name(f"/{space}"),
        "BitsPerComponent": depth,
    }


def _points(image: Any) -> tuple[float, float]:
    """Return width and height of the paper; a photograph knows none and is taken for A4."""
    dots: Sequence[Any] = image.info.get("dpi") or (0, 0)
    across, down = (float(dots[0] or 0), float(dots[1] or 0))
    photograph = min(across, down) < _LEAST_DOTS
    if photograph:
        across = down = max(image.width, image.height) * 72 / A4_HEIGHT
    return image.width * 72 / across, image.height * 72 / down
