"""Who gives a command: kept with what is added, verified, built or corrected."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from contracts.catalogue import keeping as kinds
from contracts.errors import UsageError
from contracts.model.base import MAX_LINE, printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VARIABLE = "CONTRACTS_BY"
_SECONDS = 5


def person_of(root: Path, named: str | None = None) -> str:
    """Return the name of who gives the command.

    That is the name given, else the variable ``CONTRACTS_BY``, else git's ``user.name``, else the
    login, else its number. It is their own word; nobody checks it.

    Args:
        root: the workspace, for git.
        named: the name in the call.

    Raises:
        UsageError: the name in the call is empty or not printable.
    """
    if named is not None:
        return sentence(named, "--by")
    for name in _known(root):
        with suppress(UsageError):
            return sentence(name, "--by")
    return f"UID {os.getuid()}"


def sentence(text: str, option: str) -> str:
    """Return a line that a person has given, without spaces around it.

    Raises:
        UsageError: it is empty, too long or holds characters that cannot be shown.
    """
    with suppress(PydanticCustomError, UnicodeError):
        line = printable(" ".join(text.split()))
        line.encode()
        if line and len(line) <= MAX_LINE:
            return line
    raise UsageError(kinds.NOT_A_LINE.at(option=option))


def _known(root: Path) -> Iterator[str]:
    yield os.environ.get(VARIABLE, "")
    if shutil.which("git"):
        with suppress(OSError, subprocess.SubprocessError):
            yield subprocess.run(
                ["git", "-C", str(root), "config", "user.name"],  # noqa: S607 - the user's own git
                capture_output=True, text=True, timeout=_SECONDS, check=False,
            ).stdout  # fmt: skip
    with suppress(OSError, KeyError, ImportError):
        yield getpass.getuser()
