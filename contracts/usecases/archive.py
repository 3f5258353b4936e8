"""The archive of a workspace: takes in, lists, builds packages, verifies."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from contracts.archive.cover import cover_page
from contracts.archive.filing import Stored, file_copies
from contracts.archive.holding import Holding, holding_of
from contracts.archive.index import Line, lines_of, reindex
from contracts.archive.intake import Desk, on_disk
from contracts.archive.jail import Jail
from contracts.archive.package.build import Built, build_package
from contracts.archive.package.key import load_key
from contracts.archive.settings import load_settings, trust_files
from contracts.archive.store.store import Store
from contracts.archive.verify import Verified, compare_ledgers, verify_package, verify_store
from contracts.catalogue import archive as kinds
from contracts.errors import MachineError, UsageError
from contracts.findings import Finding, Place
from contracts.usecases.archive_pictures import write_pictures
from contracts.usecases.archive_sources import rebuild, release_of
from contracts.usecases.targets import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from contracts.archive.codes import PageCode
    from contracts.archive.intake import Named
    from contracts.archive.release import Release
    from contracts.sources.workspace import Workspace

_END = 256  # bytes


@dataclass(frozen=True, slots=True)
class Added:
    """What was stored of some files, and all there is to say about them."""

    stored: tuple[Stored, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Releases:
    """Final versions by agreement, each read once; keeps what is to be said about them."""

    workspace: Workspace
    known: dict[str, Release | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _ends: list[tuple[int, bytes, str]] | None = None

    def of(self, agreement: str) -> Release | None:
        if agreement not in self.known:
            found = None
            if agreement in self.workspace.agreements():
                found, findings = release_of(self.workspace, agreement)
                self.findings += findings
            self.known[agreement] = found
        return self.known[agreement]

    def sent(self, data: bytes) -> Release | None:
        """Return the final version that a file begins with, None where there is none."""
        if self._ends is None:
            self._ends = list(self._read_ends())
        for size, end, agreement in self._ends:
            if data[max(size - len(end), 0) : size] == end:
                release = self.of(agreement)
                if release is not None and data.startswith(release.pdf):
                    return release
        return None

    def _read_ends(self) -> Iterator[tuple[int, bytes, str]]:
        """Yield size and last bytes of each PDF, which are enough to know which one to read."""
        for agreement in self.workspace.agreements():
            target = target_of(self.workspace, agreement, "release")
            with suppress(OSError), (target.folder / target.name("pdf")).open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                stream.seek(max(size - _END, 0))
                if size:
                    yield size, stream.read(), agreement


def store_of(workspace: Workspace) -> Store:
    """Return the store of a workspace."""
    return Store(workspace.generated / "archive")


def add(
    workspace: Workspace,
    agreement: str,
    paths: Sequence[Path],
    moment: datetime,
    by_hand: Mapping[Named, tuple[str, int]] | None = None,
    pictures: Path | None = None,
) -> Added:
    """Look at files that came back and store those that are signed copies.

    Args:
        workspace: where releases and archive are.
        agreement: the id of the agreement whose copies are expected; stacks may hold others.
        paths: the files.
        moment: now; certificates must be valid then, and it is kept as the time of the check.
        by_hand: pages that a person has named: file name and page to agreement and page.
        pictures: a folder for pictures of the pages that could not be sorted.

    Raises:
        UsageError: there is no final version, or a page is named that cannot be meant.
        ContractsError: see ``release_of`` and ``file_copies``.
        OSError: a file cannot be read, or the disk refuses; the store is as before.
    """
    releases = _Releases(workspace)
    if releases.of(agreement) is None:
        raise UsageError(kinds.NO_RELEASE.at(agreement=agreement))
    trust = trust_files(load_settings(workspace.root), workspace.root)
    named = _named(by_hand or {}, [_shown(path) for path in paths], releases)
    files = [on_disk(_shown(path), path) for path in paths]
    with Jail() as jail:
        desk = Desk(jail, releases.of, [agreement], trust, moment, releases.sent)
        examined = desk.examine(files, named)
        shown = write_pictures(pictures, files, examined.findings, jail) if pictures else []
    created = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    stored, findings = file_copies(store_of(workspace), examined.copies, created, cover_page)
    return Added(tuple(stored), (*releases.findings, *examined.findings, *findings, *shown))


def _shown(path: Path) -> str:
    """Return the name of a file as text: names may hold bytes that are none."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _named(
    by_hand: Mapping[Named, tuple[str, int]], names: Sequence[str], releases: _Releases
) -> dict[Named, PageCode]:
    """Return the codes of pages that a person has named."""
    named: dict[Named, PageCode] = {}
    for at, (agreement, page) in by_hand.items():
        file = at[0]
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
        named[at] = release.code.at(page, release.pages)
    return named


def build(
    workspace: Workspace,
    agreements: Sequence[str],
    target: Path,
    key: Path | None = None,
    password: bytes | None = None,
) -> Built:
    """Write the package for hand-over of some agreements, of all stored ones where none is named.

    Raises:
        MachineError: the key cannot be used, or the time stamp service does not answer.
        ContractsError: see ``build_package``.
        OSError: the disk refuses; nothing was changed.
    """
    signing = None
    if key is not None:
        try:
            data = key.read_bytes()
        except OSError as error:
            raise MachineError(kinds.KEY_UNREADABLE.at(Place(key.name), file=key.name)) from error
        signing = load_key(data, password, name=key.name)
    store, settings = store_of(workspace), load_settings(workspace.root)
    return build_package(store, agreements or store.agreements(), target, settings, signing)


def verify(
    workspace: Workspace, package: Path | None = None, signer: str | None = None, jobs: int = 1
) -> Verified:
    """Check the store, or a package, and that both tell one history.

    Raises:
        SourceError: what is named is no package.
    """
    trust = trust_files(load_settings(workspace.root), workspace.root)
    if package is not None:
        found = verify_package(package, signer, trust, rebuild, jobs=jobs)
        more = compare_ledgers(package, store_of(workspace))
        return replace(found, findings=(*found.findings, *more))
    return verify_store(store_of(workspace), trust, rebuild, jobs=jobs)


def listed(workspace: Workspace) -> list[Line]:
    """Return all signed copies."""
    return lines_of(store_of(workspace))


def index_anew(workspace: Workspace) -> int:
    """Make the index anew and complete interrupted runs; return the number of signed copies."""
    return reindex(store_of(workspace))


def shown(workspace: Workspace, agreement: str) -> Holding:
    """Return what the archive holds of an agreement.

    Raises:
        UsageError: nothing.
    """
    found = holding_of(store_of(workspace), agreement)
    if found is None:
        raise UsageError(kinds.NOTHING_STORED.at(agreement=agreement))
    return found
