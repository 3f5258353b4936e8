"""What became of each file and each page of a batch: filed, there already, or left over.

A page counts as filed only where the evidence of a copy names it, so that nothing is taken for
filed because nobody complained about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.filing import Filing
    from contracts.archive.intake import Arrived, Examined

BLANK = ("blank",)  # states of pages that hold nothing which could be filed


@dataclass
class Fate:
    """What became of one file; pages count from 1, ``pages`` is 0 where it was read as a whole."""

    file: Arrived
    pages: int = 0
    filings: list[tuple[Filing, tuple[int, ...]]] = field(default_factory=list)
    blank: tuple[int, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether some of it lies in the archive, now or since before."""
        return any(_lies(filing) for filing, _ in self.filings)

    @property
    def left(self) -> tuple[int, ...]:
        """The pages of a scan that are not filed."""
        placed = {page for filing, pages in self.filings if _lies(filing) for page in pages}
        return tuple(n for n in range(1, self.pages + 1) if n not in placed and n not in self.blank)

    @property
    def whole(self) -> bool:
        """Whether nothing of it stays unfiled."""
        return self.placed and not self.left


def fates_of(files: Sequence[Arrived], examined: Examined, filings: Sequence[Filing]) -> list[Fate]:
    """Return what became of each file, in their order."""
    fates = [Fate(file) for file in files]
    by_file = {id(fate.file): fate for fate in fates}
    for file, states in examined.sheets:
        fate = by_file[id(file)]
        fate.pages = len(states)
        fate.blank = tuple(n for n, state in enumerate(states, start=1) if state in BLANK)
    for filing in filings:
        sheets = filing.copy.evidence.get("sheets", ())
        for number, file in enumerate(filing.copy.originals):
            pages = tuple(sorted(int(s["sheet"]) for s in sheets if int(s["file"]) == number))
            if id(file) in by_file:
                by_file[id(file)].filings.append((filing, pages))
    return fates


def runs(pages: Sequence[int]) -> str:
    """Return page numbers as people write them: ``1–3, 7``."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and page == parts[-1][-1] + 1:
            parts[-1].append(page)
        else:
            parts.append([page])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


def _lies(filing: Filing) -> bool:
    return filing.outcome in ("stored", "known")
