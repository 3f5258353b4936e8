"""What stands in a file or was typed, repeated in a message exactly as its writer knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.language import _, figure

if TYPE_CHECKING:
    from contracts.sources.yaml import Path, Yaml

_SHOWN = 60


def as_typed(raw: Yaml, path: Path, value: Any = None) -> str:
    """Return what stands at a path: the words as they are written, or what kind of thing it is.

    Args:
        raw: the data and how its words are written.
        path: where.
        value: what was found there, where the data itself does not hold it.
    """
    if path in raw.words:
        return cut(raw.words[path])
    found = _at(raw.data, path)
    found = value if found is None else found
    if isinstance(found, dict):
        return _("a group of lines")
    if isinstance(found, list | tuple):
        return _("a list")
    if found is None:
        return _("nothing")
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    return cut(found if isinstance(found, str) else figure(found))


def cut(text: str) -> str:
    """Return a text in one line that is not too long for a message."""
    text = text.replace("\n", "⏎")
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text


def _at(data: Any, path: Path) -> Any:
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
