"""Sorts the pages of a stack of scans to their contracts; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from contracts.archive.codes import PageCode, read_payload
from contracts.catalogue import copies as kinds
from contracts.findings import Finding, Kind, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_STATES: dict[str, Kind] = {
    "unreadable": kinds.CODE_UNREADABLE,
    "conflict": kinds.CODE_CONFLICT,
    "none": kinds.NO_CODE,
    "drawn": kinds.PAGE_DRAWN,
    "huge": kinds.PAGE_HUGE,
}
# What a person may name: pages whose codes are damaged, covered or missing. What a code says, and
# what is no picture of paper, nobody can overrule.
NAMEABLE = ("unreadable", "conflict", "none", "huge")


@dataclass(frozen=True, slots=True, order=True)
class Sheet:
    """One page of a scan; both count from 0. ``by_hand`` says that a person named it."""

    scan: int
    page: int
    by_hand: bool = False


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

    def place(self, sheet: Sheet) -> Place:
        return Place(self.names[sheet.scan], sheet.page + 1)

    def tell(self, kind: Kind, sheet: Sheet, **values: object) -> None:
        place = self.place(sheet)
        self.findings.append(kind.at(place, file=place.file, page=place.line, **values))

    def take(self, sheet: Sheet, state: str, payload: str) -> None:
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
    by_hand: Mapping[tuple[int, int], PageCode] | None = None,
) -> tuple[list[Sorted], list[Finding]]:
    """Return the contracts found in a stack, and what a person must look at.

    Args:
        readings: for each scan its name and what ``read_scan`` found on its pages.
        known: returns what is known of an agreement, None for a foreign one.
        by_hand: pages that a person has named, by scan and page from 0.
    """
    named = by_hand or {}
    sorter = _Sorter([name for name, _ in readings], known)
    for scan, (_name, pages) in enumerate(readings):
        for page, found in enumerate(pages):
            sheet, hand = Sheet(scan, page), named.get((scan, page))
            state, payload = str(found.get("state", "")), str(found.get("payload", ""))
            if hand is not None:
                sorter.take_named(sheet, state, payload, hand)
            else:
                sorter.take(sheet, state, payload)
    stacks = [_whole(code, pages) for code, pages in sorted(sorter.pages.items())]
    contracts = [part for one in stacks for part in _apart(_with_count(one, known))]
    for contract in contracts:
        sorter.findings += _complaints(contract, sorter)
    return contracts, sorter.findings


def _whole(code: PageCode, pages: Mapping[int, Iterable[Sheet]]) -> Sorted:
    return Sorted(code, {page: tuple(sheets) for page, sheets in sorted(pages.items())}, ())


def _apart(contract: Sorted) -> list[Sorted]:
    """Return a copy for each scan if each holds the whole contract: each side has its original."""
    scans = sorted({sheet.scan for sheet in contract.order})
    parts = [
        {
            page: own
            for page, sheets in contract.sheets.items()
            if (own := tuple(sheet for sheet in sheets if sheet.scan == scan))
        }
        for scan in scans
    ]
    if contract.missing or any(part.keys() != contract.sheets.keys() for part in parts):
        return [contract]
    return [Sorted(contract.code, part, ()) for part in parts]


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
            values = {"file": place.file, "at": place.line}
            yield kinds.PAGE_TWICE.at(place, agreement=agreement, page=page, **values)
