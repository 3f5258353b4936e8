"""Commands, options and arguments whose help is translated when it is shown.

Messages stand in the code in English, marked by ``N_``; which language is spoken is known only
once the program runs.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from contracts.cli.between import Between
from contracts.language import LANGUAGES, N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MORE = N_(
    "Options for every command: contracts --help. Each option can also be set in the environment, "
    "--jobs of generate as CONTRACTS_GENERATE_JOBS; not those that confirm something."
)

_FLAGS = (
    (("--json",), N_("Answer as one JSON object on standard output.")),
    (("-q", "--quiet"), N_("Say nothing but results and errors.")),
    (("--plain",), N_("One line a record, tab between its fields, no colour.")),
    (("--no-color",), N_("No colour; NO_COLOR in the environment does the same.")),
)
# as Click writes them (click.Command.options_metavar, click.Group.subcommand_metavar)
_PIECES = {"[OPTIONS]": N_("[OPTIONS]"), "COMMAND [ARGS]...": N_("COMMAND …")}
_VERBOSE = N_("Say what is being done; show where in the program an error arose.")


class Option(click.Option):
    """An option with translated help.

    ``by_hand`` is one by which a person vouches for what was seen just now: it is taken from the
    call only. Set in the environment, it would vouch for every later call too, and its value would
    be split at blanks.
    """

    def __init__(self, *names: Any, by_hand: bool = False, **more: Any) -> None:
        """Take what click.Option takes."""
        super().__init__(*names, **more)
        self.by_hand = by_hand

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """Return what the environment sets; see click.Option.

        Raises:
            click.UsageError: it may not be set there.
        """
        found = super().value_from_envvar(ctx)
        if self.by_hand and found is not None:
            words = _("{variable} in the environment has no effect; give {option} in the call.")
            variable = f"{ctx.auto_envvar_prefix}_{(self.name or '').upper()}"
            raise click.UsageError(words.format(variable=variable, option=self.opts[0]), ctx)
        return found

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of the help; see click.Option."""
        shown = copy(self)
        shown.help = _(self.help) if self.help else ""
        if isinstance(self.type, Between):
            shown.help = f"{shown.help} ({self.type.words})"
        return click.Option.get_help_record(shown, ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the placeholder; see click.Parameter."""
        return _(self.metavar) if self.metavar else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument with translated help."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return the line of the help; see click.Argument."""
        return self.make_metavar(ctx), (_(self.help) if self.help else "")

    def make_metavar(self, ctx: click.Context) -> str:  # noqa: ARG002 - Click's interface
        """Return the placeholder with its brackets; see click.Argument."""
        name = _(self.metavar or self.human_readable_name)
        name = name if self.required else f"[{name}]"
        return f"{name}…" if self.nargs != 1 else name


class Command(click.Command):
    """A command whose help begins with two examples."""

    def __init__(self, name: str, *, examples: Sequence[str] = (), **more: Any) -> None:
        super().__init__(name, **more)
        self.examples = examples
        self.params.extend(shared_options(hidden=True))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what may stand behind the command, in the active language; see click.Command."""
        return _usage(super().collect_usage_pieces(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        """Note the name of the command and run it; see click.Command."""
        ctx.find_root().obj.command = ctx.command_path.partition(" ")[2]
        return super().invoke(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's interface
        """Write examples and text; see click.Command."""
        format_text(self.help, self.examples, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's interface
        """Write where further options stand; see click.Command."""
        formatter.write_paragraph()
        formatter.write_text(_(MORE))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - Click's interface
        """Return the first sentence of the help, whole; see click.Command."""
        return first_sentence(_(self.help) if self.help else "")


class Group(click.Group):
    """A command with commands under it."""

    command_class = Command

    def __init__(self, name: str, *, examples: Sequence[str] = (), **more: Any) -> None:
        super().__init__(name, **more)
        self.examples = examples

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what may stand behind the group, in the active language; see click.Group."""
        return _usage(super().collect_usage_pieces(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's interface
        """Return the names in the order of the work; see click.Group."""
        return list(self.commands)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's interface
        """Write examples and text; see click.Command."""
        format_text(self.help, self.examples, formatter)


def _usage(pieces: Sequence[str]) -> list[str]:
    return [_(_PIECES[piece]) if piece in _PIECES else piece for piece in pieces]


def format_text(help_: str | None, examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Write the examples and then the translated text."""
    if examples:
        with formatter.section(_("Examples")):
            formatter.write(
                "".join(f"{'':{formatter.current_indent}}{line}\n" for line in examples)
            )
    for paragraph in (_(help_) if help_ else "").split("\n\n"):
        formatter.write_paragraph()
        formatter.write_text(paragraph)


def first_sentence(text: str) -> str:
    """Return the first sentence without its full stop."""
    return text.partition("\n")[0].partition(". ")[0].rstrip(".")


def option(*names: str, **more: Any) -> Callable[[Any], Any]:
    """Declare an option with translated help."""
    return click.option(*names, cls=Option, **more)


def argument(name: str, **more: Any) -> Callable[[Any], Any]:
    """Declare an argument with translated help."""
    return click.argument(name, cls=Argument, **more)


def _note(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    if param.name and ctx.get_parameter_source(param.name) is not ParameterSource.DEFAULT:
        setattr(ctx.find_root().obj, param.name, value)
    return value


def _said(ctx: click.Context, param: click.Parameter, value: Any) -> Any:  # noqa: ARG001
    return value  # run() listens before anything is parsed, so that errors speak it too


def shared_options(*, hidden: bool) -> list[click.Option]:
    """Return the options that may stand before and behind every command's name."""
    common: dict[str, Any] = {
        "expose_value": False,
        "hidden": hidden,
        "allow_from_autoenv": not hidden,
        "callback": _note,
    }
    return [
        Option(
            ["-w", "--workspace"], **common, metavar=N_("DIR"),
            type=click.Path(exists=True, file_okay=False),
            help=N_("Folder with clauses/, templates/ and districts/; otherwise it is looked for "
                    "from here upwards."),
        ),
        Option(
            ["--lang"], **{**common, "callback": _said, "allow_from_autoenv": False},
            type=click.Choice(LANGUAGES),
            help=N_("Language of messages; otherwise CONTRACTS_LANG, then that of the system."),
        ),
        *(Option([*names], **common, is_flag=True, help=words) for names, words in _FLAGS),
        Option(["-v", "--verbose"], **common, count=True, help=_VERBOSE),
    ]  # fmt: skip
