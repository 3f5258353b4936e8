"""Calls the program in a process of its own and says what that took; started once, then forked.

Run as a program it is the server: a line of JSON in, a line of JSON out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.tools.workspace import environment

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Spent:
    """What came back from a call, its processor seconds and its bytes of memory at most."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


class Caller:
    """Holds the server."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.tools.limited"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(CONTRACTS_LANG="de"),
            text=True,
        )

    def call(self, folder: Path, *arguments: str) -> Spent:
        """Call the program in a folder."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps([str(folder), list(arguments)]) + "\n")
        self._server.stdin.flush()
        return Spent(**json.loads(self._server.stdout.readline()))

    def close(self) -> None:
        """End the server."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(timeout=30)


def _call(folder: str, arguments: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            sys.stdout, sys.stderr = open(1, "w"), open(2, "w")  # noqa: SIM115 - handles
            code = 70
            try:
                from contracts.cli.run import run

                code = run(arguments)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _pid, status, usage = os.wait4(child, 0)
        out.seek(0)
        err.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "out": out.read().decode(errors="replace")[:20_000],
            "err": err.read().decode(errors="replace")[:20_000],
            "seconds": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
        }


if __name__ == "__main__":
    for line in sys.stdin:
        answer = _call(*json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
