"""YAML to plain data, with the place of every key and value.

The C parser's events are read one by one, so that nesting, size and repeated keys are under our
control before anything is built. Plain scalars follow the YAML 1.2 core schema, but narrower:
``no`` is a word, a date stays text until its model asks for a date, and a number is one only in
the form that nobody can read otherwise. All else stays the text that is written there, for the
rules of ``german.entries``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from contracts.catalogue import load
from contracts.errors import SourceError
from contracts.findings import Finding, Place
from contracts.german.entries import has_two_readings
from contracts.language import N_
from contracts.sources.yaml_advice import (
    BULLETS,
    advice,
    begins_with_sign,
    bullet_line,
    printed_quotes,
    quoted,
    swallowed,
    with_quotes,
)

MAX_DEPTH = 20
MAX_NODES = 20_000

Path: TypeAlias = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
# Looks like a blank, or like nothing, and is no indentation.
_NO_INDENTATION = re.compile("[ \t]*([^\\S \t\n]|[\u200b-\u200f\u2060\ufeff\u00ad])")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONGEST_INTEGER = 18
_EMPTY = re.compile(r"\s*(-\s*)*([^\s#:][^#:]*:)?(?=\s)|.*")


@dataclass(slots=True)
class Yaml:
    """What a YAML file holds: plain data and where each of its values stands.

    ``words`` are numbers and truth values as they are written, ``brackets`` the lines of values
    that begin with a bracket, with quotation marks around them. ``findings`` stop nothing.
    """

    data: Any
    file: str
    places: dict[Path, Place] = field(default_factory=dict)
    words: dict[Path, str] = field(default_factory=dict)
    brackets: dict[Path, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

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
    _refuse_indentation(text, file, first_line)
    reader = _Reader(text, file, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        raise SourceError(_misunderstood(error, reader, text)) from error
    except (yaml.YAMLError, ValueError) as error:
        finding = advice("", 0, Place(file), "control characters are not allowed")
        raise SourceError(finding) from error
    if reader.findings:
        raise SourceError(*reader.findings)
    return Yaml(reader.result, file, reader.places, reader.words, reader.brackets, reader.remarks)


def _misunderstood(error: yaml.MarkedYAMLError, reader: _Reader, text: str) -> Finding:
    mark, problem = error.problem_mark or error.context_mark, error.problem or ""
    if mark is None:
        return advice("", 0, Place(reader.file), problem)
    open_ = error.context_mark
    line = mark.line
    if open_ and (error.context or "").startswith("while scanning a quoted scalar"):
        line = open_.line  # the parser points to the end of the file
    if open_ and (error.context or "").startswith("while parsing a flow"):
        line = open_.line if problem.startswith("did not find expected ','") else line
    return advice(text, line, reader.at(mark), problem)


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


def _refuse_indentation(text: str, file: str, first_line: int) -> None:
    if text.isascii() and "\t" not in text:
        return
    for number, line in enumerate(text.split("\n"), first_line):
        indentation = line[: len(line) - len(line.lstrip())]
        if "\t" in indentation:
            column = indentation.index("\t") + 1
            raise SourceError(load.TAB.at(Place(file, number, column)))
        match = _NO_INDENTATION.match(line)
        if match and line.strip():
            place = Place(file, number, match.start(1) + 1)
            raise SourceError(load.INDENTATION.at(place, character=f"U+{ord(match[1]):04X}"))


@dataclass(slots=True)
class _Container:
    value: Any
    path: Path
    key: str | None = None
    awaits_key: bool = True


class _Reader:
    """Builds plain data from parser events."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.result: Any = None
        self.places: dict[Path, Place] = {}
        self.words: dict[Path, str] = {}
        self.brackets: dict[Path, str] = {}
        self.findings: list[Finding] = []
        self.remarks: list[Finding] = []
        self._lines = text.split("\n")
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
                raise SourceError(self._sign(event))
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
        if event.anchor or event.tag:
            raise SourceError(self._sign(event))

    def _sign(self, event: Any) -> Finding:
        mark = event.start_mark
        return begins_with_sign(self.text, mark.line, self.at(mark))

    def _open(self, event: Any, value: Any) -> None:
        self._count(event)
        if len(self._stack) >= MAX_DEPTH:
            raise SourceError(load.TOO_DEEP.at(self.at(event.start_mark), limit=MAX_DEPTH))
        if self._stack and self._stack[-1].awaits_key and isinstance(self._stack[-1].value, dict):
            mark, reason = event.start_mark, N_("a map or list cannot be a key")
            raise SourceError(advice(self.text, mark.line, self.at(mark), reason))
        path = self._add(value, event)
        if event.flow_style:
            line = self._line(event.start_mark.line)
            self.brackets[path] = with_quotes(line).strip() or quoted(line.strip())
        self._stack.append(_Container(value, path))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        parent = self._stack[-1] if self._stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.awaits_key:
            self._key(parent, event)
        else:
            plain = event.implicit[0] and event.style in (None, "")
            value = _resolve(event.value) if plain else event.value
            path = self._add(value, event)
            if plain:
                if not isinstance(value, str):
                    self.words[path] = event.value
                self._remark(event, path)

    def _line(self, number: int) -> str:
        return self._lines[number] if number < len(self._lines) else ""

    def _remark(self, event: Any, path: Path) -> None:
        """Note where a plain value is read otherwise than its writer may mean."""
        first, last, read = event.start_mark, event.end_mark, event.value
        place, line = self.at(first), self._line(last.line)
        if read[:1] in BULLETS and read[:1] and bullet_line(self._line(first.line)):
            better = bullet_line(self._line(first.line))
            self.findings.append(load.BULLET.at(place, sign=read[0], line=better))
        elif first.line != last.line and read:
            self.remarks.append(load.SEVERAL_LINES.at(place, read=read[:80]))
        rest = line[last.column :] if read else self._behind_key(path, line)
        found = swallowed(read, rest, line, place) or printed_quotes(read, line, place)
        if found is not None:
            self.remarks.append(found)
        if read in ("Null", "NULL"):
            better = with_quotes(line).strip()
            self.remarks.append(load.WORD_FOR_NOTHING.at(place, found=read, line=better))

    def _behind_key(self, path: Path, line: str) -> str:
        """Return what stands behind a key, or a dash, that has no value."""
        if not path or "#" not in line:
            return ""
        written = self.places[path].line - self.first_line
        return _EMPTY.sub("", self._line(written), count=1)

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
        return text if len(text.lstrip("-")) > _LONGEST_INTEGER else int(text)
    if _FLOAT.match(text) and not has_two_readings(text):
        return float(text)
    return text
