"""Pieces of a line with what marks them, joined to a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.parity.account import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(slots=True)
class Span:
    """Some words of a line; ``link`` is the name of what they lead to."""

    text: str
    strong: bool = False
    emphasis: bool = False
    gap: bool = False
    link: str = ""


@dataclass(slots=True)
class Draft:
    """A line whose links are still names."""

    line: Line
    links: list[tuple[str, str]]


def draft_line(kind: str, spans: Sequence[Span], label: str = "", level: int = 0) -> Draft:
    """Join spans to a line; neighbours that are marked alike count as one piece."""
    line = Line(kind, "".join(span.text for span in spans), label, level)
    line.strong = tuple(_joined(spans, lambda span: span.strong))
    line.emphasis = tuple(_joined(spans, lambda span: span.emphasis))
    line.gaps = tuple(_joined(spans, lambda span: span.gap))
    return Draft(line, list(_links(spans)))


def resolve(drafts: Iterable[Draft], places: dict[str, int]) -> list[Line]:
    """Return the lines with their links as positions of the lines they lead to."""
    lines = []
    for draft in drafts:
        draft.line.links = tuple((shown, places.get(name, -1)) for shown, name in draft.links)
        lines.append(draft.line)
    return lines


def _joined(spans: Sequence[Span], marked: Callable[[Span], bool]) -> Iterable[str]:
    joined = ""
    for span in spans:
        if marked(span):
            joined += span.text
        elif joined and span.text:
            yield joined
            joined = ""
    if joined:
        yield joined


def _links(spans: Sequence[Span]) -> Iterable[tuple[str, str]]:
    shown, name = "", ""
    for span in spans:
        if span.link != name and name:
            yield shown, name
            shown = ""
        name = span.link
        shown += span.text if name else ""
    if name:
        yield shown, name
