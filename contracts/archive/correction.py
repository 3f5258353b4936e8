"""Takes a copy back that was filed wrongly: a version more that says who, when and why.

Nothing is deleted. The copy keeps its number and its files; every list tells that it was withdrawn.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.archive.filing import Cover, Stored, told_evidence
from contracts.archive.holding import COVER, WITHDRAWN, Filed, Holding, Withdrawal, holding_of
from contracts.catalogue import archive as archive_kinds
from contracts.catalogue import keeping as kinds
from contracts.errors import UsageError

if TYPE_CHECKING:
    from contracts.archive.store.store import Store


def withdraw(
    store: Store, agreement: str, number: str, withdrawal: Withdrawal, cover: Cover
) -> Stored:
    """Withdraw a copy and return the version that says so.

    Raises:
        ConflictError: another run is just writing, or has written in between.
        IntegrityError: the store is not what it was.
        OSError: the disk refuses; the copy is as before or withdrawn.
        UsageError: there is no such copy, or it was withdrawn already.
    """
    store.recover()
    holding, copy = copy_of(store, agreement, number)
    marked = replace(copy, withdrawal=withdrawal)
    evidence = [told_evidence(marked if one is copy else one) for one in holding.copies]
    release = holding.release(str(copy.evidence["release"]))
    files = {
        f"signed/{number}/{WITHDRAWN}": canonical.dump(asdict(withdrawal)),
        COVER: cover(release, evidence),
    }
    verb = f"moved to {withdrawal.moved_to}" if withdrawal.moved_to else "withdrawn"
    message = f"signed copy {number} {verb}: {withdrawal.reason}"
    version = store.add(
        agreement, files, withdrawal.at, message, after=holding.version, by=withdrawal.by
    )
    return Stored(agreement, version, (number,))


def copy_of(store: Store, agreement: str, number: str) -> tuple[Holding, Filed]:
    """Return a copy that is not withdrawn, and all that is there of its agreement.

    Raises:
        IntegrityError: the store cannot be read.
        UsageError: there is no such copy, or it was withdrawn already.
    """
    holding = holding_of(store, agreement)
    if holding is None:
        raise UsageError(archive_kinds.NOTHING_STORED.at(agreement=agreement))
    found = next((copy for copy in holding.copies if copy.number == number), None)
    if found is None:
        known = ", ".join(copy.number for copy in holding.copies)
        raise UsageError(kinds.NO_SUCH_COPY.at(agreement=agreement, copy=number, known=known))
    taken = found.withdrawal
    if taken is not None:
        raise UsageError(
            kinds.WITHDRAWN_ALREADY.at(
                agreement=agreement, copy=number,
                by=taken.by, date=taken.date, reason=taken.reason,
            )
        )  # fmt: skip
    return holding, found
