"""A batch that is killed, interrupted or out of room: the same command makes the same bytes."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.tools.many import make_many
from tests.tools.workspace import Done, call, command, environment, is_whole, tree

COUNT = 8
LIGHT = ("generate", "--all", "--jobs", "2", "--format", "html,txt")
FULL = ("generate", "--all", "--jobs", "2")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_many(tmp_path_factory.mktemp("sources") / "w", COUNT, per_district=3)


@pytest.fixture(scope="module")
def undisturbed(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, float]:
    """What an undisturbed run makes, and how long it takes."""
    workspace = fresh(sources, tmp_path_factory.mktemp("undisturbed"))
    begun = time.monotonic()
    assert call(workspace, *LIGHT).code == 0
    return tree(workspace), time.monotonic() - begun


def fresh(sources: Path, folder: Path, count: int = COUNT) -> Path:
    workspace = shutil.copytree(sources, folder / "w")
    for path in sorted((workspace / "districts").glob("*/v-*.yaml"))[count:]:
        path.unlink()
    return workspace


def started(workspace: Path, arguments: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(*arguments), cwd=workspace, env=environment(), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def processes(session: int) -> list[int]:
    """Return the processes of a call but its first: workers, and who starts them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and int(path.parent.name) != session:
                found.append(int(path.parent.name))
    return found


def kill(victim: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)


@pytest.mark.parametrize("seed", range(3))
def test_kill_9_at_any_moment_loses_nothing(
    seed: int, sources: Path, undisturbed: tuple[dict, float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    workspace = fresh(sources, tmp_path)
    for _ in range(3):
        process = started(workspace, LIGHT)
        time.sleep(chance.uniform(0.1, seconds))
        if chance.random() < 0.5:
            kill(process.pid)  # the others are on their own
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
    done = call(workspace, *LIGHT)
    assert done.code == 0, done.err
    assert tree(workspace) == expected


@pytest.mark.parametrize("seed", range(2))
def test_killed_workers_do_not_fail_a_batch(
    seed: int, sources: Path, undisturbed: tuple[dict, float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    workspace = fresh(sources, tmp_path)
    process = started(workspace, LIGHT)
    for _ in range(2):
        time.sleep(chance.uniform(0.3, 0.6) * seconds)
        victims = processes(process.pid)
        if victims:
            kill(chance.choice(victims))
    process.wait(timeout=60)
    assert call(workspace, *LIGHT).code == 0
    assert tree(workspace) == expected


def test_kill_9_while_word_and_pdf_are_made(sources: Path, tmp_path: Path) -> None:
    workspace, other = fresh(sources, tmp_path / "a", 2), fresh(sources, tmp_path / "b", 2)
    begun = time.monotonic()
    assert call(other, *FULL).code == 0
    seconds = time.monotonic() - begun
    for share in (0.4, 0.7):
        process = started(workspace, FULL)
        time.sleep(share * seconds)
        kill(process.pid)
        process.wait(timeout=60)
    assert call(workspace, *FULL).code == 0
    assert tree(workspace) == tree(other)


def test_ctrl_c_keeps_what_is_finished_and_the_next_run_does_the_rest(
    sources: Path, undisturbed: tuple[dict, float], tmp_path: Path
) -> None:
    expected, _seconds = undisturbed
    workspace = fresh(sources, tmp_path)
    process = started(workspace, LIGHT)
    while not list(workspace.glob("generated/.journal/*.jsonl")) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=60) in (0, 130)
    finished = {
        path.parent
        for path in (workspace / "generated/drafts").rglob("record.json")
        if is_whole(path.parent)
    }
    assert finished
    done = call(workspace, "--json", *LIGHT)
    states = [one["state"] for one in done.data["result"]["contracts"]]
    assert states.count("unchanged") >= len(finished)
    assert tree(workspace) == expected


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def out_of_room(done: Done) -> None:
    assert done.code == 8, done.err
    assert {"K-904", "K-1203", "K-812"} <= set(done.codes)
    assert "Traceback" not in done.err


def test_a_disk_that_takes_no_large_file_stops_the_batch(
    sources: Path, undisturbed: tuple[dict, float], tmp_path: Path
) -> None:
    workspace = fresh(sources, tmp_path)
    before = tree(workspace)
    out_of_room(call(workspace, "--json", *LIGHT, preexec_fn=_small_files))
    assert tree(workspace) == before
    assert call(workspace, *LIGHT).code == 0
    assert tree(workspace) == undisturbed[0]


@contextmanager
def small_disk(folder: Path, size: str):
    """A file system of its own for a folder; yields whether this machine allows it."""
    folder.mkdir()
    arguments = ("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    mounted = (
        shutil.which("mount")
        and subprocess.run(arguments, check=False, capture_output=True).returncode == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(("umount", "-l", str(folder)), check=True)


@pytest.mark.parametrize("size", ["100k", "400k"])
def test_a_full_disk_stops_the_batch_and_room_lets_it_finish(
    size: str, sources: Path, undisturbed: tuple[dict, float], tmp_path: Path
) -> None:
    workspace = fresh(sources, tmp_path)
    with small_disk(workspace / "generated", size) as real:
        limit = None if real else _small_files  # where nothing may be mounted, the next best
        out_of_room(call(workspace, "--json", *LIGHT, preexec_fn=limit))
        folders = {p.parent for p in (workspace / "generated").glob("drafts/**/*") if p.is_file()}
        assert all(is_whole(folder) for folder in folders)
        if real:
            remount = ("mount", "-o", "remount,size=100m", str(workspace / "generated"))
            subprocess.run(remount, check=True)
        assert call(workspace, *LIGHT).code == 0
        assert tree(workspace) == undisturbed[0]


def test_the_journal_has_a_line_for_each_finished_contract(sources: Path, tmp_path: Path) -> None:
    workspace = fresh(sources, tmp_path, 4)
    (workspace / "districts/bezirk-00000/v-00001.yaml").write_text("law: [", encoding="utf-8")
    assert call(workspace, *LIGHT).code == 8
    (journal,) = workspace.glob("generated/.journal/*.jsonl")
    head, *lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    assert (head["contracts"], head["status"]) == (4, "draft")
    by_name = {line["agreement"]: line for line in lines}
    assert len(lines) == len(by_name) == 4
    failed = by_name.pop("bezirk-00000/v-00001")
    assert (failed["state"], failed["exit_code"]) == ("failed", 4)
    assert "K-105" in failed["codes"]
    for name, line in by_name.items():
        record = json.loads((workspace / "generated/drafts" / name / "record.json").read_bytes())
        assert line["outputs"] == {n: o["sha256"] for n, o in record["outputs"].items()}
        assert line["state"] == "written"
        assert line["seconds"] > 0


def test_a_run_without_work_writes_no_journal(sources: Path, tmp_path: Path) -> None:
    workspace = fresh(sources, tmp_path, 2)
    for _ in range(2):
        assert call(workspace, *LIGHT).code == 0
    assert len(list(workspace.glob("generated/.journal/*.jsonl"))) == 1
