"""The paper half of intake: what the pages of a sorted scan show beside the final version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.jail import JailError
from contracts.catalogue import copies as kinds
from contracts.catalogue import scans
from contracts.findings import Finding, Place
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.archive.arrived import Arrived
    from contracts.archive.jail import Jail
    from contracts.archive.release import Release
    from contracts.archive.scan.sort import Sheet, Sorted

_PLACES = {
    "upper": N_("in the upper third"),
    "middle": N_("in the middle third"),
    "lower": N_("in the lower third"),
}
_MOST_PLACES = 5  # of a page in findings; the evidence keeps all


def order_of(
    contract: Sorted, readings: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
) -> list[list[Any]]:
    """Return file, page and part of the picture for each sheet, files counted in this contract."""
    used = files_of(contract)
    return [
        [
            used.index(sheet.scan),
            sheet.page,
            box_of(readings[sheet.scan][1][sheet.page], sheet.half),
        ]
        for sheet in contract.order
    ]


def files_of(contract: Sorted) -> list[int]:
    """Return the scans that hold pages of a contract."""
    return sorted({sheet.scan for sheet in contract.order})


def box_of(found: Mapping[str, Any], half: int) -> list[float] | None:
    """Return the part of a picture that shows a page, None for all of it."""
    if not half:
        return None
    parts = found.get("parts")
    return list(parts[half - 1]["box"]) if parts else [[0, 0, 0.5, 1], [0.5, 0, 1, 1]][half - 1]


def sheets_of(contract: Sorted) -> list[dict[str, Any]]:
    """Return the sheets of a contract as the evidence keeps them."""
    used = files_of(contract)
    return [
        {"page": page, "file": used.index(sheet.scan), "sheet": sheet.page + 1}
        | ({"half": sheet.half} if sheet.half else {})
        | {"by_hand": sheet.by_hand}
        for page, sheets in contract.sheets.items()
        for sheet in sheets
    ]


def compare(
    contract: Sorted,
    files: Sequence[Arrived],
    release: Release,
    readings: Sequence[tuple[str, Sequence[Mapping[str, Any]]]],
    jail: Jail,
) -> list[dict[str, Any]]:
    """Return for each sheet, in the order of the evidence, how it looks beside the final version.

    A sheet is ``same``, ``differs`` (then ``places`` says where) or ``unknown``; ``boxes`` tells of
    each box for a signature whether something is written in it.
    """
    asked: dict[int, list[tuple[int, list[Any]]]] = {}
    for number, (page, sheet) in enumerate(_pairs(contract)):
        box = box_of(readings[sheet.scan][1][sheet.page], sheet.half)
        asked.setdefault(sheet.scan, []).append((number, [sheet.page, box, page]))
    found: dict[int, dict[str, Any]] = {}
    for scan, some in asked.items():
        data = files[files_of(contract).index(scan)].data
        pages = [one for _number, one in some]
        try:
            told = jail.ask("compare", [data, release.pdf], pages=pages).header.get("looks", [])
        except JailError:
            told = []
        for place, (number, _asked) in enumerate(some):
            found[number] = dict(told[place]) if place < len(told) else {"state": "unknown"}
    return [found[number] for number in sorted(found)]


def _pairs(contract: Sorted) -> list[tuple[int, Sheet]]:
    return [(page, sheet) for page, sheets in contract.sheets.items() for sheet in sheets]


def paper_findings(
    contract: Sorted,
    looks: Sequence[Mapping[str, Any]],
    names: Sequence[str],
) -> list[Finding]:
    """Return what a person must look at on the pages, and whether all is as it was sent out."""
    findings: list[Finding] = []
    for (page, sheet), look in zip(_pairs(contract), looks, strict=True):
        about = {"agreement": contract.code.agreement, "page": page, "at": sheet.shown}
        findings += _of_page(look, Place(names[sheet.scan], sheet.page + 1), about)
    first = Place(names[contract.order[0].scan])
    kind = scans.FILED_WITH_DOUBTS if findings else kinds.LOOK_AT_SIGNATURES
    return [*findings, kind.at(first, agreement=contract.code.agreement)]


def _of_page(look: Mapping[str, Any], place: Place, about: Mapping[str, object]) -> list[Finding]:
    values = {**about, "file": place.file}
    if look["state"] not in ("same", "differs"):
        return [scans.NOT_COMPARED.at(place, **values)]
    found = []
    for one in look.get("places", ())[:_MOST_PLACES]:
        kind = scans.SOMETHING_ADDED if one["kind"] == "added" else scans.WORDS_DIFFER
        shown = {
            "where": _(_PLACES.get(one["where"], _PLACES["middle"])),
            "words": one.get("words", ""),
        }
        found.append(kind.at(place, **shown, **values))
    found += [
        scans.SIGNATURE_MISSING.at(place, name=name, **values)
        for name, written in look.get("boxes", {}).items()
        if not written
    ]
    return found


def copies_in_one_file(contracts: Sequence[Sorted], names: Sequence[str]) -> list[Finding]:
    """Return a note for each file that holds several originals of one contract."""
    counts: dict[tuple[str, str], int] = {}
    for contract in contracts:
        if len(files_of(contract)) == 1 and not contract.missing:
            key = (names[contract.order[0].scan], contract.code.agreement)
            counts[key] = counts.get(key, 0) + 1
    return [
        scans.COPIES_IN_ONE_FILE.at(Place(file), file=file, agreement=agreement, count=count)
        for (file, agreement), count in counts.items()
        if count > 1
    ]
