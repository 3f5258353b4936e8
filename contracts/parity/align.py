"""Which line of a file is which line of the contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from contracts.parity.account import Line, plain, settle

if TYPE_CHECKING:
    from contracts.parity.account import Account


@dataclass(frozen=True, slots=True)
class Aligned:
    """The lines of a contract with those of a file; ``told`` is settled, see ``account.settle``."""

    expected: Account
    told: Account
    pairs: tuple[tuple[Line, Line], ...]
    missing: tuple[Line, ...]
    extra: tuple[tuple[Line, str], ...]
    # Positions of the contract's lines by positions of the file's.
    places: dict[int, int]


def align(expected: Account, told: Account) -> Aligned:
    """Find for each line the one that says the same, or stands in its place."""
    wanted, found = expected.lines, told.lines
    matcher = SequenceMatcher(
        None, [line.words for line in wanted], [line.words for line in found], autojunk=False
    )
    pairs: list[tuple[int, int]] = []
    missing: list[Line] = []
    extra: list[tuple[Line, str]] = []
    for kind, a, b, c, d in _blocks(matcher, wanted, found):
        if kind == "equal" or b - a == d - c:
            pairs += zip(range(a, b), range(c, d), strict=True)
            continue
        near, lone, strange = _nearest(wanted, found, range(a, b), range(c, d))
        pairs += near
        missing += [wanted[place] for place in lone]
        after = wanted[a - 1].clause if a else ""
        extra += [(found[place], after) for place in strange]
    settled = tuple((wanted[i], _settled(found[j], wanted[i])) for i, j in pairs)
    places = {j: i for i, j in pairs}
    return Aligned(expected, told, settled, tuple(missing), tuple(extra), places)


def _blocks(
    matcher: SequenceMatcher[str], wanted: list[Line], found: list[Line]
) -> list[tuple[str, int, int, int, int]]:
    if len(wanted) == len(found):
        # The usual case, and the only one where a changed word moves no line.
        return [("equal", 0, len(wanted), 0, len(found))]
    return list(matcher.get_opcodes())


def _nearest(
    wanted: list[Line], found: list[Line], some: range, others: range
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair lines of one stretch by how alike they are, in order."""
    pairs: list[tuple[int, int]] = []
    rest = list(others)
    lone = []
    for place in some:
        alike = [
            (SequenceMatcher(None, wanted[place].words, found[other].words).ratio(), -other)
            for other in rest
        ]
        best, other = max(alike, default=(0.0, 0))
        if best > 0.5:  # noqa: PLR2004 - more alike than not
            pairs.append((place, -other))
            rest = [later for later in rest if later > -other]
        else:
            lone.append(place)
    taken = {other for _, other in pairs}
    return pairs, lone, [other for other in others if other not in taken]


def _settled(told: Line, expected: Line) -> Line:
    return replace(
        told,
        text=settle(told.text, expected.text),
        strong=_pieces(told.strong, expected.strong),
        emphasis=_pieces(told.emphasis, expected.emphasis),
        gaps=_pieces(told.gaps, expected.gaps),
        links=tuple(
            (settle(shown, other[0]), place)
            for (shown, place), other in _padded(told.links, expected.links)
        ),
    )


def _pieces(told: tuple[str, ...], expected: tuple[str, ...]) -> tuple[str, ...]:
    texts = [*expected, *[""] * len(told)]
    return tuple(plain(settle(text, other)) for text, other in zip(told, texts, strict=False))


def _padded(
    told: tuple[tuple[str, int], ...], expected: tuple[tuple[str, int], ...]
) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    others = [*expected, *[("", -1)] * len(told)]
    return list(zip(told, others, strict=False))
