"""The agreement: everything one contract of one district says, as data."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.model.base import Line, Model, Prose, Slug, fact, required
from contracts.model.evidence import Evidence
from contracts.model.obligations import (
    Cooperation,
    CoordinationResources,
    Finance,
    ImpactOrientation,
    PovertySensitivity,
    ProcessGuidance,
    Publicity,
)
from contracts.model.sides import BOTH, DISTRICT, PARTNER, SIDES
from contracts.model.terms import DataProtection, OptionalClauses, Originals, Term

Side = Literal["district", "partner"]
Law = Literal["public", "social", "private"]
GenderStyle = Literal["neutral", "pair", "colon", "asterisk"]


class SignedDates(Model):
    """The day each party signed."""

    district: date | None = fact("Unterzeichnet vom Bezirk am", by=DISTRICT)
    partner: date | None = fact("Unterzeichnet von Gesundheit Berlin-Brandenburg am", by=PARTNER)


class Dates(Model):
    """The dates of a contract; none is inferred from another."""

    agreed: date | None = fact("Vereinbart am", by=BOTH)
    effective: date | None = fact("Inkrafttreten", by=BOTH)
    ends: date | None = fact("Ende der Laufzeit", by=BOTH, only_if="term.end=fixed")
    published: date | None = fact("Veröffentlicht am")
    signed: SignedDates = fact("Unterzeichnet", default_factory=SignedDates)


class SignatoryChoice(Model):
    """Which office signs for which side."""

    side: Side = required("Seite", choices=SIDES)
    office: Slug = required("Amt", "Kennung eines Amts in district.yaml oder partner.yaml")


class ClauseChoice(Model):
    """What this agreement wants of one clause other than the plan says."""

    variant: Slug | None = fact("Variante", "überstimmt die Bedingung der Varianten")
    version: int | None = fact("Fassung", "überstimmt die festgeschriebene Fassung", ge=1)
    included: bool | None = fact("aufnehmen", "ja oder nein, überstimmt die Bedingung im Plan")
    reason: Prose = required("Begründung", "warum vom Plan abgewichen wird")


class Agreement(Model):
    """The data of one contract of one district."""

    template: Slug = fact("Vorlage", "Ordner in templates/", default="cooperation-contract")
    title: Literal["Kooperationsvertrag", "Kooperationsvereinbarung"] = fact(
        "Titel", "Kooperationsvertrag oder Kooperationsvereinbarung", default="Kooperationsvertrag"
    )
    law: Law | None = fact(
        "Rechtsgrundlage",
        by=BOTH,
        choices={
            "public": "öffentlich-rechtlich (VwVfG)",
            "social": "Sozialrecht (SGB X)",
            "private": "Privatrecht (BGB)",
        },
    )
    gender_style: GenderStyle = fact(
        "Form der Geschlechtergerechtigkeit",
        choices={
            "neutral": "neutral",
            "pair": "Doppelform",
            "colon": "Doppelpunkt",
            "asterisk": "Sternchen",
        },
        default="neutral",
    )
    file_reference: Line | None = fact("Geschäftszeichen", by=DISTRICT)
    example: bool = fact("Beispiel", "ja für erdachte Verträge", default=False)
    toc: bool = fact("Inhaltsverzeichnis", default=False)
    dates: Dates = fact("Daten", default_factory=Dates)
    signatories: tuple[SignatoryChoice, ...] = fact("Unterzeichnende", default=(), max_length=6)
    originals: Originals = fact("Ausfertigungen", default_factory=Originals)
    coordination: CoordinationResources = fact(
        "Koordination und Ressourcen", default_factory=CoordinationResources
    )
    impact: ImpactOrientation = fact("Wirkungsorientierung", default_factory=ImpactOrientation)
    poverty: PovertySensitivity = fact("Armutssensibilität", default_factory=PovertySensitivity)
    guidance: ProcessGuidance = fact("Prozessbegleitung", default_factory=ProcessGuidance)
    cooperation: Cooperation = fact("Zusammenarbeit", default_factory=Cooperation)
    finance: Finance = fact("Finanzierung", default_factory=Finance)
    publicity: Publicity = fact("Öffentlichkeitsarbeit", default_factory=Publicity)
    data_protection: DataProtection = fact("Datenschutz", default_factory=DataProtection)
    term: Term = fact("Laufzeit", default_factory=Term)
    options: OptionalClauses = fact("Zusätzliche Klauseln", default_factory=OptionalClauses)
    clauses: dict[Slug, ClauseChoice] = fact("Abweichende Klauselwahl", default_factory=dict)
    evidence: tuple[Evidence, ...] = fact("Belege", default=())
    note: Prose | None = fact("Bemerkung")
