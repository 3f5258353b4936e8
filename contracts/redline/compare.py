"""Compares two documents; the result is one change model for all outputs."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.redline import normalise
from contracts.redline.causes import Origins, uses_of
from contracts.redline.classify import classify
from contracts.redline.entries import EntryMaker, Raw, renamed_changes, words
from contracts.redline.match import Matcher
from contracts.redline.model import Change, Comparison, Entry, Side
from contracts.redline.notes import notes_of
from contracts.redline.places import Places
from contracts.redline.splits import join_splits
from contracts.redline.units import HEADINGS, flatten, frame_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.document import Document
    from contracts.redline.units import Unit

CODE_LETTERS = 5


def compare(old: Document, new: Document, old_name: str = "", new_name: str = "") -> Comparison:
    """Return everything about two documents; names say how people call them."""
    frames = frame_of(old), frame_of(new)
    sides = (
        Side(old_name or old.agreement, canonical.digest(old), frames[0]),
        Side(new_name or new.agreement, canonical.digest(new), frames[1]),
    )
    units = flatten(old), flatten(new)
    uses = (
        uses_of(units[0], old.parties_use),
        uses_of(units[1], new.parties_use),
    )
    entries, changes = changes_of(*units, Origins(*uses))
    notes = notes_of(entries, frames, uses, changes)
    return Comparison(*sides, entries, changes, notes)


def changes_of(
    old: Sequence[Unit],
    new: Sequence[Unit],
    origins: Origins,
    renamed: Mapping[str, str] | None = None,
    title: str = "",
) -> tuple[tuple[Entry, ...], tuple[Change, ...]]:
    """Return the merged lines and the changes of two lists of units.

    Args:
        old: the lines of the old text.
        new: the lines of the new text.
        origins: which text every part was made of.
        renamed: fields that have another name in the new text.
        title: the heading over lines that have none among them, as those of a clause file.
    """
    rows = Matcher(old, new, renamed).rows()
    maker = EntryMaker(old, new, renamed)
    entries = join_splits(maker.make(rows), maker.raws)
    namer = _Namer(old, new, origins, maker.raws, title)
    changes = namer.changes(entries)
    return tuple(renamed_changes(entry, namer.ids) for entry in entries), changes


class _Namer:
    """Gives changes their ids, places, causes and classes."""

    def __init__(
        self,
        old: Sequence[Unit],
        new: Sequence[Unit],
        origins: Origins,
        raws: Sequence[Raw],
        title: str,
    ) -> None:
        self.old, self.new = old, new
        self.places = Places(old), Places(new)
        self.origins = origins
        self.raws, self.title = raws, title
        self.ids: dict[str, str] = {}

    def changes(self, entries: Sequence[Entry]) -> tuple[Change, ...]:
        order: dict[str, None] = {}
        for entry in entries:
            if entry.change:
                order[entry.change] = None
            order.update((s.change, None) for t in entry.strips for s in t.spans if s.change)
        seen: dict[str, int] = {}
        for name in order:
            self.ids[name] = self._id(self.raws[int(name)], seen)
        return tuple(self._change(name, n) for n, name in enumerate(order, 1))

    def _area(self, raw: Raw) -> str:
        if raw.new_lines:
            return self.new[raw.new_lines[0]].area
        return self.old[raw.old_lines[0]].area

    def _id(self, raw: Raw, seen: dict[str, int]) -> str:
        area = self._area(raw).replace(":", "-")
        old, new = normalise.key(words(raw.old)), normalise.key(words(raw.new))
        facts = json.dumps([area, raw.kind.partition("-")[0], old, new], ensure_ascii=False)
        seen[facts] = seen.get(facts, 0) + 1
        whole = f"{facts}{seen[facts]}".encode()
        code = base64.b32encode(hashlib.sha256(whole).digest()).decode()[:CODE_LETTERS]
        return f"{area}-{code}"

    def _change(self, name: str, number: int) -> Change:
        raw = self.raws[int(name)]
        area = self._area(raw)
        heads = [self.old[i] for i in raw.old_lines[:1]] + [self.new[j] for j in raw.new_lines[:1]]
        is_head = any(unit.kind in HEADINGS for unit in heads)
        inside = bool(raw.context[0] or raw.context[1])
        whole = is_head and not inside and not raw.rule
        titles = [self.places[1].titles[j] for j in raw.new_lines[:1]]
        titles += [self.places[0].titles[i] for i in raw.old_lines[:1]]
        title = next(filter(None, titles), self.title)
        verdict = classify(raw, title, heading=is_head and inside, section=whole)
        return Change(
            id=self.ids[name],
            number=number,
            kind=raw.kind,
            area=area,
            title=title,
            place_old=self.places[0].names[raw.old_lines[0]] if raw.old_lines else "",
            place_new=self.places[1].names[raw.new_lines[0]] if raw.new_lines else "",
            old=words(raw.old),
            new=words(raw.new),
            cause=self.origins.cause(raw, area, whole=whole),
            verdict=verdict,
            parent=self.ids[str(raw.parent)] if raw.parent >= 0 else "",
        )
