"""A person at a terminal: types what is asked for, letter by letter, and reads the screen."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

_STYLE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_WITHIN = 60.0


@dataclass
class Terminal:
    """A command in a pseudo-terminal; ``pace`` is characters a second, 0 for as fast as can be."""

    folder: Path
    arguments: tuple[str, ...]
    pace: float = 0
    screen: str = ""
    code: int | None = None
    _pid: int = field(default=0, init=False)
    _screen_file: int = field(default=-1, init=False)

    def __enter__(self) -> Self:
        self._pid, self._screen_file = pty.fork()
        if self._pid == 0:
            # whoever runs the tests may ignore or block it
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            os.chdir(self.folder)
            os.environ.update(CONTRACTS_LANG="de", LC_ALL="C.UTF-8", TERM="xterm", NO_COLOR="1")
            os.execv(sys.executable, [sys.executable, "-m", "contracts", *self.arguments])  # noqa: S606
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def until(self, *signs: str) -> str:
        """Read until one of the signs ends the screen, or the command ends; return what came."""
        began, came = time.monotonic(), ""
        while time.monotonic() - began < _WITHIN:
            if not select.select([self._screen_file], [], [], 0.2)[0]:
                continue
            try:
                data = os.read(self._screen_file, 65536)
            except OSError:
                data = b""
            if not data:
                self.wait()
                return came
            text = _STYLE.sub("", data.decode("utf-8", "replace")).replace("\r", "")
            came += text
            self.screen += text
            if came.endswith(signs):
                return came
        raise AssertionError(f"nothing asked within {_WITHIN:.0f} s: {came[-500:]!r}")

    def type(self, text: str) -> None:
        """Type a line."""
        for character in f"{text}\n":
            os.write(self._screen_file, character.encode())
            if self.pace:
                time.sleep(1 / self.pace)

    def interrupt(self) -> None:
        """Press Ctrl-C, a moment after the prompt: what comes while it is drawn waits for a key."""
        time.sleep(0.5)
        os.write(self._screen_file, b"\x03")

    def close(self) -> None:
        """Close the window, as a person does who goes home."""
        with contextlib.suppress(OSError):
            os.close(self._screen_file)
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGHUP)
            self.wait()

    def wait(self) -> None:
        """Take the exit code."""
        if self.code is None:
            _, status = os.waitpid(self._pid, 0)
            self.code = os.waitstatus_to_exitcode(status)
