"""Protocols of interrupted runs, completed from the archive itself."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from contracts.archive import protocol as protocols
from contracts.archive.holding import holding_of
from contracts.archive.pages import in_runs, parts_in
from contracts.archive.protocol import Row
from contracts.catalogue.keeping import PROTOCOL_CLOSED
from contracts.errors import IntegrityError
from contracts.findings import Finding, Place
from contracts.sources.files import show
from contracts.usecases.archive_places import protocol_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.archive.store.store import Store
    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run


def complete_protocols(workspace: Workspace, store: Store, run: Run) -> list[Finding]:
    """Complete the protocols of interrupted runs from the archive, and tell of each.

    What cannot be completed now, for want of room or rights, is left for the next run.
    """
    found: Mapping[str, Sequence[Row]] = {}
    findings = []
    for path in protocols.open_ones(protocol_folder(workspace)):
        with suppress(OSError, IntegrityError):
            store.recover()
            found = found or _where(store)
            if protocols.complete(path, found.__getitem__, lambda: run.at):
                done = path.with_name(path.name.replace(protocols.OPEN, protocols.DONE))
                file = show(done, workspace.root)
                findings.append(PROTOCOL_CLOSED.at(Place(file), file=file))
    return findings


def _where(store: Store) -> Mapping[str, Sequence[Row]]:
    """Return where each file of the archive lies, by its SHA-512; one may hold several copies."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for agreement in store.agreements():
        holding = holding_of(store, agreement)
        for copy in holding.valid if holding else ():
            assert holding is not None  # noqa: S101 - it has copies
            version = (
                str(holding.added[copy.number].version) if copy.number in holding.added else ""
            )
            for number, file in enumerate(copy.evidence["files"]):
                parts = parts_in(copy.evidence.get("sheets", ()), number)
                row = Row("", in_runs(parts), agreement, copy.number, version, protocols.FILED)
                rows[str(file["sha512"])].append(row)
    return rows
