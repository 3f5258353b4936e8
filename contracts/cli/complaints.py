"""What Click complains of, where its own words would not help a person."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click
from click.exceptions import NoArgsIsHelpError

from contracts.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable


def complaint(error: click.ClickException) -> str:
    """Return what is wrong with a call, in the active language."""
    if isinstance(error, NoArgsIsHelpError) and error.ctx is not None:
        return _missing_command(error.ctx)
    if isinstance(error, click.NoSuchOption):
        # Click compares with the dashes, so that any option is like any other
        close = _near(error.option_name, error.possibilities or ())
        meant = " " + _("Did you mean “{word}”?").format(word=close[0]) if close else ""
        return f"{error.message}{meant}"
    return error.format_message()


def _missing_command(context: click.Context) -> str:
    group = context.command
    known = group.list_commands(context) if isinstance(group, click.Group) else []
    return _("Behind “{command}” one of these is missing: {known}.").format(
        command=context.command_path, known=", ".join(known)
    )


def _near(typed: str, known: Iterable[str]) -> list[str]:
    names = {name.lstrip("-"): name for name in known}
    close = difflib.get_close_matches(typed.lstrip("-"), list(names), n=1, cutoff=0.6)
    return [names[name] for name in close]
