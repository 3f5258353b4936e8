"""Runs the same work for many items; one that fails does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failed(Generic[Item]):
    """An item whose work raised; ``error`` says what."""

    item: Item
    error: Exception


def run(
    work: Callable[[Item], Result], items: Iterable[Item], executor: Executor
) -> Iterator[Result | Failed[Item]]:
    """Yield what became of each item, in the order of the items.

    Interrupting it (also by closing the iterator) cancels what has not begun; what has begun is
    finished.
    """
    waiting: list[tuple[Item, Future[Result]]] = []
    try:
        waiting.extend((item, executor.submit(work, item)) for item in items)
        for item, future in waiting:
            try:
                yield future.result()
            except Exception as error:  # noqa: BLE001 - one item must not stop the others
                yield Failed(item, error)
    finally:
        for _item, future in waiting:
            future.cancel()
