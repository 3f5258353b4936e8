"""The gaps of a contract: what is missing, where it is needed, and who probably knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.assembly.homes import home_of, named
from contracts.assembly.inlines import inlines_of, walk
from contracts.catalogue import fill as kinds
from contracts.document import (
    Field,
    Gap,
    Inline,
    Paragraph,
    Part,
    SignatureBlock,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contracts.assembly.facts import Facts
    from contracts.assembly.values import Missing
    from contracts.findings import Finding
    from contracts.sources.cases import Case


def where_needed(
    head: Iterable[Inline], parts: Iterable[Part | SignatureBlock]
) -> dict[str, list[str]]:
    """Return the paths of all gaps, each with the places that show it, in reading order."""
    needed: dict[str, list[str]] = {}
    for place, inline in _shown(head, parts):
        if isinstance(inline, Field) and inline.gap:
            places = needed.setdefault(inline.name, [])
            if place not in places:
                places.append(place)
    return needed


def _shown(
    head: Iterable[Inline], parts: Iterable[Part | SignatureBlock]
) -> Iterator[tuple[str, Inline]]:
    for inline in walk(head):
        yield "Vertragsparteien", inline
    for part in parts:
        words = [i.text for i in part.title if isinstance(i, Text)]
        name = part.number or "".join(words)
        for inline in walk(part.title):
            yield name, inline
        yield from _in_blocks(part, name)
        if isinstance(part, SignatureBlock):
            for signatory in (s for party in part.parties for s in party.signatories):
                for inline in walk((*signatory.name, *signatory.function)):
                    yield name, inline


def _in_blocks(part: Part | SignatureBlock, name: str) -> Iterator[tuple[str, Inline]]:
    place = name
    for block in part.blocks:
        if isinstance(block, Paragraph):
            place = f"{name} Abs.\u00a0{block.label.strip('()')}" if block.label else name
        for inline in inlines_of(block):
            yield place, inline


def gap_list(
    needed: Mapping[str, list[str]], missing: Mapping[str, Missing], facts: Facts
) -> tuple[Gap, ...]:
    """Return the gaps as the document lists them."""
    return tuple(
        Gap(path, named(missing[path], facts), tuple(places), missing[path].by)
        for path, places in needed.items()
    )


def printed(head: Iterable[Inline], parts: Iterable[Part | SignatureBlock]) -> list[str]:
    """Return the paths of all values that the text shows, each once, in reading order."""
    shown = (inline.name for _, inline in _shown(head, parts) if isinstance(inline, Field))
    return list(dict.fromkeys(shown))


def gap_findings(gaps: Iterable[Gap], case: Case, told: Iterable[str] = ()) -> list[Finding]:
    """Return one finding for each gap, at the place nearest to where the fact belongs.

    Args:
        gaps: what the text lacks.
        case: the sources.
        told: paths about which another finding says already that they are open.
    """
    findings = []
    told = tuple(told)
    for gap in gaps:
        if any(path == gap.name or path.startswith(f"{gap.name}.") for path in told):
            continue
        home = home_of(gap.name, case)
        finding = kinds.GAP.at(
            home.place,
            title=gap.label,
            path=home.key,
            line=home.line,
            clauses=", ".join(gap.needed_by),
            file=home.file,
            by=gap.supplied_by or "–",
        )
        findings.append(finding)
    return findings
