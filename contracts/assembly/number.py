"""Step 6: §, (1), 1. and a) computed, never typed; references resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from contracts.assembly.inlines import map_block, map_inlines
from contracts.catalogue import fill as kinds
from contracts.document import (
    Annex,
    Block,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Preamble,
    Reference,
    Section,
    SignatureBlock,
)
from contracts.findings import Finding, Place
from contracts.language import _
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

NBSP = "\u00a0"
DASH = "–"
_ALPHABET = 26

P = TypeVar("P", bound=Preamble | Section | Annex | SignatureBlock)


def number_blocks(blocks: Sequence[Block], clause: str, *, numbered: bool) -> tuple[Block, ...]:
    """Give every Absatz its label and anchor and every list entry its label.

    A clause with a single Absatz carries no "(1)" (handbook of legal formality; design, step 6).
    """
    count = sum(isinstance(block, Paragraph) for block in blocks)
    position = 0
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            position += 1
            label = f"({position})" if numbered and count > 1 else ""
            done.append(replace(block, label=label, anchor=f"{clause}:{position}"))
        elif isinstance(block, ListBlock):
            done.append(_number_list(block))
        else:
            done.append(block)
    return tuple(done)


def _number_list(block: ListBlock) -> ListBlock:
    items = tuple(
        ListItem(
            item_label(block, position),
            item.content,
            tuple(_number_list(child) for child in item.children),
        )
        for position, item in enumerate(block.items, 1)
    )
    return replace(block, items=items)


def item_label(block: ListBlock, position: int) -> str:
    """Return "1.", "a)" or "–" for the entry at a position from 1."""
    if not block.ordered:
        return DASH
    if block.level == 1:
        return f"{position}."
    # a … z, then aa … zz as Word counts
    return chr(ord("a") + (position - 1) % _ALPHABET) * ((position - 1) // _ALPHABET + 1) + ")"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference can lead to."""

    number: str
    labels: tuple[str, ...]


def target_of(part: Preamble | Section | Annex | SignatureBlock) -> Target:
    """Return number and paragraph labels of a part."""
    labels = tuple(b.label for b in part.blocks if isinstance(b, Paragraph))
    return Target(part.number, labels)


class Referrer:
    """Fills in what references show, and reports those that lead nowhere.

    A reference comes from step 4 as ``Reference(target="ref|clause|2", shown="")``.
    """

    def __init__(
        self,
        targets: Mapping[str, Target],
        annexes: Sequence[str],
        known: Sequence[str],
        broken: Collection[str] = (),
    ) -> None:
        """Keep the targets of this contract and all clause ids there are.

        ``broken`` are clauses whose text is wrong: that they lack paragraphs only follows from it.
        """
        self.targets = targets
        self.broken = broken
        self.annexes = annexes
        self.known = known
        self.findings: list[Finding] = []
        self.edges: dict[str, dict[str, Place]] = {}

    def resolve(self, part: P, place: Mapping[tuple[str, str], Place]) -> P:
        """Return a part with its references resolved; ``place`` finds their calls."""
        blocks: list[Block] = []
        here = 0
        for block in part.blocks:
            here += isinstance(block, Paragraph)
            anchor = f"{part.anchor}:{here}"
            change = partial(self._inline, clause=part.anchor, anchor=anchor, places=place)
            blocks.append(map_block(block, change))
        change = partial(self._inline, clause=part.anchor, anchor="", places=place)
        title = map_inlines(part.title, change)
        return replace(part, blocks=tuple(blocks), title=title)

    def _inline(
        self, inline: Inline, clause: str, anchor: str, places: Mapping[tuple[str, str], Place]
    ) -> Inline:
        if not isinstance(inline, Reference) or inline.shown:
            return inline
        function, target, paragraph = decode(inline.target)
        place = places.get((function, target), Place())
        self.edges.setdefault(clause, {}).setdefault(target, place)
        problem = self._problem(function, target, paragraph, place)
        if problem is not None:
            self.findings.append(problem)
            return Reference(target, f"[{target}]")
        full = f"{target}:{paragraph}" if paragraph else target
        own_section = target == clause and not paragraph and len(self.targets[target].labels) == 1
        if full == anchor or own_section:
            self.findings.append(kinds.SELF_REFERENCE.at(place, target=target))
        return Reference(full, self._shown(target, paragraph))

    def _shown(self, target: str, paragraph: int) -> str:
        found = self.targets[target]
        there = 0 < paragraph <= len(found.labels)
        label = found.labels[paragraph - 1].strip("()") if there else ""
        name = found.number or PLAIN_NAMES.get(target, "")
        return f"{name} Abs.{NBSP}{label}" if label else name

    def _problem(self, function: str, target: str, paragraph: int, place: Place) -> Finding | None:
        unknown = self._unknown(function, target, place)
        if unknown is not None:
            return unknown
        found = self.targets[target]
        reason = ""
        if paragraph > len(found.labels) and target not in self.broken:
            reason = _("the clause has only {count} paragraphs").format(count=len(found.labels))
        elif not found.number and target not in PLAIN_NAMES:
            reason = _("the clause carries no number")
        name = f"{target} {paragraph}" if paragraph else target
        return kinds.DANGLING.at(place, target=name, reason=reason) if reason else None

    def _unknown(self, function: str, target: str, place: Place) -> Finding | None:
        if target not in self.known:
            near = suggestion(target, list(self.known)).strip()
            reason = ". ".join(filter(None, (_("there is no such clause"), near.rstrip("."))))
            return kinds.DANGLING.at(place, target=target, reason=reason)
        if function == "annex" and target not in self.annexes:
            return kinds.NOT_AN_ANNEX.at(place, clause=target)
        if target not in self.targets:
            if function == "annex":
                return kinds.ANNEX_ABSENT.at(place, clause=target)
            reason = _("this contract does not contain the clause")
            return kinds.DANGLING.at(place, target=target, reason=reason)
        return None

    def circles(self) -> list[Finding]:
        """Return a finding for every circle of references between sections."""
        graph = {
            clause: [t for t in targets if t not in self.annexes and t != clause]
            for clause, targets in self.edges.items()
            if clause not in self.annexes
        }
        found: dict[tuple[str, ...], Finding] = {}
        for start in graph:
            circle = _circle(graph, start)
            if circle and circle[0] == min(circle):
                chain = " → ".join([*circle, circle[0]])
                place = self.edges[circle[0]][circle[1]]
                found[tuple(circle)] = kinds.CIRCULAR.at(place, chain=chain)
        return list(found.values())


PLAIN_NAMES = {"preamble": "Präambel"}


def encode(function: str, target: str, paragraph: int) -> str:
    """Return the provisional target of a reference."""
    return f"{function}|{target}|{paragraph}"


def decode(target: str) -> tuple[str, str, int]:
    """Return function, clause and paragraph of a provisional target."""
    function, clause, paragraph = target.split("|")
    return function, clause, int(paragraph)


def _circle(graph: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """Return a shortest circle through ``start``, empty where there is none."""
    paths: list[list[str]] = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for following in graph.get(path[-1], ()):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return []
