"""Compares one part of a contract, without the rest of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.redline.causes import Origins
from contracts.redline.compare import changes_of
from contracts.redline.encode import plain
from contracts.redline.model import Comparison, Side
from contracts.redline.notes import notes_of
from contracts.redline.units import flatten_part

if TYPE_CHECKING:
    from contracts.document import Part, SignatureBlock


def compare_parts(old: Part | SignatureBlock, new: Part | SignatureBlock) -> Comparison:
    """Return everything about two versions of one part; both carry the same number."""
    units = flatten_part(old), flatten_part(new)
    uses = {old.anchor: old.use}, {new.anchor: new.use}
    entries, changes = changes_of(*units, Origins(*uses))
    notes = notes_of(entries, None, uses, changes)
    sides = [
        Side(part.use.name, hashlib.sha256(canonical.dump(plain(part))).hexdigest())
        for part in (old, new)
    ]
    return Comparison(sides[0], sides[1], entries, changes, notes)
