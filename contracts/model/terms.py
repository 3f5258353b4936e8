"""How a contract ends, is signed and treats data, and what it may have beside its obligations."""

from __future__ import annotations

from typing import Literal

from contracts.model.base import Model, fact
from contracts.model.sides import BOTH, SIDES


class DataProtection(Model):
    """Who answers for personal data (DSGVO Art. 4 Nr. 7, 26, 28)."""

    mode: Literal["separate", "joint", "processor"] | None = fact(
        "Rollen im Datenschutz",
        by=BOTH,
        choices={
            "separate": "getrennt verantwortlich",
            "joint": "gemeinsam verantwortlich (Art. 26 DSGVO)",
            "processor": "Auftragsverarbeitung (Art. 28 DSGVO)",
        },
    )
    processor: Literal["district", "partner"] | None = fact(
        "Auftragsverarbeiter", by=BOTH, choices=SIDES, only_if="data_protection.mode=processor"
    )
    contact_point: Literal["district", "partner"] | None = fact(
        "Anlaufstelle für Betroffene",
        by=BOTH,
        choices=SIDES,
        only_if="data_protection.mode=joint",
    )
    deletion_months: int | None = fact(
        "Löschfrist nach Vertragsende in Monaten", by=BOTH, ge=1, le=240
    )


class Term(Model):
    """How long the contract runs and how it ends."""

    end: Literal["fixed", "funding-phase"] | None = fact(
        "Art des Endes",
        by=BOTH,
        choices={"fixed": "festes Datum", "funding-phase": "Ende der Förderphase"},
    )
    renewal_months: int | None = fact(
        "Verlängerung in Monaten",
        "leer, wenn keine Verlängerung vereinbart ist",
        by=BOTH,
        only_if="term.renewal=true",
        ge=1,
        le=120,
    )
    renewal: bool | None = fact("Verlängerung vorgesehen", by=BOTH)
    notice_months: int | None = fact("Kündigungsfrist in Monaten", by=BOTH, ge=1, le=24)


class Originals(Model):
    """How the contract is signed."""

    form: Literal["paper", "qualified-signature"] | None = fact(
        "Form der Unterzeichnung",
        by=BOTH,
        choices={
            "paper": "eigenhändig",
            "qualified-signature": "qualifizierte elektronische Signatur",
        },
    )
    copies: int | None = fact("Zahl der Ausfertigungen", by=BOTH, ge=1, le=20)


class OptionalClauses(Model):
    """Clauses that a contract has only where both sides want them."""

    non_discrimination: bool = fact(
        "Klausel zum Diskriminierungsschutz", "ja oder nein", default=False
    )
    corruption_prevention: bool = fact(
        "Klausel zur Korruptionsprävention", "ja oder nein", default=False
    )
    work_results: bool = fact(
        "Klausel zu Rechten an Arbeitsergebnissen", "ja oder nein", default=False
    )
    legal_recourse: bool = fact("Klausel zum Rechtsweg", "ja oder nein", default=False)
