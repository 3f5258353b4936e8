"""The lists for people and programs: ``index.html`` and ``index.csv``.

Of persons they name only those who sign for an office, as the contract itself does.
"""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = (
    "Vertrag", "Bezirk", "Titel", "Fassung", "Ausfertigung", "Art", "Ergebnis der Prüfung",
    "Unterzeichnende", "Aufbewahrung ab", "Aufbewahrung bis", "Datei", "SHA-512", "Archivblatt",
)  # fmt: skip
_SHOWN = (
    "Vertrag", "Bezirk", "Titel", "Fassung", "Art", "Ergebnis der Prüfung", "Unterzeichnende",
    "Aufbewahrung ab", "Aufbewahrung bis", "Dateien",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One signed copy; ``first`` and ``last`` day of retention are "" where they are open."""

    agreement: str
    district: str
    title: str
    release: str
    number: str
    kind: str
    result: str
    signatories: str
    first: str
    last: str
    file: str
    sha512: str
    cover: str


def index_csv(rows: Sequence[Row]) -> bytes:
    """Return the list as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([_harmless(cell) for cell in astuple(row)] for row in rows)
    return text.getvalue().encode()


def _harmless(cell: str) -> str:
    # a spreadsheet would calculate such a cell
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def index_html(rows: Sequence[Row], organisation: str, date: str) -> bytes:
    """Return the list as a page."""
    from jinja2 import Environment, StrictUndefined

    surroundings = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = (Path(__file__).parent / "index.html").read_text(encoding="utf-8")
    values = {"rows": rows, "organisation": organisation, "date": date, "header": _SHOWN}
    return surroundings.from_string(page).render(values).encode()
