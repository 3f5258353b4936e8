"""Our side of the jail: ask, get an answer or a reason."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from contracts.archive.jail.frames import Frame, FrameError, receive, send
from contracts.catalogue import archive as kinds
from contracts.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

Reply: TypeAlias = Frame
TASKS = "contracts.archive.jail.tasks"
_KNOWN = ("time", "memory", "died", "unreadable")


class JailError(Exception):
    """A file could not be read within the limits; ``error`` is time, memory, died or unreadable."""

    def __init__(self, error: str, reason: str = "") -> None:
        super().__init__(error, reason)
        self.error = error
        self.reason = reason


class Jail:
    """Starts the server when it is first needed; use as a context manager. Safe for threads.

    ``tasks`` is the module with the table of what a child can be asked.
    """

    def __init__(self, tasks: str = TASKS) -> None:
        self._tasks = tasks
        self._server: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self.most_memory = 0
        self.most_seconds = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the server."""
        with self._lock:
            self._end()

    def ask(self, task: str, blobs: Sequence[bytes], **header: Any) -> Reply:
        """Return what a child found out.

        Raises:
            JailError: the file is beyond the limits or cannot be read.
            MachineError: the child processes cannot be started here.
        """
        with self._lock:
            reply = self._exchange({"task": task, **header}, blobs)
        self.most_memory = max(self.most_memory, int(reply.header.get("memory", 0)))
        self.most_seconds = max(self.most_seconds, float(reply.header.get("seconds", 0)))
        error = reply.header.get("error")
        if error is not None:
            known = error if error in _KNOWN else "died"
            raise JailError(known, str(reply.header.get("reason", "")))
        return reply

    def _exchange(self, header: dict[str, Any], blobs: Sequence[bytes]) -> Reply:
        for last in (False, True):
            server = self._running()
            assert server.stdin is not None  # noqa: S101 - narrows the type
            assert server.stdout is not None  # noqa: S101
            try:
                send(server.stdin.fileno(), header, blobs)
                reply = receive(server.stdout.fileno())
            except (FrameError, BrokenPipeError):
                reply = None
            if reply is not None:
                return reply
            self._end()
            if last:
                break
        raise MachineError(kinds.NO_JAIL.at())

    def _running(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "contracts.archive.jail.server", self._tasks],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=os.path.sep,
                env={**_environment(), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            )
        return self._server

    def _end(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        for stream in (server.stdin, server.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _environment() -> dict[str, str]:
    """Return the little that Python needs; no secret of the caller reaches a child."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
    wanted = {name: os.environ[name] for name in kept if name in os.environ}
    # many threads of a library would use up the address space
    return {**wanted, "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
