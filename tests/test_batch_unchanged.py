"""A batch costs only what changed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from contracts.sources.workspace import Workspace
from contracts.usecases.generate import Job, generate, up_to_date
from contracts.usecases.inputs import Surroundings, surroundings_of
from contracts.usecases.seen import STORE, Seen
from tests.tools.many import make_many, names
from tests.tools.workspace import call, times, tree

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 6
LIGHT = ("--format", "html,txt")
HEAVY = ("weasyprint", "docxtpl", "pikepdf", "lxml", "jinja2", "babel")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = make_many(tmp_path_factory.mktemp("made") / "w", COUNT, per_district=2)
    for path in workspace.rglob("*"):
        if path.is_file():
            os.utime(path, (1_700_000_000, 1_700_000_000))
    time.sleep(2.1)  # what was just written is never trusted unread
    assert call(workspace, "generate", "--all", *LIGHT, "--jobs", "2").code == 0
    return workspace


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "w")


def states(done) -> list[str]:
    return [one["state"] for one in done.data["result"]["contracts"]]


def imported(folder: Path, *arguments: str) -> tuple[list[str], str]:
    """Return the modules that a call imports, and what it says."""
    done = call(folder, *arguments, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.code == 0
    lines = [line for line in done.err.splitlines() if line.startswith("import time:")]
    return [line.rpartition("|")[2].strip() for line in lines], done.out


def test_nothing_changed_means_nothing_made_and_nothing_heavy_imported(made: Path) -> None:
    before = times(made / "generated/drafts")
    modules, out = imported(made, "--json", "generate", "--all", *LIGHT, "--jobs", "2")
    assert {name.partition(".")[0] for name in modules} & set(HEAVY) == set()
    assert {one["state"] for one in json.loads(out)["result"]["contracts"]} == {"unchanged"}
    assert times(made / "generated/drafts") == before


def test_the_second_look_reads_no_output(made: Path) -> None:
    job = job_of(made, "bezirk-00000/v-00000")
    with_store = Seen(Workspace(made), made / "generated/.journal")
    found = with_store.unchanged(job)
    assert found is not None
    assert (found.state, found.outputs) == ("unchanged", up_to_date(job).outputs)


def test_a_copied_workspace_is_recognised_by_what_its_files_hold(workspace: Path) -> None:
    done = call(workspace, "--json", "generate", "--all", *LIGHT)
    assert states(done) == ["unchanged"] * COUNT


def test_one_changed_contract_is_the_only_one_made(workspace: Path) -> None:
    facts = workspace / "districts/bezirk-00001/v-00000.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("law: public", "law: private"), encoding="utf-8"
    )
    done = call(workspace, "--json", "generate", "--all", *LIGHT, "--jobs", "2")
    by_name = {one["agreement"]: one["state"] for one in done.data["result"]["contracts"]}
    assert by_name.pop("bezirk-00001/v-00000") == "written"
    assert set(by_name.values()) == {"unchanged"}


CHANGES = {
    "facts": lambda w: append(w / "districts/bezirk-00000/v-00000.yaml", "note: Neu\n"),
    "district": lambda w: append(w / "districts/bezirk-00000/district.yaml", "# neu\n"),
    "partner": lambda w: append(w / "districts/bezirk-00000/partner.yaml", "# neu\n"),
    "pins": lambda w: append(w / "districts/bezirk-00000/v-00000.lock", "# neu\n"),
    "clause": lambda w: append(w / "clauses/steering/standard@2.md", "\n"),
    "template": lambda w: append(w / "templates/cooperation-contract/page.css", "/* neu */\n"),
    "output lost": lambda w: (
        w / "generated/drafts/bezirk-00000/v-00000/bezirk-00000-v-00000.txt"
    ).unlink(),
    "record lost": lambda w: (w / "generated/drafts/bezirk-00000/v-00000/record.json").unlink(),
    "output changed": lambda w: append(
        w / "generated/drafts/bezirk-00000/v-00000/bezirk-00000-v-00000.txt", "x"
    ),
}


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_noticed(
    change: str, workspace: Path, surroundings: Surroundings
) -> None:
    job = job_of(workspace, "bezirk-00000/v-00000", surroundings)
    store = noted(workspace, job)
    assert store.unchanged(job) is not None
    CHANGES[change](workspace)
    now = job
    if change in ("clause", "template"):
        now = job_of(workspace, "bezirk-00000/v-00000")
    assert store.unchanged(now) is None
    assert up_to_date(now) is None


def test_a_file_of_the_same_size_and_time_is_still_noticed(
    workspace: Path, surroundings: Surroundings
) -> None:
    job = job_of(workspace, "bezirk-00000/v-00000", surroundings)
    store = noted(workspace, job)
    path = workspace / "districts/bezirk-00000/v-00000.yaml"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("law: public", "law: social"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert store.unchanged(job) is None


def test_what_was_changed_a_moment_ago_is_not_trusted_unread(
    workspace: Path, surroundings: Surroundings
) -> None:
    (workspace / "districts/bezirk-00000/v-00000.yaml").touch()
    made = up_to_date(job_of(workspace, "bezirk-00000/v-00000", surroundings))
    assert made is not None
    assert made.seen == ""


def test_another_format_is_not_up_to_date(workspace: Path, surroundings: Surroundings) -> None:
    job = job_of(workspace, "bezirk-00000/v-00000", surroundings)
    store = noted(workspace, job)
    more = Job(job.root, job.agreement, job.surroundings, (*job.formats, "docx"))
    assert store.unchanged(more) is None


@pytest.mark.parametrize(
    "content", [b"", b"nonsense" * 1000, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_spoiled_store_is_made_anew(
    content: bytes, workspace: Path, surroundings: Surroundings
) -> None:
    job = job_of(workspace, "bezirk-00000/v-00000", surroundings)
    (workspace / "generated/.journal" / STORE).write_bytes(content)
    store = Seen(Workspace(workspace), workspace / "generated/.journal")
    assert store.unchanged(job) is None
    store.note(job, ready(job))
    store.save()
    assert store.unchanged(job) is not None
    store.close()


def test_a_dry_run_leaves_no_trace(tmp_path: Path) -> None:
    workspace = make_many(tmp_path / "w", 2)
    before = tree(workspace)
    assert call(workspace, "generate", "--all", *LIGHT, "--dry-run").code == 0
    assert tree(workspace) == before
    assert not (workspace / "generated").exists()


def test_many_contracts_are_summed_up(tmp_path: Path) -> None:
    workspace = make_many(tmp_path / "w", 45)
    (workspace / "districts/bezirk-00007/v-00000.yaml").write_text("law: [", encoding="utf-8")
    done = call(workspace, "generate", "--all", "--format", "txt", "--jobs", "2")
    assert done.code == 8
    assert done.out.splitlines()[-3:] == ["45 contracts", "written: 44", "failed: 1"]
    assert "bezirk-00007/v-00000" in done.out
    assert "contracts generate bezirk-00007/v-00000 --format txt --jobs 2" in done.err
    assert [line for line in done.err.splitlines() if line.endswith("of 45 contracts")]
    again = call(workspace, "generate", "--all", "--format", "txt", "--progress", "json")
    lines = [json.loads(line) for line in again.err.splitlines() if line.startswith("{")]
    assert [line["agreement"] for line in lines if line["state"] == "unchanged"] == [
        name for name in names(45) if name != "bezirk-00007/v-00000"
    ]
    assert sorted(line["progress"] for line in lines) == list(range(1, 46))


@pytest.fixture(scope="module")
def surroundings(made: Path) -> Surroundings:
    return surroundings_of(Workspace(made))


def job_of(workspace: Path, agreement: str, surroundings: Surroundings | None = None) -> Job:
    found = surroundings or surroundings_of(Workspace(workspace))
    return Job(workspace, agreement, found, ("html", "txt", "json"))


def ready(job: Job):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        made = generate(job)
        assert made.state == "unchanged"
        if made.seen:
            return made
        time.sleep(0.2)
    raise AssertionError("never settled")


def noted(workspace: Path, job: Job) -> Seen:
    store = Seen(Workspace(workspace), workspace / "generated/.journal")
    store.note(job, ready(job))
    store.save()
    assert sqlite3.connect(workspace / "generated/.journal" / STORE).execute(
        "select count(*) from seen"
    )
    return store
