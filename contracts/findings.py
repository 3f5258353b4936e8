"""Problems as data: code, level, message, place, hint."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from string import Formatter
from typing import TYPE_CHECKING

from contracts.language import N_, _, figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# What system and libraries give as a reason, in English whatever the language; any other reason
# stays as it is.
REASONS = (
    N_("Connection refused"),
    N_("Disk quota exceeded"),
    N_("File is not a zip file"),
    N_("File name too long"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Too many levels of symbolic links"),
    N_("Too many open files"),
    N_("unexpected end of data"),
)


class Level(IntEnum):
    """How much a finding matters; a higher level is worse."""

    NOTE = 1
    GAP = 2  # allowed in a draft, never in a release
    WARNING = 3
    ERROR = 4

    @property
    def label(self) -> str:
        """Name of the level for people."""
        return {
            Level.NOTE: _("note"),
            Level.GAP: _("gap"),
            Level.WARNING: _("warning"),
            Level.ERROR: _("error"),
        }[self]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem sits: a file as people name it, line and column from 1, 0 for unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column`` without the parts that are unknown."""
        parts = [self.file or "-"]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, in words that its reader can act on."""

    kind: Kind
    place: Place = NOWHERE
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def code(self) -> str:
        """Stable code to search for."""
        return self.kind.code

    @property
    def level(self) -> Level:
        """How much it matters."""
        return self.kind.level

    @property
    def message(self) -> str:
        """What is wrong, in the active language."""
        return _fill(_(self.kind.message), _translated(self.values))

    @property
    def hint(self) -> str:
        """What to do next, in the active language."""
        return _fill(_(self.kind.hint), _translated(self.values))

    def sort_key(self) -> tuple[int, Place, str]:
        """Order for people: errors first, then by place."""
        return (-self.level, self.place, self.code)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem in the catalogue; ``at`` makes a finding of it."""

    code: str
    level: Level
    message: str
    hint: str

    def at(self, place: Place = NOWHERE, **values: object) -> Finding:
        """Make a finding of this kind at a place."""
        return Finding(self, place, values)


def worst(findings: Iterable[Finding]) -> Level | None:
    """Return the highest level among the findings, or None."""
    return max((finding.level for finding in findings), default=None)


def _translated(values: Mapping[str, object]) -> Mapping[str, object]:
    shown = {name: figure(value) for name, value in values.items()}
    reason = values.get("reason")
    return {**shown, "reason": _(reason)} if isinstance(reason, str) else shown


def _fill(text: str, values: Mapping[str, object]) -> str:
    return _Filler().vformat(text, (), values)


class _Filler(Formatter):
    """Fill only plain names, so that a value can never reach into an object."""

    def get_field(
        self,
        field_name: str,
        args: object,  # noqa: ARG002 - the formatter's signature
        kwargs: object,
    ) -> tuple[object, str]:
        assert isinstance(kwargs, dict)  # noqa: S101 - narrows the type for vformat's caller
        return kwargs.get(field_name, ""), field_name
