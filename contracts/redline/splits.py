"""An Absatz that was cut in two, or two that were joined, without another word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.redline.keys import content_key
from contracts.redline.model import Entry, Span, Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.redline.entries import Raw

_TEXT = frozenset({"paragraph", "item", "source"})


def join_splits(entries: Sequence[Entry], raws: Sequence[Raw]) -> list[Entry]:
    """Make one change of words that left the end or beginning of a line to be their own line."""
    found = list(entries)
    for n, entry in enumerate(found):
        if entry.role not in ("inserted", "deleted") or entry.unit.kind not in _TEXT:
            continue
        for neighbour in (n - 1, n + 1):
            if 0 <= neighbour < len(found) and _split(found, n, neighbour, raws):
                break
    return found


def _split(entries: list[Entry], line: int, neighbour: int, raws: Sequence[Raw]) -> bool:
    """Join the change of a whole line with that of its neighbour's words; tell whether it fits."""
    entry, other = entries[line], entries[neighbour]
    if other.role != "kept" or other.unit.kind not in _TEXT or len(other.strips) != 1:
        return False
    if raws[int(entry.change)].rule or sum(e.change == entry.change for e in entries) > 1:
        return False
    spans = other.strips[0].spans
    place = len(spans) - 1 if neighbour < line else 0
    edge = spans[place] if spans else None
    if edge is None or not edge.change or raws[int(edge.change)].rule:
        return False
    gone, come = (edge.old, edge.new) if entry.role == "inserted" else (edge.new, edge.old)
    if come or content_key(gone) != content_key(entry.unit.contents[0]):
        return False
    raw, inner = raws[int(entry.change)], raws[int(edge.change)]
    raw.kind, raw.rule, raw.context = "moved", "split", ((), ())
    raw.old_lines = raw.old_lines or inner.old_lines
    raw.new_lines = raw.new_lines or inner.new_lines
    raw.old, raw.new = raw.old or inner.old, raw.new or inner.new
    renamed: list[Span] = [
        replace(span, change=entry.change) if n == place else span for n, span in enumerate(spans)
    ]
    strip = Strip(tuple(renamed), 0, 0)
    entries[neighbour] = replace(other, strips=(strip,))
    return True
