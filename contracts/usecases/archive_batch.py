"""The files of one run that takes copies in, and what became of each of them so far."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from contracts.archive import protocol as protocols
from contracts.archive.arrived import OnDisk
from contracts.archive.cover import cover_page
from contracts.archive.fate import Fate, fates_of
from contracts.archive.filing import Clerk, Filing, Stored, file_copies
from contracts.archive.holding import Filed
from contracts.archive.intake import Desk, Examined
from contracts.archive.pages import in_runs
from contracts.archive.protocol import Protocol, Row
from contracts.archive.words import result_of
from contracts.errors import ContractsError
from contracts.language import _
from contracts.usecases.archive_pictures import write_pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from contracts.archive.arrived import Arrived
    from contracts.archive.codes import PageCode
    from contracts.archive.intake import Named
    from contracts.archive.jail import Jail
    from contracts.archive.pages import Part
    from contracts.archive.store.store import Store
    from contracts.findings import Finding
    from contracts.usecases.archive_run import Run

LOOKING, FILING = "looking", "filing"
_RESULTS = {"stored": protocols.FILED, "known": protocols.KNOWN}


class Batch:
    """Looks at the files of a run and files them; each step is in the protocol before the next."""

    def __init__(self, files: Sequence[OnDisk], log: Protocol, run: Run) -> None:
        """Begin with files that nobody has looked at."""
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

    def look(self, desk: Desk, named: Mapping[Named, PageCode]) -> None:
        """Look at all files."""
        self.examined = desk.examine(self.files, named, self.looked)
        self.findings += self.examined.findings

    def show(self, folder: Path | None, jail: Jail) -> None:
        """Write pictures of the pages that a person must look at, where they are wanted."""
        if folder is None:
            return
        self.findings += write_pictures(folder, self.files, self.examined.findings, jail)

    def file(self, store: Store, clerk: Clerk) -> list[Stored]:
        """Store those that are signed copies."""
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
            for one, parts in fate.filings:
                result = _RESULTS.get(one.outcome)
                if result is not None:
                    self.log.write(_row(fate, one, parts, result))
        self.run.tell(FILING, len(self.filings), len(self.examined.copies))

    def _end(self, result: str, reason: str) -> None:
        self.fates = fates_of(self.files, self.examined, self.filings)
        rows = [
            Row(
                fate.file.name, in_runs(fate.left),
                digest=fate.file.digest if isinstance(fate.file, OnDisk) else "",
                result=protocols.PARTLY if fate.placed else protocols.LEFT,
                remark=reason or _messages(f for f in self.findings if _is_of(f, fate)),
            )
            for fate in self.fates
            if not fate.whole
        ]  # fmt: skip
        self.log.write(*rows, Row(result=result, remark=reason))


def _row(fate: Fate, filing: Filing, parts: Sequence[Part], result: str) -> Row:
    remark = result_of(Filed(filing.number, filing.copy.evidence, {}))
    if filing.outcome == "known" and filing.date:
        remark = f"seit {filing.date}"
    digest = fate.file.digest if isinstance(fate.file, OnDisk) else ""
    agreement = filing.copy.release.agreement
    version = str(filing.version)
    return Row(
        fate.file.name, in_runs(parts), agreement, filing.number, version, result, remark, digest
    )


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
