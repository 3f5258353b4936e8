"""Lock files: which texts are approved, and which versions an agreement was drafted with.

One line a text, ``<sha256>  <clause>/<variant>@<version>``, sorted by name; the standard variant
is not written (``liability@1``). Lines that begin with # are comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.catalogue import load
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.sources.files import read_text, show

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<name>\S+)\Z")
NAME = re.compile(
    r"(?P<clause>[a-z0-9]+(?:-[a-z0-9]+)*)(?:/(?P<variant>[a-z0-9]+(?:-[a-z0-9]+)*))?"
    r"(?:@(?P<version>[1-9]\d{0,3}))?\Z"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """One line of a lock file."""

    name: str
    sha256: str
    place: Place


def read_lock(path: Path, root: Path) -> dict[str, Locked]:
    """Return the lines of a lock file by name; empty where there is no file.

    Raises:
        SourceError: the file cannot be read or a line is damaged.
    """
    if not path.exists():
        return {}
    file, found = show(path, root), {}
    for number, line in enumerate(read_text(path, root).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.match(line.strip())
        if match is None or not NAME.match(match["name"]):
            raise SourceError(load.LOCK_SYNTAX.at(Place(file, number)))
        found[match["name"]] = Locked(match["name"], match["sha256"], Place(file, number))
    return found


def lock_text(locked: Mapping[str, str], comment: str) -> str:
    """Return the text of a lock file out of name to sha256."""
    lines = [f"{sha256}  {name}" for name, sha256 in sorted(locked.items())]
    return "\n".join([f"# {comment}", *lines]) + "\n"
