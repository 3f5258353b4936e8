"""The words of a Word document's paragraphs, as a reader sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_GONE: Final = frozenset((w("del"), w("moveFrom"), w("instrText"), w("pPr"), w("rPr")))
_BREAKS: Final = frozenset((w("br"), w("cr"), w("tab"), w("noBreakHyphen")))


def paragraphs(root: etree._Element) -> list[etree._Element]:
    """Return all paragraphs in reading order, those in tables among them."""
    return list(root.iter(w("p")))


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the words of a paragraph; what is deleted with tracking is gone, the rest stays."""
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == w("p"):
            continue
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "-" if child.tag == w("noBreakHyphen") else " "
        else:
            yield from _pieces(child)
