"""Which agreements a workspace has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts.errors import ContractsError
from contracts.sources.files import read_text, show
from contracts.sources.yaml import read_map

if TYPE_CHECKING:
    from contracts.sources.workspace import Workspace

_MENTIONED = re.compile(r"""^["']?example["']?\s*:""", re.MULTILINE)


def real_agreements(workspace: Workspace) -> list[str]:
    """Return all agreements without examples.

    A file that cannot be read counts as real, so that its problem is told.
    """
    return [a for a in workspace.agreements() if not is_example(workspace, a)]


def is_example(workspace: Workspace, agreement: str) -> bool:
    """Tell whether an agreement is marked as made up."""
    path = workspace.districts / f"{agreement}.yaml"
    try:
        text = read_text(path, workspace.root)
        if not _MENTIONED.search(text):
            return False  # most files: not worth understanding
        raw = read_map(text, show(path, workspace.root))
    except ContractsError:
        return False
    return raw.data.get("example") is True
