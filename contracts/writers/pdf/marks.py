"""The marks in a page's content: kept for content, named for artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.catalogue import page as kinds
from contracts.errors import WriterError
from contracts.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def mark_page(content: list[Any], marks: Mapping[int, str | None], page: int) -> None:
    """Turn the marks of what is no content, such as header and footer, into artifacts.

    ``content`` is the page's drawing in the engine's own form, changed in place; ``marks`` says of
    each mark whether it is an artifact and which.

    Raises:
        WriterError: something on the page was drawn that no box accounts for.
    """
    import pydyf

    for index, item in enumerate(content):
        if item != b"BDC" or not isinstance(content[index - 1], pydyf.Dictionary):
            continue
        properties = content[index - 1]
        mark = properties["MCID"]
        if mark not in marks:
            problem = _("page {page}, mark {mark}").format(page=page + 1, mark=mark)
            raise WriterError(kinds.PAGE_MARKS_LOST.at(problem=problem))
        artifact = marks[mark]
        if artifact is not None:
            content[index - 2] = "/Artifact"
            del properties["MCID"]
            properties["Type"] = "/Pagination"
            if artifact:
                properties["Subtype"] = f"/{artifact}"
