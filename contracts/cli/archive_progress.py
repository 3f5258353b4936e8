"""How far a run on the archive is: a bar on a terminal, a line every two seconds elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.settings import settings
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY = 1.8  # seconds between two signs of life, so that they come at least every two
_SHOWN_AFTER = 0.5
_STEPS = {
    "looking": N_("{done} of {count} files looked at"),
    "filing": N_("{done} of {count} copies filed"),
    "checking": N_("{done} of {count} agreements checked"),
}


@dataclass
class _State:
    step: str = ""
    done: int = 0
    count: int = 0
    begun: float = field(default_factory=monotonic)

    def tell(self, step: str, done: int, count: int) -> None:
        self.step, self.done, self.count = step, done, count

    @property
    def words(self) -> str:
        seconds = _("{seconds} s").format(seconds=round(monotonic() - self.begun))
        known = _STEPS.get(self.step)
        if known is None:
            return seconds
        return f"{_(known).format(done=self.done, count=self.count)}, {seconds}"


@contextmanager
def signs_of_life() -> Iterator[Callable[[str, int, int], None]]:
    """Provide what is to be told of each step; silent with ``--quiet`` and ``--json``.

    Another thread shows it, so that a single large file does not look like a standstill.
    """
    state = _State()
    if settings().quiet or settings().json:
        yield state.tell
        return
    ended = Event()
    show = _bar if sys.stderr.isatty() else _lines
    thread = Thread(target=copy_context().run, args=(show, state, ended), daemon=True)
    thread.start()
    try:
        yield state.tell
    finally:
        ended.set()
        thread.join()


def _lines(state: _State, ended: Event) -> None:
    while not ended.wait(EVERY):
        click.echo(state.words, err=True)


def _bar(state: _State, ended: Event) -> None:
    if ended.wait(_SHOWN_AFTER):
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    columns: tuple[Any, ...] = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(state.words, total=None)
        while not ended.wait(0.2):
            total = state.count or None
            shown.update(task, description=state.words, completed=state.done, total=total)
