"""The command line: it parses and prints; what is done stands in ``contracts.usecases``."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command that was typed, and leave with its exit code."""
    import os
    import sys

    try:
        from contracts.cli.streams import replace_closed

        closed = replace_closed()
        from contracts.cli.run import refuse_closed, run

        code = refuse_closed(sys.argv[1:]) if "stdout" in closed else run(sys.argv[1:])
    except KeyboardInterrupt:  # before anything was begun
        code = 130
    if code == 130:  # noqa: PLR2004 - ExitCode.INTERRUPTED, which may not be imported yet
        # Where Ctrl-C hit an exec() inside of an import, Python would end by the signal instead.
        os._exit(code)
    sys.exit(code)
