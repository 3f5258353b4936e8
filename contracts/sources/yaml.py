"""YAML to plain data, with the place of every key and value.

The C parser's events are read one by one, so that nesting, size and repeated keys are under our
control before anything is built. Plain scalars follow the YAML 1.2 core schema: ``no`` is a word,
a date stays text until its model asks for a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from contracts.catalogue import load
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.language import _

MAX_DEPTH = 20
MAX_NODES = 20_000

Path: TypeAlias = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?\d+\Z")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONGEST_INTEGER = 18


@dataclass(slots=True)
class Yaml:
    """What a YAML file holds: plain data and where each of its values stands."""

    data: Any
    file: str
    places: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of the closest value around it that is written down."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


def read_yaml(text: str, file: str, *, first_line: int = 1) -> Yaml:
    """Read one YAML document.

    Args:
        text: the YAML.
        file: its name for findings.
        first_line: line of the file that the text begins in.

    Raises:
        SourceError: the text is not YAML of the kind we allow; all repeated keys are reported.
    """
    _refuse_tabs(text, file, first_line)
    reader = _Reader(file, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.at(mark) if mark else Place(file)
        reason = error.problem or str(error)
        raise SourceError(load.SYNTAX.at(place, reason=reason)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise SourceError(load.SYNTAX.at(Place(file), reason=str(error))) from error
    if reader.findings:
        raise SourceError(*reader.findings)
    return Yaml(reader.result, file, reader.places)


def read_map(text: str, file: str, *, first_line: int = 1) -> Yaml:
    """Read one YAML document that must be a map.

    Raises:
        SourceError: see ``read_yaml``; also where the document is empty or not a map.
    """
    found = read_yaml(text, file, first_line=first_line)
    if found.data is None:
        raise SourceError(load.EMPTY_FILE.at(Place(file)))
    if not isinstance(found.data, dict):
        raise SourceError(load.NOT_A_MAP.at(Place(file, first_line)))
    return found


def _refuse_tabs(text: str, file: str, first_line: int) -> None:
    if "\t" not in text:
        return
    for number, line in enumerate(text.split("\n"), first_line):
        indentation = line[: len(line) - len(line.lstrip())]
        if "\t" in indentation:
            column = indentation.index("\t") + 1
            raise SourceError(load.TAB.at(Place(file, number, column)))


@dataclass(slots=True)
class _Container:
    value: Any
    path: Path
    key: str | None = None
    awaits_key: bool = True


class _Reader:
    """Builds plain data from parser events."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.result: Any = None
        self.places: dict[Path, Place] = {}
        self.findings: list[Finding] = []
        self._stack: list[_Container] = []
        self._nodes = 0
        self._documents = 0

    def at(self, mark: Any) -> Place:
        return Place(self.file, mark.line + self.first_line, mark.column + 1)

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise SourceError(load.NOT_A_MAP.at(self.at(event.start_mark)))
            case yaml.AliasEvent():
                raise SourceError(load.ALIAS.at(self.at(event.start_mark)))
            case yaml.ScalarEvent():
                self._count(event)
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._open(event, {})
            case yaml.SequenceStartEvent():
                self._open(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise SourceError(load.TOO_MANY.at(self.at(event.start_mark), limit=MAX_NODES))
        if event.anchor or (event.tag and event.tag != "!"):
            raise SourceError(load.ALIAS.at(self.at(event.start_mark)))

    def _open(self, event: Any, value: Any) -> None:
        self._count(event)
        if len(self._stack) >= MAX_DEPTH:
            raise SourceError(load.TOO_DEEP.at(self.at(event.start_mark), limit=MAX_DEPTH))
        if self._stack and self._stack[-1].awaits_key and isinstance(self._stack[-1].value, dict):
            reason = _("a map or list cannot be a key")
            raise SourceError(load.SYNTAX.at(self.at(event.start_mark), reason=reason))
        path = self._add(value, event)
        self._stack.append(_Container(value, path))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        parent = self._stack[-1] if self._stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.awaits_key:
            self._key(parent, event)
        else:
            plain = event.implicit[0] and event.style in (None, "")
            self._add(_resolve(event.value) if plain else event.value, event)

    def _key(self, parent: _Container, event: yaml.ScalarEvent) -> None:
        key, place = event.value, self.at(event.start_mark)
        path = (*parent.path, key)
        if key in parent.value:
            first = self.places[path].line
            self.findings.append(load.DUPLICATE_KEY.at(place, key=key, first=first))
        self.places[path] = place
        parent.key, parent.awaits_key = key, False

    def _add(self, value: Any, event: Any) -> Path:
        if not self._stack:
            self.result = value
            return ()
        parent = self._stack[-1]
        if isinstance(parent.value, list):
            path: Path = (*parent.path, len(parent.value))
            self.places[path] = self.at(event.start_mark)
            parent.value.append(value)
            return path
        assert parent.key is not None  # noqa: S101 - a value follows its key
        path = (*parent.path, parent.key)
        parent.value[parent.key] = value
        parent.awaits_key = True
        return path


def _resolve(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        # a postcode or key with a leading zero is a word, and so is a number no field can hold
        digits = text.lstrip("+-")
        leading_zero = len(digits) > 1 and digits.startswith("0")
        return text if leading_zero or len(digits) > _LONGEST_INTEGER else int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
