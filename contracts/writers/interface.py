"""What every writer offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.document import Document


class Writer(Protocol):
    """Turns a document into the bytes of one format."""

    def write(self, document: Document, template: Path) -> bytes:
        """Return the bytes of the output.

        Args:
            document: the contract.
            template: folder with the look: skeleton.docx, page.html, page.css, fonts/.

        Raises:
            WriterError: the output would not say what the document says.
            SourceError: the template cannot be used; the findings name the place in it.
        """
        ...
