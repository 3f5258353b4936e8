"""A comparison as text for people and as data for programs."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from contracts.cli.settings import settings
from contracts.cli.shown import table

if TYPE_CHECKING:
    from contracts.redline.model import Comparison


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return what there is to say about a comparison, without the text around it."""
    from contracts.redline.encode import plain

    return {
        "old": {"name": comparison.old.name, "sha256": comparison.old.sha256},
        "new": {"name": comparison.new.name, "sha256": comparison.new.sha256},
        "same": comparison.same,
        "summary": counts_of(comparison),
        "changes": plain(comparison.changes),
        "heads": plain(comparison.heads),
        "notes": plain(comparison.notes),
    }


def counts_of(comparison: Comparison) -> str:
    """Return how many changes there are of each class, in German."""
    from contracts.redline.german import counts_text

    return counts_text(comparison)


def comparison_text(comparison: Comparison, *, full: bool = False) -> str:
    """Return a comparison as the terminal wants it; with --plain one change a line."""
    from contracts.redline.text import WIDTH, render

    if settings().plain:
        return _plain(comparison)
    styled = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    colour = settings().color is not False and not os.environ.get("NO_COLOR")
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    return render(comparison, styled=styled, colour=colour, full=full, width=width)


def _plain(comparison: Comparison) -> str:
    from contracts.redline import german

    rows = [
        (
            str(change.number), change.id, german.KINDS[change.kind], german.place_text(change),
            change.verdict.klass, change.verdict.severity.german, german.rules_text(change),
            german.cause_text(change.cause), change.old, change.new,
        )
        for change in comparison.changes
    ]  # fmt: skip
    rows += [
        ("", "", head.field, "", head.verdict.klass, head.verdict.severity.german, "", "",
         head.old, head.new)
        for head in comparison.heads
    ]  # fmt: skip
    return f"{table((), rows, plain=True)}\n" if rows else ""
