"""Where a fact comes from, how exact it is, and what speaks against it."""

from __future__ import annotations

from typing import Literal

from contracts.model.base import Line, Model, Prose, fact, required


class Evidence(Model):
    """One claim of one source about one field; conflicting claims stand side by side."""

    field: Line = required("Feld", "Pfad des Feldes, z. B. dates.signed.district")
    value: Line | None = fact("Aussage", "Wert, den die Quelle nennt; leer, wenn sie keinen nennt")
    source: Line = required("Quelle", "Adresse oder Fundstelle")
    precision: Literal["day", "month", "year", "before", "none"] = required(
        "Genauigkeit",
        choices={
            "day": "Tag",
            "month": "Monat",
            "year": "Jahr",
            "before": "spätestens",
            "none": "ohne Angabe",
        },
    )
    preferred: bool = fact("bevorzugt", "ja, wenn der Vertrag dieser Aussage folgt", default=False)
    conflict: bool = fact(
        "Widerspruch", "ja, wenn eine andere Quelle etwas anderes sagt", default=False
    )
    note: Prose | None = fact("Bemerkung")
