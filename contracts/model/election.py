"""The elections after which office holders change, as the workspace lists them."""

from __future__ import annotations

from datetime import date

from contracts.model.base import Line, Model, fact, required


class Election(Model):
    """One election of the district assemblies, entered once it has been held."""

    held_on: date = required("Wahltag")
    name: Line = required("Wahl", "z. B. Wahlen zu den Bezirksverordnetenversammlungen")
    source: Line = required("Quelle", "Adresse oder Fundstelle")


class Elections(Model):
    """All elections that count for the offices of the districts."""

    elections: tuple[Election, ...] = fact("Wahlen", default=())

    def last(self) -> Election | None:
        """Return the latest election, None where none is listed."""
        return max(self.elections, key=lambda one: one.held_on, default=None)
