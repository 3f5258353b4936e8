"""Gives a process the three streams that it began without (``contracts check <&- >&-``).

Python leaves ``None`` in their place, and the next file that is opened would get their number, so
that whatever a library prints went into it.
"""

from __future__ import annotations

import os
import sys

_NAMES = ("stdin", "stdout", "stderr")


def replace_closed() -> frozenset[str]:
    """Put streams without content in the place of closed ones; return which were closed."""
    closed = {name for name in _NAMES if getattr(sys, name) is None}
    for number, name in enumerate(_NAMES):
        if name in closed:
            _occupy(number)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    return frozenset(closed)


def _occupy(number: int) -> None:
    empty = os.open(os.devnull, os.O_RDWR)
    if empty == number:
        os.set_inheritable(number, True)
    else:
        os.dup2(empty, number)
        os.close(empty)
