"""The lines of a file and where the nodes of its YAML stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

# What YAML 1.1 takes for the end of a line, so that lines are counted as the parser counts them.
_LINE = re.compile(
    "[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+\\Z"
)
_BREAKS = "\r\n\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Splice:
    """Lines ``first`` up to but without ``end`` become ``lines``, each with its end of line."""

    first: int
    end: int
    lines: tuple[str, ...]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end."""
    return _LINE.findall(text)


def line_end(lines: list[str]) -> str:
    """Return how the lines of a file end: as its first one does."""
    first = lines[0] if lines else ""
    return first[len(first.rstrip(_BREAKS)) :] or "\n"


def bare(line: str) -> str:
    """Return a line without its end."""
    return line.rstrip(_BREAKS)


def root_of(text: str) -> Any:
    """Return the root node of a YAML text that was read without complaint before."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def is_flow(node: Any) -> bool:
    """Tell whether a map or list is written between brackets."""
    return not isinstance(node, yaml.ScalarNode) and bool(node.flow_style)


def is_block_text(node: Any) -> bool:
    """Tell whether a text is written below its key, behind ``|`` or ``>``."""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def end_of(node: Any, lines: list[str], column: int) -> int:
    """Return the line behind the last one of a node.

    Args:
        node: a value.
        lines: all lines of the file.
        column: where its key or dash stands.
    """
    if is_block_text(node):
        return _end_of_block_text(node, lines, column)
    if isinstance(node, yaml.ScalarNode) or is_flow(node) or not node.value:
        return int(node.end_mark.line) + 1
    last = node.value[-1]
    if isinstance(node, yaml.MappingNode):
        key, value = last
        return max(int(key.end_mark.line) + 1, end_of(value, lines, key.start_mark.column))
    return end_of(last, lines, node.start_mark.column)


def _end_of_block_text(node: Any, lines: list[str], column: int) -> int:
    end = found = int(node.start_mark.line) + 1
    while end < len(lines):
        line = bare(lines[end])
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            found = end + 1
        end += 1
    return found


def block_texts(root: Any, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where texts below their keys begin and end: what looks like a comment there is none."""
    waiting = [(root, 0)]
    while waiting:
        node, column = waiting.pop()
        if is_block_text(node):
            yield int(node.start_mark.line), end_of(node, lines, column)
        elif isinstance(node, yaml.MappingNode):
            waiting += [(value, key.start_mark.column) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(item, node.start_mark.column) for item in node.value]
