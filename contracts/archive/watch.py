"""What the witnesses say of the archive: whether it is an older one, in words."""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.archive.package.verify import check_stamp
from contracts.archive.store.rollback import comparison, versions
from contracts.archive.store.store import STAGING
from contracts.archive.store.witness import ACCEPTED, PACKAGE, STAMP, Known, Witness
from contracts.catalogue import keeping as kinds
from contracts.errors import UsageError
from contracts.findings import Finding, Place
from contracts.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.archive.store.ledger import Ledger
    from contracts.archive.store.store import Store


@dataclass(frozen=True, slots=True)
class Watched:
    """What the witnesses of a store say; ``notes`` are sentences on what is in order."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def older(self) -> tuple[Finding, ...]:
        """The findings after which nothing may be added or handed over."""
        kinds_ = (kinds.ARCHIVE_OLDER, kinds.ARCHIVE_FORKED)
        return tuple(f for f in self.findings if f.kind in kinds_)


def watch(store: Store) -> Watched:
    """Return what the witnesses say of the store as it is; nothing is written.

    Where a run is just writing, or was interrupted, its version is nothing to wonder about.
    """
    found: list[Finding] = []
    ledger = store.ledger()
    for witness in store.witnesses if not ledger.broken else ():
        found += _said(witness, ledger, busy=(store.root / STAGING).exists())
    return Watched(tuple(found))


def learn(store: Store, at: str) -> Watched:
    """Say what ``watch`` does, then let the witnesses learn what is new.

    Args:
        store: the archive.
        at: the time, as in RFC 3339.
    """
    watched = watch(store)
    ledger = store.ledger()
    more = []
    for witness in store.witnesses if not watched.older else ():
        try:
            witness.learn(ledger, at)
        except OSError as error:
            if not witness.quiet:
                more.append(_unwritable(witness, error))
    return Watched((*watched.findings, *more))


def accept_older(store: Store, at: str, by: str, reason: str) -> None:
    """Note that a person takes the archive as it is, although versions are missing.

    Raises:
        OSError: a witness cannot be written.
        UsageError: none are missing.
    """
    if not watch(store).older:
        raise UsageError(kinds.NOT_OLDER.at())
    with store.alone():
        ledger = store.sound_ledger()
        for witness in store.witnesses:
            compared = witness.compare(ledger)
            if not compared.older:
                continue
            lost = {"at": at, "by": by, "reason": reason, "missing": list(compared.missing)}
            # what stands in the place of the missing ones is learned like any other version
            witness.note(ACCEPTED, ledger, **lost)


def note_package(store: Store, target: Path, at: str, by: str) -> None:
    """Let the witnesses know the package that was just built; see ``package_replaced``."""
    for witness in store.witnesses:
        with suppress(OSError):
            witness.note(PACKAGE, store.ledger(), file=_place(target), at=at, by=by)


def package_replaced(store: Store, path: Path, carried: Ledger) -> list[Finding]:
    """Return whether a newer package was built at the place where this one lies."""
    worst: tuple[int, str] = (0, "")
    for known in _all_known(store):
        for event in known.events:
            if event["what"] == PACKAGE and event.get("file") == _place(path):
                more = int(event["count"]) - len(carried.entries)
                worst = max(worst, (more, str(event.get("at", ""))[:10]))
    if worst[0] <= 0:
        return []
    values = {"file": path.name, "versions": versions(worst[0]), "date": worst[1]}
    return [kinds.PACKAGE_REPLACED.at(Place(path.name), **values)]


def stamps(store: Store) -> Watched:
    """Check the time stamps over heads of the ledger that the witnesses keep, each once."""
    heads = [entry.digest for entry in store.ledger().entries]
    findings, notes = [], {}
    for known in _all_known(store):
        for event in known.events:
            if event["what"] != STAMP:
                continue
            count, head = int(event["count"]), str(event["head"])
            try:
                token = base64.b64decode(str(event["token"]), validate=True)
                owner, time = check_stamp(token, head.encode())
            except Exception:  # noqa: BLE001 - damaged bytes make it raise almost anything
                reason = _("its signature does not hold, or it is over something else")
                findings.append(kinds.STAMP_WRONG.at(count=count, reason=reason))
                continue
            if len(heads) >= count and heads[count - 1] != head:
                reason = _("the archive was another one when it was stamped")
                findings.append(kinds.STAMP_WRONG.at(count=count, reason=reason))
            notes[event["token"]] = _("version {count}: time stamp {time}, certificate {owner}"
            ).format(count=count, time=time, owner=owner)  # fmt: skip
    return Watched(tuple(findings), tuple(notes.values()))


def _all_known(store: Store) -> list[Known]:
    found = []
    for witness in store.witnesses:
        with suppress(OSError):
            known = witness.known()
            if known is not None:
                found.append(known)
    return found


def _said(witness: Witness, ledger: Ledger, *, busy: bool) -> list[Finding]:
    place, file = Place(witness.name), witness.name
    try:
        known = witness.known()
        compared = witness.compare(ledger)
    except OSError as error:
        return [] if witness.quiet else [_unwritable(witness, error)]
    if known is None:
        told = ledger.entries and not witness.quiet and not busy
        return [kinds.WITNESS_MISSING.at(place, file=file)] if told else []
    found = []
    if known.damaged:
        found.append(
            kinds.WITNESS_DAMAGED.at(Place(file, known.damaged), file=file, line=known.damaged)
        )
    found += comparison(compared, witness, busy=busy)
    for event in known.events if not witness.quiet else ():
        if event["what"] == ACCEPTED:
            found.append(_accepted(event))
    return found


def _accepted(event: dict[str, Any]) -> Finding:
    values = {
        "date": str(event.get("at", ""))[:10], "by": event.get("by", ""),
        "reason": event.get("reason", ""), "versions": versions(len(event.get("missing", ()))),
    }  # fmt: skip
    return kinds.OLDER_ACCEPTED.at(**values)


def _unwritable(witness: Witness, error: OSError) -> Finding:
    reason = error.strerror or ""
    return kinds.WITNESS_UNWRITABLE.at(Place(witness.name), file=witness.name, reason=reason)


def _place(path: Path) -> str:
    return os.fsencode(path.absolute()).decode("utf-8", "replace")
