"""Workers: warm, replaced when used up, and each item within its limits."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contracts.batch.executors import local
from contracts.batch.limits import BeyondMemoryError, BeyondTimeError, Limits, WorkerLostError
from contracts.batch.run import Failed, Run
from tests.tools.workspace import environment

_MEGABYTE = 1_000_000


def outcomes(work, over, jobs=2, **limits):
    # importing this module is no part of what an item may take
    with local(jobs, Limits(**limits), (__name__,)) as executor:
        return list(Run(work, executor, ahead=4 * jobs).over(over))


def shown(outcome):
    return type(outcome.error) if isinstance(outcome, Failed) else outcome


def process_of(_item: object) -> int:
    return os.getpid()


def hang(number: int) -> int:
    if number == 1:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1)
    return number


def spin(number: int) -> int:
    while number == 1:
        pass
    return number


def eat(number: int) -> int:
    if number == 1:
        held = [bytearray(10 * _MEGABYTE) for _ in range(1000)]
        return len(held)
    return number


def die(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(path: str) -> str:
    mark = Path(path)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def complain(number: int) -> object:
    if number == 1:
        raise ValueError("told as it is")
    return (lambda: number) if number == 2 else number  # a function cannot be sent back


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


@pytest.mark.parametrize(
    ("work", "error", "limits"),
    [
        (hang, BeyondTimeError, {"seconds": 2.0}),
        (spin, BeyondTimeError, {"seconds": 2.0}),
        (eat, BeyondMemoryError, {"megabytes": 500}),
        (die, WorkerLostError, {}),
    ],
)
def test_one_item_beyond_its_limits_does_not_touch_the_others(work, error, limits) -> None:
    found = [shown(o) for o in outcomes(work, range(6), **limits)]
    assert found == [0, error, 2, 3, 4, 5]


def test_an_item_whose_process_is_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    assert outcomes(die_once, [str(tmp_path / str(n)) for n in range(3)]) == ["done"] * 3


def test_an_error_comes_back_with_the_place_it_arose_in() -> None:
    found = outcomes(complain, range(4))
    assert [shown(o) for o in found] == [0, ValueError, RuntimeError, 3]
    assert "in complain" in found[1].error.__notes__[0]


def test_workers_stay_and_are_replaced_after_their_time() -> None:
    processes = outcomes(process_of, range(10), jobs=1, items=4)
    assert [processes.count(p) for p in dict.fromkeys(processes)] == [4, 4, 2]
    assert os.getpid() not in processes


def test_no_process_is_started_without_work() -> None:
    before = multiprocessing.active_children()
    with local(4):
        assert multiprocessing.active_children() == before


def test_a_worker_killed_while_it_rests_is_replaced() -> None:
    with local(1) as executor:
        first = executor.submit(process_of, 0).result()
        os.kill(first, signal.SIGKILL)
        time.sleep(0.1)
        assert executor.submit(process_of, 0).result() != first


def test_an_interruption_lets_begun_work_finish_and_cancels_the_rest() -> None:
    with local(1) as executor:
        futures = [executor.submit(nap, 0.5) for _ in range(3)]
        while not futures[0].running():
            time.sleep(0.01)
    assert futures[0].result() == 0.5
    assert [f.cancelled() for f in futures[1:]] == [True, True]


def test_an_interruption_does_not_wait_for_what_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contracts.batch.workers._GRACE", 0.5)
    begun = time.monotonic()
    with local(1) as executor:
        future = executor.submit(nap, 60.0)
        while not future.running():
            time.sleep(0.01)
        time.sleep(0.5)
    assert isinstance(future.exception(), WorkerLostError)
    assert time.monotonic() - begun < 20


def test_workers_end_with_the_process_that_started_them() -> None:
    code = (
        "from contracts.batch.executors import local\n"
        "from tests.test_batch_workers import nap, process_of\n"
        "with local(2) as executor:\n"
        "    print(executor.submit(process_of, 0).result(), flush=True)\n"
        "    executor.submit(nap, 60.0).result()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    assert gone(worker)


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(2) as executor:
        assert list(Run(nap, executor, ahead=2).over([0.0, 0.0])) == [0.0, 0.0]


def gone(process: int, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(process, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False
