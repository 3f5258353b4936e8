"""The last step: from the engine's objects to an accessible, archivable file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from contracts.catalogue import page as kinds
from contracts.errors import WriterError
from contracts.writers.pdf.attachments import add_attachments
from contracts.writers.pdf.boxes import read_boxes
from contracts.writers.pdf.marks import mark_page
from contracts.writers.pdf.metadata import add_metadata
from contracts.writers.pdf.signing import add_fields
from contracts.writers.pdf.tags import add_tree, remove_engine_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.writers.pdf.boxes import Reading
    from contracts.writers.pdf.layout import Layout
    from contracts.writers.pdf.parts import Attachment


def finish_objects(
    layout: Layout, attachments: Sequence[Attachment], drawing: Any, pdf: Any
) -> None:
    """Complete a PDF that the engine has drawn, before its bytes are written.

    Raises:
        WriterError: the pages are not what the document says, or use a font that is not ours.
    """
    _check_fonts(layout, drawing)
    remove_engine_tree(pdf)
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    streams = [pdf.objects[int(page["Contents"].split()[0])] for page in pages]
    reading = read_boxes(layout.rendering.pages, [stream._tags for stream in streams])  # noqa: SLF001 - see engine.py
    for number, stream in enumerate(streams):
        mark_page(stream.stream, reading.marks[number], number)
    _name_links(pdf, reading)
    _drop_orphans(pages, reading)
    add_fields(pdf, reading.signatures)
    add_tree(pdf, reading.root, reading.marks, layout.document.language)
    add_attachments(pdf, attachments)
    title = layout.rendering.metadata.title
    add_metadata(pdf, layout.document, title, pdf.info["Producer"].string)
    freeze(pdf)


def _check_fonts(layout: Layout, drawing: Any) -> None:
    for font in drawing.fonts.values():
        if font.family not in layout.template.families:
            raise WriterError(kinds.FOREIGN_FONT.at(font=font.family))


def _name_links(pdf: Any, reading: Reading) -> None:
    """Let each link say where it leads in words, not by the name of its target."""
    import pydyf

    for node in reading.root.walk():
        if node.role == "Link" and node.element is not None:
            words = " ".join("".join(node.element.itertext()).split())
            for kid in node.kids:
                if hasattr(kid, "annotation"):
                    pdf.objects[kid.annotation]["Contents"] = pydyf.String(words)


def _drop_orphans(pages: list[Any], reading: Reading) -> None:
    names = {f"{number} 0 R".encode() for number in reading.orphans}
    for page in pages:
        if names and "Annots" in page:
            page["Annots"][:] = [link for link in page["Annots"] if link not in names]


def freeze(pdf: Any) -> None:
    """Make the bytes of each object once; the engine would do it again for the identifier."""
    packed = _packed_class()
    pdf.objects[:] = [item if item.free == "f" else packed(item) for item in pdf.objects]


@lru_cache(maxsize=1)
def _packed_class() -> Any:
    import pydyf

    class Packed(pydyf.Object):  # type: ignore[misc]
        """An object whose bytes are made."""

        compressible = False
        data = b""

        def __init__(self, item: Any) -> None:
            super().__init__()
            self.number = item.number
            self.compressible = item.compressible
            self.data = item.data

    return Packed
