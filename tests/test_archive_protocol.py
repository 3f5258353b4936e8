"""Files of lines that only grow, and the protocol made of them: kills and full disks."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from contracts.archive import protocol as protocols
from contracts.archive.lines import Lines
from contracts.archive.pages import in_runs
from contracts.archive.protocol import HEADER, Row, complete, line_of, protocol, rows_in
from tests import archives, faults, long
from tests.faults import memory

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.archive.disk import Disk

__all__ = ["memory"]


def clock() -> str:
    return archives.CREATED


def _append(path: Path, name: int, count: int) -> None:
    for number in range(count):
        Lines(path).append([f"{name} {number} ".encode() + b"x" * 300])


def test_processes_that_append_at_once_lose_no_line(tmp_path) -> None:
    path, count = tmp_path / "lines", long.count(500, 100)
    context = get_context("fork")
    running = [context.Process(target=_append, args=(path, n, count)) for n in range(8)]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    lines = Lines(path).read()
    assert len(lines) == 8 * count
    assert {len(line.split()[2]) for line in lines} == {300}
    assert len(set(lines)) == 8 * count


@pytest.mark.parametrize("fault", [*faults.FAULTS, "kill"])
def test_a_write_that_fails_leaves_whole_lines_only(fault, memory) -> None:
    counter = faults.FaultyDisk()
    Lines(memory / "count", counter).append([b"new 1", b"new 2"])
    for at in range(1, counter.steps + 1):
        path = memory / str(at)
        path.write_bytes(b"old 1\nold 2\ntorn")
        disk = faults.FaultyDisk(at, fault)
        child = os.fork()
        if child == 0:
            try:
                Lines(path, disk).append([b"new 1", b"new 2"])
            except OSError:
                os._exit(1)
            os._exit(0)
        os.waitpid(child, 0)
        lines = Lines(path).read()
        assert lines[:2] == [b"old 1", b"old 2"]
        assert lines[2:] in ([], [b"new 1"], [b"new 1", b"new 2"])
        Lines(path).append([b"last"])
        assert Lines(path).read()[-1] == b"last"
        assert b"torn" not in path.read_bytes()


def test_a_line_that_is_being_written_is_not_read_as_a_whole_one(tmp_path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"whole\nhalf")
    assert Lines(path).read() == [b"whole"]
    assert Lines(tmp_path / "missing").read() == []


@pytest.mark.parametrize(
    "name", ["=1+1", "a;b", 'a"b', "a\nb", "a\r\nb", "\x1b[31m", "ü\u202e", "", "@x", "-1", "'"]
)
def test_any_name_stays_one_cell_of_one_line(name) -> None:
    line = line_of((archives.CREATED, *Row(file=name, result="abgelegt").cells))
    assert b"\n" not in line
    (row,) = rows_in([b"header", line])
    assert row.result == "abgelegt"
    assert not row.file.startswith(("=", "+", "-", "@"))
    assert set(row.file) - set("' ") == {c for c in name if c.isprintable()} - set("' ")


FILES = [Row(f"{n}.pdf", digest=f"{n}" * 8, result=protocols.SHOWN) for n in range(3)]


def _run(folder: Path, disk: Disk) -> None:
    with protocol(folder, clock, disk) as (log, _path):
        log.write(Row(result=protocols.BEGUN), *FILES)
        for row in FILES:
            log.write(Row(row.file, digest=row.digest, result=protocols.LOOKED))
        log.write(Row(FILES[0].file, digest=FILES[0].digest, result=protocols.FILED, version="1"))
        left = [Row(row.file, digest=row.digest, result=protocols.LEFT) for row in FILES[1:]]
        log.write(*left, Row(result=protocols.ENDED))


def _found(digest: str) -> list[Row]:
    return [Row(result=protocols.FILED, copy="001")] if digest == FILES[0].digest else []


@pytest.mark.parametrize("fault", [*faults.FAULTS, "kill"])
def test_whatever_ends_a_run_each_file_has_its_result_in_the_end(fault, memory) -> None:
    counter = faults.FaultyDisk()
    _run(memory / "count", counter)
    assert counter.steps > 12
    for at in range(1, counter.steps + 1):
        folder = memory / str(at)
        child = os.fork()
        if child == 0:
            try:
                _run(folder, faults.FaultyDisk(at, fault))
            except OSError:
                os._exit(1)
            os._exit(0)
        os.waitpid(child, 0)
        for path in protocols.open_ones(folder):
            assert complete(path, _found, clock)
        assert protocols.open_ones(folder) == []
        for path in folder.glob("*.csv") if folder.exists() else ():
            lines = Lines(path).read()
            assert lines[0].decode("utf-8-sig").rstrip("\r").split(";") == list(HEADER)
            rows = rows_in(lines)
            shown = {row.file for row in rows if row.result == protocols.SHOWN}
            ready = {
                r.file: r.result for r in rows if r.result in (protocols.FILED, protocols.LEFT)
            }
            assert shown == set(ready)
            if shown == {row.file for row in FILES}:
                assert ready["0.pdf"] == protocols.FILED
            assert {protocols.ENDED, protocols.BROKEN} & {row.result for row in rows}


def test_the_protocol_of_a_run_at_work_is_left_alone(tmp_path) -> None:
    with protocol(tmp_path, clock) as (log, _path):
        log.write(*FILES)
        (path,) = protocols.open_ones(tmp_path)
        before = path.read_bytes()
        found: list[bool] = []
        other = threading.Thread(target=lambda: found.append(complete(path, _found, clock)))
        other.start()
        other.join()
        assert found == [False]
        assert path.read_bytes() == before
        log.write(Row(result=protocols.ENDED))
    assert protocols.open_ones(tmp_path) == []
    assert len(list(tmp_path.glob("*.csv"))) == 1


def test_pages_are_shown_as_people_write_them() -> None:
    whole = [(page, 0) for page in (1, 2, 3, 7, 9, 10)]
    assert in_runs(whole) == "1–3, 7, 9–10"
    assert in_runs([(1, 0), (2, 1), (2, 2), (3, 0), (4, 0)]) == "1, 2.1, 2.2, 3–4"
    assert in_runs([]) == ""


def test_a_killed_run_that_had_told_one_copy_of_a_file_is_completed_with_the_other(
    tmp_path,
) -> None:
    with protocol(tmp_path, clock) as (log, _path):
        first = Row("0.pdf", "1–4", "a", "001", "1", protocols.FILED, "", FILES[0].digest)
        log.write(*FILES, first)
    (path,) = protocols.open_ones(tmp_path)
    both = [replace(first, file=""), replace(first, file="", pages="5–8", copy="002")]
    assert complete(path, lambda digest: both if digest == FILES[0].digest else [], clock)
    (done,) = tmp_path.glob("*.csv")
    rows = [row for row in rows_in(Lines(done).read()) if row.file == "0.pdf"]
    filed = [(row.copy, row.pages) for row in rows if row.result == protocols.FILED]
    assert filed == [("001", "1–4"), ("002", "5–8")]
