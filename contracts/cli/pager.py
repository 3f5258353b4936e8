"""Long texts on a terminal, a page at a time."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from contracts.cli.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator


def paged(text: str) -> bool:
    """Show a text in the user's pager and return True; False where it should just be printed.

    That is so where nobody sits at a terminal, where the text fits on it, and with --plain.
    """
    if settings().plain or settings().json:
        return False
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        return False
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    with _less_that_underlines():
        click.echo_via_pager(text, color=True)  # what is underlined stays so without colour
    return True


@contextmanager
def _less_that_underlines() -> Iterator[None]:
    """Let less show what is underlined, under whatever name it is called, as git does.

    Debian calls it "pager", and then Click does not see that it is less. Whoever has set LESS
    knows what they want.
    """
    if os.environ.get("LESS"):
        yield
        return
    before = os.environ.get("LESS")
    os.environ["LESS"] = "-R"
    try:
        yield
    finally:
        del os.environ["LESS"]
        if before is not None:
            os.environ["LESS"] = before
