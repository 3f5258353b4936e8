"""What a file says, line by line: the form in which every format is compared.

A line is what a reader takes in as one: a heading, a paragraph, a list item, a table cell. Words
stand in it as people see them; how the file brings them about does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

# Where a page breaks a line nothing tells whether a blank stood there; see ``settle``.
WRAP = "\u2028"
NO_BREAK = "\u00a0"

Link: TypeAlias = tuple[str, int]


@dataclass(slots=True)
class Line:
    """One line: ``kind`` is coarse, as every format tells it.

    ``kind`` is one of title, heading, signing, text, item, caption, head, cell. ``level`` counts
    lists inside lists. ``links`` lead to lines by their position, -1 for nowhere.
    """

    kind: str
    text: str
    label: str = ""
    level: int = 0
    strong: tuple[str, ...] = ()
    emphasis: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    # Only the expected account knows these: what the line is in the contract, and its clause.
    role: str = ""
    clause: str = ""

    @property
    def words(self) -> str:
        """The text with every kind of blank as one."""
        return plain(self.text)


@dataclass(slots=True)
class Account:
    """All that one file says; None where its format cannot say it."""

    format: str
    lines: list[Line] = field(default_factory=list)
    # Rows and columns of each table, and how many of its rows are header rows.
    tables: list[tuple[int, int, int]] | None = None
    language: str | None = None
    title: str | None = None
    draft_mark: bool | None = None
    draft_code: str | None = None
    outline: list[str] | None = None
    contents: list[str] | None = None
    signature_fields: list[str] | None = None
    # Headings that begin on a new page.
    page_starts: list[str] | None = None
    # Whether each page says which of how many it is.
    page_labels: list[bool] | None = None
    unreadable: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """Return words with single blanks, without invisible characters, hyphens as one."""
    return " ".join(_seen(text).split())


def settle(told: str, expected: str) -> str:
    """Return told words with each wrap as the blank, or nothing, that is expected there.

    Only blanks are taken from what is expected, never a word. A wrap stays where the blank was
    not to be broken.
    """
    if WRAP not in told:
        return told
    # Told blanks are all alike, so that they are compared as if they were.
    lines = _blanks(told).replace(NO_BREAK, " ").split(WRAP)
    wanted = _blanks(expected)
    alike = wanted.replace(NO_BREAK, " ")
    out = lines[0]
    for line in lines[1:]:
        place = len(out)
        same = out.replace(WRAP, " ") == alike[:place]
        out += _between(wanted[place : place + 1]) if same else " "
        out += line
    return out


_SPACES = re.compile(r"[^\S\u00a0]+")
_INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


# Drawn alike; whether a line may end there, no file tells in words.
_HYPHEN = "\u2011"


def _seen(text: str) -> str:
    return _INVISIBLE.sub("", text).replace(_HYPHEN, "-")


def _between(blank: str) -> str:
    if blank == NO_BREAK:
        return WRAP
    return " " if blank == " " else ""


def _blanks(text: str) -> str:
    """Return words with single blanks; a wrap swallows the blanks around it."""
    shown = _seen(text)
    return WRAP.join(_SPACES.sub(" ", line).strip(" ") for line in shown.split(WRAP))
