"""Reads the codes on the pages of a scan; runs only in the child process.

A scan holds pictures and nothing else. A page that a program has drawn is no picture of paper, so
that no altered PDF can pass for a signed sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.codes import read_payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_PAGES = 500
MOST_POINTS = 3400  # A0 is 3370 points high
# Dots per inch and how light is told from dark; the next way is tried where one finds nothing.
WAYS = (
    (200, "LocalAverage"),
    (300, "LocalAverage"),
    (300, "GlobalHistogram"),
    (150, "LocalAverage"),
)
_TEXT, _IMAGE, _FORM = 1, 3, 5
_INVISIBLE = 3
_ACTIVE = ("/OpenAction", "/AA", "/AcroForm")


def read_scan(data: bytes, earn: Callable[[], None]) -> dict[str, Any]:
    """Return ``pages``, a list with what each page is: its payload, or why there is none.

    Each page is ``{"state": "read", "payload": …}``, ``unreadable`` (damaged codes of ours),
    ``conflict`` (two different codes), ``none`` (no code), ``drawn`` (not a picture) or ``huge``.
    ``problem`` instead of pages says why the file is no scan.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        return {"problem": "encrypted" if encrypted else "not-a-pdf"}
    problem = _problem(document, data)
    if problem:
        return {"problem": problem}
    pages = []
    for number in range(len(document)):
        pages.append(_page(document, number))
        if pages[-1]["state"] == "read":
            earn()
    return {"pages": pages}


def _problem(document: Any, data: bytes) -> str:
    import pypdfium2.raw as pdfium

    if not 1 <= len(document) <= MOST_PAGES:
        return "pages"
    if b"/ByteRange" in data:
        return "signed"
    active = pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw)
    if active or pdfium.FPDFDoc_GetAttachmentCount(document.raw) or document.get_formtype():
        return "active"
    return ""


def _page(document: Any, number: int) -> dict[str, str]:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return {"state": "none"}
    try:
        if not all(0 < side <= MOST_POINTS for side in page.get_size()):
            return {"state": "huge"}
        if not _is_picture(page):
            return {"state": "drawn"}
        return _read(page)
    finally:
        page.close()


def _is_picture(page: Any) -> bool:
    """Tell whether a page shows pictures only; invisible text of a text recognition is none."""
    import pypdfium2.raw as pdfium

    pictures = 0
    for item in page.get_objects(max_depth=5):
        if item.type == _IMAGE:
            pictures += 1
        elif item.type == _TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(item.raw) != _INVISIBLE:
                return False
        elif item.type != _FORM:
            return False
    return pictures > 0 and not _has_notes(page)


def _has_notes(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_GetAnnotCount(page.raw))


def _read(page: Any) -> dict[str, str]:
    damaged = False
    for dots, binarizer in WAYS:
        found = set()
        for text in _codes(page, dots, binarizer):
            code = read_payload(text)
            if code is not None and code.page:
                found.add(text)
            elif text.startswith("VW"):
                damaged = True
        if len(found) == 1:
            return {"state": "read", "payload": found.pop()}
        if found:
            return {"state": "conflict"}
    return {"state": "unreadable" if damaged else "none"}


def _codes(page: Any, dots: int, binarizer: str) -> Iterator[str]:
    import zxingcpp

    bitmap = page.render(scale=dots / 72, grayscale=True, may_draw_forms=False)
    image = memoryview(bytes(bitmap.buffer))
    rows: Any = image.cast("B", (bitmap.height, bitmap.stride))
    view = zxingcpp.ImageView(
        rows, bitmap.width, bitmap.height, zxingcpp.ImageFormat.Lum, bitmap.stride, 1
    )
    kinds: Any = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix)
    for code in zxingcpp.read_barcodes(
        view, formats=kinds, binarizer=getattr(zxingcpp.Binarizer, binarizer)
    ):
        yield code.text
    bitmap.close()
