"""Merges three texts: a base, the district's own wording of it, and the new standard.

Sentences are the unit; within a sentence that both sides changed, legal tokens are. What both
sides changed differently is a conflict, shown with all three wordings and never decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from contracts.document import Text
from contracts.redline.tokens import sentences, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed differently."""

    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text; where ``conflicts`` is not empty, it holds their marks."""

    text: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Chunk:
    base: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]
    stable: bool


def merge(base: str, ours: str, theirs: str, names: tuple[str, str, str]) -> Merged:
    """Merge the changes from base to ours and from base to theirs.

    Args:
        base: what both come from.
        ours: the district's own wording.
        theirs: the new standard.
        names: how the three are called in the marks of a conflict.
    """
    conflicts: list[Conflict] = []
    parts = [_sentences(text) for text in (base, ours, theirs)]
    found = []
    for chunk in _chunks(*parts):
        words = [
            "".join(part[slice(*run)])
            for part, run in zip(parts, (chunk.base, chunk.ours, chunk.theirs), strict=True)
        ]
        settled = _settled(*words)
        if settled is None:
            settled = _by_words(*words)
        if settled is None:
            conflicts.append(Conflict(*words))
            settled = _marked((words[0], words[1], words[2]), names)
        found.append(settled)
    return Merged("".join(found), tuple(conflicts))


def _settled(base: str, ours: str, theirs: str) -> str | None:
    """Return the wording that nobody contradicts, None where both sides changed it."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


def _by_words(base: str, ours: str, theirs: str) -> str | None:
    """Merge a run of sentences token by token; None where that leaves a conflict."""
    parts = [[t.text for t in tokenise((Text(text),))] for text in (base, ours, theirs)]
    if not all(parts):
        return None
    found = []
    for chunk in _chunks(*parts):
        words = [
            "".join(part[slice(*run)])
            for part, run in zip(parts, (chunk.base, chunk.ours, chunk.theirs), strict=True)
        ]
        settled = _settled(*words)
        if settled is None:
            return None
        found.append(settled)
    return "".join(found)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text with the blanks behind them; together they are the text."""
    tokens = tokenise((Text(text),))
    solid = [t for t in tokens if not t.blank]
    ends = [solid[end - 1].end for _, end in sentences(solid)]
    # a blank line ends a sentence, too: headings of lists have no full stop
    ends += [t.end for t in tokens if t.blank and "\n\n" in t.text]
    starts = sorted({0, *(_skip(text, end) for end in ends), len(text)})
    return [text[a:b] for a, b in pairwise(starts)]


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _chunks(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[_Chunk]:
    """Return runs in which all three agree and runs in which they do not (diff3)."""
    a, b = _matches(base, ours), _matches(base, theirs)
    found: list[_Chunk] = []
    i = x = y = 0
    while i < len(base) or x < len(ours) or y < len(theirs):
        n = i
        while n in a and n in b and a[n] == x + n - i and b[n] == y + n - i:
            n += 1
        if n > i:
            length = n - i
            found.append(_Chunk((i, n), (x, x + length), (y, y + length), stable=True))
            i, x, y = n, x + length, y + length
            continue
        n = next((m for m in range(i, len(base)) if m in a and m in b), len(base))
        end_a = a[n] if n < len(base) else len(ours)
        end_b = b[n] if n < len(base) else len(theirs)
        found.append(_Chunk((i, n), (x, end_a), (y, end_b), stable=False))
        i, x, y = n, end_a, end_b
    return found


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _marked(words: tuple[str, str, str], names: tuple[str, str, str]) -> str:
    base, ours, theirs = words

    def closed(text: str) -> str:
        return text if text.endswith("\n") or not text else text + "\n"

    return (
        f"\n<<<<<<< {names[1]}\n{closed(ours)}||||||| {names[0]}\n{closed(base)}"
        f"=======\n{closed(theirs)}>>>>>>> {names[2]}\n"
    )
