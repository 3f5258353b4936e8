"""Sorts the pages of a stack of scans to their contracts; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from contracts.archive.codes import PageCode, read_payload
from contracts.archive.pages import Part, in_runs, shown
from contracts.catalogue import copies as kinds
from contracts.catalogue import scans
from contracts.findings import Finding, Kind, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_STATES: dict[str, Kind] = {
    "unreadable": kinds.CODE_UNREADABLE,
    "conflict": kinds.CODE_CONFLICT,
    "none": kinds.NO_CODE,
    "drawn": kinds.PAGE_DRAWN,
    "huge": kinds.PAGE_HUGE,
    "slow": scans.PAGE_SLOW,
    "hungry": scans.PAGE_SLOW,
    "broken": scans.PAGE_BROKEN,
}
# What a person may name: pages whose codes are damaged, covered or missing. What a code says, and
# what is no picture of paper, nobody can overrule.
NAMEABLE = ("unreadable", "conflict", "none", "huge", "blank", "slow", "hungry", "skipped")
# States that are told once for all pages of a file.
_TOGETHER: dict[str, Kind] = {"blank": scans.PAGES_BLANK, "skipped": scans.PAGES_SKIPPED}


@dataclass(frozen=True, slots=True, order=True)
class Sheet:
    """One page of a scan; both count from 0. ``by_hand`` says that a person named it.

    ``half`` is 1 for the left and 2 for the right one of two pages on a sheet, 0 for a whole one.
    """

    scan: int
    page: int
    half: int = 0
    by_hand: bool = False

    @property
    def part(self) -> Part:
        """The page from 1 and the half."""
        return self.page + 1, self.half

    @property
    def shown(self) -> str:
        """How people name it."""
        return shown(self.part)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The pages of one contract: page from 1 to the sheets that show it."""

    code: PageCode
    sheets: Mapping[int, tuple[Sheet, ...]]
    missing: tuple[int, ...]

    @property
    def order(self) -> tuple[Sheet, ...]:
        """All sheets in the order of the contract."""
        return tuple(sheet for page in sorted(self.sheets) for sheet in self.sheets[page])


@dataclass(frozen=True, slots=True)
class Known:
    """What a sorter must know of a contract: its code and its number of pages."""

    code: PageCode
    pages: int


@dataclass
class _Sorter:
    names: Sequence[str]
    known: Callable[[str], Known | None]
    pages: dict[PageCode, dict[int, list[Sheet]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    together: dict[tuple[int, str], list[Sheet]] = field(default_factory=dict)

    def place(self, sheet: Sheet) -> Place:
        return Place(self.names[sheet.scan], sheet.page + 1)

    def tell(self, kind: Kind, sheet: Sheet, **values: object) -> None:
        place = self.place(sheet)
        self.findings.append(kind.at(place, file=place.file, page=sheet.shown, **values))

    def take(self, sheet: Sheet, state: str, payload: str) -> None:
        if state in _TOGETHER:
            self.together.setdefault((sheet.scan, state), []).append(sheet)
            return
        code = read_payload(payload) if state == "read" else None
        if code is None:
            self.tell(_STATES.get(state, kinds.CODE_UNREADABLE), sheet)
            return
        known = self.known(code.agreement)
        if known is None:
            self.tell(kinds.FOREIGN_AGREEMENT, sheet, agreement=code.agreement)
        elif code.whole != known.code or code.pages != known.pages:
            values = {"agreement": code.agreement, "found": code.release}
            self.tell(kinds.OTHER_RELEASE, sheet, release=known.code.release, **values)
        else:
            self.pages.setdefault(known.code, {}).setdefault(code.page, []).append(sheet)

    def tell_together(self) -> None:
        """Tell in one line what is the same for many pages of a file."""
        for (scan, state), sheets in self.together.items():
            name, shown = self.names[scan], in_runs(sheet.part for sheet in sheets)
            values = {"file": name, "count": len(sheets), "pages": shown}
            self.findings.append(_TOGETHER[state].at(Place(name), **values))

    def take_named(self, sheet: Sheet, state: str, payload: str, named: PageCode) -> None:
        """Take a page that a person has named, unless it speaks for itself."""
        if state in NAMEABLE:
            self.take(replace(sheet, by_hand=True), "read", named.payload)
            return
        code = read_payload(payload) if state == "read" else None
        if code is None or code == named:
            self.take(sheet, state, payload)
            return
        shown = {"agreement": code.agreement, "shown": code.page}
        self.tell(kinds.NAMED_OTHERWISE, sheet, **shown)


def sort_pages(
    readings: Sequence[tuple[str, Sequence[Mapping[str, Any]]]],
    known: Callable[[str], Known | None],
    by_hand: Mapping[tuple[int, int, int], PageCode] | None = None,
) -> tuple[list[Sorted], list[Finding]]:
    """Return the contracts found in a stack, and what a person must look at.

    Args:
        readings: for each scan its name and what ``read_scan`` found on its pages.
        known: returns what is known of an agreement, None for a foreign one.
        by_hand: pages that a person has named, by scan and page from 0, and half (see ``Sheet``).
    """
    named = by_hand or {}
    sorter = _Sorter([name for name, _ in readings], known)
    for sheet, found in _sheets(readings, named):
        hand = named.get((sheet.scan, sheet.page, sheet.half))
        state, payload = str(found.get("state", "")), str(found.get("payload", ""))
        if hand is not None:
            sorter.take_named(sheet, state, payload, hand)
        else:
            sorter.take(sheet, state, payload)
    sorter.tell_together()
    stacks = [_whole(code, pages) for code, pages in sorted(sorter.pages.items())]
    contracts = [part for one in stacks for part in _apart(_with_count(one, known))]
    for contract in contracts:
        sorter.findings += _complaints(contract, sorter)
    return contracts, sorter.findings


def _sheets(
    readings: Sequence[tuple[str, Sequence[Mapping[str, Any]]]],
    named: Mapping[tuple[int, int, int], PageCode],
) -> Iterator[tuple[Sheet, Mapping[str, Any]]]:
    """Yield each page with what was found on it; a sheet with two pages gives two."""
    for scan, (_name, pages) in enumerate(readings):
        for page, found in enumerate(pages):
            halves = [half for half in (1, 2) if (scan, page, half) in named]
            if found.get("state") == "two":
                for half, part in enumerate(found["parts"], start=1):
                    yield Sheet(scan, page, half), part
            elif halves and found.get("state") in NAMEABLE:
                # nothing of ours could be read, but a person sees two pages
                for half in (1, 2):
                    yield Sheet(scan, page, half), found
            else:
                yield Sheet(scan, page), found


def _whole(code: PageCode, pages: Mapping[int, Iterable[Sheet]]) -> Sorted:
    return Sorted(code, {page: tuple(sheets) for page, sheets in sorted(pages.items())}, ())


def _apart(contract: Sorted) -> list[Sorted]:
    """Return a copy for each original: each side has its own, in a file or in one behind another.

    Only what is whole comes apart, scan by scan and stack by stack within a scan; anything else
    stays together for a person.
    """
    scans = sorted({sheet.scan for sheet in contract.order})
    parts = []
    for scan in scans:
        shown = sorted(
            (sheet, page)
            for page, sheets in contract.sheets.items()
            for sheet in sheets
            if sheet.scan == scan
        )
        parts += _stacks(shown, len(contract.sheets))
    if contract.missing or any(part.keys() != contract.sheets.keys() for part in parts):
        return [contract]
    return [Sorted(contract.code, dict(sorted(part.items())), ()) for part in parts]


def _stacks(shown: Sequence[tuple[Sheet, int]], pages: int) -> list[dict[int, tuple[Sheet, ...]]]:
    """Return the pages of one scan as stacks of a whole contract each, as one stack otherwise."""
    stacks = [shown[n : n + pages] for n in range(0, len(shown), pages)]
    if any(len({page for _, page in stack}) != pages for stack in stacks):
        stacks = [shown]
    found: list[dict[int, tuple[Sheet, ...]]] = []
    for stack in stacks:
        own: dict[int, tuple[Sheet, ...]] = {}
        for sheet, page in stack:
            own[page] = (*own.get(page, ()), sheet)
        found.append(own)
    return found


def _with_count(contract: Sorted, known: Callable[[str], Known | None]) -> Sorted:
    found = known(contract.code.agreement)
    count = found.pages if found else 0
    missing = tuple(n for n in range(1, count + 1) if n not in contract.sheets)
    return Sorted(contract.code, contract.sheets, missing)


def _complaints(contract: Sorted, sorter: _Sorter) -> Iterable[Finding]:
    agreement = contract.code.agreement
    if contract.missing:
        shown = ", ".join(map(str, contract.missing))
        yield kinds.PAGES_MISSING.at(agreement=agreement, pages=shown)
    for page, sheets in contract.sheets.items():
        for again in sheets[1:]:
            place = sorter.place(again)
            values = {"file": place.file, "at": again.shown}
            yield kinds.PAGE_TWICE.at(place, agreement=agreement, page=page, **values)
