"""What the placeholders of a skeleton are filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from contracts import wording
from contracts.ooxml.anchors import end_bookmark, start_bookmark, stem
from contracts.writers.docx.runs import words_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.document import Document, Inline, Party
    from contracts.writers.docx.body import Body, Written


def context(document: Document, body: Body, written: Written, contents: str) -> dict[str, object]:
    """Return the values of all placeholders; what is XML already says so by its type."""
    draft = document.status == "draft"
    ends_with_table = bool(written.open_values) or not document.annexes
    annexes, open_values = written.annexes, written.open_values
    if ends_with_table or annexes.endswith("</w:tbl>"):
        open_values += body.closing()
    return {
        "title": document.title,
        "subtitle": _runs(body, document.subtitle),
        "file_reference": _runs(body, document.file_reference),
        "file_reference_label": wording.FILE_REFERENCE_LABEL,
        "draft": draft,
        "draft_mark": wording.DRAFT_MARK if draft else "",
        "draft_code": document.draft_code,
        "draft_code_label": wording.DRAFT_CODE_LABEL,
        "words": {"between": wording.BETWEEN, "and": wording.AND},
        "parties": list(_parties(document, body)),
        "contents": Markup(contents),  # noqa: S704 - made by our own writer
        "body": Markup(written.body),  # noqa: S704
        "signatures": _signatures(document, body, written),
        "annexes": Markup(annexes),  # noqa: S704
        "open_values": Markup(open_values),  # noqa: S704
    }


def _runs(body: Body, content: Sequence[Inline]) -> Markup:
    return Markup(body.inlines(content))  # noqa: S704


def _parties(document: Document, body: Body) -> Iterator[dict[str, object]]:
    for position, party in enumerate(document.parties):
        first, last = position == 0, position + 1 == len(document.parties)
        yield _party(document, body, party, first=first, last=last)


def _party(
    document: Document, body: Body, party: Party, *, first: bool, last: bool
) -> dict[str, object]:
    lines = [body.inlines(line) for line in party.lines]
    hereinafter = f"<w:r>{words_xml(wording.hereinafter(party))}</w:r>"
    if document.parties_use is not None:
        name = stem(document.parties_use)
        if first and lines:
            lines[0] = body.bookmarked(start_bookmark(name), lines[0])
        if last:
            hereinafter = body.bookmarked(end_bookmark(name), hereinafter)
    return {
        "lines": [Markup(line) for line in lines],  # noqa: S704
        "hereinafter": Markup(hereinafter),  # noqa: S704
    }


def _signatures(document: Document, body: Body, written: Written) -> dict[str, object]:
    block = document.signatures
    return {
        "text": Markup(written.signatures),  # noqa: S704
        "place_date": block.place_date,
        "signature": block.signature,
        "parties": [
            {
                "heading": _runs(body, party.heading),
                "signatories": [
                    {
                        "name": _runs(body, wording.signatory_name(signatory)),
                        "function": _runs(body, signatory.function),
                    }
                    for signatory in party.signatories
                ],
            }
            for party in block.parties
        ],
    }
