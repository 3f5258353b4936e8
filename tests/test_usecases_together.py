"""Several at once: every reader finds old or new, and nothing that somebody saved is lost."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from contracts.errors import ConflictError
from contracts.sources import atomic
from contracts.sources.atomic import write_atomically, write_once
from contracts.usecases import alone as alone_module
from contracts.usecases.alone import alone, replace_known
from tests.long import count
from tests.tools.workspace import environment

if TYPE_CHECKING:
    from pathlib import Path

PROCESSES = 8


def content(writer: int, number: int) -> bytes:
    """Return bytes that tell whether they are whole; of many lengths."""
    body = f"{writer} {number} ".encode() * (1 + (writer * 7 + number) % 400)
    return body + hashlib.sha256(body).hexdigest().encode()


def is_whole(data: bytes) -> bool:
    return hashlib.sha256(data[:-64]).hexdigest().encode() == data[-64:]


def start(script: str, *arguments) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith(".part")]


SAVES = """
import sys
from pathlib import Path
from contracts.sources.atomic import write_atomically
from tests.test_usecases_together import content
path, writer, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for number in range(times):
    write_atomically(path, content(writer, number))
"""


def test_eight_processes_save_one_file_and_every_reader_sees_old_or_new(tmp_path) -> None:
    path, times = tmp_path / "clauses.lock", count(500)
    write_atomically(path, content(0, 0))
    writers = [start(SAVES, path, n, times) for n in range(PROCESSES)]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        assert is_whole(path.read_bytes())
        reads += 1
    assert [writer.communicate()[1] for writer in writers] == [""] * PROCESSES
    assert path.read_bytes() in {content(n, times - 1) for n in range(PROCESSES)}
    assert reads > times
    assert left(tmp_path) == []


def test_kill_9_while_saving_leaves_old_or_new_and_the_next_one_tidies(tmp_path) -> None:
    path, chance = tmp_path / "2026.yaml", random.Random(1)  # noqa: S311 - moments, no secrets
    write_atomically(path, content(0, 0))
    for _round in range(count(50)):
        writers = [start(SAVES, path, n, 100_000) for n in range(3)]
        until = time.monotonic() + 30
        begun = path.stat().st_ino
        while path.stat().st_ino == begun and time.monotonic() < until:
            time.sleep(0.01)  # until they really write
        time.sleep(chance.uniform(0, 0.1))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
        assert is_whole(path.read_bytes())
    atomic._tidied.clear()
    write_atomically(path, b"after")
    assert path.read_bytes() == b"after"
    assert left(tmp_path) == []


def test_what_a_living_writer_has_begun_is_not_taken_for_abandoned(tmp_path) -> None:
    handle, temporary = atomic.open_beside(tmp_path / "x.yaml")
    os.utime(temporary, (0, 0))
    atomic._tidied.clear()
    write_atomically(tmp_path / "y.yaml", b"y")
    assert temporary.exists()
    os.close(handle)
    atomic._tidied.clear()
    write_atomically(tmp_path / "y.yaml", b"y")
    assert not temporary.exists()


def test_files_of_others_that_look_alike_stay(tmp_path) -> None:
    names = [".x.yaml.part", "x.0123456789ab.part", ".x.0123456789AB.part", "download.part"]
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / ".d.0123456789ab.part").mkdir()
    write_atomically(tmp_path / "x.yaml", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [*names, ".d.0123456789ab.part", "x.yaml"]
    )


def test_threads_save_one_file_without_stepping_on_each_other(tmp_path) -> None:
    path, failures = tmp_path / "x", []

    def save(writer: int) -> None:
        try:
            for number in range(count(150)):
                write_atomically(path, content(writer, number))
                assert is_whole(path.read_bytes())
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=save, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_of_several_who_write_a_new_file_at_once_one_wins_and_the_others_know(tmp_path) -> None:
    for number in range(20):
        path, results = tmp_path / f"{number}.yaml", []

        def write(writer: int, path=path, results=results) -> None:
            try:
                write_once(path, content(writer, 0))
                results.append(writer)
            except FileExistsError as lost:
                results.append(lost.filename)

        threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (winner,) = [result for result in results if isinstance(result, int)]
        assert [result for result in results if result != winner] == [str(path)] * 5
        assert path.read_bytes() == content(winner, 0)
    assert left(tmp_path) == []


def test_where_a_file_cannot_have_two_names_a_new_one_is_written_all_the_same(
    tmp_path, monkeypatch
) -> None:
    def refuse(*_arguments, **_options):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_once(tmp_path / "x", b"x")
    assert (tmp_path / "x").read_bytes() == b"x"
    with pytest.raises(FileExistsError):
        write_once(tmp_path / "x", b"y")
    assert (tmp_path / "x").read_bytes() == b"x"
    assert left(tmp_path) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444, 0o755])
def test_permissions_stay(mode, tmp_path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert (stat.S_IMODE(path.stat().st_mode), path.read_bytes()) == (mode, b"new")


def test_a_new_file_has_the_permissions_that_the_person_wants(tmp_path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "x", b"x")
        write_once(tmp_path / "y", b"y")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "xy"}
    assert modes == {0o640}


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give files away")
def test_the_owner_stays(tmp_path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)
    write_atomically(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path) -> None:
    (tmp_path / "shared").mkdir()
    target, link = tmp_path / "shared/partner.yaml", tmp_path / "partner.yaml"
    target.write_bytes(b"old")
    link.symlink_to("shared/partner.yaml")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    write_atomically(link, b"own", follow=False)
    assert not link.is_symlink()
    assert (target.read_bytes(), link.read_bytes()) == (b"new", b"own")


def test_the_other_name_of_a_file_keeps_its_old_bytes(tmp_path) -> None:
    path, other = tmp_path / "x", tmp_path / "y"
    path.write_bytes(b"old")
    os.link(path, other)
    write_atomically(path, b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")


def test_the_longest_name_that_a_disk_knows_can_be_written(tmp_path) -> None:
    for name in ("n" * 255, "ä" * 127, "€" * 85):
        write_atomically(tmp_path / name, b"x")
        write_atomically(tmp_path / name, b"y")
        assert (tmp_path / name).read_bytes() == b"y"


@pytest.mark.parametrize("step", ["fsync", "write", "replace", "link"])
def test_a_full_disk_leaves_the_old_file_and_names_it(step, tmp_path, monkeypatch) -> None:
    path = tmp_path / "x"
    if step != "link":
        path.write_bytes(b"old")

    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="full") as caught:
        (write_once if step == "link" else write_atomically)(path, b"new" * 1000)
    monkeypatch.undo()
    assert caught.value.filename == str(path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == (
        {} if step == "link" else {"x": b"old"}
    )


def test_a_folder_that_is_missing_is_named_by_the_file_that_was_meant(tmp_path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(tmp_path / "no/x.yaml", b"x")
    assert caught.value.filename == str(tmp_path / "no/x.yaml")


ADDS = """
import sys
from pathlib import Path
from contracts.sources.atomic import write_atomically
from contracts.usecases.alone import alone
path, writer, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for number in range(times):
    with alone(path.parent, "here"):
        write_atomically(path, path.read_bytes() + f"{writer}.{number}\\n".encode())
"""


def test_who_reads_changes_and_writes_alone_loses_no_line_of_another(tmp_path) -> None:
    path, times = tmp_path / "list", count(500, 12)
    path.write_bytes(b"")
    writers = [start(ADDS, path, n, times) for n in range(PROCESSES)]
    assert [writer.communicate()[1] for writer in writers] == [""] * PROCESSES
    expected = [f"{n}.{number}" for n in range(PROCESSES) for number in range(times)]
    assert sorted(path.read_text().split()) == sorted(expected)


def test_a_lock_ends_with_its_process(tmp_path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from contracts.usecases.alone import alone\n"
        "with alone(Path(sys.argv[1]), 'here'):\n    print('in', flush=True)\n    time.sleep(60)\n"
    )
    holder = start(script, tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    holder.kill()
    holder.communicate()
    with alone(tmp_path, "here"):
        pass


def test_patience_has_an_end_and_says_who_is_in_the_way(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(alone_module, "PATIENCE", 0.1)
    with (
        alone(tmp_path, "generated/drafts"),
        pytest.raises(ConflictError, match="generated/drafts"),
        alone(tmp_path, "generated/drafts"),
    ):
        pass


def test_a_file_that_somebody_saved_meanwhile_is_not_overwritten(tmp_path) -> None:
    path = tmp_path / "standard@1.md"
    path.write_bytes(b"read")
    replace_known(path, b"read", b"ours", "clauses/x")
    assert path.read_bytes() == b"ours"
    with pytest.raises(ConflictError, match="clauses/x"):
        replace_known(path, b"read", b"ours again", "clauses/x")
    assert path.read_bytes() == b"ours"
    path.unlink()
    with pytest.raises(ConflictError):
        replace_known(path, b"ours", b"new", "clauses/x")


PUBLISHES = """
import sys
from pathlib import Path
from contracts.usecases.publish import publish
from tests.test_usecases_publish import files
folder, writer, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for number in range(times):
    publish(folder, files(f"{writer} {number} " * 500), backup=False, shown="here")
"""


def test_eight_processes_put_one_agreement_in_place(tmp_path) -> None:
    times = count(500, 8)
    writers = [start(PUBLISHES, tmp_path, n, times) for n in range(PROCESSES)]
    while any(writer.poll() is None for writer in writers):
        for name in ("a.txt", "b.txt", "record.json"):
            try:
                data = (tmp_path / name).read_bytes()
            except FileNotFoundError:
                continue
            words = data.split()
            assert name == "record.json" or len(words) == 1000
            assert name != "record.json" or json.loads(data)["outputs"]
    assert [writer.communicate()[1] for writer in writers] == [""] * PROCESSES
    record = json.loads((tmp_path / "record.json").read_bytes())
    for name, known in record["outputs"].items():
        found = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert found == known["sha256"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt", "c.txt", "record.json"]
