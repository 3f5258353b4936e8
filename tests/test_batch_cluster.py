"""A batch on a real Dask cluster: a scheduler and two workers, on this machine's own address."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.tools.many import make_many
from tests.tools.workspace import call, command, environment, tree

HERE = "127.0.0.1"
LIGHT = ("generate", "--all", "--format", "html,txt")
COUNT = 16
SCHEDULERS: list[subprocess.Popen] = []  # the newest


@contextmanager
def running(folder: Path, program: str, *arguments: str, env: dict[str, str] | None = None):
    log = (folder / f"{program}.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *arguments, "--no-dashboard", "--host", HERE],
        cwd=folder, env=environment(**(env or {})), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        log.close()
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                break
            time.sleep(0.2)
        process.wait(timeout=30)


@contextmanager
def scheduler(folder: Path):
    file = folder / "scheduler.json"
    with running(folder, "dask_scheduler", "--port", "0", "--scheduler-file", str(file)) as process:
        SCHEDULERS[:] = [process]
        yield wait_for(lambda: json.loads(file.read_text())["address"].removeprefix("tcp://"))


@contextmanager
def workers(folder: Path, address: str, count: int, **more):
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                running(
                    folder, "dask_worker", f"tcp://{address}", "--nthreads", "1", "--no-nanny",
                    "--local-directory", str(folder), "--memory-limit", "0", **more,
                )
            )
            for _ in range(count)
        ]  # fmt: skip


def wait_for(found, seconds: float = 30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if result := found():
                return result
        except (OSError, ValueError, KeyError):
            pass
        time.sleep(0.05)
    raise AssertionError(found)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_many(tmp_path_factory.mktemp("sources") / "w", COUNT)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory):
    with scheduler(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture
def workspace(sources: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sources, tmp_path / "w")


def test_a_worker_killed_in_the_middle_of_a_batch_loses_nothing(
    cluster: str, sources: Path, workspace: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(sources, tmp_path / "other")
    assert call(other, *LIGHT, "--jobs", "2").code == 0
    with workers(tmp_path, cluster, 2) as (first, _second):
        batch = subprocess.Popen(
            command("--json", *LIGHT, "--executor", f"dask://{cluster}"), cwd=workspace,
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        wait_for(lambda: len(list(workspace.glob("generated/drafts/*/*/record.json"))) >= 3)
        os.kill(first.pid, signal.SIGKILL)
        out, error = batch.communicate(timeout=120)
    assert batch.returncode == 0, (out[-2000:], error)
    made = json.loads(out)["result"]["contracts"]
    assert len(list(workspace.glob("generated/drafts/*/*/record.json"))) == COUNT
    assert [one["agreement"] for one in made] == sorted(one["agreement"] for one in made)
    assert {one["state"] for one in made} <= {"written", "unchanged"}
    assert tree(workspace) == tree(other)


def test_a_contract_that_fails_there_does_not_stop_the_others(
    cluster: str, workspace: Path, tmp_path: Path
) -> None:
    for path in sorted((workspace / "districts").glob("*/v-*.yaml"))[3:]:
        path.unlink()
    (workspace / "districts/bezirk-00001/v-00000.yaml").write_text("law: [", encoding="utf-8")
    with workers(tmp_path, cluster, 1):
        done = call(workspace, "--json", *LIGHT, "--executor", f"dask://{cluster}")
    assert done.code == 8
    assert [one["state"] for one in done.data["result"]["contracts"]] == [
        "written",
        "failed",
        "written",
    ]
    assert {"K-105", "K-812"} <= set(done.codes)


def test_a_scheduler_that_goes_away_ends_the_batch(workspace: Path, tmp_path: Path) -> None:
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(workers(tmp_path, address, 1))
        batch = subprocess.Popen(
            command("--json", *LIGHT, "--executor", f"dask://{address}"), cwd=workspace,
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        wait_for(lambda: len(list(workspace.glob("generated/drafts/*/*/record.json"))) >= 2)
        for process in SCHEDULERS:
            process.kill()
        out, _error = batch.communicate(timeout=60)
    assert batch.returncode == 8
    codes = [finding["code"] for finding in json.loads(out)["findings"]]
    assert {"K-1210", "K-1203", "K-812"} <= set(codes)
    assert call(workspace, *LIGHT, "--jobs", "2").code == 0


def test_a_worker_with_another_program_is_refused(
    cluster: str, workspace: Path, tmp_path: Path
) -> None:
    root = Path(__file__).parents[1]
    shutil.copytree(root / "contracts", tmp_path / "older/contracts")
    with (tmp_path / "older/contracts/plaintext.py").open("a", encoding="utf-8") as stream:
        stream.write("\n# another version\n")
    with workers(tmp_path, cluster, 1, env={"PYTHONPATH": str(tmp_path / "older")}):
        done = call(
            workspace, "--json", "generate", "bezirk-00000", "--executor", f"dask://{cluster}"
        )
    assert (done.code, done.codes) == (3, ["K-1208"])
    assert "program" in done.data["findings"][0]["message"]
    assert not (workspace / "generated/drafts").exists()


def test_a_scheduler_without_workers_is_told(cluster: str, workspace: Path) -> None:
    done = call(workspace, "--json", "generate", "bezirk-00000", "--executor", f"dask://{cluster}")
    assert (done.code, done.codes) == (3, ["K-1207"])


def test_nobody_at_the_address_is_told(workspace: Path) -> None:
    done = call(workspace, "--json", "generate", "bezirk-00000", "--executor", f"dask://{HERE}:1")
    assert (done.code, done.codes) == (3, ["K-1206"])
    assert "Traceback" not in done.err


@pytest.mark.parametrize("address", ["dask://", "ray://127.0.0.1:1", "slurm", ""])
def test_an_address_of_nothing_known_is_refused(address: str, workspace: Path) -> None:
    done = call(workspace, "--json", "generate", "bezirk-00000", "--executor", address)
    assert (done.code, done.codes) == (2, ["K-1204"])


def test_the_missing_library_is_named(workspace: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text("import sys\nsys.modules['distributed'] = None\n")
    path = os.pathsep.join([str(blocked), str(Path(__file__).parents[1])])
    done = call(
        workspace,
        "--json",
        "generate",
        "bezirk-00000",
        "--executor",
        f"dask://{HERE}:1",
        env={"PYTHONPATH": path},
    )
    assert (done.code, done.codes) == (3, ["K-1205"])
    assert "vertragswerk[cluster]" in done.data["findings"][0]["hint"]
