"""Terminals that are closed, full or gone: a message where one can be given, never a traceback."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.tools.workspace import call, command, environment, is_whole, make_workspace

CHECK = ("check", "pankow")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("streams") / "w", ("pankow",))


def closed(folder: Path, streams: tuple[int, ...], *arguments: str, **settings: str):
    """Run a command that begins without some of its streams."""

    def close() -> None:
        for number in streams:
            os.close(number)

    process = subprocess.Popen(
        command(*arguments), cwd=folder, env=environment(**settings), preexec_fn=close,  # noqa: PLW1509
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.mark.parametrize(
    "arguments",
    [CHECK, ("--json", *CHECK), ("--help",), ("--version",), ("chekc",), ("schema", "plan"), ()],
)
@pytest.mark.parametrize("streams", [(1,), (0, 1)])
def test_a_closed_output_is_told_and_nothing_is_done(streams, arguments, workspace) -> None:
    code, _out, err = closed(workspace, streams, *arguments)
    assert (code, err.splitlines()[0]) == (3, "error K-923")
    assert "standard output is closed" in err
    assert "Traceback" not in err


def test_it_is_told_in_the_language_of_the_user(workspace) -> None:
    _code, _out, err = closed(workspace, (1,), "--lang", "de", *CHECK)
    assert "Die Standardausgabe ist geschlossen" in err
    _code, _out, err = closed(workspace, (1,), *CHECK, CONTRACTS_LANG="de")
    assert "Die Standardausgabe ist geschlossen" in err


@pytest.mark.parametrize("streams", [(1, 2), (0, 1, 2)])
def test_where_nothing_can_be_said_the_exit_code_says_it(streams, workspace) -> None:
    assert closed(workspace, streams, *CHECK) == (3, "", "")


@pytest.mark.parametrize("streams", [(2,), (0, 2), (0,)])
def test_without_the_other_streams_the_answer_is_the_same(streams, workspace) -> None:
    code, out, err = closed(workspace, streams, "--json", *CHECK)
    assert (code, err) == (0, "")
    assert json.loads(out)["ok"] is True
    code, out, err = closed(workspace, streams, "chekc")
    assert (code, out) == (2, "")
    assert ("Traceback" in err, bool(err)) == (False, 2 not in streams)


def test_no_file_takes_the_number_of_a_closed_stream(tmp_path) -> None:
    folder = make_workspace(tmp_path / "w", ("pankow",))
    code, _out, _err = closed(folder, (0, 2), "generate", "pankow", "--format", "pdf,txt")
    assert code == 0
    assert is_whole(folder / "generated/drafts/pankow/2023")


def test_a_closed_input_is_an_empty_one(tmp_path) -> None:
    folder = make_workspace(tmp_path / "w", ("pankow",))
    code, out, err = closed(folder, (0,), "new", "pankow", "--name", "neu")
    with_empty = call(make_workspace(tmp_path / "v", ("pankow",)), "new", "pankow", "--name", "neu")
    assert (code, out, err) == (with_empty.code, with_empty.out, with_empty.err)
    assert "K-902" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("full", [("stdout",), ("stderr",), ("stdout", "stderr")])
@pytest.mark.parametrize("arguments", [CHECK, ("chekc",), ("--json", *CHECK), ("--help",)])
def test_full_streams_give_an_exit_code_and_no_traceback(arguments, full, workspace) -> None:
    with Path("/dev/full").open("wb") as device:
        streams = {
            name: device if name in full else subprocess.PIPE for name in ("stdout", "stderr")
        }
        done = subprocess.run(
            command(*arguments), cwd=workspace, env=environment(), check=False,
            stdin=subprocess.DEVNULL, **streams,
        )  # fmt: skip
    assert done.returncode in {0, 2, 3}
    assert b"Traceback" not in (done.stderr or b"") + (done.stdout or b"")
    if "stdout" in full and arguments != ("chekc",):
        assert done.returncode == 3
        if full == ("stdout",):
            assert b"K-904" in done.stderr


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_went_away_is_no_traceback(stream, workspace) -> None:
    for arguments in (CHECK, ("chekc",), ("--help",)):
        process = subprocess.Popen(
            command(*arguments), cwd=workspace, env=environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        getattr(process, stream).close()
        other = process.stderr if stream == "stdout" else process.stdout
        assert b"Traceback" not in other.read()
        assert process.wait(120) in {0, 2}


def terminal(folder: Path, *arguments: str, deaf: bool) -> tuple[int, bytes, int]:
    """Close the terminal of a command a moment after its start; return code, errors and terminal."""
    main, other = pty.openpty()

    def start() -> None:
        os.setsid()
        import fcntl
        import termios

        fcntl.ioctl(other, termios.TIOCSCTTY, 0)
        if deaf:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does

    process = subprocess.Popen(
        command(*arguments), cwd=folder, env=environment(), preexec_fn=start,  # noqa: PLW1509
        stdin=other, stdout=other, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(other)
    time.sleep(0.5)
    os.close(main)
    assert process.stderr is not None
    err = process.stderr.read()
    return process.wait(120), err, main


@pytest.mark.parametrize("deaf", [False, True])
def test_a_terminal_that_is_closed_while_a_draft_is_made_leaves_no_half(deaf, tmp_path) -> None:
    folder = make_workspace(tmp_path / "w", ("pankow",))
    code, err, _ = terminal(folder, "generate", "pankow", "--format", "txt,html", deaf=deaf)
    assert b"Traceback" not in err
    assert code in ({0, 3} if deaf else {-signal.SIGHUP, 0, 3})
    drafts = folder / "generated/drafts/pankow/2023"
    if (drafts / "record.json").exists():
        assert is_whole(drafts)
    assert call(folder, "generate", "pankow", "--format", "txt,html").code == 0
    assert is_whole(drafts)
    with suppress(FileNotFoundError):
        assert not [p for p in folder.rglob("*.part")]
