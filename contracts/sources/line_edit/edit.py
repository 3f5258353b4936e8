"""Replaces the lines of a field and proves by reading back that nothing else has changed.

Writing the whole file anew with a YAML library would lose comments, order and line ends; here the
old lines stay and only those of the field are replaced (decision 0033).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from contracts.errors import ContractsError
from contracts.sources.line_edit.data import Change, changed, is_same, value_at, without_nothing
from contracts.sources.line_edit.lines import (
    Splice,
    bare,
    block_texts,
    end_of,
    is_block_text,
    is_flow,
    line_end,
    lines_of,
    root_of,
)
from contracts.sources.line_edit.written import below, entry, scalar
from contracts.sources.yaml import read_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class CannotEditError(Exception):
    """The lines of a field cannot be replaced alone; ``line`` is the first of them, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def edited(text: str, changes: Iterable[Change], order: Sequence[str] = ()) -> str:
    """Return the text of a file after some changes; all lines of other fields are as before.

    Args:
        text: the file as it is, with its own ends of lines, without a byte order mark.
        changes: what changes; fields and the groups around them may be missing so far.
        order: names of all fields at the top in their order, for those that are new.

    Raises:
        CannotEditError: a comment, or a way of writing, stands in the way.
        SourceError: the text is no YAML of ours.
    """
    for change in changes:
        text = _rewritten(text, change, order)
    return text


def _rewritten(text: str, change: Change, order: Sequence[str]) -> str:
    raw = read_map(_plain_ends(text), "")
    before = raw.data
    try:
        after = changed(before, change)
    except LookupError:
        raise CannotEditError(raw.place(change.path).line) from None
    if after == before and type(value_at(before, change.path)) is type(change.value):
        return text
    lines = lines_of(text)
    root = root_of(text)
    editor = _Editor(lines, root, order)
    editor.map(root, before, after, 0)
    new = editor.result()
    _prove(new, after, editor.first_line)
    return new


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _prove(text: str, after: Any, line: int) -> None:
    try:
        found = read_map(_plain_ends(text), "").data
    except ContractsError as error:
        raise CannotEditError(line) from error
    if without_nothing(found) != without_nothing(after):
        raise CannotEditError(line)


class _Editor:
    """Collects the splices that turn the lines of one data into those of another."""

    def __init__(self, lines: list[str], root: Any, order: Sequence[str]) -> None:
        self._lines = lines
        self._texts = list(block_texts(root, lines))
        self._order = order
        self._end = line_end(lines)
        self._splices: list[Splice] = []

    @property
    def first_line(self) -> int:
        """The first line that changes, from 1."""
        return min((splice.first for splice in self._splices), default=0) + 1

    def result(self) -> str:
        """Return the new text."""
        lines = list(self._lines)
        for splice in sorted(self._splices, key=lambda s: (s.first, s.end), reverse=True):
            if splice.first == len(lines) and lines and bare(lines[-1]) == lines[-1]:
                lines[-1] += self._end
            lines[splice.first : splice.end] = splice.lines
        return "".join(lines)

    # ------------------------------------------------------------------ maps and lists

    def map(self, node: Any, before: dict[str, Any], after: dict[str, Any], depth: int) -> None:
        """Change a map in block style."""
        column = node.value[0][0].start_mark.column
        known = {key.value: (key, value) for key, value in node.value}
        for name, value in after.items():
            if name in known and not is_same(before.get(name), value):
                self._value(*known[name], before.get(name), value, depth)
        for name in [name for name in after if name not in known]:
            self._new_key(node, name, after[name], column, depth)

    def _value(self, key: Any, node: Any, before: Any, after: Any, depth: int) -> None:
        block = not isinstance(node, yaml.ScalarNode) and not is_flow(node)
        if block and isinstance(before, dict) and isinstance(after, dict) and before:
            self.map(node, before, after, depth + 1)
        elif block and isinstance(before, list) and isinstance(after, list) and before:
            self._list(key, node, before, after)
        else:
            self._replace(key, node, after)

    def _list(self, key: Any, node: Any, before: list[Any], after: list[Any]) -> None:
        dash = node.start_mark.column
        pairs = list(zip(node.value, before, after, strict=False))
        if len(after) < len(before) or not all(self._is_like(*pair) for pair in pairs):
            self._replace(key, node, after)
            return
        for item, old, new in pairs:
            if is_same(old, new):
                continue
            if isinstance(item, yaml.MappingNode):
                self.map(item, old, new, 1)
            else:
                self._item(item, new, dash)
        if len(after) > len(before):
            more = tuple(f"{line}{self._end}" for line in below(after[len(before) :], dash))
            place = end_of(node, self._lines, dash)
            self._splices.append(Splice(place, place, more))

    @staticmethod
    def _is_like(item: Any, before: Any, after: Any) -> bool:
        """Tell whether one entry can become the other in its place."""
        if is_same(before, after):
            return True
        if isinstance(item, yaml.MappingNode):
            return isinstance(after, dict) and not is_flow(item) and bool(before)
        return isinstance(item, yaml.ScalarNode) and not isinstance(after, dict | list)

    def _item(self, node: Any, value: Any, dash: int) -> None:
        first, end = int(node.start_mark.line), end_of(node, self._lines, dash)
        rest = self._rest(node, end)
        written = list(below([value], dash))
        written[0] = f"{bare(self._lines[first])[: node.start_mark.column]}{written[0][dash + 2 :]}"
        self._splice(first, end, written, rest)

    # ------------------------------------------------------------------ single fields

    def _replace(self, key: Any, node: Any, value: Any) -> None:
        column = int(key.start_mark.column)
        first, end = int(key.start_mark.line), end_of(node, self._lines, column)
        line = bare(self._lines[first])
        head = line[: line.index(":", int(key.end_mark.column)) + 1]
        name = head[column:-1]
        rest = self._rest(node, end)
        if node.start_mark.line == first and int(node.end_mark.line) == first:
            between = line[len(head) : int(node.start_mark.column)]
        else:
            between = " "
        written = list(entry(name, value, column))
        written[0] = head + written[0][len(" " * column + name) + 1 :]
        if len(written) == 1 and scalar_like(value):
            shown = scalar(value)
            written[0] = f"{head}{between if between.strip(' ') == '' and between else ' '}{shown}"
            written[0] = written[0].rstrip()
        self._splice(first, end, written, rest, below_first=first + 1)

    def _splice(
        self, first: int, end: int, written: list[str], rest: str, below_first: int = -1
    ) -> None:
        """Replace lines; a comment behind the old value stays, one below it is never lost."""
        for number in range(max(first + 1, below_first), end):
            if self._is_comment(number):
                raise CannotEditError(number + 1)
        written[0] += rest
        self._splices.append(Splice(first, end, tuple(self._ended(written, end))))

    def _ended(self, written: list[str], end: int) -> list[str]:
        last = self._lines[end - 1]
        ends = [self._end] * (len(written) - 1) + [last[len(bare(last)) :]]
        return [line + ending for line, ending in zip(written, ends, strict=True)]

    def _is_comment(self, number: int) -> bool:
        within = any(first < number < end for first, end in self._texts)
        return not within and bare(self._lines[number]).lstrip().startswith("#")

    def _rest(self, node: Any, end: int) -> str:
        """Return blanks and comment behind a value that is replaced."""
        if is_block_text(node):
            line = bare(self._lines[int(node.start_mark.line)])
            behind = line[int(node.start_mark.column) :]
        elif isinstance(node, yaml.ScalarNode) or is_flow(node):
            behind = bare(self._lines[end - 1])[int(node.end_mark.column) :]
        else:
            above = bare(self._lines[int(node.start_mark.line) - 1])
            behind = above if not above.lstrip().startswith("#") else ""
        place = behind.find(" #")
        return behind[len(behind[:place].rstrip()) :] if place >= 0 else ""

    # ------------------------------------------------------------------ new fields

    def _new_key(self, node: Any, name: str, value: Any, column: int, depth: int) -> None:
        if is_flow(node):
            raise CannotEditError(int(node.start_mark.line) + 1)
        before = self._key_before(node, name) if depth == 0 else node.value[-1]
        written = list(entry(name, value, column))
        if before is None:
            self._first(node, written)
            return
        key, last = before
        place = max(int(key.end_mark.line) + 1, end_of(last, self._lines, column))
        blank = depth == 0 and place < len(self._lines) and not bare(self._lines[place]).strip()
        apart = ("", *written) if blank else tuple(written)
        self._splices.append(Splice(place, place, tuple(f"{line}{self._end}" for line in apart)))

    def _key_before(self, node: Any, name: str) -> Any:
        """Return the field that a new one goes behind: the closest before it in the order."""
        if name not in self._order:
            return node.value[-1]
        there = {pair[0].value: pair for pair in node.value}
        earlier = reversed(self._order[: self._order.index(name)])
        return next((there[key] for key in earlier if key in there), None)

    def _first(self, node: Any, written: list[str]) -> None:
        """Put a field before the first one and the comment that belongs to that."""
        place = top = int(node.value[0][0].start_mark.line)
        while place and self._is_comment(place - 1):
            place -= 1
        if place == 0:
            place = top  # the comment at the head belongs to the whole file
        lines = tuple(f"{line}{self._end}" for line in (*written, ""))
        self._splices.append(Splice(place, place, lines))


def scalar_like(value: Any) -> bool:
    """Tell whether a value stands in the line of its key."""
    return not isinstance(value, dict | list)
