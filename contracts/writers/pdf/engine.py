"""How we use the layout engine where its usual way is slow or cuts the structure in pieces."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


@lru_cache(maxsize=1)
def page_class() -> Any:
    """Return the class of a page that is already parsed and has only our elements."""
    import cssselect2
    from weasyprint import CSS, HTML

    base = resources.files(__package__).joinpath("base.css").read_text(encoding="utf-8")
    sheet = CSS(string=base)

    class Page(HTML):  # type: ignore[misc]
        """A page; see ``page_class``."""

        def __init__(self, root: Element, base_url: str, url_fetcher: Any) -> None:
            self.base_url = base_url
            self.url_fetcher = url_fetcher
            self.media_type = "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
                root, content_language=None
            )
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002 - its interface
            return [sheet]

    return Page


@lru_cache(maxsize=1)
def drawing_class() -> Any:
    """Return the class of a rendering that is drawn with marks but without the engine's tags."""
    from weasyprint import Document

    class Drawing(Document):  # type: ignore[misc]
        """Pages to draw; see ``drawing_class``."""

        def make_bookmark_tree(self, *values: Any, **options: Any) -> Any:
            """Return the outline, asked for when the last page is drawn, and let the pages go.

            The engine makes its tags next, page by page. Without pages it makes none, and keeps
            its notes on which box became which mark: exactly what the structure is made from.
            """
            tree = super().make_bookmark_tree(*values, **options)
            self.pages: list[Any] = []
            return tree

    return Drawing


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector off: a layout makes much and drops nothing until its end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
