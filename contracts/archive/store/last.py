"""The last line of the ledger, for which no line behind it vouches: the objects do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.archive.store.inventory import NAME, SIDECAR, Inventory, read_inventory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from contracts.archive.store.ledger import Entry


def contradiction(objects: Path, entry: Entry) -> Entry | None:
    """Return a ledger's last line as the objects have it, None where they do not contradict it.

    Where the hash of the inventory is the same, the line was changed; else one of the two was, and
    nobody can tell which: whoever forges an object makes all its files agree with each other.

    Args:
        objects: the OCFL storage root; no run must be in the middle of a step.
        entry: the last line.
    """
    own = _confirmed(objects / entry.agreement)
    if own is not None and own.digest == entry.inventory:
        return None if own.head == entry.version else replace(entry, version=own.head)
    for place in sorted(objects.glob("*/*")):
        found = _confirmed(place)
        if found is not None and found.digest == entry.inventory:
            agreement = place.relative_to(objects).as_posix()
            return replace(entry, agreement=agreement, version=found.head)
    return replace(entry, inventory=own.digest) if own is not None else None


def last_created(objects: Path, entries: Sequence[Entry]) -> str:
    """Return when the newest version was made, as its inventory says; "" where it does not."""
    if not entries:
        return ""
    try:
        raw = read_inventory(objects / entries[-1].agreement / NAME).raw
        return str(raw["versions"][f"v{entries[-1].version}"]["created"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _confirmed(folder: Path) -> Inventory | None:
    """Return the inventory of an object if the file beside it names its hash."""
    try:
        found = read_inventory(folder / NAME)
        side = (folder / SIDECAR).read_bytes()
    except (OSError, ValueError):
        return None
    return found if side == f"{found.digest} {NAME}\n".encode() else None
