"""What stands in the head of a clause file, a deviation, a plan and a lock file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.model.base import Line, Model, Prose, Slug, fact, required


class Approval(Model):
    """Who approved a text, and when."""

    by: Line = required("freigegeben von")
    on: date = required("freigegeben am")


class ClauseHead(Model):
    """The front matter of a clause: why the text exists and how it may be used."""

    title: Line = required("Überschrift")
    duty_of: Literal["district", "partner", "both"] = required("wen sie verpflichtet")
    purpose: Prose = required("Zweck", "warum es die Klausel gibt")
    legal_basis: tuple[Line, ...] = fact("Rechtsgrundlagen", default=())
    when: Line | None = fact("Bedingung der Variante", "leer: immer passend")
    negotiable: Literal["no", "fallback", "free"] = required("Verhandelbarkeit")
    risk: Literal["low", "medium", "high"] = required("Risiko")
    change: Prose | None = fact("Änderung gegenüber der vorigen Fassung")
    approved: Approval | None = fact("Freigabe")


class DeviationHead(Model):
    """The front matter of a district's own wording of a clause."""

    base: Line | None = fact("Grundlage", "Klausel mit Fassung, z. B. liability@1")
    reason: Prose | None = fact("Begründung")
    approved: Approval | None = fact("Freigabe")
    title: Line | None = fact("Überschrift", "nur wenn sie von der Grundlage abweicht")


class PlanEntry(Model):
    """One place in the plan: a clause, when it appears, and what a draft shows while undecided."""

    clause: Slug = required("Klausel")
    when: Line | None = fact("Bedingung", "leer: immer")
    undecided: Slug | None = fact(
        "Variante im Entwurf", "gezeigt, solange die Angaben für die Wahl fehlen"
    )


class PlanParty(Model):
    """How a party is called in the texts of this plan."""

    short: Line = required("Kurzname")


class PlanParties(Model):
    """The short names that the clause texts of this plan rely on."""

    district: PlanParty = required("Bezirk")
    partner: PlanParty = required("Partner")
    together: Line | None = fact("Name beider zusammen", "z. B. Vertragsparteien")


class Plan(Model):
    """The order of clauses for one kind of document."""

    name: Line = required("Name")
    subtitle: Prose = required("Untertitel", "Klauseltext mit Werten")
    parties: PlanParties = required("Parteien")
    heading: PlanEntry = required(
        "Parteiblock", "Klausel mit einem Absatz je Partei; ein Zeilenumbruch trennt die Zeilen"
    )
    preamble: PlanEntry = required("Präambel")
    sections: tuple[PlanEntry, ...] = required("Paragraphen", min_length=1)
    signatures: PlanEntry = required("Unterschriften")
    annexes: tuple[PlanEntry, ...] = fact("Anlagen", default=())
