"""What the parties promise, one model a group of obligations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from contracts.model.base import Email, Line, Model, Prose, fact, required
from contracts.model.sides import BOTH, DISTRICT, PARTNER, SIDES

FieldOfAction = Literal["Teilhabe", "Bildung", "Gesund aufwachsen", "Materielle Versorgung"]


class Steering(Model):
    """The body that steers the integrated district strategy."""

    body: Line | None = fact("Name des Steuerungsgremiums", "z. B. Steuerungsrunde", by=DISTRICT)
    chair: Line | None = fact(
        "Leitung des Steuerungsgremiums",
        "Funktion mit Artikel, kein Name, z. B. die Bezirksstadträtin für Jugend",
        by=DISTRICT,
    )
    meetings_per_year: int | None = fact(
        "Sitzungen des Steuerungsgremiums im Jahr", by=DISTRICT, ge=1, le=52
    )


class BoardResolution(Model):
    """The resolution of the Bezirksamt that carries the contract."""

    state: Literal["none", "planned", "passed"] | None = fact(
        "Stand des Bezirksamtsbeschlusses",
        by=DISTRICT,
        choices={"none": "nicht vorgesehen", "planned": "geplant", "passed": "gefasst"},
    )
    planned_by: date | None = fact(
        "Beschluss angestrebt bis",
        by=DISTRICT,
        only_if="coordination.board_resolution.state=planned",
    )
    passed_on: date | None = fact(
        "Datum des Bezirksamtsbeschlusses",
        by=DISTRICT,
        only_if="coordination.board_resolution.state=passed",
    )
    paper: Line | None = fact(
        "Drucksache oder Beschlussnummer",
        "z. B. IX-0731",
        by=DISTRICT,
        only_if="coordination.board_resolution.state=passed",
    )


class CoordinationResources(Model):
    """Who coordinates in the district, with how much time, and who steers."""

    form: Literal["post", "core-team", "both"] | None = fact(
        "Form der Koordination",
        by=DISTRICT,
        choices={"post": "Koordinierungsstelle", "core-team": "Kernteam", "both": "beides"},
    )
    resources: Literal["staff-release", "resources"] | None = fact(
        "Art der Ressourcen",
        "Freistellung von Beschäftigten oder Bereitstellung von Ressourcen",
        by=DISTRICT,
        choices={"staff-release": "Freistellung", "resources": "Ressourcen"},
    )
    full_time_equivalents: Decimal | None = fact(
        "Vollzeitäquivalente",
        "Stellenumfang, z. B. 1,5",
        by=DISTRICT,
        gt=0,
        le=50,
        max_digits=5,
        decimal_places=3,
    )
    unit: Line | None = fact(
        "Organisationseinheit der Koordination", "z. B. Jugendamt oder QPK", by=DISTRICT
    )
    core_team_offices: tuple[Line, ...] | None = fact(
        "Ämter im Kernteam",
        "je Zeile ein Amt",
        by=DISTRICT,
        only_if="coordination.form=core-team|both",
        min_length=1,
        max_length=20,
    )
    steering: Steering = fact("Steuerung", default_factory=Steering)
    board_resolution: BoardResolution = fact(
        "Bezirksamtsbeschluss", default_factory=BoardResolution
    )


class Goal(Model):
    """A goal of the district strategy in one of the four fields of action."""

    field_of_action: FieldOfAction = required("Handlungsfeld")
    text: Prose = required("Ziel")


class Indicator(Model):
    """A measure that shows whether a goal is reached."""

    field_of_action: FieldOfAction = required("Handlungsfeld")
    name: Prose = required("Indikator")
    baseline: Line | None = fact("Ausgangswert", "Wert mit Einheit und Jahr", by=DISTRICT)
    target: Line | None = fact("Zielwert", "Wert mit Einheit", by=DISTRICT)
    year: int | None = fact("Zieljahr", by=DISTRICT, ge=2020, le=2100)
    source: Line | None = fact("Datenquelle", by=DISTRICT)


class FamilySurvey(Model):
    """A survey among families in the district."""

    planned: bool | None = fact("Familienbefragung vorgesehen", by=DISTRICT)
    year: int | None = fact(
        "Jahr der Befragung",
        by=DISTRICT,
        only_if="impact.family_survey.planned=true",
        ge=2020,
        le=2100,
    )
    method: Line | None = fact(
        "Form der Befragung",
        "z. B. Online-Befragung",
        by=DISTRICT,
        only_if="impact.family_survey.planned=true",
    )


class ImpactOrientation(Model):
    """Goals, indicators, reporting and survey."""

    goals: tuple[Goal, ...] | None = fact("Wirkungsziele", by=DISTRICT, min_length=1)
    indicators: tuple[Indicator, ...] | None = fact("Indikatoren", by=DISTRICT, min_length=1)
    report_every_months: int | None = fact("Abstand der Berichte in Monaten", by=BOTH, ge=1, le=60)
    first_report: date | None = fact("Tag des ersten Berichts", "spätestens", by=BOTH)
    report_to: Line | None = fact(
        "Stelle, an die berichtet wird", "mit Artikel, z. B. das Bezirksamt", by=DISTRICT
    )
    council_every_months: int | None = fact(
        "Abstand der Unterrichtung der Bezirksverordnetenversammlung in Monaten",
        by=DISTRICT,
        ge=1,
        le=60,
    )
    family_survey: FamilySurvey = fact("Familienbefragung", default_factory=FamilySurvey)


class PovertySensitivity(Model):
    """What makes the district's structures sensitive to poverty."""

    training: tuple[Prose, ...] | None = fact("Qualifizierung", by=DISTRICT, min_length=1)
    participation: tuple[Prose, ...] | None = fact("Beteiligung", by=DISTRICT, min_length=1)
    language: tuple[Prose, ...] | None = fact("Sprache und Information", by=DISTRICT, min_length=1)
    access: tuple[Prose, ...] | None = fact("Zugang zu Leistungen", by=DISTRICT, min_length=1)


class GuidanceFormat(Model):
    """One format of the process guidance."""

    name: Line = required("Format", "z. B. Lernwerkstatt")
    purpose: Prose | None = fact("Zweck", by=PARTNER)
    number: int | None = fact("Anzahl", by=BOTH, ge=1, le=1000)
    period: Line | None = fact("Zeitraum", "z. B. je Kalenderjahr", by=BOTH)


class ProcessGuidance(Model):
    """What MitWirkung brings."""

    formats: tuple[GuidanceFormat, ...] | None = fact(
        "Formate der Prozessbegleitung", by=BOTH, min_length=1
    )
    review_talks_per_year: int | None = fact("Auswertungsgespräche im Jahr", by=BOTH, ge=1, le=12)


class Contact(Model):
    """A contact by role; the person may change without an amendment."""

    side: Literal["district", "partner"] = required("Seite", choices=SIDES)
    role: Line = required("Aufgabe", "z. B. Koordination")
    unit: Line | None = fact("Stelle", "Amt, Stabsstelle oder Team", by=BOTH)
    name: Line | None = fact("Name", by=BOTH)
    phone: Line | None = fact("Telefon", by=BOTH)
    email: Email | None = fact("E-Mail", by=BOTH)


class Cooperation(Model):
    """How the parties work together."""

    contacts: tuple[Contact, ...] | None = fact("Ansprechpersonen", by=BOTH, min_length=1)
    meetings_per_year: int | None = fact(
        "Arbeitstreffen der Vertragsparteien im Jahr", by=BOTH, ge=1, le=52
    )


class Finance(Model):
    """Who pays what; no public source says that one side pays the other."""

    mutual_payment: bool | None = fact("Zahlungen zwischen den Vertragsparteien", by=BOTH)
    amount: Decimal | None = fact(
        "Betrag im Jahr",
        "Euro",
        by=BOTH,
        only_if="finance.mutual_payment=true",
        ge=0,
        max_digits=12,
        decimal_places=2,
    )
    payer: Literal["district", "partner"] | None = fact(
        "Wer zahlt", by=BOTH, choices=SIDES, only_if="finance.mutual_payment=true"
    )
    purpose: Line | None = fact(
        "Zweck der Zahlung",
        "z. B. Raummiete für Veranstaltungen",
        by=BOTH,
        only_if="finance.mutual_payment=true",
    )
    first_due: date | None = fact(
        "Tag der ersten Zahlung",
        "danach jedes Jahr am gleichen Tag",
        by=BOTH,
        only_if="finance.mutual_payment=true",
    )
    funders: tuple[Line, ...] | None = fact(
        "Stellen, die MitWirkung fördern", "je Zeile eine Stelle", by=PARTNER, min_length=1
    )


class Publicity(Model):
    """How the parties speak about the cooperation."""

    contract_published: bool | None = fact("Vertrag wird veröffentlicht", by=BOTH)
    notice_days: int | None = fact(
        "Abstimmungsfrist vor Veröffentlichungen in Arbeitstagen",
        "Montag bis Freitag ohne gesetzliche Feiertage in Berlin",
        by=BOTH,
        ge=1,
        le=60,
    )
