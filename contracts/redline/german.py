"""How a change is called in German, the same in every output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.redline.model import CLASSES
from contracts.redline.rules import german

if TYPE_CHECKING:
    from contracts.redline.model import Cause, Change, Comparison

NO_CHANGE = "Keine inhaltlichen Änderungen."
NO_CHANGE_OF_DRAFT = "Kein Unterschied zum Entwurf; die Datei selbst wurde von Hand geändert."
UNCHANGED = "unverändert"
DROPPED = "entfällt"
INSERTED, DELETED = "eingefügt", "gestrichen"
KINDS = {
    "inserted": "eingefügt",
    "deleted": "gestrichen",
    "replaced": "geändert",
    "moved": "verschoben",
    "moved-and-changed": "verschoben und geändert",
}
CAUSES = {
    "version": "Fassung der Klausel",
    "variant": "Variante der Klausel",
    "condition": "Bedingung",
    "value": "Angabe",
    "deviation": "eigener Wortlaut",
    "plan": "Plan",
    "text": "Text",
}
_SPOKEN = frozenset({"condition", "deviation", "plan"})  # their details say the kind, too


def cause_text(cause: Cause) -> str:
    """Return the cause as a short phrase: "Angabe term.notice_months"."""
    if cause.kind in _SPOKEN and cause.detail:
        return cause.detail
    if cause.field and cause.detail:
        return f"{CAUSES[cause.kind]} {cause.field} ({cause.detail})"
    return " ".join(filter(None, (CAUSES[cause.kind], cause.field, cause.detail)))


def rules_text(change: Change) -> str:
    """Return what the rules that fired look at, the decisive one first."""
    return ", ".join(german(name) for name in change.verdict.rules)


def origin_text(change: Change) -> str:
    """Return reason or origin of a change for the third column of a Synopse."""
    return f"{change.number}. {cause_text(change.cause)} ({change.verdict.klass}, {change.id})"


def place_text(change: Change) -> str:
    """Return the place, both where it changed."""
    if change.place_old and change.place_new and change.place_old != change.place_new:
        return f"{change.place_old} → {change.place_new}"
    return change.place


def counts_text(comparison: Comparison) -> str:
    """Return how many changes there are of each class."""
    total = len(comparison.changes) + len(comparison.heads)
    if not total:
        edited = any(note.kind == "edited" for note in comparison.notes)
        return NO_CHANGE_OF_DRAFT if edited else NO_CHANGE
    found = [*(c.verdict.klass for c in comparison.changes)]
    found += [h.verdict.klass for h in comparison.heads]
    parts = [f"{found.count(klass)} {klass}" for klass in CLASSES if klass in found]
    word = "Änderung" if total == 1 else "Änderungen"
    return f"{total} {word}: {', '.join(parts)}."
