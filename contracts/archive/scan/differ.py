"""What a page in the archive shows otherwise than the page sent out; only in the child process.

Two pictures of the same print never are the same: edges are softer, thin lines paler. What counts
is ink of the size of a stroke where there should be none, and the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from contracts.archive.scan.groups import Group, groups
from contracts.archive.scan.ink import SIDE, beyond, gathered
from contracts.archive.scan.sent import DOTS, Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.scan.sent import Sent

_SUSPECT = 2.8  # pixels of ink
_LEAST, _MOST = 3.8, 5.2  # a difference, in a clear picture and in a poor one
_CLEAR, _POOR = 0.007, 0.01  # noise, see ``ink.equal``
_SHAKE = 2  # pixels by which a word may lie elsewhere
_CELL = 8  # pixels, about 1 mm
_EDGE = 6.0 * 72 / 25.4
_HOLES = 20.0 * 72 / 25.4  # from the edge
_HOLE = (4, 9)  # cells
_SPECK, _SPECK_BESIDE_WORDS = 3, 2
_BESIDE = 11.0  # points
_PEN = 14.0  # points: what reaches so far beyond a word was written over it
_OVERSHOOT = 34.0  # points: hands do not stop at the end of a box
_WRITTEN = 6  # cells of a signature at least
_SAME_PLACE = 24.0  # points
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Look:
    """Both pages as steps of ink of one sharpness, laid over one another."""

    sent: Any
    scan: Any
    noise: float

    @property
    def limit(self) -> float:
        """From how much gathered ink on a difference counts."""
        share = (self.noise - _CLEAR) / (_POOR - _CLEAR)
        return _LEAST + (_MOST - _LEAST) * min(max(share, 0.0), 1.0)


def differences(page: Sent, look: Look) -> list[dict[str, Any]]:
    """Return the places where words differ or something was added, from the top."""
    extra, missing = beyond(look.scan, look.sent), beyond(look.sent, look.scan)
    for area in page.strip:
        extra[area.pixels()] = missing[area.pixels()] = 0
    more, less = gathered(extra), gathered(missing)
    _clear_edges(more)
    added = groups(_cells(more) > look.limit)
    changed, written_over = _words(page, look, more, less, _joined(added))
    loose = [group for group in added if _counts(group, page, changed)]
    places = [_place("words", some) for some in _together(changed)]
    places += [_place("added", [_area(group)]) for group in _joined(loose)]
    covered = [area for area in written_over if not _inside(area, loose)]
    places += [_place("added", some) for some in _together(covered)]
    return sorted(places, key=lambda place: place["top"])


def signatures(page: Sent, look: Look) -> dict[str, bool]:
    """Return for each box whether something is written in it."""
    found = {}
    for name, area in page.boxes.items():
        at = area.pixels()
        cells = _cells(gathered(beyond(look.scan[at], look.sent[at]))) > _SUSPECT
        found[name] = max((group.width + group.height for group in groups(cells)), default=0) > (
            _WRITTEN
        )
    return found


def _words(
    page: Sent, look: Look, more: Any, less: Any, added: Sequence[Group]
) -> tuple[list[Area], list[Area]]:
    """Return words that look otherwise, and words that something was written over."""
    changed, over = [], []
    for word in page.words:
        at = word.wider(1.5).pixels()
        if max(_peak(more[at]), _peak(less[at])) <= _SUSPECT or _in_strip(word, page):
            continue
        differing, lost = _shaken(look, at)
        if differing <= look.limit:
            continue
        if lost <= look.limit and _is_pen(word, page, added):
            over.append(word)
        else:
            changed.append(word)
    return changed, over


def _peak(ink: Any) -> float:
    return float(ink.max()) if ink.size else 0.0


def _shaken(look: Look, at: tuple[slice, slice]) -> tuple[float, float]:
    """Return how much a word differs where it fits best, and how little of it is missing."""
    rows, columns = at
    margin = _SHAKE + SIDE // 2 + 1
    own = _window(look.sent, rows, columns, margin)
    seen = _window(look.scan, rows, columns, margin)
    differing = lost = float("inf")
    for down in range(-_SHAKE, _SHAKE + 1):
        for right in range(-_SHAKE, _SHAKE + 1):
            moved = np.roll(seen, (down, right), (0, 1))
            inner = (slice(margin, -margin), slice(margin, -margin))
            more = _peak(gathered(beyond(moved, own))[inner])
            less = _peak(gathered(beyond(own, moved))[inner])
            differing, lost = min(differing, max(more, less)), min(lost, less)
    return differing, lost


def _window(ink: Any, rows: slice, columns: slice, margin: int) -> Any:
    return np.pad(
        ink[max(rows.start - margin, 0) : rows.stop + margin,
            max(columns.start - margin, 0) : columns.stop + margin],
        ((max(margin - rows.start, 0), max(rows.stop + margin - ink.shape[0], 0)),
         (max(margin - columns.start, 0), max(columns.stop + margin - ink.shape[1], 0))),
    )  # fmt: skip


def _cells(ink: Any) -> Any:
    height, width = (side // _CELL * _CELL for side in ink.shape)
    if not height or not width:
        return np.zeros((0, 0), np.float32)
    cells = ink[:height, :width].reshape(height // _CELL, _CELL, width // _CELL, _CELL)
    return cells.max(axis=(1, 3))


def _area(group: Group) -> Area:
    scale = _CELL * 72 / DOTS
    return Area(group.left * scale, group.top * scale, group.right * scale, group.bottom * scale)


def _clear_edges(ink: Any) -> None:
    edge = int(_EDGE * DOTS / 72)
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0


def _in_strip(word: Area, page: Sent) -> bool:
    return any(_touch(word, area) for area in page.strip)


def _touch(one: Area, other: Area) -> bool:
    return (
        one.left < other.right and other.left < one.right
        and one.top < other.bottom and other.top < one.bottom
    )  # fmt: skip


def _inside(word: Area, some: Sequence[Group]) -> bool:
    return any(_touch(word, _area(group)) for group in some)


def _is_pen(word: Area, page: Sent, added: Sequence[Group]) -> bool:
    """Tell whether ink over a word is part of something larger: a stamp, a signature, a line."""
    for group in added:
        area = _area(group)
        if not _touch(area, word.wider(2)):
            continue
        beyond = max(word.left - area.left, area.right - word.right,
                     word.top - area.top, area.bottom - word.bottom)  # fmt: skip
        if beyond > _PEN or _by_hand(area, page):
            return True
    return False


def _by_hand(area: Area, page: Sent) -> bool:
    """Tell whether something begins where people sign, or write place and date beside it."""
    return any(
        area.top < box.bottom and area.bottom > box.top - _OVERSHOOT / 2 and
        area.bottom < box.bottom + _OVERSHOOT and area.top > box.top - _OVERSHOOT
        for box in page.boxes.values()
    )  # fmt: skip


def _counts(group: Group, page: Sent, changed: Sequence[Area]) -> bool:
    """Tell whether added ink is neither a speck, a punch hole nor a signature, nor told already."""
    area = _area(group)
    if _by_hand(area, page) or any(_touch(area, word.wider(3)) for word in changed):
        return False
    beside = any(_touch(area, word.wider(_BESIDE)) for word in page.words)
    if max(group.width, group.height) < (_SPECK_BESIDE_WORDS if beside else _SPECK):
        return False
    if any(_touch(area, word) for word in page.words) and not _reaches_out(area, page):
        return False  # the word itself was judged
    margin = min(area.left, page.width - area.right, area.top, page.height - area.bottom)
    least, most = _HOLE
    round_ = least <= group.width <= most and least <= group.height <= most
    return not (round_ and margin < _HOLES and abs(group.width - group.height) <= 1)


def _reaches_out(area: Area, page: Sent) -> bool:
    return all(
        max(word.left - area.left, area.right - word.right,
            word.top - area.top, area.bottom - word.bottom) > _PEN
        for word in page.words if _touch(area, word)
    )  # fmt: skip


def _joined(some: Sequence[Group]) -> list[Group]:
    """Return groups that lie close to one another as one."""
    left = list(some)
    done: list[Group] = []
    while left:
        group = left.pop()
        near = [one for one in left if _touch(_area(group).wider(_SAME_PLACE), _area(one))]
        if near:
            left = [one for one in left if one not in near]
            left.append(group.with_all(near))
        else:
            done.append(group)
    return done


def _together(words: Sequence[Area]) -> list[list[Area]]:
    """Return words that follow one another, or stand in neighbouring lines, as one place."""
    places: list[list[Area]] = []
    for word in words:
        if places and abs(word.top - places[-1][-1].top) < _SAME_PLACE:
            places[-1].append(word)
        else:
            places.append([word])
    return places


def _place(kind: str, some: Sequence[Area]) -> dict[str, Any]:
    words = [area.text for area in some if area.text]
    shown = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
    box = [min(a.left for a in some), min(a.top for a in some),
           max(a.right for a in some), max(a.bottom for a in some)]  # fmt: skip
    return {"kind": kind, "words": shown, "top": round(box[1]), "box": [round(v) for v in box]}
