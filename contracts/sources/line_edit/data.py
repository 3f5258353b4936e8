"""The data of a file before and after a change."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contracts.sources.yaml import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A field, as a path through the data, and its new value as YAML data; None opens it."""

    path: Path
    value: Any


def without_nothing(value: Any) -> Any:
    """Return data without what is open; true is not 1."""
    if isinstance(value, dict):
        inner = {key: without_nothing(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, {})}
    if isinstance(value, list):
        return [without_nothing(item) for item in value]
    return (type(value), value) if isinstance(value, bool) else value


def changed(data: Any, change: Change) -> Any:
    """Return a copy of the data with one value changed.

    Raises:
        LookupError: a list has no such entry, or a text stands where a group should.
    """
    after = deepcopy(data)
    node = after
    *groups, last = change.path
    for position, step in enumerate(groups):
        _refuse_other(node, step)
        inner = node[step] if isinstance(step, int) else node.get(step)
        if inner is None:
            inner = [] if isinstance(change.path[position + 1], int) else {}
            node[step] = inner
        node = inner
    _refuse_other(node, last)
    if isinstance(last, int) and last == len(node):
        node.append(change.value)
    else:
        node[last] = change.value
    return after


def _refuse_other(node: Any, step: str | int) -> None:
    fits = isinstance(node, list if isinstance(step, int) else dict)
    if not fits or (isinstance(step, int) and step > len(node)):
        raise LookupError(step)


def value_at(data: Any, path: Path) -> Any:
    """Return the value at a path, None where there is none."""
    for step in path:
        inside = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        )
        if not inside:
            return None
        data = data[step]
    return data


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal and of one type."""
    return type(one) is type(other) and one == other
