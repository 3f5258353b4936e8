"""Which line of the old text is which line of the new one: parts by id, lines by their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.redline.keys import Keys, alike
from contracts.redline.similar import best_pairs, longest_rising, shared
from contracts.redline.units import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.redline.model import Role
    from contracts.redline.units import Unit

SAME_LINE = 0.4
SAME_PART = 0.5  # parts under different ids
SAME_MOVED = 0.75
_MOVABLE = frozenset({"paragraph", "item", "row", "source"})
_REPLACEABLE = frozenset({"paragraph", "item", "party-line", "source"})
_LEAST_WORDS = 3  # of a line that is recognised elsewhere unchanged
_LEAST_WORDS_CHANGED = 6
_MOST_PAIRS = 10_000  # beyond it only unchanged lines are recognised elsewhere


@dataclass(slots=True)
class Row:
    """One line of the merged text, as positions in both lists of units.

    ``whole`` is the number of the part that was inserted, deleted or moved as a whole, -1 else;
    ``move`` numbers a line that moved alone.
    """

    role: Role
    old: int | None
    new: int | None
    origin: int | None = None
    whole: int = -1
    move: int = -1


@dataclass(frozen=True, slots=True)
class _Area:
    start: int
    end: int


class Matcher:
    """Finds the pairs of two lists of units and merges them."""

    def __init__(
        self,
        old: Sequence[Unit],
        new: Sequence[Unit],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Take both lists."""
        self.old, self.new = Keys(old, renamed), Keys(new)
        self.forth: dict[int, int] = {}  # old line to new line, in place
        self.moved: dict[int, int] = {}  # old line to new line, elsewhere
        self.areas_old, self.areas_new = _areas(old), _areas(new)
        self.area_forth: dict[int, int] = {}

    def rows(self) -> list[Row]:
        """Return all lines, deleted ones before those that take their place."""
        self._pair_areas()
        spine = self._spine()
        for a, b in self.area_forth.items():
            self._pair_lines(self.areas_old[a], self.areas_new[b])
        self._find_moves()
        return self._merged(spine)

    def _pair_areas(self) -> None:
        names_old = _names(self.areas_old, self.old.units)
        names_new = {name: n for n, name in enumerate(_names(self.areas_new, self.new.units))}
        for a, name in enumerate(names_old):
            if name in names_new:
                self.area_forth[a] = names_new[name]
        taken = set(self.area_forth.values())
        left_old = [a for a in range(len(names_old)) if a not in self.area_forth]
        left_new = [b for b in range(len(self.areas_new)) if b not in taken]
        left_old = [a for a in left_old if self._is_part(self.old, self.areas_old[a])]
        left_new = [b for b in left_new if self._is_part(self.new, self.areas_new[b])]
        self.area_forth.update(
            (left_old[i], left_new[j])
            for i, j in best_pairs(left_old, left_new, self._parts_alike, SAME_PART)
        )

    @staticmethod
    def _is_part(keys: Keys, area: _Area) -> bool:
        return keys.units[area.start].kind in HEADINGS

    def _parts_alike(self, a: int, b: int) -> float:
        one = _bag(self.old, self.areas_old[a])
        return shared(one, _bag(self.new, self.areas_new[b]))

    def _spine(self) -> set[int]:
        """Return the old parts that did not move; as few words as possible move."""
        order = sorted(self.area_forth)
        weights = [self.areas_old[a].end - self.areas_old[a].start for a in order]
        rising = longest_rising([self.area_forth[a] for a in order], weights)
        return {order[n] for n in rising}

    def _pair_lines(self, old: _Area, new: _Area) -> None:
        anchors = self._anchors(old, new)
        i, j = old.start, new.start
        for x, y in [*anchors, (old.end, new.end)]:
            self._pair_between((i, x), (j, y))
            if x < old.end:
                self.forth[x] = y
            i, j = x + 1, y + 1

    def _anchors(self, old: _Area, new: _Area) -> list[tuple[int, int]]:
        """Return lines that stand once on each side and in the same order (patience)."""
        ours = _unique(self.old, old)
        theirs = _unique(self.new, new)
        common = [(i, theirs[key]) for key, i in ours.items() if key in theirs]
        head = (old.start, new.start)
        if {self.old.units[head[0]].kind, self.new.units[head[1]].kind} <= HEADINGS:
            common = [head, *(p for p in common if p[0] != head[0] and p[1] != head[1])]
        rising = longest_rising([j for _, j in common])
        return [common[n] for n in rising]

    def _pair_between(self, old: tuple[int, int], new: tuple[int, int]) -> None:
        (i, i_end), (j, j_end) = old, new
        while i < i_end and j < j_end and self.old.exact(i) == self.new.exact(j):
            self.forth[i] = j
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and self.old.exact(i_end - 1) == self.new.exact(j_end - 1):
            i_end, j_end = i_end - 1, j_end - 1
            self.forth[i_end] = j_end
        pairs = best_pairs(range(i, i_end), range(j, j_end), self._lines_alike, SAME_LINE)
        self.forth.update((i + a, j + b) for a, b in pairs)

    def _lines_alike(self, i: int, j: int) -> float:
        return alike(self.old, i, self.new, j)

    def _find_moves(self) -> None:
        taken = set(self.forth.values())
        left_old = [n for n in range(len(self.old.units)) if n not in self.forth]
        left_old = [n for n in left_old if self.old.units[n].kind in _MOVABLE]
        left_new = [n for n in range(len(self.new.units)) if n not in taken]
        left_new = [n for n in left_new if self.new.units[n].kind in _MOVABLE]
        if not left_old or not left_new:
            return
        by_key: dict[tuple[str, ...], list[int]] = {}
        for j in left_new:
            by_key.setdefault(self.new.exact(j), []).append(j)
        for i in left_old:
            same = by_key.get(self.old.exact(i))
            if same and self.old.words(i) >= _LEAST_WORDS:
                self.moved[i] = same.pop(0)
        gone = set(self.moved.values())
        self._find_changed_moves(
            [i for i in left_old if i not in self.moved], [j for j in left_new if j not in gone]
        )

    def _find_changed_moves(self, left_old: list[int], left_new: list[int]) -> None:
        left_old = [i for i in left_old if self.old.words(i) >= _LEAST_WORDS_CHANGED]
        left_new = [j for j in left_new if self.new.words(j) >= _LEAST_WORDS_CHANGED]
        if len(left_old) * len(left_new) > _MOST_PAIRS:
            return
        found = [
            (like, i, j)
            for i in left_old
            for j in left_new
            if (like := self._lines_alike(i, j)) >= SAME_MOVED
        ]
        gone: set[int] = set()
        for _, i, j in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
            if i not in self.moved and j not in gone:
                self.moved[i] = j
                gone.add(j)

    def _merged(self, spine: set[int]) -> list[Row]:
        back = {j: i for i, j in self.moved.items()}
        rows: list[Row] = []
        area_back = {b: a for a, b in self.area_forth.items()}
        a = b = 0
        for stop in [*sorted(spine), len(self.areas_old)]:
            stop_new = self.area_forth[stop] if stop in spine else len(self.areas_new)
            for n in range(a, stop):
                self._leave(rows, n, moved=n in self.area_forth)
            for n in range(b, stop_new):
                self._arrive(rows, n, area_back.get(n), back)
            if stop in spine:
                self._stay(rows, self.areas_old[stop], self.areas_new[stop_new], back)
            a, b = stop + 1, stop_new + 1
        return rows

    def _leave(self, rows: list[Row], area: int, *, moved: bool) -> None:
        """Add the lines of a part that is gone from here."""
        whole = area
        for i in range(self.areas_old[area].start, self.areas_old[area].end):
            if moved and i in self.forth:
                rows.append(Row("moved-from", i, None, whole=whole))
            else:
                row = self._gone(i)
                row.whole = -1 if moved or row.move >= 0 else whole
                rows.append(row)

    def _arrive(
        self, rows: list[Row], area: int, origin: int | None, back: Mapping[int, int]
    ) -> None:
        """Add the lines of a part that is new here."""
        come = {j: i for i, j in self.forth.items()} if origin is not None else {}
        whole = area + len(self.areas_old) if origin is None else origin
        for j in range(self.areas_new[area].start, self.areas_new[area].end):
            if j in come:
                rows.append(Row("moved-to", None, j, origin=come[j], whole=whole))
            else:
                row = self._come(j, back)
                row.whole = -1 if origin is not None or row.move >= 0 else whole
                rows.append(row)

    def _stay(self, rows: list[Row], old: _Area, new: _Area, back: Mapping[int, int]) -> None:
        i, j = old.start, new.start
        pairs = [(x, self.forth[x]) for x in range(old.start, old.end) if x in self.forth]
        for x, y in [*pairs, (old.end, new.end)]:
            gone = [self._gone(n) for n in range(i, x)]
            come = [self._come(n, back) for n in range(j, y)]
            rows += self._replaced(gone, come)
            if x < old.end:
                rows.append(Row("kept", x, y))
            i, j = x + 1, y + 1

    def _replaced(self, gone: list[Row], come: list[Row]) -> list[Row]:
        """Return lines between two that stayed; a single one for a single one took its place."""
        left = [row for row in gone if row.role == "deleted"]
        right = [row for row in come if row.role == "inserted"]
        if len(gone) == len(left) == len(come) == len(right) == 1:
            i, j = left[0].old, right[0].new
            assert i is not None and j is not None  # noqa: S101, PT018 - by their roles
            if self.old.units[i].kind == self.new.units[j].kind in _REPLACEABLE:
                self.forth[i] = j
                return [Row("kept", i, j)]
        return [*gone, *come]

    def _gone(self, i: int) -> Row:
        if i in self.moved:
            return Row("moved-from", i, None, move=i)
        return Row("deleted", i, None)

    def _come(self, j: int, back: Mapping[int, int]) -> Row:
        if j in back:
            return Row("moved-to", None, j, origin=back[j], move=back[j])
        return Row("inserted", None, j)


def _areas(units: Sequence[Unit]) -> list[_Area]:
    found: list[_Area] = []
    start = 0
    for n in range(1, len(units) + 1):
        if n == len(units) or units[n].area != units[start].area or units[n].kind in HEADINGS:
            found.append(_Area(start, n))
            start = n
    return found if units else []


def _names(areas: Sequence[_Area], units: Sequence[Unit]) -> list[tuple[str, int]]:
    """Return the ids of parts; one that stands there twice is counted."""
    seen: Counter[str] = Counter()
    names = []
    for area in areas:
        name = units[area.start].area
        names.append((name, seen[name]))
        seen[name] += 1
    return names


def _unique(keys: Keys, area: _Area) -> dict[tuple[str, ...], int]:
    counts = Counter(keys.exact(n) for n in range(area.start, area.end))
    return {key: n for n in range(area.start, area.end) if counts[key := keys.exact(n)] == 1}


def _bag(keys: Keys, area: _Area) -> Counter[str]:
    total: Counter[str] = Counter()
    for n in range(area.start, area.end):
        total.update(keys.bag(n))
    return total
