"""Takes in files that came back: examined, filed, and each of them in the protocol of the run."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.archive import protocol as protocols
from contracts.archive.cover import cover_page
from contracts.archive.fate import Fate, fates_of, runs
from contracts.archive.filing import Clerk, Filing, Stored, file_copies
from contracts.archive.holding import holding_of
from contracts.archive.intake import Desk, Examined, OnDisk, on_disk
from contracts.archive.jail import Jail
from contracts.archive.protocol import Protocol, Row
from contracts.archive.settings import load_settings, trust_files
from contracts.archive.store.rollback import refuse_older
from contracts.archive.watch import learn
from contracts.catalogue import archive as kinds
from contracts.catalogue.keeping import PROTOCOL_CLOSED
from contracts.errors import ContractsError, IntegrityError, UsageError
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.sources.files import show
from contracts.usecases.archive_places import protocol_folder, store_of
from contracts.usecases.archive_releases import Releases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from contracts.archive.codes import PageCode
    from contracts.archive.intake import Arrived
    from contracts.archive.store.store import Store
    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run

LOOKING, FILING = "looking", "filing"
_RESULTS = {"stored": protocols.FILED, "known": protocols.KNOWN}


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is not wholly filed; ``pages`` is "" for the whole file."""

    file: str
    pages: str


@dataclass(frozen=True, slots=True)
class Added:
    """What was stored of some files, what was left over, and all there is to say about them.

    ``protocol`` is where the workspace keeps what became of each file.
    """

    stored: tuple[Stored, ...]
    findings: tuple[Finding, ...]
    left: tuple[Left, ...]
    protocol: str


def add(
    workspace: Workspace,
    agreement: str,
    paths: Sequence[Path],
    run: Run,
    by_hand: Mapping[tuple[str, int], tuple[str, int]] | None = None,
    *,
    anew: bool = False,
) -> Added:
    """Look at files that came back and store those that are signed copies.

    Args:
        workspace: where releases and archive are.
        agreement: the id of the one whose copies are expected; stacks may hold others.
        paths: the files.
        run: who does it and when; certificates must be valid then.
        by_hand: pages that a person has named: file name and page to agreement and page.
        anew: file copies again that were withdrawn.

    Raises:
        UsageError: there is no final version, or a page is named that cannot be meant.
        ContractsError: see ``release_of``, ``refuse_older`` and ``file_copies``.
        OSError: a file cannot be read, or the disk refuses; the store is as before.
    """
    releases = Releases(workspace, needed=agreement)
    settings, store = load_settings(workspace.root), store_of(workspace)
    trust = trust_files(settings, workspace.root)
    named = _named(by_hand or {}, [shown_name(path) for path in paths], releases)
    closed = complete_protocols(workspace, store, run)
    refuse_older(store.witnesses, store.ledger())
    files = [on_disk(shown_name(path), path) for path in paths]
    clerk = Clerk(run.by, settings.organisation or "", anew)
    with protocols.protocol(protocol_folder(workspace), lambda: run.at) as (log, path):
        batch = _Batch(files, log, run)
        with batch.told(clerk), Jail() as jail:
            desk = Desk(jail, releases.of, [agreement], trust, run.moment, releases.sent)
            stored = batch.file(desk, named, store, clerk)
    found = (*closed, *releases.findings, *batch.findings, *learn(store, run.at).findings)
    return Added(tuple(stored), found, batch.left, show(path, workspace.root))


class _Batch:
    """The files of a run and what became of them so far."""

    def __init__(self, files: Sequence[OnDisk], log: Protocol, run: Run) -> None:
        self.files = files
        self.log = log
        self.run = run
        self.examined = Examined((), ())
        self.filings: list[Filing] = []
        self.findings: list[Finding] = []
        self.fates: list[Fate] = []
        self._looked = 0

    @contextmanager
    def told(self, clerk: Clerk) -> Iterator[None]:
        """Write the first and the last lines of the protocol, whatever comes between."""
        by = f"{clerk.by} ({clerk.organisation})" if clerk.organisation else clerk.by
        shown = [Row(file.name, digest=file.digest, result=protocols.SHOWN) for file in self.files]
        self.log.write(Row(result=protocols.BEGUN, remark=by), *shown)
        try:
            yield
        except BaseException as error:
            with suppress(OSError):
                self._end(protocols.BROKEN, _reason(error))
            raise
        self._end(protocols.ENDED, "")

    def file(
        self, desk: Desk, named: Mapping[tuple[str, int], PageCode], store: Store, clerk: Clerk
    ) -> list[Stored]:
        """Look at all files and store those that are signed copies."""
        self.examined = desk.examine(self.files, named, self.looked)
        self.findings += self.examined.findings
        stored, findings = file_copies(
            store, self.examined.copies, self.run.at, cover_page, clerk, self.filed
        )
        self.findings += findings
        return stored

    def looked(self, file: Arrived, findings: Sequence[Finding]) -> None:
        """Note that a file was looked at."""
        self._looked += 1
        remark = _messages(findings)
        digest = file.digest if isinstance(file, OnDisk) else ""
        self.log.write(Row(file.name, digest=digest, result=protocols.LOOKED, remark=remark))
        self.run.tell(LOOKING, self._looked, len(self.files))

    def filed(self, filing: Filing) -> None:
        """Note what became of a copy."""
        self.filings.append(filing)
        for fate in fates_of(self.files, self.examined, [filing]):
            for one, pages in fate.filings:
                result = _RESULTS.get(one.outcome)
                if result is not None:
                    self.log.write(_row(fate, one, pages, result))
        self.run.tell(FILING, len(self.filings), len(self.examined.copies))

    @property
    def left(self) -> tuple[Left, ...]:
        """What is not wholly filed."""
        return tuple(_left(fate) for fate in self.fates if not fate.whole)

    def _end(self, result: str, reason: str) -> None:
        self.fates = fates_of(self.files, self.examined, self.filings)
        rows = [
            Row(
                fate.file.name, runs(fate.left),
                digest=fate.file.digest if isinstance(fate.file, OnDisk) else "",
                result=protocols.PARTLY if fate.placed else protocols.LEFT,
                remark=reason or _messages(f for f in self.findings if _is_of(f, fate)),
            )
            for fate in self.fates
            if not fate.whole
        ]  # fmt: skip
        self.log.write(*rows, Row(result=result, remark=reason))


def _row(fate: Fate, filing: Filing, pages: Sequence[int], result: str) -> Row:
    since = f"seit {filing.date}" if filing.outcome == "known" and filing.date else ""
    digest = fate.file.digest if isinstance(fate.file, OnDisk) else ""
    agreement = filing.copy.release.agreement
    version = str(filing.version)
    return Row(
        fate.file.name, runs(pages), agreement, filing.number, version, result, since, digest
    )


def _left(fate: Fate) -> Left:
    return Left(fate.file.name, runs(fate.left) if fate.placed else "")


def _is_of(finding: Finding, fate: Fate) -> bool:
    return finding.place.file == fate.file.name or not finding.place.file


def _messages(findings: Iterable[Finding]) -> str:
    return " | ".join(f"{finding.code} {finding.message}" for finding in findings)


def _reason(error: BaseException) -> str:
    if isinstance(error, ContractsError):
        return _messages(error.findings)
    if isinstance(error, OSError):
        return _(error.strerror) if error.strerror else type(error).__name__
    return type(error).__name__


def complete_protocols(workspace: Workspace, store: Store, run: Run) -> list[Finding]:
    """Complete the protocols of interrupted runs from the archive, and tell of each.

    What cannot be completed now, for want of room or rights, is left for the next run.
    """
    found: dict[str, Row] | None = None
    findings = []
    for path in protocols.open_ones(protocol_folder(workspace)):
        with suppress(OSError, IntegrityError):
            store.recover()
            found = found if found is not None else _where(store)
            if protocols.complete(path, found.get, lambda: run.at):
                done = path.with_name(path.name.replace(protocols.OPEN, protocols.DONE))
                file = show(done, workspace.root)
                findings.append(PROTOCOL_CLOSED.at(Place(file), file=file))
    return findings


def _where(store: Store) -> dict[str, Row]:
    """Return where each file of the archive lies, by its SHA-512."""
    rows = {}
    for agreement in store.agreements():
        holding = holding_of(store, agreement)
        for copy in holding.valid if holding else ():
            assert holding is not None  # noqa: S101 - it has copies
            version = (
                str(holding.added[copy.number].version) if copy.number in holding.added else ""
            )
            for number, file in enumerate(copy.evidence["files"]):
                pages = sorted(
                    int(sheet["sheet"])
                    for sheet in copy.evidence.get("sheets", ())
                    if int(sheet["file"]) == number
                )
                rows[str(file["sha512"])] = Row(
                    "", runs(pages), agreement, copy.number, version, protocols.FILED
                )
    return rows


def shown_name(path: Path) -> str:
    """Return the name of a file as text: names may hold bytes that are none."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _named(
    by_hand: Mapping[tuple[str, int], tuple[str, int]], names: Sequence[str], releases: Releases
) -> dict[tuple[str, int], PageCode]:
    """Return the codes of pages that a person has named."""
    named = {}
    for (file, sheet), (agreement, page) in by_hand.items():
        if names.count(file) != 1:
            raise UsageError(kinds.NAMED_WITHOUT_FILE.at(Place(file), file=file))
        release = releases.of(agreement)
        if release is None:
            raise UsageError(kinds.NO_RELEASE.at(agreement=agreement))
        if not 1 <= page <= release.pages:
            raise UsageError(
                kinds.NO_SUCH_PAGE.at(
                    Place(file), agreement=agreement, page=page, pages=release.pages
                )
            )
        named[file, sheet] = release.code.at(page, release.pages)
    return named
