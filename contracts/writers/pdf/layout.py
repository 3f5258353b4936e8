"""A document broken into pages: laid out once, asked for page numbers, then finished."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from contracts.catalogue import page as kinds
from contracts.errors import SourceError, WriterError
from contracts.findings import Place
from contracts.writers.pdf import template as templates
from contracts.writers.pdf.complaints import complaints
from contracts.writers.pdf.engine import no_collection, page_class
from contracts.writers.pdf.fetcher import folder_fetcher
from contracts.writers.pdf.glyphs import drawn, missing_glyphs
from contracts.writers.pdf.markup import page_values
from contracts.writers.pdf.unreadable import page_complaint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from contracts.document import Document
    from contracts.writers.pdf.template import PageTemplate


@dataclass(frozen=True)
class Layout:
    """The pages of a document; ``finish`` in ``contracts.writers.pdf.write`` makes bytes of them.

    ``rendering`` is the engine's own document.
    """

    document: Document
    template: PageTemplate
    rendering: Any

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.rendering.pages)

    @cached_property
    def page_numbers(self) -> Mapping[str, int]:
        """The page, from 1, on which each part and each paragraph referred to begins, by anchor."""
        numbers: dict[str, int] = {}
        for number, page in enumerate(self.rendering.pages, start=1):
            for anchor in page.anchors:
                numbers.setdefault(anchor, number)
        return numbers


def lay_out(document: Document, template: Path) -> Layout:
    """Break a document into pages.

    Raises:
        SourceError: the template folder cannot be used.
        WriterError: a character has no glyph, or the layout is not as asked.
    """
    look = templates.load(template)
    findings = missing_glyphs(document, template)
    if findings:
        raise WriterError(*findings)
    page = _page(document, look)
    fetcher = folder_fetcher(look.folder)
    with complaints(kinds.LAYOUT_COMPLAINT, Place(str(look.folder))), no_collection():
        source = page_class()(page, look.address, fetcher)
        rendering = source.render(
            font_config=look.font_config,
            stylesheets=[look.stylesheet],
            pdf_variant="pdf/a-3a",
        )
    return Layout(document, look, rendering)


def _page(document: Document, look: PageTemplate) -> ET.Element:
    from jinja2 import TemplateError

    place = Place(str(look.folder / "page.html"))
    try:
        text = drawn(look.frame.render(page_values(document)))
    except (TemplateError, TypeError, ArithmeticError) as error:
        raise SourceError(
            kinds.TEMPLATE_PAGE_UNREADABLE.at(place, problem=page_complaint(error))
        ) from error
    if "<!ENTITY" in text:
        raise SourceError(kinds.TEMPLATE_PAGE_UNREADABLE.at(place, problem="<!ENTITY"))
    try:
        # Well-formed pages are read by the C parser, in a hundredth of the time HTML takes.
        return ET.fromstring(text)  # noqa: S314 - refused above
    except ET.ParseError as error:
        line = text.splitlines()[error.position[0] - 1 :][:1]
        problem = f"{page_complaint(error)}: {''.join(line).strip()[:120]}"
        raise SourceError(kinds.TEMPLATE_PAGE_UNREADABLE.at(place, problem=problem)) from error
