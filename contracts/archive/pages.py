"""How the pages of a scan are called: by number from 1, two pages on one sheet by its halves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Part: TypeAlias = tuple[int, int]
"""A page from 1, and 1 or 2 for the left or right half of its sheet, 0 for a whole one."""


def shown(part: Part) -> str:
    """Return how people name a page: its number, and the half behind a dot."""
    page, half = part
    return f"{page}.{half}" if half else f"{page}"


def in_runs(parts: Iterable[Part]) -> str:
    """Return pages as people write them: ``1–3, 7, 8.2``."""
    runs: list[list[Part]] = []
    for page, half in parts:
        if runs and not half and runs[-1][-1] == (page - 1, 0):
            runs[-1].append((page, half))
        else:
            runs.append([(page, half)])
    return ", ".join(
        shown(run[0]) if len(run) == 1 else f"{shown(run[0])}–{shown(run[-1])}" for run in runs
    )


def parts_in(sheets: Iterable[Mapping[str, int]], file: int) -> tuple[Part, ...]:
    """Return the pages of one file among the sheets that the evidence of a scan names."""
    own = (sheet for sheet in sheets if int(sheet["file"]) == file)
    return tuple(sorted((int(sheet["sheet"]), int(sheet.get("half", 0))) for sheet in own))
