"""Compares the pictures of a scan with the pages that were sent out; only in the child process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from contracts.archive.scan.differ import Look, differences, signatures
from contracts.archive.scan.formats import Pages
from contracts.archive.scan.halves import Box
from contracts.archive.scan.ink import equal, ink_of, stepped
from contracts.archive.scan.overlay import overlay
from contracts.archive.scan.read import grey
from contracts.archive.scan.sent import DOTS, Sent, sent_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_SIDE = 4700  # pixels: A3 at 200 dots per inch has 3307
_ALIKE = 0.3
_THIRDS = ("upper", "middle", "lower")


def compare_pages(
    scan: bytes,
    release: bytes,
    pages: Sequence[Sequence[Any]],
    tell: Callable[..., None],
    first: int = 0,
) -> None:
    """Tell of each page how it looks beside the page sent out.

    Each look is ``same``, ``differs`` or ``unknown`` (it could not be laid over the page). What
    differs is in ``places``, each with its kind (``words`` or ``added``), the third of the page,
    the words of the release there, and its box in points. ``boxes`` says of each box for a
    signature whether something is written in it.

    Args:
        scan: the file that came back.
        release: the PDF that was sent out.
        pages: of each page its number in the scan from 0, its part of the picture or None, and its
            number in the release from 1.
        tell: takes ``count=…, name="looks"`` and then ``item=…`` for each page.
        first: the page to begin with, from 0.
    """
    tell(count=len(pages), name="looks")
    document, boxes = sent_pages(release)
    opened = Pages(scan)

    @lru_cache(maxsize=2)
    def sent(page: int) -> Sent:
        return Sent(document[page - 1], boxes[page - 1])

    for number, part, page in pages[first:]:
        tell(item=look_at(sent(page), opened.at(number), Box(*part) if part else None))


def look_at(page: Sent, scanned: Any, part: Box | None) -> dict[str, Any]:
    """Return how one page of a scan looks beside the page sent out, see ``compare_pages``."""
    dots = min(float(DOTS), _MOST_SIDE * 72 / max(*scanned.get_size(), 1.0))
    picture = Image.fromarray(grey(scanned, dots))
    over = overlay(page, picture, part)
    if over.alike < _ALIKE and not over.by_codes:
        return {"state": "unknown"}
    size = page.picture.size
    soft, seen, noise = equal(page.ink, ink_of(over.laid(picture, size)))
    look = Look(stepped(soft), stepped(seen), noise)
    places = differences(page, look)
    for place in places:
        third = int(3 * place.pop("top") / page.height)
        place["where"] = _THIRDS[min(max(third, 0), 2)]
    state = "differs" if places else "same"
    return {"state": state, "places": places, "boxes": signatures(page, look)}
