"""The archive of a workspace: lists, builds packages, verifies; ``archive_add`` takes in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.archive import journal
from contracts.archive.holding import Holding, holding_of
from contracts.archive.index import Line, lines_of, reindex
from contracts.archive.package.build import Built, build_package
from contracts.archive.package.key import load_key
from contracts.archive.settings import load_settings, trust_files
from contracts.archive.verify import Verified, compare_ledgers, verify_package, verify_store
from contracts.archive.watch import Watched, learn, note_package, stamps, watch
from contracts.catalogue import archive as kinds
from contracts.errors import MachineError, SourceError, UsageError
from contracts.findings import Place
from contracts.usecases.archive_memory import memory_of
from contracts.usecases.archive_places import store_of
from contracts.usecases.archive_protocols import complete_protocols
from contracts.usecases.archive_sources import rebuild
from contracts.usecases.handed_in import too_large
from contracts.usecases.jailed import try_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run

CHECKING = "checking"
_MOST_KEY = 1_000_000


def build(
    workspace: Workspace,
    agreements: Sequence[str],
    target: Path,
    run: Run,
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
            with key.open("rb") as stream:
                data = stream.read(_MOST_KEY + 1)
        except OSError as error:
            raise MachineError(kinds.KEY_UNREADABLE.at(Place(key.name), file=key.name)) from error
        if len(data) > _MOST_KEY:
            raise SourceError(too_large(key.name, _MOST_KEY))
        try_key(data, password, key.name)
        signing = load_key(data, password, name=key.name)
    store, settings = store_of(workspace), load_settings(workspace.root)
    wanted = agreements or store.agreements()
    built = build_package(store, wanted, target, settings, signing, by=run.by)
    watched = learn(store, run.at)
    note_package(store, target, run.at, run.by)
    noted = run.note(workspace, store, journal.BUILT, target.name, str(built.copies))
    return replace(built, findings=(*built.findings, *watched.findings, *noted))


def verify(
    workspace: Workspace,
    package: Path | None,
    run: Run,
    signer: str | None = None,
    jobs: int = 1,
    *,
    full: bool = False,
) -> Verified:
    """Check the store, or a package, and that both tell one history.

    Args:
        workspace: where the archive is.
        package: the package, None for the store.
        run: who does it and when.
        signer: the SHA-256 that the certificate of a package must have.
        jobs: how many copies are looked at side by side.
        full: prove everything anew, whatever was proven before.

    Raises:
        SourceError: what is named is no package.
    """
    trust = trust_files(load_settings(workspace.root), workspace.root)
    store = store_of(workspace)
    if package is not None:
        found = verify_package(package, signer, trust, rebuild, jobs=jobs)
        more = compare_ledgers(package, store)
        found = replace(found, findings=(*found.findings, *more))
    else:
        found = verify_store(
            store, trust, rebuild, jobs=jobs, memory=memory_of(workspace, trust, run, full=full),
            tell=lambda done, count: run.tell(CHECKING, done, count),
        )  # fmt: skip
        watched, stamped = learn(store, run.at), stamps(store)
        told = (*found.findings, *watched.findings, *stamped.findings)
        found = replace(found, findings=told, notes=stamped.notes)
    return _noted(found, workspace, run, package)


def _noted(found: Verified, workspace: Workspace, run: Run, package: Path | None) -> Verified:
    """Write into the journal who verified, unless there is nothing yet that could be."""
    if package is None and not found.agreements and not found.findings:
        return found
    about = package.name if package else "Archiv"
    result = "in Ordnung" if found.sound else "nicht in Ordnung"
    noted = run.note(workspace, store_of(workspace), journal.VERIFIED, about, result)
    return replace(found, findings=(*found.findings, *noted))


def watched(workspace: Workspace) -> Watched:
    """Return what the witnesses say of the archive; nothing is written."""
    return watch(store_of(workspace))


def listed(workspace: Workspace) -> list[Line]:
    """Return all signed copies."""
    return lines_of(store_of(workspace))


def index_anew(workspace: Workspace, run: Run) -> int:
    """Make the index anew and complete interrupted runs; return the number of signed copies."""
    store = store_of(workspace)
    count = reindex(store)
    complete_protocols(workspace, store, run)
    return count


def shown(workspace: Workspace, agreement: str) -> Holding:
    """Return what the archive holds of an agreement.

    Raises:
        UsageError: nothing.
    """
    found = holding_of(store_of(workspace), agreement)
    if found is None:
        raise UsageError(kinds.NOTHING_STORED.at(agreement=agreement))
    return found
