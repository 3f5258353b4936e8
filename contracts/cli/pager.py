"""Long texts on a terminal, a page at a time."""

from __future__ import annotations

import shutil
import sys

import click

from contracts.cli.settings import settings


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
    click.echo_via_pager(text, color=True)  # what is underlined stays so without colour
    return True
