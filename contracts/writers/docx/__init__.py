"""The Word writer: a document poured into the skeleton of its template.

``write`` is what others call, ``make`` where the file is not wanted packed; ``check_skeleton``
tells what a skeleton lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateError

from contracts.catalogue import word
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.markup.complaints import complaint
from contracts.ooxml.anchors import draft_id, dump_manifest
from contracts.ooxml.made import MadeFile
from contracts.plaintext import inline_text
from contracts.writers.docx import parts
from contracts.writers.docx.body import Body
from contracts.writers.docx.characters import forbidden, refuse_characters
from contracts.writers.docx.check import check_skeleton
from contracts.writers.docx.contents import contents_xml
from contracts.writers.docx.context import context
from contracts.writers.docx.manifest import manifest_of
from contracts.writers.docx.skeleton import FILE_NAME, Skeleton, load_skeleton

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from contracts.document import Document

__all__ = ["check_skeleton", "make", "write"]


def write(
    document: Document,
    template: Path,
    *,
    tracked: bool = False,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """Return the Word file of a document.

    Args:
        document: the contract.
        template: folder with skeleton.docx.
        tracked: switch on the tracking of changes and protect it.
        pages: page of each part by its anchor, from the PDF, for the table of contents.

    Raises:
        WriterError: Word would number or refer otherwise than the document says, or a value has
            a character that no Word file can hold.
        SourceError: the skeleton cannot be used; the findings say what is wrong where.
    """
    return make(document, template, tracked=tracked, pages=pages).packed()


def make(
    document: Document,
    template: Path,
    *,
    tracked: bool = False,
    pages: Mapping[str, int] | None = None,
) -> MadeFile:
    """Return the Word file of a document before it is packed; see ``write``."""
    skeleton = load_skeleton(template)
    try:
        filled = _filled(document, skeleton, template, pages)
        written = {name: text.encode() for name, text in filled.items()}
    except UnicodeEncodeError as error:  # half a character: not even UTF-8 holds it
        raise forbidden(error.object[error.start], document) from error
    refuse_characters(written.values(), document)
    fixed = skeleton.fixed
    if tracked:
        fixed = {**fixed, skeleton.settings: skeleton.tracked}
    return MadeFile(skeleton.document, skeleton.numbering, written, fixed)


def _filled(
    document: Document, skeleton: Skeleton, template: Path, pages: Mapping[str, int] | None
) -> dict[str, str]:
    body = Body(document, skeleton)
    written = body.write()
    contents = contents_xml(document, skeleton.styles, pages)
    values = context(document, body, written, contents)
    filled = {skeleton.numbering: body.numbering.part(), **_properties(document, skeleton)}
    try:
        for name, compiled in skeleton.templates.items():
            filled[name] = parts.DECLARATION + compiled.render(values)
    except TemplateError as error:
        place = Place(str(template / FILE_NAME))
        raise SourceError(
            word.SKELETON_SYNTAX.at(
                place, reason=complaint(error), paragraph="?", part=name, words=""
            )
        ) from error
    return filled


def _properties(document: Document, skeleton: Skeleton) -> dict[str, str]:
    draft = draft_id(document.agreement, document.draft_code)
    title = " ".join(filter(None, (document.title, inline_text(document.subtitle))))
    return {
        parts.CORE_PART: parts.core_part(title, draft, document.language),
        parts.CUSTOM_PART: parts.custom_part(draft),
        skeleton.manifest: parts.manifest_part(dump_manifest(manifest_of(document))),
        skeleton.properties: parts.data_store_part(draft),
    }
