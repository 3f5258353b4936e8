"""What a child process gives up before it opens a file from outside."""

from __future__ import annotations

import os
import resource
import sys
from typing import Any

# Bytes of address space, which bounds the memory in use.
MEMORY = 500_000_000
# Seconds of work, and how many times that a file may take on a machine that is busy.
SECONDS = 3
BUSY = 6
# How much longer a child may live at all, whatever it earns (see tasks).
LONGEST = 600

_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.send", "socket.get", "subprocess.", "os.system",
    "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove", "os.rename", "os.mkdir",
    "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "shutil.", "ctypes.dlopen",
)  # fmt: skip


def give_up_rights() -> None:
    """Take away time, memory, and the right to write files, start programs or use the network."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, LONGEST)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 32)
    sys.setrecursionlimit(2000)
    sys.addaudithook(_refuse)


def _limit(kind: int, value: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and len(arguments) > 2:  # noqa: PLR2004 - path, mode, flags
        flags = arguments[2]
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(event)
