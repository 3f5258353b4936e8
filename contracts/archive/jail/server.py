"""The process that starts the children: it has the libraries loaded and reads no file itself.

Started as ``python -m contracts.archive.jail.server MODULE``, the module being the one with
``TASKS`` and ``LIBRARIES``; it talks on its standard streams.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from contracts.archive.jail.frames import Frame, FrameError, receive, send
from contracts.archive.jail.items import Items
from contracts.archive.jail.limits import BUSY, LONGEST, SECONDS, give_up_rights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.archive.jail.tasks import Task

_EARNED = 1.0  # seconds more, once a task has asked for them
_SHORT = 0.05  # seconds between two looks at the clock


def serve(tasks: str) -> None:
    """Answer each request by a child of its own until the caller closes."""
    answers = os.dup(1)
    os.dup2(2, 1)  # nothing that a library prints may get between the messages
    known = import_module(tasks)
    for name in known.LIBRARIES:
        import_module(name)
    while True:
        asked = receive(0)
        if asked is None:
            return
        answer = _answered(asked, known.TASKS)
        del asked
        send(answers, answer.header, answer.blobs)


def _answered(asked: Frame, tasks: Mapping[str, Task]) -> Frame:
    """Return the answer of a child; items that it could not finish cost only themselves."""
    known, memory, seconds = Items(), 0, 0.0
    while True:
        begun = Frame({**asked.header, "first": len(known.found)}, asked.blobs)
        answer, usage = _child(begun, tasks, known)
        memory = max(memory, usage.ru_maxrss * 1024)
        seconds += usage.ru_utime + usage.ru_stime
        if not known.goes_on(str(answer.header.get("error", ""))):
            break
    return Frame({**known.header(answer), "memory": memory, "seconds": seconds}, answer.blobs)


def _child(asked: Frame, tasks: Mapping[str, Task], known: Items) -> tuple[Frame, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(asked, writing, tasks)
    os.close(writing)
    try:
        answer = _wait(reading, child, known)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _pid, status, usage = os.wait4(child, 0)
    if answer is None:
        killed = os.WIFSIGNALED(status)
        answer = Frame(
            {"error": "died", "reason": str(status if killed else os.WEXITSTATUS(status))}
        )
    return answer, usage


def _wait(reading: int, child: int, known: Items | None = None) -> Frame | None:
    """Return the child's answer; None where it died.

    What counts is the time for which the child was at work, so that a busy machine refuses no
    good file; but not more than so many times that long in all. Each item has that time anew.
    """
    start, before, allowed = time.monotonic(), 0.0, float(SECONDS)
    while True:
        left = min(before + allowed, LONGEST) - _worked(child)
        waited = time.monotonic() - start
        if left <= 0 or waited > BUSY * allowed:
            return Frame({"error": "time"})
        if not select.select([reading], [], [], max(left, _SHORT))[0]:
            continue
        try:
            frame = receive(reading)
        except FrameError:
            return None
        if frame is not None and "earned" in frame.header:
            allowed += _EARNED
        elif frame is not None and known is not None and known.take(frame.header):
            start, before, allowed = time.monotonic(), _worked(child), float(SECONDS)
        else:
            return frame


def _worked(child: int) -> float:
    """Return the processor time of a process in seconds (proc(5)); 0 where it is not known."""
    try:
        stat = Path(f"/proc/{child}/stat").read_text(encoding="ascii", errors="replace")
        user, system = stat.rpartition(")")[2].split()[11:13]
    except (OSError, ValueError):
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _work(asked: Frame, writing: int, tasks: Mapping[str, Task]) -> NoReturn:
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(null, handle)
        give_up_rights()
        task = tasks[asked.header["task"]]
        answer = task(asked, lambda **known: send(writing, known))
        send(writing, answer.header, answer.blobs)
        os._exit(0)
    except MemoryError:
        os._exit(_say(writing, "memory", ""))
    except BaseException as error:  # noqa: BLE001 - a child ends here, whatever happened
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        os._exit(_say(writing, "unreadable", reason))


def _say(writing: int, error: str, reason: str) -> int:
    with suppress(BaseException):
        send(writing, {"error": error, "reason": reason})
    return 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.argv[1])
    sys.exit(0)
