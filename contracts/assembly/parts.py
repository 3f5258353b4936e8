"""Making the parts of a document: clause texts to titles, blocks and party lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts import wording
from contracts.assembly.environment import compile_text
from contracts.assembly.fill import fill
from contracts.assembly.homes import at_home, true_path
from contracts.assembly.inlines import map_block, map_inlines
from contracts.assembly.number import encode
from contracts.assembly.values import Leaf, Missing, Pointer, Shown, plain
from contracts.catalogue import fill as kinds
from contracts.document import (
    Block,
    Break,
    ClauseUse,
    Field,
    Inline,
    Paragraph,
    Party,
    Reference,
    Text,
)
from contracts.findings import Finding, Place
from contracts.german.typography import no_break
from contracts.markup.parse import Parsed, join_texts, parse

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts
    from contracts.assembly.select import Chosen
    from contracts.model.clause import PlanParties


class PartMaker:
    """Fills and parses texts with the facts of one contract; collects findings and gaps."""

    def __init__(self, facts: Facts, findings: list[Finding]) -> None:
        """Start with the facts; findings are added to the list that is given."""
        self.facts = facts
        self.findings = findings
        self.missing: dict[str, Missing] = {}

    def use(self, chosen: Chosen) -> ClauseUse:
        """Return which text a part is made of."""
        text, deviation = chosen.text, chosen.deviation
        sha256 = deviation.sha256 if deviation else text.sha256
        own = deviation is not None
        return ClauseUse(text.clause, text.variant, text.version, sha256, own, chosen.reason)

    def title(self, chosen: Chosen) -> tuple[Inline, ...]:
        """Return the heading; while the wording is undecided it shows what decides."""
        own = chosen.deviation.head.title if chosen.deviation else None
        title: tuple[Inline, ...] = (Text(no_break(own or chosen.text.head.title)),)
        for missing in chosen.undecided:
            title = (*title, Text(" "), self.inline(missing))
        return title

    def blocks(self, chosen: Chosen) -> tuple[Block, ...]:
        """Return the blocks of a clause, not yet numbered."""
        return self._parse(*_source(chosen)).blocks

    def line(self, text: str, place: Place) -> tuple[Inline, ...]:
        """Return the inlines of a text that must be a single paragraph."""
        blocks = self._parse(text, place.file, place.line).blocks
        first = blocks[0] if blocks else None
        return first.content if isinstance(first, Paragraph) else ()

    def parties(self, chosen: Chosen, names: PlanParties) -> tuple[Party, ...]:
        """Return the party blocks: one paragraph a party, line breaks between lines."""
        blocks = self.blocks(chosen)
        shorts = {"district": names.district.short, "partner": names.partner.short}
        if len(blocks) != len(shorts) or not all(isinstance(b, Paragraph) for b in blocks):
            place = Place(_source(chosen)[1], _source(chosen)[2])
            finding = kinds.PARTY_SHAPE.at(place, count=len(shorts), found=len(blocks))
            self.findings.append(finding)
            return ()
        together = ("",) * (len(shorts) - 1) + (names.together or "",)
        return tuple(
            Party(key, _lines(block.content), short, both)
            for (key, short), block, both in zip(shorts.items(), blocks, together, strict=True)
            if isinstance(block, Paragraph)
        )

    def inline(self, value: Any) -> Inline:
        """Return the inline that a value becomes."""
        match value:
            case Missing():
                value = at_home(value, self.facts)
                self.missing.setdefault(value.path, value)
                return Field(value.path, "", wording.gap_shown(value.title), gap=True)
            case Shown():
                path = true_path(value.path, self.facts)
                return Field(path, value.value, no_break(value.shown))
            case Leaf():
                text = plain(value.value)
                return Field(true_path(value.path, self.facts), text, no_break(text))
            case Pointer():
                function = "annex" if value.annex else "ref"
                return Reference(encode(function, value.target, value.paragraph), "")
            case _:
                raise TypeError(type(value).__name__)

    def call_places(self, chosen: Chosen) -> dict[tuple[str, str], Place]:
        """Return where a text calls ref() and annex(), by function and target."""
        body, file, line = _source(chosen)
        calls = compile_text(body, file, line).reading.calls
        return {(c.function, c.target): Place(file, c.line) for c in reversed(calls)}

    def _parse(self, body: str, file: str, line: int) -> Parsed:
        filled, findings = fill(body, self.facts, file, line)
        self.findings += findings
        if filled is None:
            return Parsed()

        def place(excerpt: str) -> Place:
            return Place(file, line + _line_of(body, excerpt))

        parsed = parse(filled.markdown, lambda n: self.inline(filled.values[n]), place)
        self.findings += parsed.findings
        parsed.blocks = tuple(map_block(block, _typeset) for block in parsed.blocks)
        return parsed


def _source(chosen: Chosen) -> tuple[str, str, int]:
    """Return body, file and first line of the wording that counts."""
    text = chosen.deviation or chosen.text
    return text.body, text.file, text.body_line


def _typeset(inline: Inline) -> Inline:
    return Text(no_break(inline.text)) if isinstance(inline, Text) else inline


def _lines(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], ...]:
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, Break):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(join_texts(map_inlines(line, lambda i: i)) for line in lines if line)


def _line_of(body: str, excerpt: str) -> int:
    """Return the number of the first line that holds the beginning of an excerpt, from 0."""
    needle = excerpt.partition("…")[0].strip()[:40]
    lines = body.split("\n")
    return next((n for n, line in enumerate(lines) if needle and needle in line), 0)
