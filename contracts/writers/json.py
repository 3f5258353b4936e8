"""The contract as canonical JSON: what record, archive and redline read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.document import Document


def write(document: Document, template: Path) -> bytes:  # noqa: ARG001 - the writers' interface
    """Return the canonical JSON of the contract."""
    return canonical.to_json(document)
