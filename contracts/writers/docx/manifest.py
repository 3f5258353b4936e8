"""What the file says about itself: which draft, which clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.ooxml.anchors import ClauseMark, Manifest, stem
from contracts.plaintext import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.document import ClauseUse, Document


def manifest_of(document: Document) -> Manifest:
    """Return the manifest of a document."""
    return Manifest(
        document.agreement,
        document.template,
        document.status,
        document.draft_code,
        tuple(_marks(document)),
    )


def _marks(document: Document) -> Iterator[ClauseMark]:
    if document.parties_use is not None:
        yield _mark(document.parties_use, "", "")
    for part in document.parts:
        yield _mark(part.use, part.number, inline_text(part.title))


def _mark(use: ClauseUse, number: str, title: str) -> ClauseMark:
    return ClauseMark(
        use.clause, use.variant, use.version, use.sha256, use.deviation,
        number, title, stem(use),
    )  # fmt: skip
