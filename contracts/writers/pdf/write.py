"""From a document to the bytes of its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.catalogue import page as kinds
from contracts.findings import Place
from contracts.writers.pdf.complaints import complaints
from contracts.writers.pdf.engine import drawing_class, no_collection
from contracts.writers.pdf.finish import finish_objects
from contracts.writers.pdf.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from contracts.document import Document
    from contracts.writers.pdf.layout import Layout
    from contracts.writers.pdf.parts import Attachment


def write(document: Document, template: Path) -> bytes:
    """Return the PDF of a document, without attachments."""
    return finish(lay_out(document, template))


def write_pdf(document: Document, template: Path, attachments: Sequence[Attachment] = ()) -> bytes:
    """Return the PDF of a document with its source inside."""
    return finish(lay_out(document, template), attachments)


def page_numbers(document: Document, template: Path) -> Mapping[str, int]:
    """Return the page on which each part and each paragraph referred to begins, by anchor.

    Who also needs the PDF lays out once with ``lay_out`` and hands the layout to ``finish``.
    """
    return lay_out(document, template).page_numbers


def finish(layout: Layout, attachments: Sequence[Attachment] = ()) -> bytes:
    """Return the bytes of a laid out document.

    Raises:
        WriterError: the pages would not say what the document says.
    """
    source = layout.rendering
    drawing = drawing_class()(
        list(source.pages),
        source.metadata,
        source.url_fetcher,
        source.font_config,
        source.color_profiles,
        source.output_intent,
    )
    with complaints(kinds.LAYOUT_COMPLAINT, Place(str(layout.template.folder))), no_collection():
        data: bytes = drawing.write_pdf(
            pdf_variant="pdf/a-3a",
            finisher=lambda drawn, pdf: finish_objects(layout, attachments, drawn, pdf),
        )
    return data
