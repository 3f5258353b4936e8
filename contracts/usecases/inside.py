"""What every PDF of ours carries: its data, the document, the Word file and the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contracts import canonical
from contracts.usecases.targets import DOCUMENT, RECORD

if TYPE_CHECKING:
    from contracts.document import Document
    from contracts.model import Model
    from contracts.sources.cases import Case
    from contracts.writers.pdf import Attachment

DATA = "data.json"
SCHEMA = "data/1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JSON = "application/json"


def data_bytes(case: Case) -> bytes:
    """Return the facts of a case as canonical JSON: agreement, district and partner."""
    models: dict[str, Model] = {
        "agreement": case.agreement.model,
        "district": case.district.model,
        "partner": case.partner.model,
    }
    facts = {n: model.model_dump(mode="json", exclude_none=True) for n, model in models.items()}
    return canonical.dump({"schema": SCHEMA, "id": case.id, **facts})


def without(record: bytes, name: str) -> bytes:
    """Return a record that does not speak of one output: no file can hold its own hash."""
    raw: dict[str, Any] = json.loads(record)
    raw["outputs"] = {n: entry for n, entry in raw["outputs"].items() if n != name}
    return canonical.dump(raw)


def attachments(
    document: Document, data: bytes, word: tuple[str, bytes], record: bytes
) -> list[Attachment]:
    """Return the files that go into the PDF.

    Args:
        document: the contract.
        data: its facts as JSON.
        word: name and bytes of the Word file.
        record: the record, without the PDF itself.
    """
    from contracts.writers.pdf import Attachment

    name, docx = word
    return [
        Attachment(DATA, data, _JSON, "Source", "Angaben, aus denen der Vertrag entstanden ist"),
        Attachment(DOCUMENT, canonical.to_json(document), _JSON, "Source", "Der Vertrag als Daten"),
        Attachment(name, docx, WORD, "Alternative", "Der Vertrag als Word-Datei"),
        Attachment(RECORD, record, _JSON, "Supplement", "Protokoll der Entstehung"),
    ]
