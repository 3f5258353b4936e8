"""Work for many items: in order, one failure beside the others, on any executor."""

from __future__ import annotations

import time
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from contracts.batch.executors import Here
from contracts.batch.run import Failed, Known, Run


def half(number: int) -> int:
    if number % 2:
        raise ValueError(number)
    return number // 2


def slow_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    return number


class Counting(Executor):
    """Counts how many items are given out and not finished."""

    def __init__(self) -> None:
        self.futures: list[Future[int]] = []

    def submit(self, fn, /, *args, **kwargs):  # noqa: ARG002 - the interface of executors
        self.futures.append(Future())
        return self.futures[-1]


@given(
    st.lists(st.one_of(st.integers(0, 50), st.builds(Known, st.integers(100, 150)))),
    st.integers(1, 9),
)
def test_every_item_has_its_outcome_in_its_place(items: list, ahead: int) -> None:
    with ThreadPoolExecutor(3) as executor:
        outcomes = list(Run(half, executor, ahead=ahead).over(items))
    assert len(outcomes) == len(items)
    for item, outcome in zip(items, outcomes, strict=True):
        if isinstance(item, Known):
            assert outcome == item.result
        elif item % 2:
            assert isinstance(outcome, Failed)
            assert (outcome.item, type(outcome.error)) == (item, ValueError)
        else:
            assert outcome == item // 2


def test_what_is_finished_is_told_at_once_and_yielded_in_order() -> None:
    told: list[int] = []

    def finished(item: int, _outcome: object) -> bool:
        told.append(item)
        return False

    with ThreadPoolExecutor(2) as executor:
        run = Run(slow_first, executor, ahead=4, finished=finished)
        assert list(run.over(range(4))) == [0, 1, 2, 3]
    assert told[-1] == 0
    assert sorted(told) == [0, 1, 2, 3]


def test_only_so_many_items_are_taken_from_their_source_ahead() -> None:
    taken: list[int] = []
    executor = Counting()

    def source():
        for number in range(1000):
            taken.append(number)
            yield number

    run = Run(half, executor, ahead=8).over(source())
    with ThreadPoolExecutor(1) as other:
        first = other.submit(next, run)
        while len(executor.futures) < 8:
            time.sleep(0.01)
        time.sleep(0.05)
        assert len(taken) == 8
        executor.futures[0].set_result(7)
        assert first.result(timeout=5) == 7
    assert len(taken) <= 9


def test_work_in_this_process_begins_when_its_turn_comes() -> None:
    begun: list[int] = []
    results = Run(begun.append, Here()).over([1, 2, 3])
    next(results)
    assert begun == [1]
    results.close()
    assert begun == [1]


def test_after_a_stop_nothing_is_begun_any_more() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.05)
        return number

    with ThreadPoolExecutor(1) as executor:
        run = Run(work, executor, ahead=5, finished=lambda item, _outcome: item == 2)
        outcomes = list(run.over(range(100)))
    assert [o for o in outcomes if not isinstance(o, Failed)][:3] == [0, 1, 2]
    assert all(isinstance(o.error, CancelledError) for o in outcomes if isinstance(o, Failed))
    assert len(begun) < 6
