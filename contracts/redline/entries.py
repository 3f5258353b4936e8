"""Matched lines to entries with marked words, and to the changes in the raw."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from contracts.redline.keys import content_key
from contracts.redline.model import Entry, Span, Strip
from contracts.redline.similar import best_pairs, likeness
from contracts.redline.spans import compare_contents
from contracts.redline.tokens import flat_text
from contracts.redline.units import HEADINGS, ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.redline.match import Row
    from contracts.redline.model import ChangeKind
    from contracts.redline.units import Content, Unit

_FOLLOWERS = {
    "paragraph": frozenset({"item"}),
    "item": frozenset({"item"}),
    "table": frozenset({"header", "row"}),
    "header": frozenset({"row"}),
    "party-line": frozenset({"party-line", "party"}),
    "signing-party": frozenset({"signatory"}),
}


@dataclass(slots=True)
class Raw:
    """A change before it has a name; lines are positions in the lists of units."""

    kind: ChangeKind
    old_lines: list[int] = field(default_factory=list)
    new_lines: list[int] = field(default_factory=list)
    old: list[Content] = field(default_factory=list)
    new: list[Content] = field(default_factory=list)
    parent: int = -1
    rule: str = ""  # decided by the kind of change alone
    context: tuple[Content, Content] = ((), ())  # the whole lines around changed words


class EntryMaker:
    """Makes entries of rows; ``raws`` are the changes, entries name them by their position."""

    def __init__(
        self,
        old: Sequence[Unit],
        new: Sequence[Unit],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Take both lists of units."""
        self.old, self.new, self.renamed = old, new, renamed
        self.raws: list[Raw] = []
        self.entries: list[Entry] = []
        self._wholes: dict[tuple[int, bool], int] = {}
        self._moves: dict[int, int] = {}
        self._moved_parts: dict[int, int] = {}
        self._columns: list[tuple[int, int]] = []
        self._column_raws: dict[tuple[int, int], int] = {}

    def make(self, rows: Sequence[Row]) -> list[Entry]:
        """Return the entries of all rows."""
        for row in rows:
            match row.role:
                case "kept":
                    self._kept(row)
                case "moved-from" | "moved-to":
                    self._moved(row)
                case _:
                    self._single(row)
        return self.entries

    # ------------------------------------------------------------------ lines on one side

    def _single(self, row: Row) -> None:
        unit = self._unit(row)
        if unit.kind == "gap":
            self.entries.append(Entry(row.role, *self._sides(row)))
            return
        raw = self._raw_of_line(row, unit)
        self._note(raw, row)
        self.entries.append(Entry(row.role, *self._sides(row), change=str(raw)))

    def _raw_of_line(self, row: Row, unit: Unit) -> int:
        kind: ChangeKind = "inserted" if row.role == "inserted" else "deleted"
        if row.whole >= 0:
            whole = (row.whole, row.role == "inserted")
            if whole not in self._wholes:
                self._wholes[whole] = self._add(Raw(kind))
            return self._wholes[whole]
        last = self.entries[-1] if self.entries else None
        if last and last.role == row.role and last.change and _follows(last.unit, unit):
            return int(last.change)
        return self._add(Raw(kind, parent=self._move_around(row)))

    def _move_around(self, row: Row) -> int:
        """Return the move of the part that the line stands in, -1 where it did not move."""
        for entry in reversed(self.entries):
            if entry.unit.area != self._unit(row).area:
                break
            if entry.unit.kind in HEADINGS:
                return int(entry.change) if entry.role.startswith("moved") else -1
        return -1

    # ------------------------------------------------------------------ moves

    def _moved(self, row: Row) -> None:
        alone = row.move >= 0
        known, key = (self._moves, row.move) if alone else (self._moved_parts, row.whole)
        if key not in known:
            known[key] = self._add(Raw("moved"))
        raw = known[key]
        if row.role == "moved-from":
            self._note(raw, row)
            self.entries.append(Entry("moved-from", *self._sides(row), change=str(raw)))
            return
        assert row.origin is not None and row.new is not None  # noqa: S101, PT018 - narrows
        self._note(raw, row)
        origin, unit = self.old[row.origin], self.new[row.new]
        before = len(self.raws)
        strips = self._strips(row.origin, row.new, parent=raw)
        if len(self.raws) > before:
            self.raws[raw].kind = "moved-and-changed"
        self.entries.append(Entry("moved-to", None, unit, strips, change=str(raw), origin=origin))

    # ------------------------------------------------------------------ lines on both sides

    def _kept(self, row: Row) -> None:
        assert row.old is not None and row.new is not None  # noqa: S101, PT018 - narrows
        old, new = self.old[row.old], self.new[row.new]
        strips = self._strips(row.old, row.new, parent=-1)
        change = ""
        if old.shape != new.shape and new.kind != "gap" and _reshaped(old, new):
            raw = Raw("replaced", [row.old], [row.new], rule="shape")
            raw.old, raw.new = list(old.contents), list(new.contents)
            change = str(self._add(raw))
        self.entries.append(Entry("kept", old, new, strips, change=change))

    def _strips(self, i: int, j: int, *, parent: int) -> tuple[Strip, ...]:
        old, new = self.old[i], self.new[j]
        if old.contents == new.contents and new.kind != "header":
            return tuple(
                Strip((Span(c, c),) if c else (), n, n) for n, c in enumerate(old.contents)
            )
        strips = []
        for x, y in self._columns_of(old, new):
            if x >= 0 and y >= 0:
                spans = self._spans((i, x), (j, y), parent)
                strips.append(Strip(spans, x, y))
            else:
                strips.append(self._column(i, j, (x, y)))
        return tuple(strips)

    def _columns_of(self, old: Unit, new: Unit) -> list[tuple[int, int]]:
        """Return which contents belong together, -1 where one has no counterpart."""
        if old.kind not in ROWS or new.kind not in ROWS:
            sizes = range(len(old.contents)), range(len(new.contents))
            return list(zip_longest(*sizes, fillvalue=-1))
        if new.kind == "header":
            self._columns = _columns(old, new)
            self._column_raws = {}
        fits = {x for x, _ in self._columns if x >= 0} == set(range(len(old.contents)))
        fits = fits and {y for _, y in self._columns if y >= 0} == set(range(len(new.contents)))
        return self._columns if fits else _columns(old, new)

    def _column(self, i: int, j: int, pair: tuple[int, int]) -> Strip:
        """Return a cell of a column that only one text has; one change a column."""
        old, new = self.old[i], self.new[j]
        a = old.contents[pair[0]] if pair[0] >= 0 else ()
        b = new.contents[pair[1]] if pair[1] >= 0 else ()
        if new.kind == "gap":
            return Strip((Span(a, b),), *pair)
        if pair not in self._column_raws:
            kind: ChangeKind = "inserted" if pair[0] < 0 else "deleted"
            self._column_raws[pair] = self._add(Raw(kind, rule="column"))
        number = self._column_raws[pair]
        raw = self.raws[number]
        raw.old_lines.append(i)
        raw.new_lines.append(j)
        if a:
            raw.old.append(a)
        if b:
            raw.new.append(b)
        return Strip((Span(a, b, str(number)),), *pair, str(number))

    def _spans(self, old: tuple[int, int], new: tuple[int, int], parent: int) -> tuple[Span, ...]:
        (i, x), (j, y) = old, new
        a, b = self.old[i].contents[x], self.new[j].contents[y]
        if self.new[j].kind == "gap":
            return (Span(a, b),)
        if a == b or (not self.renamed and content_key(a) == content_key(b)):
            return (Span(a, b),) if a or b else ()
        cuts, ours, theirs = compare_contents(a, b, self.renamed)
        spans = []
        for place, was, now in zip(cuts, ours, theirs, strict=True):
            if not place.changed:
                spans.append(Span(was, now))
                continue
            kind: ChangeKind = "replaced" if was and now else "deleted" if was else "inserted"
            raw = Raw(kind, [i], [j], [was], [now], parent=parent, context=(a, b))
            spans.append(Span(was, now, str(self._add(raw))))
        return tuple(spans)

    # ------------------------------------------------------------------ bookkeeping

    def _add(self, raw: Raw) -> int:
        self.raws.append(raw)
        return len(self.raws) - 1

    def _unit(self, row: Row) -> Unit:
        found = self.old[row.old] if row.old is not None else None
        found = self.new[row.new] if row.new is not None else found
        assert found is not None  # noqa: S101 - a row has a side
        return found

    def _sides(self, row: Row) -> tuple[Unit | None, Unit | None]:
        return (
            self.old[row.old] if row.old is not None else None,
            self.new[row.new] if row.new is not None else None,
        )

    def _note(self, raw: int, row: Row) -> None:
        """Add a line to the change that it belongs to."""
        if row.old is not None:
            self.raws[raw].old_lines.append(row.old)
            self.raws[raw].old += self.old[row.old].contents
        if row.new is not None:
            self.raws[raw].new_lines.append(row.new)
            self.raws[raw].new += self.new[row.new].contents


def _follows(before: Unit, unit: Unit) -> bool:
    """Tell whether a line belongs to the inserted or deleted one before it."""
    if before.area != unit.area or unit.kind not in _FOLLOWERS.get(before.kind, ()):
        return False
    if before.kind == "item":
        return unit.depth > 1
    return True


def _reshaped(old: Unit, new: Unit) -> bool:
    """Tell whether a reader sees the difference between two kinds of line."""
    return (old.kind, old.depth, old.ordered, old.key) != (
        new.kind,
        new.depth,
        new.ordered,
        new.key,
    )


def _columns(old: Unit, new: Unit) -> list[tuple[int, int]]:
    """Return which cells belong together, in the order of the merged row."""
    if len(old.contents) == len(new.contents):
        return [(n, n) for n in range(len(old.contents))]
    ours = [content_key(c).split() for c in old.contents]
    theirs = [content_key(c).split() for c in new.contents]
    found: list[tuple[int, int]] = []
    x = y = 0
    for i, j in [*best_pairs(ours, theirs, likeness, 0.4), (len(ours), len(theirs))]:
        found += [(n, -1) for n in range(x, i)]
        found += [(-1, n) for n in range(y, j)]
        if i < len(ours):
            found.append((i, j))
        x, y = i + 1, j + 1
    return found


def renamed_changes(entry: Entry, names: Mapping[str, str]) -> Entry:
    """Return an entry whose changes carry other names."""
    if not entry.change and not any(s.change for strip in entry.strips for s in strip.spans):
        return entry
    strips = tuple(
        replace(
            strip,
            change=names[strip.change] if strip.change else "",
            spans=tuple(replace(s, change=names[s.change]) if s.change else s for s in strip.spans),
        )
        for strip in entry.strips
    )
    change = names[entry.change] if entry.change else ""
    return replace(entry, strips=strips, change=change)


def words(contents: Sequence[Content]) -> str:
    """Return contents as one readable text."""
    texts = (flat_text(content).replace("\u2028", " / ").strip() for content in contents)
    return " | ".join(text for text in texts if text)
