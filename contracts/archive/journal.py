"""The journal: who verified, built, corrected what and when; one line each, beside the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.archive.lines import Lines
from contracts.archive.protocol import line_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = "journal.csv"
HEADER = ("Zeit", "Wer", "Stelle", "Vorgang", "Gegenstand", "Ergebnis", "Fassungen", "Stand")
BUILT, VERIFIED, WITHDRAWN, MOVED = "Paket gebaut", "geprüft", "zurückgezogen", "verschoben"
ACCEPTED, STAMPED = "älteren Stand anerkannt", "Zeitstempel geholt"


def note(folder: Path, cells: tuple[str, ...]) -> None:
    """Add a line with the cells of ``HEADER``.

    Raises:
        OSError: it cannot be written.
    """
    lines = Lines(folder / NAME)
    lines.disk.make_folder(folder)
    with lines.alone() as held:
        first = [] if held.lines else [b"\xef\xbb\xbf" + line_of(HEADER)]
        held.append([*first, line_of(cells)])
