"""The fixed German words around the clauses, the same in every format."""

from __future__ import annotations

from contracts.document import (
    Cell,
    Document,
    Inline,
    Paragraph,
    Party,
    Signatory,
    Table,
    Text,
)

BETWEEN = "zwischen"
AND = "und"
DRAFT_MARK = "Entwurf – nicht zur Unterschrift bestimmt"
CONTENTS_TITLE = "Inhalt"
GAPS_TITLE = "Offene Angaben"
GAPS_INTRODUCTION = (
    "Diese Angaben fehlen noch. Jede Zeile nennt die Stelle, an der die Angabe gebraucht wird, "
    "und wer sie voraussichtlich kennt. Die Liste entfällt in der Ausfertigung."
)
GAPS_HEADER = ("Angabe", "Gebraucht in", "Kennt vermutlich")
FILE_REFERENCE_LABEL = "Geschäftszeichen:"
DRAFT_CODE_LABEL = "Fassung"


def hereinafter(party: Party) -> str:
    """Return the line that defines a party's short name, after the last one also that of both."""
    together = f", beide zusammen „{party.together}“" if party.together else ""
    return f"– nachfolgend „{party.short}“{together} –"


def page_label(page: str, pages: str) -> str:
    """Return the page number as it stands in the footer."""
    return f"Seite {page} von {pages}"


def gap_shown(label: str) -> str:
    """Return how a missing value reads in a draft."""
    return f"[offen: {label}]"


def signatory_name(signatory: Signatory) -> tuple[Inline, ...]:
    """Return a signatory's name with i. V. or i. A. before it where needed."""
    if not signatory.capacity:
        return signatory.name
    return (Text(f"{signatory.capacity}\u00a0"), *signatory.name)


def gap_list(document: Document) -> tuple[Paragraph, Table] | None:
    """Return the list of open values that closes a draft, None where nothing is open."""
    if not document.gaps:
        return None
    rows = tuple(
        (
            Cell((Text(gap.label),)),
            Cell((Text(", ".join(gap.needed_by)),)),
            Cell((Text(gap.supplied_by),)),
        )
        for gap in document.gaps
    )
    header = tuple(Cell((Text(words),)) for words in GAPS_HEADER)
    return Paragraph((Text(GAPS_INTRODUCTION),)), Table(header, rows, caption=GAPS_TITLE)
