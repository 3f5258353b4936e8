"""Two contents as spans: what was kept, what was deleted and what was inserted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from contracts.redline.islands import Piece, without_islands
from contracts.redline.similar import best_pairs, shared
from contracts.redline.tokens import Token, cut, sentences, tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.redline.units import Content

SAME_SENTENCE = 0.4  # sentences less alike are one deleted and one inserted
LEAST_ENDS = 2  # words
KEPT_WORDS = 0.3  # a sentence that keeps less of its words reads better as replaced


@dataclass(frozen=True, slots=True)
class Cut:
    """A span as places in both flat texts."""

    old: tuple[int, int]
    new: tuple[int, int]
    changed: bool


def compare_contents(
    old: Content, new: Content, renamed: Mapping[str, str] | None = None
) -> tuple[tuple[Cut, ...], tuple[Content, ...], tuple[Content, ...]]:
    """Return the spans of two contents, with the inlines of each on both sides."""
    old_tokens, new_tokens = tokenise(old, renamed), tokenise(new)
    cuts = _cuts(old_tokens, new_tokens)
    return (
        cuts,
        tuple(cut(old, *span.old) for span in cuts),
        tuple(cut(new, *span.new) for span in cuts),
    )


def _cuts(old: Sequence[Token], new: Sequence[Token]) -> tuple[Cut, ...]:
    old_end = old[-1].end if old else 0
    new_end = new[-1].end if new else 0
    a, b = ([token for token in side if token.kind != "space"] for side in (old, new))
    if [t.key for t in a] == [t.key for t in b]:
        return (Cut((0, old_end), (0, new_end), changed=False),) if old or new else ()
    pieces = _pieces(a, b)
    return _with_blanks(pieces, (a, b), (old_end, new_end), (old, new))


def _pieces(a: Sequence[Token], b: Sequence[Token]) -> list[Piece]:
    """Return kept and changed runs of tokens, sentence by sentence."""
    ours, theirs = sentences(a), sentences(b)
    bags = [[Counter([t.key for t in side[s:e]]) for s, e in runs] for side, runs in (
        (a, ours), (b, theirs),
    )]  # fmt: skip
    pairs = best_pairs(bags[0], bags[1], shared, SAME_SENTENCE)
    if not pairs:
        return _sentence(a, b, (0, len(a)), (0, len(b)))
    pieces: list[Piece] = []
    done_a = done_b = 0
    for i, j in [*pairs, (len(ours), len(theirs))]:
        start_a = ours[i][0] if i < len(ours) else len(a)
        start_b = theirs[j][0] if j < len(theirs) else len(b)
        if done_a < start_a or done_b < start_b:
            pieces.append(Piece((done_a, start_a), (done_b, start_b), kept=False))
        if i < len(ours):
            pieces += _sentence(a, b, ours[i], theirs[j])
            done_a, done_b = ours[i][1], theirs[j][1]
    return pieces


def _sentence(
    a: Sequence[Token], b: Sequence[Token], old: tuple[int, int], new: tuple[int, int]
) -> list[Piece]:
    """Return the pieces of one pair of sentences."""
    x, y = [t.key for t in a[slice(*old)]], [t.key for t in b[slice(*new)]]
    if x == y:
        return [Piece(old, new, kept=True)]
    matcher = SequenceMatcher(None, x, y, autojunk=False)
    pieces = [
        Piece((i1 + old[0], i2 + old[0]), (j1 + new[0], j2 + new[0]), kept=tag == "equal")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    pieces = without_islands(pieces, a, b)
    kept = sum(_words(a[slice(*p.old)]) for p in pieces if p.kept)
    if kept < KEPT_WORDS * max(_words(a[slice(*old)]), _words(b[slice(*new)])):
        return _ends_kept(a, b, old, new)
    return pieces


def _ends_kept(
    a: Sequence[Token], b: Sequence[Token], old: tuple[int, int], new: tuple[int, int]
) -> list[Piece]:
    """Return one replacement that leaves where they are two equal words or more at either end."""
    (i1, i2), (j1, j2) = old, new
    most = min(i2 - i1, j2 - j1)
    lead = next((n for n in range(most) if a[i1 + n].key != b[j1 + n].key), most)
    if _words(a[i1 : i1 + lead]) < LEAST_ENDS:
        lead = 0
    most -= lead
    tail = next((n for n in range(most) if a[i2 - 1 - n].key != b[j2 - 1 - n].key), most)
    if 0 < _words(a[i2 - tail : i2]) < LEAST_ENDS:
        # a single word would stand there by accident; marks alone close the sentence
        marks = (n for n in range(tail) if a[i2 - 1 - n].kind != "mark")
        tail = next(marks, tail)
    pieces = [
        Piece((i1, i1 + lead), (j1, j1 + lead), kept=True),
        Piece((i1 + lead, i2 - tail), (j1 + lead, j2 - tail), kept=False),
        Piece((i2 - tail, i2), (j2 - tail, j2), kept=True),
    ]
    return [p for p in pieces if p.old[0] < p.old[1] or p.new[0] < p.new[1]]


def _words(tokens: Sequence[Token]) -> int:
    return sum(token.kind not in ("mark", "break") for token in tokens)


def _with_blanks(
    pieces: Sequence[Piece],
    tokens: tuple[Sequence[Token], Sequence[Token]],
    ends: tuple[int, int],
    full: tuple[Sequence[Token], Sequence[Token]],
) -> tuple[Cut, ...]:
    """Give the blanks between words to the spans, so that what can be kept is kept."""
    blanks = tuple(
        frozenset().union(*[range(t.start, t.end) for t in side if t.kind == "space"])
        for side in full
    )
    cuts: list[Cut] = []
    done = [0, 0]
    for position, piece in enumerate(pieces):
        if piece.kept:
            old, new = _extent(piece.old, tokens[0]), _extent(piece.new, tokens[1])
            _gap(cuts, done, (old[0], new[0]))
            _add(cuts, Cut((done[0], old[1]), (done[1], new[1]), changed=False))
            done = [old[1], new[1]]
            continue
        after = next((p for p in pieces[position + 1 :]), None)
        stop_old = _stop(after.old, tokens[0], ends[0]) if after else ends[0]
        stop_new = _stop(after.new, tokens[1], ends[1]) if after else ends[1]
        _change(cuts, done, (stop_old, stop_new), blanks)
    if (done[0], done[1]) != ends:
        _change(cuts, done, ends, blanks)
    return tuple(cuts)


def _extent(run: tuple[int, int], tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[run[0]].start, tokens[run[1] - 1].end


def _stop(run: tuple[int, int], tokens: Sequence[Token], end: int) -> int:
    """Return where the run begins; for an empty one the end of the token before it."""
    if run[0] < run[1]:
        return tokens[run[0]].start
    return tokens[run[0]].start if run[0] < len(tokens) else end


def _gap(cuts: list[Cut], done: list[int], stops: tuple[int, int]) -> None:
    """Keep the blanks before a kept run."""
    if done != list(stops):
        _add(cuts, Cut((done[0], stops[0]), (done[1], stops[1]), changed=False))
        done[:] = stops


def _change(
    cuts: list[Cut], done: list[int], stops: tuple[int, int], blanks: tuple[frozenset[int], ...]
) -> None:
    """Add a change; blanks that begin or end both sides are kept."""
    (i, j), (i2, j2) = done, stops
    lead_i, lead_j = i, j
    while lead_i < i2 and lead_i in blanks[0]:
        lead_i += 1
    while lead_j < j2 and lead_j in blanks[1]:
        lead_j += 1
    if lead_i > i and lead_j > j:
        _add(cuts, Cut((i, lead_i), (j, lead_j), changed=False))
        i, j = lead_i, lead_j
    tail_i, tail_j = i2, j2
    while tail_i > i and tail_i - 1 in blanks[0]:
        tail_i -= 1
    while tail_j > j and tail_j - 1 in blanks[1]:
        tail_j -= 1
    keep_tail = tail_i < i2 and tail_j < j2
    end_i, end_j = (tail_i, tail_j) if keep_tail else (i2, j2)
    if i < end_i or j < end_j:
        _add(cuts, Cut((i, end_i), (j, end_j), changed=True))
    if keep_tail:
        _add(cuts, Cut((tail_i, i2), (tail_j, j2), changed=False))
    done[:] = stops


def _add(cuts: list[Cut], span: Cut) -> None:
    last = cuts[-1] if cuts else None
    if last is not None and not last.changed and not span.changed:
        cuts[-1] = Cut((last.old[0], span.old[1]), (last.new[0], span.new[1]), changed=False)
    else:
        cuts.append(span)
