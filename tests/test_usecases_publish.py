"""Outputs are put in place whole or not at all, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from contracts.errors import ConflictError
from contracts.usecases.publish import complete_last_run, publish, write_atomically
from tests.tools.workspace import environment, tree

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = "generated/drafts/x/1"


def files(content: str, names: tuple[str, ...] = ("a.txt", "b.txt", "c.txt")) -> dict[str, bytes]:
    """Return outputs whose record is true, with the same content in each."""
    data = content.encode()
    entry = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    record = {
        "schema": "record/1", "inputs": "", "document": "", "template": {"sha256": ""}, "gaps": 0,
        "outputs": dict.fromkeys(names, entry),
    }  # fmt: skip
    return {**dict.fromkeys(names, data), "record.json": json.dumps(record).encode()}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_and_folders_appear(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    publish(folder, files("eins"), backup=False, shown=SHOWN)
    assert contents(folder) == files("eins")


def test_what_does_not_change_is_not_written(tmp_path: Path) -> None:
    publish(tmp_path, files("eins"), backup=False, shown=SHOWN)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.iterdir()}
    publish(tmp_path, files("eins"), backup=False, shown=SHOWN)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize("moment", range(12))
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(errno.ENOSPC, "full")])
def test_an_interruption_leaves_the_old_files_or_the_new_ones(
    moment: int, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, files("eins"), backup=False, shown=SHOWN)
    steps = iter(range(100))

    def stumbling(original):
        def step(*arguments):
            if next(steps) == moment:
                raise error
            return original(*arguments)

        return step

    with monkeypatch.context() as patch:
        for name in ("fsync", "rename", "replace"):
            patch.setattr(os, name, stumbling(getattr(os, name)))
        with contextlib.suppress(KeyboardInterrupt, OSError):
            publish(tmp_path, files("zwei"), backup=False, shown=SHOWN)
    if error is KeyboardInterrupt:
        assert contents(tmp_path) in (files("eins"), files("zwei"))
    publish(tmp_path, files("drei"), backup=False, shown=SHOWN)
    assert contents(tmp_path) == files("drei")


CRASH = """
import os, sys
from pathlib import Path
from contracts.usecases.publish import publish
from tests.test_usecases_publish import files
folder, moment = Path(sys.argv[1]), int(sys.argv[2])
steps = 0
def dying(original):
    def step(*arguments):
        global steps
        steps += 1
        if steps > moment:
            os._exit(9)
        return original(*arguments)
    return step
for name in ("fsync", "rename", "replace"):
    setattr(os, name, dying(getattr(os, name)))
publish(folder, files("zwei"), backup=False, shown="x")
"""


@pytest.mark.parametrize("moment", [0, 2, 4, 5, 6, 7, 8, 9])
def test_after_a_crash_the_next_run_brings_everything_to_an_end(
    moment: int, tmp_path: Path
) -> None:
    publish(tmp_path, files("eins"), backup=False, shown=SHOWN)
    arguments = [sys.executable, "-c", CRASH, str(tmp_path), str(moment)]
    subprocess.run(arguments, env=environment(), check=False)
    complete_last_run(tmp_path, SHOWN, backup=False)
    assert contents(tmp_path) in (files("eins"), files("zwei"))


def crashed_with_files_ready(folder: Path) -> None:
    publish(folder, files("eins"), backup=False, shown=SHOWN)
    ready = folder / ".ready"
    ready.mkdir()
    for name, data in files("zwei").items():
        (ready / name).write_bytes(data)


def test_work_done_after_a_crash_is_not_overwritten(tmp_path: Path) -> None:
    crashed_with_files_ready(tmp_path)
    (tmp_path / "b.txt").write_bytes(b"von Hand")
    before = tree(tmp_path)
    with pytest.raises(ConflictError):
        complete_last_run(tmp_path, SHOWN, backup=False)
    assert tree(tmp_path) == before
    complete_last_run(tmp_path, SHOWN, backup=True)
    assert (tmp_path / "b.bak-1.txt").read_bytes() == b"von Hand"
    assert (tmp_path / "b.txt").read_bytes() == b"zwei"


def test_a_folder_made_for_nothing_is_removed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        publish(tmp_path / "a" / "b", files("eins"), backup=False, shown=SHOWN)
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_place_of_an_output_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"eins")
    folder = tmp_path / "w"
    publish(folder, files("eins"), backup=False, shown=SHOWN)
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(outside)
    publish(folder, files("zwei"), backup=False, shown=SHOWN)
    assert outside.read_bytes() == b"eins"
    assert not (folder / "a.txt").is_symlink()


def test_an_atomic_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    write_atomically(path, b"alt")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full") as caught:
        write_atomically(path, b"neu")
    assert caught.value.filename == str(path)
    assert contents(tmp_path) == {"x": b"alt"}
