"""Runs the same work for many items; one that fails does not stop the others."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

_KNOWN = 100  # known results that may wait for each item that is given out

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failed(Generic[Item]):
    """An item whose work raised; ``error`` says what."""

    item: Item
    error: Exception


@dataclass(frozen=True, slots=True)
class Known(Generic[Result]):
    """Stands among the items for one whose result is known already."""

    result: Result


class Run(Generic[Item, Result]):
    """The run of one work for many items.

    Only so many items are given out ahead of the oldest unfinished one, so that the memory needed
    does not depend on their number.

    Args:
        work: what is done for each item; another process must be able to import it.
        executor: who does it.
        ahead: how many items are given out at most.
        finished: is told each outcome the moment it is there, in whatever order; what it returns
            says whether to stop giving out work.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        executor: Executor,
        *,
        ahead: int = 1,
        finished: Callable[[Item, Result | Failed[Item]], bool] = lambda _item, _outcome: False,
    ) -> None:
        self._work = work
        self._executor = executor
        self._ahead = ahead
        self._finished = finished
        self._line: deque[Future[Result] | Known[Result]] = deque()
        self._open: dict[Future[Result], Item] = {}
        self._outcomes: dict[Future[Result], Result | Failed[Item]] = {}
        self._stopped = False

    def over(
        self, items: Iterable[Item | Known[Result]]
    ) -> Generator[Result | Failed[Item], None, None]:
        """Yield what became of each item, in the order of the items.

        Interrupting it (also by closing the iterator) cancels what has not begun. After a stop,
        items that were not given out yet are left out.
        """
        source = iter(items)
        try:
            while self._fill(source):
                self._note()
                while self._line and (ready := self._ready(self._line[0])):
                    self._line.popleft()
                    yield ready[0]
        finally:
            for future in self._open:
                future.cancel()

    def _fill(self, source: Iterator[Item | Known[Result]]) -> bool:
        """Give out work up to the limit; tell whether anything is on its way."""
        while self._has_room() and not self._stopped:
            try:
                item = next(source)
            except StopIteration:
                break
            if isinstance(item, Known):
                self._line.append(item)
                continue
            future = self._executor.submit(self._work, item)
            self._line.append(future)
            self._open[future] = item
        return bool(self._line)

    def _has_room(self) -> bool:
        given_out = len(self._open) + len(self._outcomes)
        return given_out < self._ahead and len(self._line) < self._ahead * _KNOWN

    def _note(self) -> None:
        """Wait until the head of the line can be known, and take note of all that is done."""
        head = self._line[0]
        if isinstance(head, Known) or head in self._outcomes:
            return
        done, _ = wait(self._open, return_when=FIRST_COMPLETED)
        for future in [f for f in self._open if f in done]:
            item = self._open.pop(future)
            outcome = _outcome(future, item)
            self._outcomes[future] = outcome
            if self._finished(item, outcome) and not self._stopped:
                self._stopped = True
                for other in self._open:
                    other.cancel()

    def _ready(self, head: Future[Result] | Known[Result]) -> tuple[Result | Failed[Item]] | None:
        if isinstance(head, Known):
            return (head.result,)
        return (self._outcomes.pop(head),) if head in self._outcomes else None


def _outcome(future: Future[Result], item: Item) -> Result | Failed[Item]:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - one item must not stop the others
        return Failed(item, error)
