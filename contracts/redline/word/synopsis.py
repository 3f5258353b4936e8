"""The Synopse as a Word file: both texts side by side, and where each change comes from.

Deleted words stand italic on the left, new ones bold on the right, as in the federal handbook for
legal drafting; what did not change is said once, what is gone "entfällt".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.redline import german
from contracts.redline.view import Line, Piece, has_side, label_of, lines, side
from contracts.redline.word.pages import Run, paragraph, report, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.redline.model import Comparison

COLUMNS = ("Bisherige Fassung", "Neue Fassung", "Grund oder Herkunft")
_WIDTHS = (5600, 5600, 3300)
_LOOKS = {"deleted": ("i", "strike"), "inserted": ("b",)}


def synopsis(comparison: Comparison, skeleton: bytes) -> bytes:
    """Return the Synopse as a Word file.

    Args:
        comparison: what to show.
        skeleton: a Word file whose styles and page are used; its text is left out.

    Raises:
        SourceError: the skeleton is damaged.
    """
    content = [paragraph([(german.counts_text(comparison), ())])]
    if comparison.heads:
        content.append(paragraph([("Angaben zur Klausel", ("b",))]))
    content += [
        paragraph([(f"– {head.sentence} ({head.verdict.klass})", ())]) for head in comparison.heads
    ]
    shown = list(lines(comparison))
    heads = {n for n, line in enumerate(shown) if line.heading}
    content.append(table(COLUMNS, _rows(comparison, shown), _WIDTHS, heads))
    for note in comparison.notes:
        content.append(paragraph([(f"Hinweis: {note.text}", ("b",))]))
        content += [paragraph([(f"– {item}", ())]) for item in note.items]
    return report(f"Synopse: {comparison.old.name} – {comparison.new.name}", content, skeleton)


def _rows(comparison: Comparison, shown: Sequence[Line]) -> Iterator[list[list[Run]]]:
    told: set[str] = set()
    changes = {change.id: change for change in comparison.changes}
    for line in shown:
        new = [name for name in line.changes if name not in told]
        told.update(new)
        about = "\n".join(german.origin_text(changes[n]) for n in new)
        yield [_side(line, "deleted"), _side(line, "inserted"), [(about, ())]]


def _side(line: Line, mark: str) -> list[Run]:
    entry = line.entry
    if not has_side(entry, mark):
        gone = mark == "inserted" and entry.role == "deleted"
        return [(german.DROPPED if gone else "", ())]
    if mark == "inserted" and not line.changes and not line.heading and line.cells:
        return [(german.UNCHANGED, ())]
    unit = entry.old if mark == "deleted" else entry.new
    found: list[Run] = []
    if entry.role.startswith("moved"):
        place = "von hier" if entry.role == "moved-from" else "hierher"
        found.append((f"[{place} verschoben] ", ()))
    label = label_of(unit) if unit is not None else ""
    if label:
        found.append((f"{label} ", ("b",) if line.heading else ()))
    for n, cell in enumerate(side(line, mark)):
        found += [(" | ", ())] if n else []
        found += [_run(piece) for piece in cell]
    return found


def _run(piece: Piece) -> Run:
    return piece.text, _LOOKS.get(piece.mark, ())
