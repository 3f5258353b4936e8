"""In which order the lines of two Word files stand in the common one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.redline.word.blocks import Block


@dataclass(frozen=True, slots=True)
class Step:
    """A line: of both files, or of one (then the other position is -1); ``move`` names a move."""

    old: int
    new: int
    move: str = ""

    @property
    def is_pair(self) -> bool:
        """Tell whether both files have the line."""
        return self.old >= 0 and self.new >= 0


def steps_of(
    old: Sequence[Block],
    new: Sequence[Block],
    pairs: Mapping[int, int],
    moves: Mapping[str, tuple[list[int], list[int]]],
) -> list[Step]:
    """Return all lines in their order.

    Args:
        old: the lines of the old file.
        new: the lines of the new file.
        pairs: lines of the contract that both have, by the comparison.
        moves: name of a move to the lines that left and that arrived.
    """
    known = {a: b for a, b in pairs.items() if old[a].is_row == new[b].is_row}
    placed = (
        {n for side in moves.values() for n in side[0]},
        {n for side in moves.values() for n in side[1]},
    )
    whole = _with_fixed(old, new, known, placed)
    whole = _same_width(old, new, whole)
    names = _names(old, new, moves, whole)
    steps: list[Step] = []
    i = j = 0
    for a, b in [*sorted(whole.items()), (len(old), len(new))]:
        if i < a or j < b:
            gap_old, gap_new = list(range(i, a)), list(range(j, b))
            steps += _between(old, new, gap_old, gap_new, (i - 1, a, j - 1, b), names)
        if a < len(old):
            steps.append(Step(a, b))
        i, j = a + 1, b + 1
    return steps


def _with_fixed(
    old: Sequence[Block],
    new: Sequence[Block],
    known: Mapping[int, int],
    placed: tuple[set[int], set[int]],
) -> dict[int, int]:
    """Add the lines that the skeleton brings: equal ones, and single ones at the same place."""
    found = dict(known)
    taken = set(known.values())
    i = j = 0
    for a, b in [*sorted(known.items()), (len(old), len(new))]:
        ours = [n for n in range(i, a) if n not in placed[0]]
        theirs = [n for n in range(j, b) if n not in taken and n not in placed[1]]
        found.update(_equal(old, new, ours, theirs))
        i, j = a + 1, b + 1
    return found


def _equal(
    old: Sequence[Block], new: Sequence[Block], ours: list[int], theirs: list[int]
) -> dict[int, int]:
    if not ours or not theirs:
        return {}
    keys = [[(s[n].is_row, s[n].text) for n in side] for s, side in ((old, ours), (new, theirs))]
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        same = tag == "replace" and i2 - i1 == j2 - j1
        if tag == "equal" or (same and all(
            old[ours[i1 + n]].is_row == new[theirs[j1 + n]].is_row for n in range(i2 - i1)
        )):  # fmt: skip
            found.update((ours[i1 + n], theirs[j1 + n]) for n in range(i2 - i1))
    return found


def _same_width(
    old: Sequence[Block], new: Sequence[Block], pairs: dict[int, int]
) -> dict[int, int]:
    """Leave out the rows of tables whose columns changed: the whole table is exchanged."""
    bad = {
        (id(old[a].table), id(new[b].table))
        for a, b in pairs.items()
        if old[a].is_row and _width(old[a]) != _width(new[b])
    }
    homes: dict[int, set[int]] = {}
    for a, b in pairs.items():
        if old[a].is_row:
            homes.setdefault(id(old[a].table), set()).add(id(new[b].table))
            homes.setdefault(id(new[b].table), set()).add(id(old[a].table))
    mixed = {table for table, others in homes.items() if len(others) > 1}
    return {
        a: b
        for a, b in pairs.items()
        if not old[a].is_row
        or (
            (id(old[a].table), id(new[b].table)) not in bad
            and id(old[a].table) not in mixed
            and id(new[b].table) not in mixed
        )
    }


def _width(block: Block) -> int:
    return len(block.cells)


def _names(
    old: Sequence[Block],
    new: Sequence[Block],
    moves: Mapping[str, tuple[list[int], list[int]]],
    pairs: Mapping[int, int],
) -> dict[tuple[str, int], str]:
    """Return names for lines that move: each paragraph with its counterpart."""
    names: dict[tuple[str, int], str] = {}
    taken = set(pairs.values())
    for change, (gone, come) in moves.items():
        if len(gone) != len(come):
            continue
        if any(map(_has_field, [*(old[a] for a in gone), *(new[b] for b in come)])):
            continue  # LibreOffice leaves an empty line where a field moved away
        for n, (a, b) in enumerate(zip(gone, come, strict=True), 1):
            if old[a].is_row or new[b].is_row or a in pairs or b in taken:
                continue
            names["old", a] = names["new", b] = f"{change}-{n}"
    return names


def _has_field(block: Block) -> bool:
    return next(block.element.iter(w("fldChar")), None) is not None


def _between(
    old: Sequence[Block],
    new: Sequence[Block],
    gone: list[int],
    come: list[int],
    around: tuple[int, int, int, int],
    names: Mapping[tuple[str, int], str],
) -> list[Step]:
    """Return the lines between two that both files have.

    Rows of the table before come first, rows of the table behind last, so that no table is torn.
    """
    before_old, after_old, before_new, after_new = around
    first = [
        _run(old, gone, before_old), _run(new, come, before_new),
    ]  # fmt: skip
    gone_left = gone[len(first[0]) :]
    come_left = come[len(first[1]) :]
    last = [
        _run(old, gone_left[::-1], after_old)[::-1],
        _run(new, come_left[::-1], after_new)[::-1],
    ]
    gone_mid = gone_left[: len(gone_left) - len(last[0])]
    come_mid = come_left[: len(come_left) - len(last[1])]
    steps: list[Step] = []
    for lines_old, lines_new in (first, (gone_mid, come_mid), last):
        steps += [Step(a, -1, names.get(("old", a), "")) for a in lines_old]
        steps += [Step(-1, b, names.get(("new", b), "")) for b in lines_new]
    return steps


def _run(blocks: Sequence[Block], lines: list[int], neighbour: int) -> list[int]:
    """Return the rows at the beginning that belong to the table of a neighbouring row."""
    if not 0 <= neighbour < len(blocks) or not blocks[neighbour].is_row:
        return []
    table = blocks[neighbour].table
    found = []
    for n in lines:
        if blocks[n].table is not table:
            break
        found.append(n)
    return found
