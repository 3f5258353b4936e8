"""A machine that refuses: read-only folders, full disks, interruptions at any moment."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts.cli.run import run
from tests.tools.workspace import call, command, environment, is_whole, make_workspace, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

PR_CAPBSET_DROP = 24
OVERRIDES_PERMISSIONS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def _as_anybody() -> None:
    """Make permissions count for root, too."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in OVERRIDES_PERMISSIONS:
            assert libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that can be removed whatever its permissions became."""
    yield tmp_path
    for path in tmp_path.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)


def readonly(folder: Path) -> Path:
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o555)
    return folder


def test_a_read_only_workspace_gives_a_finding_and_nothing_else(folder: Path) -> None:
    workspace = readonly(make_workspace(folder / "w", ("pankow",)))
    before = tree(workspace)
    arguments = ("--json", "generate", "pankow", "--format", "txt")
    done = call(workspace, *arguments, preexec_fn=_as_anybody)
    assert (done.code, done.codes[0]) == (3, "K-905")
    assert "2023.lock" in done.data["findings"][0]["message"]
    assert tree(workspace) == before
    assert call(workspace, "check", "pankow", preexec_fn=_as_anybody).code == 0


def test_a_read_only_folder_of_outputs_leaves_no_pins_behind(folder: Path) -> None:
    workspace = make_workspace(folder / "w", ("pankow",))
    (workspace / "generated").mkdir()
    (workspace / "generated").chmod(0o555)
    before = tree(workspace)
    arguments = ("--json", "generate", "pankow", "--format", "txt")
    done = call(workspace, *arguments, preexec_fn=_as_anybody)
    assert (done.code, done.codes[0]) == (3, "K-905")
    assert tree(workspace) == before


def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    workspace = make_workspace(folder / "w", ("pankow",))
    (workspace / "districts/pankow/2023.yaml").chmod(0)
    done = call(workspace, "--json", "generate", "pankow", preexec_fn=_as_anybody)
    assert (done.code, done.codes[0]) == (4, "K-101")


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_full_disk_leaves_the_last_draft_as_it_was(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", ("pankow",))
    facts = workspace / "districts/pankow/2023.yaml"
    assert call(workspace, "generate", "pankow", "--format", "html,txt").code == 0
    facts.write_text("file_reference: Jug 8\n" + facts.read_text("utf-8"), encoding="utf-8")
    before = tree(workspace)
    done = call(
        workspace, "--json", "generate", "pankow", "--format", "html,txt",
        preexec_fn=_small_files, env={"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (done.code, done.codes) == (3, ["K-904"])
    assert tree(workspace) == before
    assert call(workspace, "generate", "pankow", "--format", "html,txt").code == 0
    assert is_whole(workspace / "generated/drafts/pankow/2023")


def test_a_full_disk_at_the_first_draft_leaves_nothing(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", ("pankow",))
    before = tree(workspace)
    done = call(workspace, "generate", "pankow", preexec_fn=_small_files)
    assert done.code == 3
    assert "Traceback" not in done.err
    assert tree(workspace) == before
    assert not (workspace / "generated").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("delay", [0.2, 0.7, 1.5, 2.5])
def test_ctrl_c_at_any_moment_leaves_whole_contracts_only(
    delay: float, jobs: str, tmp_path: Path
) -> None:
    workspace = make_workspace(tmp_path / "w")
    process = subprocess.Popen(
        command("generate", "pankow", "spandau", "musterbezirk", "--jobs", jobs), cwd=workspace,
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to every process of the call
    _out, error = process.communicate(timeout=60)
    assert b"Traceback" not in error
    assert process.returncode in (130, 0), error
    outputs = workspace / "generated"
    folders = {path.parent for path in outputs.glob("drafts/**/*") if path.is_file()}
    assert all(is_whole(folder) for folder in folders)
    assert call(workspace, "generate", "pankow", "spandau", "musterbezirk").code == 0
    assert all(is_whole(path.parent) for path in outputs.rglob("record.json"))
    assert not list(workspace.rglob("*.part"))


def test_ctrl_c_says_so_in_the_envelope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_workspace(tmp_path / "w", ("pankow",)))

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("contracts.usecases.render.Rendering.render", interrupted)
    assert run(["--json", "generate", "pankow"]) == 130
    assert '"K-903"' in capsys.readouterr().out
    assert not Path("generated").exists()
    assert not Path("districts/pankow/2023.lock").exists()
