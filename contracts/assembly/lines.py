"""Line ends around statements: a clause reads the same whether a statement stands alone or not.

A line of statements only leaves nothing behind (Jinja's ``trim_blocks``). A line that mixes words
and statements keeps its line end, but vanishes where its statements leave it empty; else an empty
line would make a new Absatz out of the rest. No line is added or dropped before parsing, so that
line numbers stay true.
"""

from __future__ import annotations

import re

_MARK = "\ue002"
_ALONE = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+")
_EMPTY = re.compile(rf"^[ \t]*{_MARK}\n?", re.MULTILINE)


def mark_lines(body: str) -> str:
    """Mark the end of every line that mixes words and statements."""
    return "\n".join(_marked(line) for line in body.split("\n"))


def unmark_lines(text: str) -> str:
    """Drop marked lines that became empty, and the marks of all others."""
    return _EMPTY.sub("", text).replace(_MARK, "")


def _marked(line: str) -> str:
    whole = line.count("{%") == line.count("%}") > 0
    return line + _MARK if whole and not _ALONE.fullmatch(line) else line
