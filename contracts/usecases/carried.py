"""A file of ours that somebody hands in: which contract it is, and what it carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts import canonical
from contracts.catalogue import inside as kinds
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import _
from contracts.received import filetypes
from contracts.usecases.inputs import sha256
from contracts.usecases.inside import DATA
from contracts.usecases.jailed import attachments_of
from contracts.usecases.record import SCHEMA
from contracts.usecases.targets import DOCUMENT, RECORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.document import Document
    from contracts.findings import Finding
    from contracts.ooxml.returned import Returned
    from contracts.writers.pdf import Attachment

    Extract: TypeAlias = Callable[[bytes, str], tuple[Attachment, ...]]

# Bytes of JSON that are read at all; the longest contract of ours has a tenth of them.
MOST_JSON = 8_000_000


@dataclass(frozen=True, slots=True)
class Carried:
    """What a PDF of ours carries, read and checked against its record."""

    document: Document
    record: dict[str, Any]
    record_bytes: bytes
    data: bytes
    files: tuple[Attachment, ...]

    def file(self, name: str) -> bytes:
        """Return an embedded file.

        Raises:
            KeyError: there is none of that name.
        """
        return next(f.data for f in self.files if f.name == name)


def kind_of(data: bytes, file: str) -> str:
    """Return "pdf" or "docx", by the bytes and never by the name.

    Raises:
        SourceError: it is neither.
    """
    kind = filetypes.type_of(data)
    if kind == filetypes.PDF:
        return "pdf"
    if kind in (filetypes.WORD, filetypes.WORD_WITH_MACROS):
        return "docx"
    raise SourceError(filetypes.neither(file, kind))


def read_word(data: bytes, file: str) -> Returned:
    """Return what a Word file says about itself; see ``contracts.ooxml.returned``."""
    from contracts.ooxml.returned import inspect_docx

    return inspect_docx(data, file)


def read_pdf(
    data: bytes, file: str, extract: Extract = attachments_of
) -> tuple[Carried, list[Finding]]:
    """Return what a PDF of ours carries, and where that contradicts its record.

    Args:
        data: the bytes of the PDF.
        file: how people name it.
        extract: takes the files out of it; a PDF from outside is opened in the jail.

    Raises:
        SourceError: not a PDF, or not of ours.
    """
    files = {found.name: found for found in extract(data, file)}
    missing = [name for name in (DATA, DOCUMENT, RECORD) if name not in files]
    if missing:
        raise _not_ours(file, _("it lacks {names}").format(names=", ".join(missing)))
    if any(len(files[name].data) > MOST_JSON for name in (DATA, DOCUMENT, RECORD)):
        raise _not_ours(file, _("what it carries is too large"))
    try:
        document = canonical.from_json(files[DOCUMENT].data)
        record = json.loads(files[RECORD].data)
        known = record["schema"] == SCHEMA and isinstance(record["outputs"], dict)
        template = (record["template"]["name"], dict(record["template"]["files"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_ours(file, _("what it carries cannot be read")) from error
    if not known or not isinstance(template[0], str):
        raise _not_ours(file, _("its record is of another kind"))
    carried = Carried(document, record, files[RECORD].data, files[DATA].data, tuple(files.values()))
    return carried, list(_contradictions(carried, file))


def _contradictions(carried: Carried, file: str) -> list[Finding]:
    found = []
    if canonical.digest(carried.document) != carried.record.get("document"):
        found.append(DOCUMENT)
    for embedded in carried.files:
        told = carried.record["outputs"].get(embedded.name)
        if isinstance(told, dict) and told.get("sha256") != sha256(embedded.data):
            found.append(embedded.name)
    return [kinds.CARRIED_DIFFERS.at(Place(file), name=name) for name in dict.fromkeys(found)]


def _not_ours(file: str, reason: str) -> SourceError:
    return SourceError(kinds.NOT_OUR_PAGES.at(Place(file), file=file, reason=reason))
