"""How values are written into a file: in the plainest form that reads back as the same value."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contracts.errors import ContractsError
from contracts.german.entries import has_two_readings
from contracts.sources.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 98
STEP = 2


def scalar(value: object) -> str:
    """Return a single value as it stands behind its key; nothing for an open one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = format(value, "f").rstrip("0")
        text = f"{text}0" if text.endswith(".") else text
        return f"{text}0" if has_two_readings(text) else text  # 1.125 in a file might be 1125
    return _text(str(value))


def _text(text: str) -> str:
    return text if _reads_back(text, text) else json.dumps(text, ensure_ascii=False)


def _reads_back(written: str, text: str) -> bool:
    try:
        found = read_yaml(f"key: {written}\n", "")
    except ContractsError:
        return False
    return bool(found.data == {"key": text} and not found.findings)


def below(value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a list or map, without ends."""
    pad = " " * indent
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from entry(str(key), inner, indent)
        return
    for item in value:
        if isinstance(item, Mapping | list):
            first, *rest = below(item, indent + STEP)
            yield f"{pad}- {first[indent + STEP :]}"
            yield from rest
        else:
            yield from _behind(f"{pad}-", item, indent)


def entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a key and its value, without ends."""
    name = f"{' ' * indent}{key}:"
    if isinstance(value, Mapping | list) and value:
        yield name
        yield from below(value, indent + STEP)
    elif isinstance(value, Mapping | list):
        yield f"{name} {'[]' if isinstance(value, list) else '{}'}"
    else:
        yield from _behind(name, value, indent)


def _behind(name: str, value: Any, indent: int) -> Iterator[str]:
    shown = scalar(value)
    if isinstance(value, str) and len(name) + len(shown) > WIDTH:
        folded = list(_folded(value, indent + STEP))
        if folded:
            yield f"{name} >-"
            yield from folded
            return
    yield f"{name} {shown}".rstrip()


def _folded(text: str, indent: int) -> Iterator[str]:
    """Yield a long text in lines that YAML joins to the same text, nothing where it would not."""
    lines = textwrap.wrap(
        text, WIDTH - indent, break_long_words=False, break_on_hyphens=False,
        replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip
    if " ".join(lines) == text and not any(line[:1] == "#" for line in lines):
        yield from (" " * indent + line for line in lines)
