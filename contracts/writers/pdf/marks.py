"""The marks in a page's content: numbered anew for content, named for artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.catalogue import page as kinds
from contracts.errors import WriterError

if TYPE_CHECKING:
    from collections.abc import Sequence


def mark_page(content: list[Any], artifacts: Sequence[str | None], page: int) -> None:
    """Give each piece of text on a page its mark.

    ``content`` is the page's drawing in the engine's own form, changed in place; ``artifacts``
    says of each piece whether it is an artifact and which.

    Raises:
        WriterError: there are other pieces than the boxes said.
    """
    import pydyf

    places = [
        index
        for index, item in enumerate(content)
        if item == b"BDC" and isinstance(content[index - 1], pydyf.Dictionary)
    ]
    if len(places) != len(artifacts):
        problem = f"page {page + 1}: {len(places)} marks, {len(artifacts)} boxes"
        raise WriterError(kinds.PAGE_MARKS_LOST.at(problem=problem))
    number = 0
    for index, artifact in zip(places, artifacts, strict=True):
        properties = content[index - 1]
        if artifact is None:
            properties["MCID"] = number
            number += 1
            continue
        content[index - 2] = "/Artifact"
        del properties["MCID"]
        properties["Type"] = "/Pagination"
        if artifact:
            properties["Subtype"] = f"/{artifact}"
