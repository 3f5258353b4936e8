"""The small values that callers hand to the PDF writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Relationship: TypeAlias = Literal["Source", "Data", "Alternative", "Supplement"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF; ``relationship`` says what it is to the contract (ISO 19005-3, 6.8).

    ``name`` is a plain file name; ``mime`` and ``description`` are read out by viewers.
    """

    name: str
    data: bytes
    mime: str
    relationship: Relationship
    description: str
