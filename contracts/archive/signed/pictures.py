"""Looks at every page of a copy as a reader sees it, beside the same page as it was sent.

The rules of ``closed`` say why nothing else can show; this says that it does not. Outside of the
boxes of signatures each dot and each word must be the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Box = tuple[float, float, float, float]

DPI = 100
_AROUND = 1  # dots around a box, where its edge is blended


def differing_pages(
    copy: bytes,
    release: bytes,
    boxes: Sequence[tuple[int, Box]],
    equal: Callable[[], None] = lambda: None,
) -> Iterator[str]:
    """Yield what differs, as a code with the number of the page from 1.

    Args:
        copy: the file that came back.
        release: the file that was sent.
        boxes: page (from 0) and rectangle of each signature that shows itself.
        equal: called for each page that is the same.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(copy) as mine, pypdfium2.PdfDocument(release) as sent:
        if len(mine) != len(sent):
            yield "page-changed"
            return
        for document in (mine, sent):
            document.init_forms()
        for number in range(len(sent)):
            own = [box for page, box in boxes if page == number]
            if _words(mine[number]) != _words(sent[number]):
                yield f"words-differ:{number + 1}"
            elif not _same_picture(mine[number], sent[number], own):
                yield f"picture-differs:{number + 1}"
            else:
                equal()


def _words(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()


def _same_picture(mine: Any, sent: Any, boxes: Sequence[Box]) -> bool:
    from PIL import ImageChops

    if mine.get_size() != sent.get_size() or mine.get_rotation() != sent.get_rotation():
        return False
    first, _ = _drawn(mine)
    second, places = _drawn(sent)
    if first.size != second.size:
        return False
    for box in boxes:
        area = _dots(places, box)
        for picture in (first, second):
            picture.paste((0, 0, 0), area)
    return ImageChops.difference(first, second).getbbox() is None


def _drawn(page: Any) -> tuple[Any, Any]:
    drawn = page.render(scale=DPI / 72, may_draw_forms=True, draw_annots=True)
    return drawn.to_pil().convert("RGB"), drawn.get_posconv(page)


def _dots(places: Any, box: Box) -> tuple[int, int, int, int]:
    left, bottom, right, top = box
    corners = [places.to_bitmap(x, y) for x in (left, right) for y in (bottom, top)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return (
        math.floor(min(across)) - _AROUND,
        math.floor(min(down)) - _AROUND,
        math.ceil(max(across)) + 1 + _AROUND,
        math.ceil(max(down)) + 1 + _AROUND,
    )
