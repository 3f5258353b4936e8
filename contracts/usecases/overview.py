"""Which agreements a workspace has."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from contracts.errors import ContractsError
from contracts.german.entries import UnclearError, answer_of
from contracts.sources.files import MAX_BYTES, read_text, show
from contracts.sources.yaml import read_map

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.sources.workspace import Workspace

_MENTIONED = re.compile(rb"""^["']?example["']?[ \t]*:(.*)$""", re.MULTILINE)
_NO = re.compile(rb"[ \t]*false[ \t\r]*(#.*)?\Z")


def real_agreements(workspace: Workspace) -> list[str]:
    """Return all agreements without examples.

    A file that cannot be read counts as real, so that its problem is told.
    """
    return [a for a in workspace.agreements() if not is_example(workspace, a)]


def is_example(workspace: Workspace, agreement: str) -> bool:
    """Tell whether an agreement is marked as made up."""
    path = workspace.districts / f"{agreement}.yaml"
    try:
        if all(_NO.match(value) for value in _MENTIONED.findall(_beginning(path))):
            return False  # most files: not worth understanding
        text = read_text(path, workspace.root)
        raw = read_map(text, show(path, workspace.root))
    except ContractsError:
        return False
    return _means_yes(raw.data.get("example"))


def _means_yes(value: object) -> bool:
    with suppress(UnclearError):
        return answer_of(value) if isinstance(value, str) else value is True
    return False


def _beginning(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(MAX_BYTES)
    return b""
