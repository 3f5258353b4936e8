"""A comparison for the terminal: words in brackets, and underline and strike where it can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts.redline import german
from contracts.redline.view import Line, Piece, area_title, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.redline.model import Change, Comparison

WIDTH = 96
NBSP = "\u00a0"
_STRIKE, _UNDERLINE, _BOLD, _OFF = "\x1b[9m", "\x1b[4m", "\x1b[1m", "\x1b[0m"
_RED, _GREEN = "\x1b[31m", "\x1b[32m"
_ESCAPE = re.compile(r"\x1b\[\d*m")


def render(
    comparison: Comparison,
    *,
    styled: bool = False,
    colour: bool = False,
    full: bool = False,
    width: int = WIDTH,
) -> str:
    """Return the comparison as text.

    Args:
        comparison: what to show.
        styled: underline and strike by escape sequences of the terminal.
        colour: colour the marks as well.
        full: show unchanged lines, too.
        width: of a line, in letters.
    """
    renderer = _Renderer(comparison, styled=styled, colour=colour, full=full, width=width)
    return "\n".join(renderer.lines()) + "\n"


class _Renderer:
    def __init__(
        self, comparison: Comparison, *, styled: bool, colour: bool, full: bool, width: int
    ) -> None:
        self.comparison, self.width = comparison, width
        self.styled, self.colour, self.full = styled, colour, full
        self.changes = {change.id: change for change in comparison.changes}

    def lines(self) -> Iterator[str]:
        yield self._bold(f"{self.comparison.old.name} → {self.comparison.new.name}")
        yield german.counts_text(self.comparison)
        if self.comparison.heads:
            yield ""
            yield self._bold("Angaben zur Klausel")
            for head in self.comparison.heads:
                yield from self._wrapped(f"{_clean(head.sentence)} ({head.verdict.klass})", "  ")
        if self.comparison.changes or self.full:
            yield from self._body()
        for note in self.comparison.notes:
            yield ""
            yield from self._wrapped(f"Hinweis: {note.text}")
            for item in note.items:
                yield from self._wrapped(f"– {_clean(item)}", "  ")

    def _body(self) -> Iterator[str]:  # noqa: C901 - one loop over the lines, told in order
        area, told, skipped = "", set[str](), 0
        for line in lines(self.comparison):
            here = line.entry.unit.area
            if here != area:
                area, skipped = here, 0
                title = "" if line.heading else area_title(line.entry)
                if title and (line.changes or self.full):
                    yield from ("", self._bold(title))
            if not line.changes and not (self.full or line.heading):
                skipped += 1
                continue
            if line.heading and not self.full and not self._area_changed(here):
                continue
            if skipped:
                yield f"  … {skipped} {'Zeile' if skipped == 1 else 'Zeilen'} {german.UNCHANGED}"
                skipped = 0
            if line.heading:
                yield ""
            yield from self._wrapped(self._line(line), "" if line.heading else "  ")
            for name in line.changes:
                if name not in told:
                    told.add(name)
                    yield from self._wrapped(_about(self.changes[name]), "    ")

    def _area_changed(self, area: str) -> bool:
        if not hasattr(self, "_areas"):
            self._areas = {line.entry.unit.area for line in lines(self.comparison) if line.changes}
        return area in self._areas

    def _line(self, line: Line) -> str:
        words = " | ".join(self._cell(cell) for cell in line.cells)
        if line.entry.role.startswith("moved"):
            place = "von hier" if line.entry.role == "moved-from" else "hierher"
            if line.entry.role == "moved-from":
                words = " | ".join(_clean(p.text) for cell in line.cells for p in cell)
            words = f"[{place} verschoben] {words}"
        text = f"{_clean(line.label)} {words}".strip()
        return self._bold(text) if line.heading else text

    def _cell(self, cell: Sequence[Piece]) -> str:
        return "".join(self._piece(piece) for piece in cell)

    def _piece(self, piece: Piece) -> str:
        text = _clean(piece.text)
        if not piece.mark:
            return text
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        word = german.DELETED if piece.mark == "deleted" else german.INSERTED
        return f"{lead}[{word}: {self._styled(text.strip(), piece.mark)}]{tail}"

    def _styled(self, text: str, mark: str) -> str:
        if not self.styled:
            return text
        start = _STRIKE if mark == "deleted" else _UNDERLINE
        colour = (_RED if mark == "deleted" else _GREEN) if self.colour else ""
        return f"{start}{colour}{text}{_OFF}"

    def _bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_OFF}" if self.styled else text

    def _wrapped(self, text: str, indent: str = "") -> list[str]:
        return [f"{indent}{line}" for line in _broken(text, self.width - len(indent))]


def _broken(text: str, width: int) -> list[str]:
    """Return lines broken between words; escape sequences have no width, and end with the line.

    What a no-break space holds together stays so; people search for it with a plain one.
    """
    found: list[str] = []
    line, used, look = "", 0, ""
    for part in re.split(r"[ \t\n]+", text.strip(" \t\n")):
        word = part.replace(NBSP, " ")
        length = len(_ESCAPE.sub("", word))
        if line and used + 1 + length > width:
            found.append(line + (_OFF if look else ""))
            line, used = look, -1
        line = f"{line} {word}" if used > 0 else line + word
        used += length + 1 if used else length
        for escape in _ESCAPE.findall(word):
            look = "" if escape == _OFF else look + escape
    return [*found, line]


def _about(change: Change) -> str:
    facts = (
        f"{change.number}. {german.KINDS[change.kind]}",
        _clean(german.place_text(change)),
        change.verdict.klass,
        f"Gewicht {change.verdict.severity.german}",
        german.rules_text(change),
        f"Ursache: {_clean(german.cause_text(change.cause))}",
        change.id,
    )
    return "^ " + " · ".join(facts)


def _clean(text: str) -> str:
    """Return text that cannot steer the terminal, on one line."""
    text = text.replace("\n", " / ")
    return "".join(c if c.isprintable() or c == NBSP else " " for c in text)
