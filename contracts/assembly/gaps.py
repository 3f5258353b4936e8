"""The gaps of a contract: what is missing, where it is needed, and who probably knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.assembly.inlines import inlines_of, walk
from contracts.catalogue import fill as kinds
from contracts.document import (
    Field,
    Gap,
    Inline,
    Paragraph,
    Part,
    SignatureBlock,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contracts.assembly.values import Missing
    from contracts.findings import Finding
    from contracts.sources.yaml import Yaml


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
        name = part.number or "".join(
            getattr(i, "text", "") for i in part.title if not isinstance(i, Field)
        )
        for inline in walk(part.title):
            yield name, inline
        place = name
        for block in part.blocks:
            if isinstance(block, Paragraph):
                place = f"{name} Abs.\u00a0{block.label.strip('()')}" if block.label else name
            elif isinstance(block, Table):
                place = name
            for inline in inlines_of(block):
                yield place, inline
        if isinstance(part, SignatureBlock):
            for party in part.parties:
                for signatory in party.signatories:
                    for inline in walk((*signatory.name, *signatory.function)):
                        yield name, inline


def gap_list(needed: Mapping[str, list[str]], missing: Mapping[str, Missing]) -> tuple[Gap, ...]:
    """Return the gaps as the document lists them."""
    return tuple(
        Gap(path, missing[path].title, tuple(places), missing[path].by)
        for path, places in needed.items()
    )


def gap_findings(gaps: Iterable[Gap], raw: Yaml) -> list[Finding]:
    """Return one finding for each gap, at the place in the agreement nearest to it."""
    return [
        kinds.GAP.at(
            raw.place(data_path(gap.name)),
            title=gap.label,
            path=gap.name,
            clauses=", ".join(gap.needed_by),
            file=raw.file,
            by=gap.supplied_by or "–",
        )
        for gap in gaps
    ]


def data_path(name: str) -> tuple[str | int, ...]:
    """Return a shown path as a path through the data; people count list entries from 1."""
    return tuple(int(p) - 1 if p.isdigit() else p for p in name.split("."))
