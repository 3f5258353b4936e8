"""The program ``contracts`` and its commands, each imported only when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from contracts import __version__
from contracts.cli.parts import Command, Group, Option, format_text, shared_options
from contracts.language import N_, _

COMMANDS = {
    "init": N_("Make a new workspace."),
    "new": N_("Ask for the facts of an agreement and write its file."),
    "edit": N_("Change single facts in their place."),
    "check": N_("Say what is wrong or open, with file and line."),
    "generate": N_("Write drafts or final files in Word, PDF, HTML and text."),
    "inspect": N_("Say which contract a Word file or PDF of ours holds."),
    "rebuild": N_("Make a PDF again from what it carries, and compare the bytes."),
    "diff": N_("Compare two texts: what changed, why, and what follows."),
    "clauses": N_("List, show, compare and approve clauses."),
    "deviations": N_("Show which contracts have their own wording of which clause, and why."),
    "archive": N_("Keep signed copies, hand them over, prove that they are unaltered."),
    "schema": N_("Write the JSON Schemas with which editors help to fill in files."),
    "doctor": N_("Check this machine and the workspace."),
}
HELP = N_(
    "Cooperation contracts of Berlin's districts from reusable clauses.\n\n"
    "DISTRICT is the name of a folder in districts/ and means its newest agreement; "
    "pankow/2023 names one. Results go to standard output, everything else to standard error. "
    "Exit codes: 0 done, 1 findings, 2 wrong call, 3 machine, 4 source unreadable, 5 output not "
    "written, 6 altered, 7 conflict and nothing overwritten, 8 batch partly failed, 70 error of "
    "the program, 130 interrupted."
)
EXAMPLES = ("contracts generate pankow", "contracts check --json")


class Program(Group):
    """The outermost command; knows its commands by name before it has imported them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's interface
        """Return the names in the order of the work; see click.Group."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command by its name; see click.Group."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"contracts.cli.{cmd_name}").command
        if not isinstance(found, Command | Group):
            raise TypeError(found)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed, or propose a similar one; see click.Group."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them; see click.Group."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(words)) for name, words in COMMANDS.items()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write examples and text; see click.Command."""
        format_text(HELP, EXAMPLES, formatter)


def _version(ctx: click.Context, param: click.Parameter, value: Any) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        click.echo(f"vertragswerk {__version__}")
        ctx.exit()


def program() -> Program:
    """Return the program as Click knows it."""
    version = Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version,
        allow_from_autoenv=False, help=N_("Show the version and exit."),
    )  # fmt: skip
    found = Program("contracts", params=[*shared_options(hidden=False), version])
    found.context_settings = {
        "auto_envvar_prefix": "CONTRACTS",
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    }
    return found
