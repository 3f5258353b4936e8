"""Takes in what came back: signed PDFs and scans, one by one or in stacks.

Nothing is stored here; the result says what may be, and why the rest may not.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from contracts import __version__
from contracts.archive import paper
from contracts.archive.accepted import NOBODY, Accepted
from contracts.archive.arrived import MOST_BYTES, Arrived
from contracts.archive.findings import digital_findings, jail_finding, scan_problem
from contracts.archive.jail import Jail, JailError
from contracts.archive.originals import entry_of
from contracts.archive.scan.formats import type_of
from contracts.archive.scan.sort import Known, Sorted, sort_pages
from contracts.archive.signed.verdict import Verdict, from_data
from contracts.catalogue import copies as kinds
from contracts.catalogue.archive import NO_SUCH_PAGE
from contracts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from contracts.archive.codes import PageCode
    from contracts.archive.release import Release

Named: TypeAlias = "tuple[str, int] | tuple[str, int, int]"
"""A page by file name and number from 1, and 1 or 2 for the left or right half of its sheet."""
Kind: TypeAlias = Literal["digital", "scan"]
SCHEMA = "evidence/1"


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed copy that may be stored.

    ``originals`` are the files as they came; ``pages`` is a selection of their pages where they
    hold more than this contract or another order, else None.
    """

    release: Release
    kind: Kind
    originals: tuple[Arrived, ...]
    evidence: dict[str, Any]
    pages: bytes | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in the files.

    ``sheets`` are the states of the pages of each scan, see ``read_scan``: of a sheet with two
    pages one for each.
    """

    copies: tuple[SignedCopy, ...]
    findings: tuple[Finding, ...]
    sheets: tuple[tuple[Arrived, tuple[tuple[str, ...], ...]], ...] = ()


@dataclass(frozen=True)
class Desk:
    """Where files are looked at.

    ``release_of`` returns the final version of an agreement, None where there is none; ``named``
    are the agreements whose signed copies are expected. ``trust`` are certificate files of those
    who may vouch for signers, ``moment`` the time of the check. ``sent`` returns the final version
    that a file begins with, of agreements that were not named as well.
    ``accepted`` are signed fields of their own that a person lets pass.
    """

    jail: Jail
    release_of: Callable[[str], Release | None]
    named: Sequence[str]
    trust: Sequence[bytes]
    moment: datetime
    sent: Callable[[bytes], Release | None] = lambda _data: None
    accepted: Accepted = NOBODY

    def examine(
        self,
        files: Sequence[Arrived],
        by_hand: Mapping[Named, PageCode] | None = None,
        tell: Callable[[Arrived, Sequence[Finding]], None] = lambda _file, _findings: None,
    ) -> Examined:
        """Return what the files are.

        Args:
            files: what came back.
            by_hand: pages that a person has named.
            tell: is told of each file once it was looked at, with what there is to say about it.
        """
        work = _Work(self, by_hand or {})
        for file in files:
            before = len(work.findings)
            work.take(file)
            tell(file, work.findings[before:])
        work.finish()
        states = [tuple(_states(page) for page in pages) for _, pages in work.readings]
        sheets = tuple(zip(work.scans, states, strict=True))
        return Examined(tuple(work.copies), tuple(work.findings), sheets)


@dataclass
class _Work:
    desk: Desk
    by_hand: Mapping[Named, PageCode]
    copies: list[SignedCopy] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    scans: list[Arrived] = field(default_factory=list)
    readings: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)

    def take(self, file: Arrived) -> None:
        if file.size > MOST_BYTES:
            values = {"file": file.name, "limit": MOST_BYTES // 1_000_000}
            self.findings.append(kinds.FILE_TOO_LARGE.at(Place(file.name), **values))
            return
        data = file.data
        release = self._sent(data)
        try:
            if release is not None:
                self._digital(file, data, release)
            else:
                self._scan(file, data)
        except JailError as error:
            self.findings.append(jail_finding(error, file.name))

    def _sent(self, data: bytes) -> Release | None:
        """Return the final version whose bytes a file begins with."""
        found = (self.desk.release_of(agreement) for agreement in self.desk.named)
        named = next((r for r in found if r is not None and data.startswith(r.pdf)), None)
        return named or self.desk.sent(data)

    def _digital(self, file: Arrived, data: bytes, release: Release) -> None:
        desk = self.desk
        blobs = [data, release.pdf, *desk.trust]
        accepted = desk.accepted.in_file(file.name)
        about = {"moment": desk.moment.isoformat(), "accepted": accepted}
        verdict = from_data(desk.jail.ask("judge", blobs, **about).header)
        self.findings += digital_findings(verdict, file.name, release.agreement, bool(desk.trust))
        self.findings += [
            kinds.NO_OWN_FIELD.at(Place(file.name), file=file.name, field=name)
            for name in desk.accepted.nowhere(file.name, verdict)
        ]
        if verdict.result != "refused":
            if release.agreement not in desk.named:
                values = {"file": file.name, "agreement": release.agreement}
                self.findings.append(kinds.OTHER_AGREEMENT.at(Place(file.name), **values))
            proof = {"verdict": verdict.data(), "trust": [_sha512(one) for one in desk.trust]}
            proof |= desk.accepted.proof(file.name, verdict)
            self._accept(release, "digital", [file], proof)

    def _scan(self, file: Arrived, data: bytes) -> None:
        reply = self.desk.jail.ask("scan", [data])
        if reply.header.get("problem"):
            self.findings.append(scan_problem(reply.header, file.name))
            return
        self.scans.append(file)
        self.readings.append((file.name, list(reply.header["pages"])))

    def finish(self) -> None:
        """Sort the pages of all scans together, for a contract may be spread over several."""
        names = [name for name, _ in self.readings]
        for name, page, *_half in self.by_hand:
            pages = len(self.readings[names.index(name)][1]) if name in names else page
            if page > pages:
                values = {"agreement": name, "pages": pages, "page": page}
                self.findings.append(NO_SUCH_PAGE.at(Place(name), **values))
        by_hand = {
            (names.index(name), page - 1, half[0] if half else 0): code
            for (name, page, *half), code in self.by_hand.items()
            if name in names
        }
        contracts, findings = sort_pages(self.readings, self._known, by_hand)
        self.findings += [*findings, *paper.copies_in_one_file(contracts, names)]
        for contract in contracts:
            if not contract.missing:
                self._paper(contract)

    def _known(self, agreement: str) -> Known | None:
        release = self.desk.release_of(agreement)
        return Known(release.code, release.pages) if release else None

    def _paper(self, contract: Sorted) -> None:
        release = self.desk.release_of(contract.code.agreement)
        assert release is not None  # noqa: S101 - sorted only where it is known
        files = [self.scans[n] for n in paper.files_of(contract)]
        order = paper.order_of(contract, self.readings)
        counts = [len(self.readings[scan][1]) for scan in paper.files_of(contract)]
        whole = [[n, page, None] for n, count in enumerate(counts) for page in range(count)]
        pages = None
        try:
            if order != whole or not all(file.data.startswith(b"%PDF") for file in files):
                blobs = [file.data for file in files]
                pages = self.desk.jail.ask("select", blobs, pages=order).blobs[0]
        except JailError as error:
            self.findings.append(jail_finding(error, files[0].name))
            return
        looks = paper.compare(contract, files, release, self.readings, self.desk.jail)
        names = [name for name, _ in self.readings]
        self.findings += paper.paper_findings(contract, looks, names)
        proof = {"sheets": paper.sheets_of(contract), "looks": looks}
        self._accept(release, "scan", files, proof, pages)

    def _accept(
        self,
        release: Release,
        kind: Kind,
        files: Sequence[Arrived],
        proof: Mapping[str, Any],
        pages: bytes | None = None,
    ) -> None:
        evidence = {
            "schema": SCHEMA,
            "kind": kind,
            "agreement": release.agreement,
            "release": release.code.release,
            "text": release.code.text,
            "released_sha512": _sha512(release.pdf),
            "files": [
                entry_of(number, file.name, data, _sha512(data), type_of(data))
                for number, file in enumerate(files, start=1)
                for data in (file.data,)
            ],
            "checked_at": self.desk.moment.isoformat(),
            "program": __version__,
            **proof,
        }
        self.copies.append(SignedCopy(release, kind, tuple(files), evidence, pages))


def _states(page: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(part.get("state", "")) for part in page.get("parts") or (page,))


def verdict_of(evidence: Mapping[str, Any]) -> Verdict | None:
    """Return the verdict in the evidence of a digital copy, None for a scan."""
    return from_data(evidence["verdict"]) if evidence.get("kind") == "digital" else None


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()
