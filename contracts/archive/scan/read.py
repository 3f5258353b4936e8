"""Reads the codes on the pages of a scan; runs only in the child process.

A scan holds pictures and nothing else. A page that a program has drawn is no picture of paper, so
that no altered PDF can pass for a signed sheet.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from contracts.archive.codes import read_payload
from contracts.archive.scan.active import active_parts
from contracts.archive.scan.blank import DOTS, is_blank
from contracts.archive.scan.formats import Pages, other_format, type_of
from contracts.archive.scan.halves import Found, common_turn, halves, inside, is_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_QUARTER = 90
_ACTS = {"actions", "media", "programs", "elsewhere", "layers"}
_MIDDLE = 0.15  # of the width: the codes of two pages stand at a quarter and at three


def read_scan(data: bytes, tell: Callable[..., None], first: int = 0) -> dict[str, Any]:
    """Tell how many pages there are and then what each is; the answer is empty.

    Each page is ``{"state": "read", "payload": …}``, ``two`` (two pages on one sheet, each in
    ``parts`` with the share of the picture that shows it), ``unreadable`` (damaged codes of ours),
    ``conflict`` (two different codes), ``none`` (no code), ``blank``, ``drawn`` (not a picture) or
    ``huge``. ``problem`` in the answer says why the file is no scan, ``parts`` what it holds.

    Args:
        data: the file.
        tell: takes ``count=…, name="pages"`` and then ``item=…`` for each page.
        first: the page to begin with, from 0.
    """
    import pypdfium2

    try:
        if not type_of(data):
            return {"problem": "not-a-pdf", "format": other_format(data)}
        pages = Pages(data)
        problem = _problem(pages, data)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        return {"problem": "encrypted" if encrypted else "not-a-pdf"}
    except ValueError:
        return {"problem": "not-a-picture"}
    if problem:
        return problem
    tell(count=pages.count, name="pages")
    for number in range(first, pages.count):
        tell(item=read_page(pages, number))
    return {}


def _problem(pages: Pages, data: bytes) -> dict[str, Any]:
    import pikepdf

    if not 1 <= pages.count <= MOST_PAGES:
        return {"problem": "pages"}
    if type_of(data) != "application/pdf":
        return {}
    if b"/ByteRange" in data:
        return {"problem": "signed"}
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            parts = active_parts(pdf, data)
            if parts and not _ACTS & set(parts) and _is_drawn(pages):
                return {}  # each page is refused, and that says more: it is no scan at all
    except pikepdf.PdfError:
        return {"problem": "not-a-pdf"}
    return {"problem": "active", "parts": parts} if parts else {}


def _is_drawn(pages: Pages) -> bool:
    """Tell whether a program has drawn something on each page."""
    document = pages.document
    if document is None or document.get_formtype():
        return False
    for number in range(pages.count):
        try:
            page = pages.at(number)
        except (OSError, ValueError):
            continue
        try:
            if _pictures(page) is not None:
                return False
        finally:
            page.close()
    return True


def read_page(pages: Pages, number: int) -> dict[str, Any]:
    """Return what one page is, see ``read_scan``."""
    import pypdfium2

    try:
        page = pages.at(number)
    except (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError):
        return {"state": "none"}
    try:
        if not all(0 < side <= MOST_POINTS for side in page.get_size()):
            return {"state": "huge"}
        if not _is_picture(page):
            return {"state": "drawn"}
        if is_blank(grey(page, DOTS)):
            return {"state": "blank"}
        return _read(page)
    finally:
        page.close()


def _is_picture(page: Any) -> bool:
    """Tell whether a page shows pictures only."""
    return bool(_pictures(page)) and not _has_notes(page)


def _pictures(page: Any) -> int | None:
    """Return how many pictures a page shows, None where a program has drawn anything else.

    Invisible text of a text recognition is nothing.
    """
    import pypdfium2.raw as pdfium

    pictures = 0
    for item in page.get_objects(max_depth=5):
        if item.type == _IMAGE:
            pictures += 1
        elif item.type == _TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(item.raw) != _INVISIBLE:
                return None
        elif item.type != _FORM:
            return None
    return pictures


def _has_notes(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_GetAnnotCount(page.raw))


def _read(page: Any) -> dict[str, Any]:
    """Read a page in one way after the other, until one finds all that there must be."""
    damaged, best = False, None
    for dots, binarizer in WAYS:
        picture = grey(page, dots)
        codes = codes_in(picture, binarizer)
        good = [code for code in codes if _is_ours(code.text)]
        damaged = damaged or any(code.text.startswith("VW") for code in codes if code not in good)
        if not good:
            continue
        found = _two(page, picture, good)
        if found is None:
            payloads = {code.text for code in good}
            single = len(payloads) == 1
            return {"state": "read", "payload": payloads.pop()} if single else {"state": "conflict"}
        best = best or found
        if all(part["state"] == "read" for part in found["parts"]):
            return found
    return best or {"state": "unreadable" if damaged else "none"}


def _is_ours(text: str) -> bool:
    code = read_payload(text)
    return code is not None and bool(code.page)


def _two(page: Any, picture: Any, codes: Sequence[Found]) -> dict[str, Any] | None:
    """Return both pages of a sheet that has room for two, None for any other sheet."""
    height, width = picture.shape
    turn = common_turn(codes)
    if turn is None or not is_wide(width, height, turn) or _in_the_middle(codes, picture, turn):
        return None
    parts = []
    for box in halves(turn):
        payloads = {code.text for code in codes if inside(code, box, width, height)}
        part: dict[str, Any] = {"state": "conflict" if payloads else "none", "box": box.data}
        if len(payloads) == 1:
            part |= {"state": "read", "payload": payloads.pop()}
        elif not payloads and is_blank(cut(grey(page, DOTS), box.data)):
            part["state"] = "blank"
        parts.append(part)
    return {"state": "two", "parts": parts}


def _in_the_middle(codes: Sequence[Found], picture: Any, turn: int) -> bool:
    """Tell whether there is one page in the middle, as on a photograph with a desk around it."""
    height, width = picture.shape
    places = [code.x / width if turn % 180 == 0 else code.y / height for code in codes]
    middle = sum(places) / len(places)
    return len({code.text for code in codes}) == 1 and abs(middle - 0.5) < _MIDDLE


def cut(picture: Any, box: Sequence[float]) -> Any:
    """Return the part of a picture that a box names, see ``halves.Box``."""
    height, width = picture.shape
    left, top, right, bottom = box
    return picture[
        round(top * height) : round(bottom * height), round(left * width) : round(right * width)
    ]


def grey(page: Any, dots: float) -> Any:
    """Return a page as a grey picture, rows from the top, 255 for white."""
    import numpy as np

    bitmap = page.render(scale=dots / 72, grayscale=True, may_draw_forms=False)
    rows = np.frombuffer(bytes(bitmap.buffer), np.uint8).reshape(bitmap.height, bitmap.stride)
    picture = np.ascontiguousarray(rows[:, : bitmap.width])
    bitmap.close()
    return picture


def _mirrored(found: Sequence[Found]) -> set[str]:
    """Return the words of codes that shine through from the other side of the sheet.

    The library reads those as well; only then do both codes of a page seem to be turned against
    one another.
    """
    turns: dict[str, set[int]] = {}
    for code in found:
        turns.setdefault(code.text, set()).add(code.turn)
    return {
        text for text, some in turns.items() if any((turn + 180) % 360 in some for turn in some)
    }


def codes_in(picture: Any, binarizer: str) -> list[Found]:
    """Return the QR codes and DataMatrices in a grey picture."""
    import zxingcpp

    kinds: Any = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix)
    way = getattr(zxingcpp.Binarizer, binarizer)
    found = []
    for code in zxingcpp.read_barcodes(picture, formats=kinds, binarizer=way):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        angle = math.degrees(math.atan2(at.top_right.y - at.top_left.y,
                                        at.top_right.x - at.top_left.x))  # fmt: skip
        found.append(
            Found(
                code.text,
                sum(corner.x for corner in corners) / 4,
                sum(corner.y for corner in corners) / 4,
                round(angle / _QUARTER) * _QUARTER % 360,
                tuple((corner.x, corner.y) for corner in corners),
                code.format.name,
            )
        )
    mirrored = _mirrored(found)
    return [code for code in found if code.text not in mirrored]
