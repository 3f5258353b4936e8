"""The commands that a README shows: read from its code blocks, typed one by one, compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tools.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What sets a machine up is no command of the program; `make demo` has tests of its own.
_SET_UP = re.compile(r"(sudo )?(make|apt|apt-get)\b|git clone\b|(source|\.) \S*activate\b")
_TYPED = re.compile(r"  (?:\d*>|.* \[\S+\]) (.+)\Z")
PROMPT = ("> ", "] ")


@dataclass
class Example:
    """A command as it is shown, and what is shown to come back; "" where nothing is."""

    command: str
    shown: list[str] = field(default_factory=list)

    @property
    def answers(self) -> list[str]:
        """What a person types, read from the screen that is shown."""
        return [found[1] for line in self.shown if (found := _TYPED.match(line))]

    @property
    def is_set_up(self) -> bool:
        return _SET_UP.match(self.command) is not None


def examples_of(text: str) -> Iterator[Example]:
    """Yield the commands of a README in their order, without comments.

    In a block of the kind ``console`` commands begin with ``$`` and what follows is their output.
    """
    for language, block in _BLOCK.findall(text):
        if language == "console":
            yield from _with_output(block)
        elif language in ("", "sh"):
            yield from (Example(command) for command in _commands(block))


def _with_output(block: str) -> Iterator[Example]:
    example: Example | None = None
    for line in block.split("\n"):
        if line.startswith("$ "):
            if example:
                yield example
            example = Example(line[2:])
        elif example and line.strip():
            example.shown.append(line)
    if example:
        yield example


def _commands(block: str) -> Iterator[str]:
    lines = iter(block.split("\n"))
    for line in lines:
        command = re.sub(r"(^| ) *# .*$", "", line).rstrip()
        if end := re.search(r"<<(\w+)$", command):
            more = list(iter(lambda: next(lines), end[1]))
            command = "\n".join([command, *more, end[1]])
        if command.strip():
            yield command


def run(folder: Path, command: str, lang: str) -> tuple[int, str]:
    """Type a command into a shell; return its exit code and what it said."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder), "LC_ALL": "C.UTF-8", "CONTRACTS_LANG": lang, "NO_COLOR": "1",
        "COLUMNS": "100",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


def talk(folder: Path, example: Example) -> tuple[int, str]:
    """Type a command at a terminal and answer as the README shows."""
    arguments = tuple(example.command.split()[1:])
    with Terminal(folder, arguments) as terminal:
        for answer in example.answers:
            terminal.until(*PROMPT)
            assert terminal.code is None, terminal.screen
            terminal.type(answer)
        terminal.until("nothing more is asked")
        terminal.wait()
    return terminal.code or 0, terminal.screen


def missing(shown: list[str], came: str) -> str:
    """Return the first shown line that did not come in its order, "" if all did.

    ``…`` stands for anything; blanks at the ends of lines do not count.
    """
    rest = [line.strip() for line in came.split("\n")]
    for line in shown:
        if line.strip() == "…":
            continue
        wanted = re.compile(".*".join(re.escape(part) for part in line.strip().split("…")) + r"\Z")
        place = next((n for n, real in enumerate(rest) if wanted.match(real)), None)
        if place is None:
            return line
        rest = rest[place + 1 :]
    return ""
