"""Step 4: fill a clause text; values become tokens, and nothing in them can become structure."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError

from contracts.assembly.environment import SINK, NotPrintableError, compile_text
from contracts.assembly.filters import FilterMisfitError
from contracts.assembly.lines import unmark_lines
from contracts.assembly.values import Scope
from contracts.catalogue import fill as kinds
from contracts.findings import Finding, Place

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts

MAX_STEPS = 20_000
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Filled:
    """Markdown with tokens, and the values that the tokens stand for."""

    markdown: str
    values: tuple[Any, ...]


class TooMuchError(Exception):
    """The text repeats too often or grows too long."""


class Budget:
    """Counts the steps of one filling, so that no text can run for ever."""

    def __init__(self) -> None:
        """Start with all steps left."""
        self.left = MAX_STEPS

    def tick(self) -> None:
        """Count one step.

        Raises:
            TooMuchError: no step is left.
        """
        self.left -= 1
        if self.left < 0:
            raise TooMuchError


def fill(
    body: str, facts: Facts, file: str, first_line: int = 1
) -> tuple[Filled | None, tuple[Finding, ...]]:
    """Fill one text with facts; returns None where findings prevent it."""
    hidden = _hidden_characters(body, file, first_line)
    if hidden:
        return None, hidden
    compiled = compile_text(body, file, first_line)
    if compiled.template is None:
        return None, tuple(compiled.reading.findings)
    sink: list[Any] = []
    try:
        markdown = _run(compiled.template, facts, sink)
    except _PROBLEMS as error:
        return None, (_problem(error, _place(error, file, first_line)),)
    return Filled(markdown, tuple(sink)), ()


_PROBLEMS = (
    NotPrintableError,
    FilterMisfitError,
    TooMuchError,
    RecursionError,
    SecurityError,
    KeyError,
    TypeError,
    ValueError,
)


def _problem(error: Exception, place: Place) -> Finding:
    match error:
        case NotPrintableError():
            return kinds.NOT_PRINTABLE.at(place, path=str(error))
        case FilterMisfitError():
            return kinds.FILTER_MISFIT.at(place, name=error.name, path=error.path)
        case TooMuchError() | RecursionError():
            return kinds.TOO_MUCH.at(place)
        case _:
            return kinds.FORBIDDEN.at(place, what=str(error)[:80])


def scope_of(facts: Facts) -> dict[str, Any]:
    """Return the names a text sees."""
    scope = Scope("", facts, Budget())
    return {name: scope.child(name) for name in type(facts).model_fields}


def _run(template: Any, facts: Facts, sink: list[Any]) -> str:
    parts, length = [], 0
    for part in template.generate({**scope_of(facts), SINK: sink}):
        length += len(part)
        if length > MAX_CHARACTERS:
            raise TooMuchError
        parts.append(part)
    return unmark_lines("".join(parts))


def _place(error: Exception, file: str, first_line: int) -> Place:
    """Return where in the text an error arose; Jinja rewrites the traceback to template lines."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return Place(file, (lines[-1] if lines and lines[-1] else 1) + first_line - 1)


def _hidden_characters(body: str, file: str, first_line: int) -> tuple[Finding, ...]:
    found = []
    for number, line in enumerate(body.split("\n"), first_line):
        for column, character in enumerate(line, 1):
            if "\ue000" <= character <= "\uf8ff" or (character < " " and character != "\t"):
                shown = f"U+{ord(character):04X}"
                place = Place(file, number, column)
                found.append(kinds.CLAUSE_PRIVATE_USE.at(place, character=shown))
    return tuple(found[:20])
