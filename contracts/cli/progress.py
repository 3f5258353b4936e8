"""How far a batch is: a bar on a terminal, lines elsewhere, JSON for other programs."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.settings import settings
from contracts.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contracts.usecases.generate import Made

CHOICES = ("auto", "json", "none")
_SHOWN_AFTER = 0.5  # seconds
_STEPS = 10  # a line for each tenth


@contextmanager
def progress(count: int, choice: str) -> Iterator[Callable[[Made], None]]:
    """Provide what is to be told of each finished contract.

    Args:
        count: how many contracts there are.
        choice: one of ``CHOICES``; ``auto`` is silent with ``--quiet``, ``--json``, for a single
            contract and for the first half second.
    """
    if choice == "json":
        yield _Lines(count).tell
    elif choice == "none" or settings().quiet or settings().json or count == 1:
        yield lambda _made: None
    elif sys.stderr.isatty():
        bar = _Bar(count)
        try:
            yield bar.tell
        finally:
            bar.close()
    else:
        yield _Tenths(count).tell


class _Lines:
    """One JSON object a line for each finished contract."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = 0

    def tell(self, made: Made) -> None:
        self._done += 1
        line = {
            "progress": self._done,
            "count": self._count,
            "agreement": made.agreement,
            "state": made.state,
            "seconds": made.seconds,
        }
        click.echo(json.dumps(line, ensure_ascii=False), err=True)


class _Tenths:
    """One line for each tenth, for logs."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = self._told = 0
        self._begun = time.monotonic()

    def tell(self, _made: Made) -> None:
        self._done += 1
        tenths = self._done * _STEPS // self._count
        if tenths == self._told or self._count < _STEPS:
            return
        self._told = tenths
        if time.monotonic() - self._begun > _SHOWN_AFTER:
            words = _("{done} of {count} contracts")
            click.echo(words.format(done=self._done, count=self._count), err=True)


class _Bar:
    """A bar that leaves nothing behind; it says in numbers what it shows."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = 0
        self._begun = time.monotonic()
        self._shown: Any = None
        self._task: Any = None

    def tell(self, _made: Made) -> None:
        self._done += 1
        if self._shown is None and time.monotonic() - self._begun > _SHOWN_AFTER:
            self._open()
        if self._shown is not None:
            self._shown.update(self._task, completed=self._done)

    def close(self) -> None:
        if self._shown is not None:
            self._shown.stop()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        console = Console(stderr=True, no_color=settings().no_color or None)
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._shown = Progress(*columns, console=console, transient=True)
        self._task = self._shown.add_task("", total=self._count)
        self._shown.start()
