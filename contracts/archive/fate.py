"""What became of each file and each page of a batch: filed, there already, or left over.

A page counts as filed only where the evidence of a copy names it, so that nothing is taken for
filed because nobody complained about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.pages import Part, parts_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.archive.arrived import Arrived
    from contracts.archive.filing import Filing
    from contracts.archive.intake import Examined

BLANK = ("blank",)  # states of pages that hold nothing which could be filed
_HALVES = (1, 2)


@dataclass
class Fate:
    """What became of one file.

    ``states`` are those of its pages, one for each half of a sheet with two; it is empty for a
    file that was read as a whole.
    """

    file: Arrived
    states: tuple[tuple[str, ...], ...] = ()
    filings: list[tuple[Filing, tuple[Part, ...]]] = field(default_factory=list)

    @property
    def placed(self) -> bool:
        """Whether some of it lies in the archive, now or since before."""
        return any(_lies(filing) for filing, _ in self.filings)

    @property
    def left(self) -> tuple[Part, ...]:
        """The pages of a scan that are not filed."""
        placed = {part for filing, parts in self.filings if _lies(filing) for part in parts}
        return tuple(
            part
            for page, states in enumerate(self.states, start=1)
            for part in _left(page, states, placed)
        )

    @property
    def whole(self) -> bool:
        """Whether nothing of it stays unfiled."""
        return self.placed and not self.left


def _left(page: int, states: Sequence[str], placed: set[Part]) -> Iterator[Part]:
    """Yield what is not filed of one sheet; a person may have named both halves of a whole one."""
    if (page, 0) in placed:
        return
    if len(states) == 1 and not any((page, half) in placed for half in _HALVES):
        if states[0] not in BLANK:
            yield page, 0
        return
    for half in _HALVES:
        blank = len(states) == len(_HALVES) and states[half - 1] in BLANK
        if not blank and (page, half) not in placed:
            yield page, half


def fates_of(files: Sequence[Arrived], examined: Examined, filings: Sequence[Filing]) -> list[Fate]:
    """Return what became of each file, in their order."""
    fates = [Fate(file) for file in files]
    by_file = {id(fate.file): fate for fate in fates}
    for file, states in examined.sheets:
        by_file[id(file)].states = states
    for filing in filings:
        sheets = filing.copy.evidence.get("sheets", ())
        for number, file in enumerate(filing.copy.originals):
            if id(file) in by_file:
                by_file[id(file)].filings.append((filing, parts_in(sheets, number)))
    return fates


def _lies(filing: Filing) -> bool:
    return filing.outcome in ("stored", "known")
