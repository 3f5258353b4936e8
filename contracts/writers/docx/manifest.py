"""What the file says about itself: which draft, which clauses, how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.ooxml.anchors import ClauseMark, Manifest, stem, words_digest
from contracts.plaintext import inline_text, part_lines, party_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        lines = (line for party in document.parties for line in party_lines(party))
        yield _mark(document.parties_use, "", "", lines)
    for part in document.parts:
        yield _mark(part.use, part.number, inline_text(part.title), part_lines(part))


def _mark(use: ClauseUse, number: str, title: str, lines: Iterable[str]) -> ClauseMark:
    return ClauseMark(
        use.clause, use.variant, use.version, use.sha256, use.deviation,
        number, title, words_digest("\n".join(lines)), stem(use),
    )  # fmt: skip
