"""The workspace as it was at a git revision."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.catalogue import compare as kinds
from contracts.errors import MachineError, UsageError
from contracts.language import _
from contracts.sources.workspace import FOLDERS, Workspace
from contracts.usecases.unpacked import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 60
MAX_BYTES = 200_000_000


@contextmanager
def workspace_at(workspace: Workspace, revision: str, path: str) -> Iterator[Workspace]:
    """Give a copy of the workspace at a revision, gone when the block ends.

    Raises:
        MachineError: git is missing or does not answer, or the workspace is in no repository.
        UsageError: there is no such revision, or it has no ``path``.
    """
    try:
        packed = _packed(workspace, revision, path)
    except subprocess.TimeoutExpired as error:
        reason = _("it does not answer within {limit} seconds").format(limit=SECONDS)
        raise MachineError(kinds.NO_GIT.at(name=revision, reason=reason)) from error
    with tempfile.TemporaryDirectory(prefix="vertragswerk-") as folder:
        unpack(io.BytesIO(packed), Path(folder))
        yield Workspace(Path(folder))


def _packed(workspace: Workspace, revision: str, path: str) -> bytes:
    """Return the folders of a workspace at a revision as a tar file."""
    commit = _commit(workspace, revision, path)
    present = [
        folder
        for folder in (*FOLDERS, "generated")
        if _git(workspace, "ls-tree", "--name-only", commit, f"{folder}/").stdout
    ]
    if _git(workspace, "cat-file", "-e", f"{commit}:./{path}").returncode:
        raise UsageError(kinds.NOT_IN_REVISION.at(revision=revision, path=path))
    packed = _git(workspace, "archive", "--format=tar", commit, "--", *present)
    if packed.returncode or len(packed.stdout) > MAX_BYTES:
        raise UsageError(kinds.NOT_IN_REVISION.at(revision=revision, path=path))
    return packed.stdout


def _commit(workspace: Workspace, revision: str, path: str) -> str:
    if shutil.which("git") is None:
        reason = _("it is not installed")
        raise MachineError(kinds.NO_GIT.at(name=revision, reason=reason))
    inside = _git(workspace, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        reason = _("the workspace is in no repository")
        raise MachineError(kinds.NO_GIT.at(name=revision, reason=reason))
    found = _git(workspace, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode or revision.startswith("-"):
        raise UsageError(kinds.UNKNOWN_REVISION.at(revision=revision, path=path))
    return found.stdout.decode().strip()


def _git(workspace: Workspace, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", "-C", str(workspace.root), *arguments],  # noqa: S607 - the user's own git
        capture_output=True,
        check=False,
        timeout=SECONDS,
        stdin=subprocess.DEVNULL,
    )
