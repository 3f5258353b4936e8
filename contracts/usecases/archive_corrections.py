"""Corrections: a copy withdrawn or moved, an older archive accepted, a head stamped with a time."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contracts.archive import journal
from contracts.archive.arrived import Incoming
from contracts.archive.correction import copy_of, withdraw
from contracts.archive.cover import cover_page
from contracts.archive.filing import Clerk, Filing, Stored, file_copies
from contracts.archive.holding import Filed, Withdrawal
from contracts.archive.intake import Desk
from contracts.archive.jail import Jail
from contracts.archive.originals import original_name, parts_of
from contracts.archive.package.timestamp import timestamp
from contracts.archive.settings import NAME as SETTINGS
from contracts.archive.settings import load_settings, trust_files
from contracts.archive.store.rollback import refuse_older
from contracts.archive.store.witness import STAMP
from contracts.archive.watch import accept_older, learn
from contracts.catalogue import archive as archive_kinds
from contracts.catalogue import keeping as kinds
from contracts.errors import UsageError
from contracts.findings import Finding, Place
from contracts.usecases.archive_places import store_of
from contracts.usecases.archive_releases import Releases
from contracts.usecases.person import sentence

if TYPE_CHECKING:
    from contracts.archive.codes import PageCode
    from contracts.archive.intake import Named, SignedCopy
    from contracts.archive.release import Release
    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run


@dataclass(frozen=True, slots=True)
class Corrected:
    """The versions that a correction made, the newest last, and what there is to say."""

    versions: tuple[Stored, ...]
    findings: tuple[Finding, ...]


def take_back(
    workspace: Workspace, agreement: str, number: str, run: Run, reason: str
) -> Corrected:
    """Withdraw a copy that was filed wrongly; nothing is deleted.

    Raises:
        ContractsError: see ``correction.withdraw``.
        OSError: the disk refuses; the copy is as before or withdrawn.
    """
    store = store_of(workspace)
    withdrawal = Withdrawal(run.by, run.at, sentence(reason, "--reason"))
    done = withdraw(store, agreement, number, withdrawal, cover_page)
    watched = learn(store, run.at)
    about = f"{agreement} {number}"
    noted = run.note(workspace, store, journal.WITHDRAWN, about, withdrawal.reason)
    return Corrected((done,), (*watched.findings, *noted))


def move(
    workspace: Workspace, agreement: str, number: str, to: str, run: Run, reason: str
) -> Corrected:
    """File a copy with another agreement and withdraw it from the first.

    It is examined like any copy that comes in, so that only pages that a person named can change
    their agreement: what a page or a signed file says of itself cannot be overruled. An
    interrupted move is completed by the same call.

    Raises:
        UsageError: there is no such copy, or it cannot belong there; nothing has changed.
        ContractsError: see ``file_copies`` and ``correction.withdraw``.
        OSError: the disk refuses; the copy lies in one place, or in both.
    """
    store = store_of(workspace)
    why = sentence(reason, "--reason")
    if to == agreement:
        raise UsageError(kinds.MOVE_NOWHERE.at(agreement=to, copy=number))
    _holding, filed = copy_of(store, agreement, number)
    refuse_older(store.witnesses, store.sound_ledger())
    settings = load_settings(workspace.root)
    coming, found = _examined(workspace, filed, to, run)
    if coming is None:
        refused = kinds.MOVE_REFUSED.at(agreement=agreement, copy=number, to=to)
        raise UsageError(refused, *found)
    origin = {"agreement": agreement, "copy": number}
    coming = replace(coming, evidence={**coming.evidence, "moved_from": origin})
    filings: list[Filing] = []
    clerk = Clerk(run.by, settings.organisation or "")
    stored, findings = file_copies(store, [coming], run.at, cover_page, clerk, filings.append)
    if filings[0].outcome not in ("stored", "known"):
        raise UsageError(kinds.MOVE_REFUSED.at(agreement=agreement, copy=number, to=to), *findings)
    withdrawal = Withdrawal(run.by, run.at, why, f"{to} {filings[0].number}")
    done = withdraw(store, agreement, number, withdrawal, cover_page)
    watched = learn(store, run.at)
    about = f"{agreement} {number} → {withdrawal.moved_to}"
    noted = run.note(workspace, store, journal.MOVED, about, why)
    told = [f for f in findings if not stored or f.place.file == ""]
    return Corrected((*stored, done), (*found, *told, *watched.findings, *noted))


def _examined(
    workspace: Workspace, filed: Filed, to: str, run: Run
) -> tuple[SignedCopy | None, list[Finding]]:
    """Return the copy as one of another agreement, None where it cannot be one."""
    releases = Releases(workspace)
    release = releases.of(to)
    if release is None:
        raise UsageError(archive_kinds.NO_RELEASE.at(agreement=to))
    trust = trust_files(load_settings(workspace.root), workspace.root)
    names = [str(file["name"]) for file in filed.evidence["files"]]
    if len(set(names)) < len(names):  # files of one name came from several folders
        names = [f"{number}-{name}" for number, name in enumerate(names, start=1)]
    files = [
        Incoming(name, filed.files[original_name(number, entry)].read_bytes())
        for number, (name, entry) in enumerate(
            zip(names, filed.evidence["files"], strict=True), start=1
        )
    ]
    named: dict[Named, PageCode] = {
        (files[sheet["file"]].name, int(sheet["sheet"]), int(sheet.get("half", 0))): (
            release.code.at(int(sheet["page"]), release.pages)
        )
        for sheet in filed.evidence.get("sheets", ())
        if sheet["by_hand"] and int(sheet["page"]) <= release.pages
    }
    with Jail() as jail:
        desk = Desk(jail, releases.of, [to], trust, run.moment, releases.sent)
        examined = desk.examine(files, named)
    found = next((copy for copy in examined.copies if _is_all_of(copy, filed, release)), None)
    return found, [*releases.findings, *examined.findings]


def _is_all_of(copy: SignedCopy, filed: Filed, release: Release) -> bool:
    same = parts_of(copy.evidence) == parts_of(filed.evidence)
    return copy.release.agreement == release.agreement and same


def accept(workspace: Workspace, run: Run, reason: str) -> list[Finding]:
    """Take the archive as it is, although its witnesses know more versions; kept in all of them.

    Raises:
        UsageError: it is not older than they know.
        OSError: a witness cannot be written.
    """
    store = store_of(workspace)
    why = sentence(reason, "--reason")
    accept_older(store, run.at, run.by, why)
    watched = learn(store, run.at)
    return [*watched.findings, *run.note(workspace, store, journal.ACCEPTED, "Archiv", why)]


def stamp_head(workspace: Workspace, run: Run) -> list[Finding]:
    """Fetch a time stamp (RFC 3161) over the ledger's head and keep it in the witnesses.

    Raises:
        UsageError: no service is configured, or the archive is empty.
        MachineError: the service does not answer.
        OSError: no witness can be written.
    """
    service = load_settings(workspace.root).timestamp
    if service is None:
        raise UsageError(kinds.NO_TIME_SERVICE.at(Place(SETTINGS), file=SETTINGS))
    store = store_of(workspace)
    ledger = store.sound_ledger()
    if not ledger.entries:
        raise UsageError(archive_kinds.ARCHIVE_EMPTY.at())
    refuse_older(store.witnesses, ledger)
    watched = learn(store, run.at)
    token = timestamp(ledger.head.encode(), service.url)
    text = base64.b64encode(token).decode()
    for witness in store.witnesses:
        if not witness.quiet:
            witness.note(STAMP, ledger, at=run.at, by=run.by, token=text)
    noted = run.note(workspace, store, journal.STAMPED, service.url, ledger.head[:16])
    return [*watched.findings, *noted]
