"""Takes in files that came back: examined, filed, and each of them in the protocol of the run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive import protocol as protocols
from contracts.archive.accepted import NOBODY, Accepted
from contracts.archive.arrived import on_disk
from contracts.archive.filing import Clerk
from contracts.archive.intake import Desk
from contracts.archive.jail import Jail
from contracts.archive.pages import in_runs
from contracts.archive.settings import load_settings, trust_files
from contracts.archive.store.rollback import refuse_older
from contracts.archive.watch import learn
from contracts.catalogue import archive as kinds
from contracts.catalogue.copies import FIELD_WITHOUT_FILE
from contracts.errors import UsageError
from contracts.findings import Place
from contracts.sources.files import show
from contracts.usecases.archive_batch import Batch
from contracts.usecases.archive_places import protocol_folder, store_of
from contracts.usecases.archive_protocols import complete_protocols
from contracts.usecases.archive_releases import Releases
from contracts.usecases.person import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from contracts.archive.codes import PageCode
    from contracts.archive.fate import Fate
    from contracts.archive.filing import Stored
    from contracts.archive.intake import Named
    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person has decided about files because no program can know it.

    ``pages`` are those that a person has named: file name and page to agreement and page.
    ``fields`` are signed fields of their own that may pass, by file name; ``reason`` says why.
    ``anew`` files copies again that were withdrawn.
    """

    pages: Mapping[Named, tuple[str, int]] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    anew: bool = False


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
    decided: Decided = Decided(),
    pictures: Path | None = None,
) -> Added:
    """Look at files that came back and store those that are signed copies.

    Args:
        workspace: where releases and archive are.
        agreement: the id of the one whose copies are expected; stacks may hold others.
        paths: the files.
        run: who does it and when; certificates must be valid then.
        decided: what that person has decided about the files.
        pictures: a folder for pictures of the pages that a person must look at.

    Raises:
        UsageError: there is no final version, or a page or field is named that cannot be meant.
        ContractsError: see ``release_of``, ``refuse_older`` and ``file_copies``.
        OSError: a file cannot be read, or the disk refuses; the store is as before.
    """
    releases = Releases(workspace, needed=agreement)
    settings, store = load_settings(workspace.root), store_of(workspace)
    known = (releases.of, [agreement], trust_files(settings, workspace.root), run.moment)
    files = [on_disk(shown_name(path), path) for path in paths]
    names = [file.name for file in files]
    named, accepted = _named(decided.pages, names, releases), _accepted(decided, names, run)
    closed = complete_protocols(workspace, store, run)
    refuse_older(store.witnesses, store.ledger())
    clerk = Clerk(run.by, settings.organisation or "", decided.anew)
    with protocols.protocol(protocol_folder(workspace), lambda: run.at) as (log, path):
        batch = Batch(files, log, run)
        with batch.told(clerk), Jail() as jail:
            batch.look(Desk(jail, *known, releases.sent, accepted), named)
            batch.show(pictures, jail)
            stored = batch.file(store, clerk)
    found = (*closed, *releases.findings, *batch.findings, *learn(store, run.at).findings)
    return Added(tuple(stored), found, _left(batch.fates), show(path, workspace.root))


def _left(fates: Sequence[Fate]) -> tuple[Left, ...]:
    return tuple(
        Left(fate.file.name, in_runs(fate.left) if fate.placed else "")
        for fate in fates
        if not fate.whole
    )


def shown_name(path: Path) -> str:
    """Return the name of a file as text: names may hold bytes that are none."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _accepted(decided: Decided, names: Sequence[str], run: Run) -> Accepted:
    """Return the fields that a person lets pass.

    Raises:
        UsageError: a file is none of this call, or the reason is missing.
    """
    for file in decided.fields:
        if names.count(file) != 1:
            raise UsageError(FIELD_WITHOUT_FILE.at(Place(file), file=file))
    if not decided.fields:
        return NOBODY
    return Accepted(decided.fields, run.by, sentence(decided.reason, "--accept-reason"))


def _named(
    by_hand: Mapping[Named, tuple[str, int]], names: Sequence[str], releases: Releases
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
