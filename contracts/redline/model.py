"""The change model: what two texts have in common, what changed, why, and what follows.

Every output is written from a ``Comparison`` alone. ``entries`` are both texts at once, line by
line; ``changes`` say in words what a reader wants to know about the marked places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

from contracts.redline.units import Content, Frame, Unit  # noqa: TC001 - the schema reads them

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = Literal["kept", "inserted", "deleted", "moved-from", "moved-to"]
ChangeKind = Literal["inserted", "deleted", "replaced", "moved", "moved-and-changed"]
CauseKind = Literal["version", "variant", "condition", "value", "deviation", "plan", "text"]
ChangeClass = Literal["redaktionell", "klarstellend", "inhaltlich", "finanziell"]
NoteKind = Literal[
    "renumbering", "references", "stale-reference", "gaps", "origin", "formatting", "renamed",
    "status", "edited",
]  # fmt: skip
CLASSES: tuple[ChangeClass, ...] = ("finanziell", "inhaltlich", "klarstellend", "redaktionell")


class Severity(IntEnum):
    """How closely a change wants to be read."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def german(self) -> str:
        """Name in reports."""
        return {1: "gering", 2: "mittel", 3: "hoch"}[int(self)]


@dataclass(frozen=True, slots=True)
class Span:
    """Words that were kept (``change`` is "") or changed; a kept span holds both spellings."""

    old: Content
    new: Content
    change: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """One content of a line in both texts; for a row a cell.

    ``old_index`` and ``new_index`` count the contents of the units, -1 where a text has none
    (a column that was inserted or deleted, then ``change`` names the change).
    """

    spans: tuple[Span, ...]
    old_index: int
    new_index: int
    change: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the redline.

    The entries with an ``old`` unit are the old text in its order, those with a ``new`` one the
    new text. ``origin`` is the old unit that was moved here (role "moved-to"). ``change`` names
    the change of the whole line; in a kept line it says that its kind or level changed.
    """

    role: Role
    old: Unit | None
    new: Unit | None
    strips: tuple[Strip, ...] = ()
    change: str = ""
    origin: Unit | None = None

    @property
    def unit(self) -> Unit:
        """The unit as it stands here, the new one where there are two."""
        unit = self.new or self.old
        if unit is None:
            raise ValueError("an entry without unit")
        return unit


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changed; ``detail`` in German, ``field`` the path of a value."""

    kind: CauseKind
    detail: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a change is classed; ``rules`` are the names of the rules that fired, strongest first."""

    klass: ChangeClass
    severity: Severity
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change as people talk about it.

    ``id`` depends only on what changed where, ``number`` counts in reading order. ``place_old``
    and ``place_new`` are "§ 6 Abs. 2"; ``area`` is the clause id. ``parent`` is the move inside
    of which the change lies.
    """

    id: str
    number: int
    kind: ChangeKind
    area: str
    title: str
    place_old: str
    place_new: str
    old: str
    new: str
    cause: Cause
    verdict: Verdict
    parent: str = ""

    @property
    def place(self) -> str:
        """The place in the new text, in the old one for what is gone."""
        return self.place_new or self.place_old


@dataclass(frozen=True, slots=True)
class Note:
    """What follows from the changes, or what differs without being an edit; in German."""

    kind: NoteKind
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A change of what is noted about a clause, as a German sentence."""

    field: str
    sentence: str
    old: str
    new: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: how people call it, its hash, and what it says about itself."""

    name: str
    sha256: str
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything about two texts."""

    old: Side
    new: Side
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    heads: tuple[HeadChange, ...] = ()

    @property
    def same(self) -> bool:
        """Tell whether there is nothing to read: no change of words and none of the head."""
        return not self.changes and not self.heads

    def change(self, change_id: str) -> Change:
        """Return a change by its id.

        Raises:
            KeyError: there is none.
        """
        for change in self.changes:
            if change.id == change_id:
                return change
        raise KeyError(change_id)

    def ranked(self) -> tuple[Change, ...]:
        """Return the changes with the most serious first."""
        return tuple(
            sorted(
                self.changes,
                key=lambda c: (-c.verdict.severity, CLASSES.index(c.verdict.klass), c.number),
            )
        )

    def areas(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Yield the entries part by part."""
        run: list[Entry] = []
        for entry in self.entries:
            if run and entry.unit.area != run[-1].unit.area:
                yield run[-1].unit.area, tuple(run)
                run = []
            run.append(entry)
        if run:
            yield run[-1].unit.area, tuple(run)
