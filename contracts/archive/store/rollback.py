"""Says that an archive is an older one, and keeps its witnesses up to date."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from contracts.catalogue import keeping as kinds
from contracts.errors import IntegrityError
from contracts.findings import Finding, Place
from contracts.language import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.archive.store.ledger import Ledger
    from contracts.archive.store.witness import Compared, Witness

_SHOWN = 5  # names of missing versions


def refuse_older(witnesses: Iterable[Witness], ledger: Ledger) -> None:
    """Refuse what would make two histories out of one.

    Raises:
        IntegrityError: a witness knows versions that the ledger does not have.
    """
    for witness in witnesses if not ledger.broken else ():
        found: list[Finding] = []
        with suppress(OSError):
            found = comparison(witness.compare(ledger), witness, busy=True)
        if found:
            raise IntegrityError(*found)


def let_know(witnesses: Iterable[Witness], ledger: Ledger, at: str) -> None:
    """Let the witnesses learn; one that cannot be written to is told of by the next look."""
    for witness in witnesses:
        with suppress(OSError):
            witness.learn(ledger, at)


def comparison(compared: Compared, witness: Witness, *, busy: bool) -> list[Finding]:
    """Return what a comparison means; ``busy`` says that newer versions are nothing to tell."""
    place, file = Place(witness.name), witness.name
    if compared.older:
        shown = ", ".join(compared.missing[:_SHOWN])
        more = len(compared.missing) - _SHOWN
        values = {
            "file": file, "versions": versions(compared.older),
            "missing": f"{shown} … (+{more})" if more > 0 else shown,
        }  # fmt: skip
        if not compared.others:
            return [kinds.ARCHIVE_OLDER.at(place, **values)]
        return [kinds.ARCHIVE_FORKED.at(place, others=versions(compared.others), **values)]
    if compared.newer and not witness.quiet and not busy:
        return [kinds.ARCHIVE_NEWER.at(place, file=file, versions=versions(compared.newer))]
    return []


def versions(count: int) -> str:
    """Return a number of versions in words."""
    return ngettext("{n} version", "{n} versions", count).format(n=count)
