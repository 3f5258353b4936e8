"""Findings and tables as text for people."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.findings import Level
from contracts.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.findings import Finding

_SPACES = "\u00a0\u202f"
_HINTS = 3  # with more that differ only by a name, one is enough
_COLORS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.GAP: "magenta", Level.NOTE: "cyan"}


def findings_text(findings: Iterable[Finding], *, plain: bool = False, brief: bool = False) -> str:
    """Return findings as blocks; neighbours of one kind share a block and, if equal, their hint.

    Where ``brief``, only one is shown of many hints that differ by a name.
    Each finding begins with ``file:line:column``, which terminals and editors make a link of.
    """
    if plain:
        return "\n".join(_plain(finding) for finding in findings)
    return "\n\n".join(
        "\n".join(_block(list(same), brief=brief))
        for _code, same in groupby(findings, key=lambda f: f.code)
    )


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each level, in words."""
    counts = [(level, sum(f.level == level for f in findings)) for level in reversed(Level)]
    words = [_counted(level, count) for level, count in counts if count]
    return ", ".join(words) if words else _("No findings.")


def _counted(level: Level, count: int) -> str:
    words = {
        Level.ERROR: ngettext("{n} error", "{n} errors", count),
        Level.WARNING: ngettext("{n} warning", "{n} warnings", count),
        Level.GAP: ngettext("{n} gap", "{n} gaps", count),
        Level.NOTE: ngettext("{n} note", "{n} notes", count),
    }
    return words[level].format(n=count)


def _block(findings: Sequence[Finding], *, brief: bool) -> Iterable[str]:
    hints = list(dict.fromkeys(finding.hint for finding in findings))
    for finding in findings:
        place = f"{printable(str(finding.place))}: " if finding.place.file else ""
        label = click.style(finding.level.label, fg=_COLORS[finding.level], bold=True)
        yield f"{place}{label} {finding.code}"
        yield f"  {printable(finding.message)}"
        if len(hints) > 1 and not (brief and len(hints) > _HINTS):
            yield f"  → {printable(finding.hint)}"
    if len(hints) == 1:
        yield f"  → {printable(hints[0])}"
    elif brief and len(hints) > _HINTS:
        yield f"  → {printable(hints[0])}"
        yield "  → " + _("The same with each of the others.")


def _plain(finding: Finding) -> str:
    fields = (printable(str(finding.place)), finding.level.name.lower(), finding.code)
    return "\t".join((*fields, printable(finding.message), printable(finding.hint)))


def printable(text: str) -> str:
    """Return text without characters that could steer the terminal; one line."""
    shown = (
        c if c.isprintable() or c in _SPACES else " " if c in "\n\t" else f"\\x{ord(c):02x}"
        for c in text
    )
    return "".join(shown)


def shown_path(path: Path) -> str:
    """Return a path as it is shortest from here, without going up."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, plain: bool = False) -> str:
    """Return a table that also reads line by line: aligned columns, or tabs where ``plain``."""
    rows = [[printable(cell) for cell in row] for row in rows]
    if plain:
        return "\n".join("\t".join(row) for row in rows)
    if sys.stdout.isatty():
        return _rich(header, rows)
    lines = [list(header), *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _rich(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*header, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text(cell, overflow="fold") for cell in row))
    console = Console(no_color=True, highlight=False)
    with console.capture() as captured:
        console.print(drawn)
    return captured.get().rstrip("\n")
