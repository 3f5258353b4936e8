"""Pictures of pages for people who must say which page it is; runs only in the child process."""

from __future__ import annotations

import io

from contracts.archive.scan.formats import Pages

_DOTS = 110  # an inch: a screen shows the page, and the foot can still be read
_MOST_SIDE = 2500  # pixels


def picture_of(data: bytes, number: int) -> bytes:
    """Return one page of a scan as PNG; pages count from 0.

    Raises:
        pypdfium2.PdfiumError, OSError, ValueError: the page cannot be read.
    """
    page = Pages(data).at(number)
    scale = min(_DOTS / 72, _MOST_SIDE / max(*page.get_size(), 1))
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
