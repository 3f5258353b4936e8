"""Work for many items: in order, one failure beside the others, on any executor."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor

import pytest

from contracts.batch.executors import Here, local
from contracts.batch.run import Failed, run


def half(number: int) -> int:
    if number % 2:
        raise ValueError(number)
    return number // 2


def process_of(_item: int) -> int:
    return os.getpid()


def die(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_failures_stand_in_their_place(jobs: int) -> None:
    with local(jobs) as executor:
        results = list(run(half, range(5), executor))
    assert [r.item if isinstance(r, Failed) else r for r in results] == [0, 1, 1, 3, 2]
    failed = [r for r in results if isinstance(r, Failed)]
    assert [type(one.error) for one in failed] == [ValueError, ValueError]


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(2) as executor:
        assert list(run(half, [2, 4], executor)) == [1, 2]


def test_one_job_stays_in_this_process_and_several_leave_it() -> None:
    with local(1) as executor:
        assert list(run(process_of, [1], executor)) == [os.getpid()]
    with local(2) as executor:
        assert os.getpid() not in list(run(process_of, [1, 2], executor))


def test_work_in_this_process_begins_when_its_turn_comes() -> None:
    begun: list[int] = []
    results = run(begun.append, [1, 2, 3], Here())
    next(results)
    assert begun == [1]
    results.close()
    assert begun == [1]


def test_a_process_that_is_killed_fails_its_items_and_ends() -> None:
    with local(2) as executor:
        results = list(run(die, [1, 2], executor))
    failed = results[0]
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, BrokenExecutor)
