"""What was sent out to be signed: the files of one final version, and what they say."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from contracts import canonical
from contracts.archive.codes import PageCode, code_of
from contracts.document import Field, Signatory
from contracts.plaintext import inline_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.document import Document

DOCUMENT = "document.json"
FACTS = "release.json"
DATES = ("agreed", "effective", "ends")


@dataclass(frozen=True)
class Release:
    """The final version of one contract.

    ``files`` is name to bytes, which may be read from the disk each time: ``<slug>.pdf``,
    ``<slug>.docx``, ``document.json``, ``record.json``, and below ``sources/`` all that a rebuild
    needs. ``facts`` are the district's name and those dates of the agreement that are known (ISO),
    by their names in ``DATES``.
    """

    files: Mapping[str, bytes]
    facts: Mapping[str, str]

    @property
    def document(self) -> Document:
        """The contract; it is read anew each time, for a stack may be of a thousand of them.

        Raises:
            ValueError: ``document.json`` is missing or not one.
        """
        if DOCUMENT not in self.files:
            raise ValueError(DOCUMENT)
        return canonical.from_json(self.files[DOCUMENT])

    @cached_property
    def code(self) -> PageCode:
        """The page code of the contract as a whole."""
        return code_of(self.document)

    @cached_property
    def agreement(self) -> str:
        """The id of the agreement."""
        return self.document.agreement

    @cached_property
    def pdf_name(self) -> str:
        """The name of the PDF among the files."""
        return f"{self.document.slug}.pdf"

    @property
    def pdf(self) -> bytes:
        """The PDF that was sent out."""
        return self.files[self.pdf_name]

    @cached_property
    def pages(self) -> int:
        """How many pages the PDF has, by our own bytes."""
        import pikepdf

        with pikepdf.open(io.BytesIO(self.pdf)) as pdf:
            return len(pdf.pages)

    @property
    def sources(self) -> dict[str, bytes]:
        """What a rebuild needs, by its path in the workspace."""
        start = "sources/"
        return {n.removeprefix(start): d for n, d in self.files.items() if n.startswith(start)}

    @property
    def signatories(self) -> tuple[str, ...]:
        """Function and name of those who are to sign, as the contract shows them."""
        return tuple(
            _signatory(one)
            for party in self.document.signatures.parties
            for one in party.signatories
        )

    def stored(self) -> dict[str, bytes]:
        """Return the files as the store keeps them, below ``release/<code>/``."""
        facts = canonical.dump(dict(self.facts))
        files = {**self.files, FACTS: facts}
        return {f"release/{self.code.release}/{name}": files[name] for name in sorted(files)}


def from_stored(files: Mapping[str, bytes]) -> Release:
    """Return a release from its files without their folder.

    Raises:
        ValueError: the facts are missing or not readable.
    """
    try:
        facts: Any = json.loads(files[FACTS])
        known = {str(name): str(value) for name, value in facts.items()}
        for name in known.keys() & set(DATES):
            date.fromisoformat(known[name])
    except (KeyError, ValueError, AttributeError) as error:
        raise ValueError(FACTS) from error
    return Release({name: data for name, data in files.items() if name != FACTS}, known)


def _signatory(one: Signatory) -> str:
    named = not any(isinstance(part, Field) and part.gap for part in one.name)
    parts = (inline_text(one.function), inline_text(one.name) if named else "")
    return ", ".join(part for part in parts if part)
