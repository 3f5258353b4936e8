"""The command line: it parses and prints; what is done stands in ``contracts.usecases``."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command that was typed, and leave with its exit code."""
    import sys

    from contracts.cli.run import run

    sys.exit(run(sys.argv[1:]))
