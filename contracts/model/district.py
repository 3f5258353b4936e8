"""Who the parties are: the districts, the partner association, their offices and holders."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from contracts.model.base import Form, Line, Model, Name, Prose, Slug, fact, required
from contracts.model.evidence import Evidence

Capacity = Literal["none", "i. V.", "i. A."]
Postcode = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{5}$"),
    Form("eine Postleitzahl mit fünf Ziffern, z. B. 10179"),
]

DistrictKey = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2}$"), Form("zwei Ziffern, z. B. 03")
]


class Validity(Model):
    """Something that holds from one day to another, both included; open where unknown."""

    valid_from: date | None = fact("gültig ab")
    valid_to: date | None = fact("gültig bis")

    def holds_on(self, day: date) -> bool:
        """Tell whether the day lies inside; an unknown end does not exclude it."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Seat(Validity):
    """Where an authority or association sits."""

    building: Line | None = fact("Gebäude")
    street: Line = required("Straße und Hausnummer")
    postcode: Postcode = required("Postleitzahl")
    city: Line = required("Ort")
    verified: bool = fact(
        "geprüft", "nein, solange die Anschrift nicht bestätigt ist", default=False
    )
    source: Line | None = fact("Quelle")


class Office(Validity):
    """An office and the person who holds it, with the capacity in which the person signs."""

    id: Slug = required("Kennung", "kurz, z. B. jugend")
    function: Line | None = fact(
        "Funktion",
        "wie sie unter der Unterschrift steht, z. B. Bezirksstadträtin für Jugend",
        by="Bezirk",
    )
    holder: Line | None = fact("Name der Person", by="Bezirk")
    capacity: Capacity = fact(
        "Vertretung",
        "„i. V.“ (in Vertretung) oder „i. A.“ (im Auftrag) oder keine",
        choices={"none": "keine", "i. V.": "i. V.", "i. A.": "i. A."},
        default="none",
    )
    source: Line | None = fact("Quelle")


class Population(Model):
    """A count of residents; never shown without date and basis."""

    total: int = required("Einwohnerinnen und Einwohner", ge=0)
    under_18: int | None = fact("davon unter 18 Jahren", ge=0)
    as_of: date = required("Stand")
    basis: Line = required("Grundlage", "z. B. Einwohnerregister")
    source: Line = required("Quelle")


class Organisation(Model):
    """A party as an organisation: names, seats and offices over time."""

    legal_entity: Name = required("Rechtsträger", "z. B. Land Berlin")
    seats: tuple[Seat, ...] = fact("Sitze", default=())
    offices: tuple[Office, ...] = fact("Ämter und Unterschriftsberechtigte", default=())
    evidence: tuple[Evidence, ...] = fact("Belege", default=())

    def seat_on(self, day: date | None) -> Seat | None:
        """Return the seat on a day, the last one listed where no day is known."""
        valid = [s for s in self.seats if day is None or s.holds_on(day)]
        return valid[-1] if valid else None

    def office(self, office_id: str) -> Office | None:
        """Return the office of that id, None where there is none."""
        return next((office for office in self.offices if office.id == office_id), None)


class District(Organisation):
    """One of Berlin's districts; its authority is the Bezirksamt, the legal person Land Berlin.

    Districts have no legal personality (§ 2 Abs. 1 BezVG); the Bezirksamt represents the Land
    Berlin in the matters of its district (§ 36 Abs. 2 Buchst. a BezVG).
    """

    slug: Slug = required("Kurzname", "wie der Ordner heißt, z. B. pankow")
    key: DistrictKey = required("Bezirksschlüssel", "zweistellig, 01 bis 12; 99 für Beispiele")
    name: Line = required("Name", "z. B. Pankow")
    district: Name = required("Bezirk", "z. B. Bezirk Pankow von Berlin")
    authority: Name = required("Behörde", "z. B. Bezirksamt Pankow von Berlin")
    department: Line | None = fact("zuständige Abteilung", by="Bezirk")
    pilot_phase: bool | None = fact("Teilnahme an der Pilotphase 2019 bis 2022")
    population: Population | None = fact("Bevölkerung")
    note: Prose | None = fact("Bemerkung")


class Partner(Organisation):
    """The association that guides the districts' process."""

    name: Name = required("Name", "amtliche Schreibweise")
    project: Line = required("Projekt")
    register_number: Line | None = fact("Vereinsregisternummer", by="Gesundheit Berlin-Brandenburg")
    register_court: Line | None = fact("Registergericht", by="Gesundheit Berlin-Brandenburg")
