"""``contracts generate`` from outside: drafts, final versions, conflicts, batches."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from contracts.cli.run import run
from contracts.wording import DRAFT_MARK
from tests.tools.workspace import Done, call, environment, is_whole, make_workspace, times, tree

SAMPLE = "musterbezirk/2026"
LIGHT = ("--format", "html,txt")  # formats that need no large library


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_workspace(tmp_path / "w")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(workspace: Path, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001 - it changes folder
    def quick(*arguments: str) -> Done:
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def drafts(workspace: Path, agreement: str = "pankow/2023") -> Path:
    return workspace / "generated" / "drafts" / agreement


def releases(workspace: Path, agreement: str = SAMPLE) -> Path:
    return workspace / "generated" / "releases" / agreement


def test_a_draft_is_written_in_all_formats_with_its_record(workspace: Path) -> None:
    done = call(workspace, "generate", "pankow")
    assert done.code == 0, done.err
    folder = drafts(workspace)
    assert sorted(path.name for path in folder.iterdir()) == [
        "document.json",
        "pankow-2023.docx",
        "pankow-2023.html",
        "pankow-2023.pdf",
        "pankow-2023.txt",
        "record.json",
    ]
    assert is_whole(folder)
    assert "generated/drafts/pankow/2023" in done.out
    assert "contracts check pankow/2023" in done.err
    assert b"[offen:" in (folder / "pankow-2023.txt").read_bytes()


def test_the_record_names_everything_that_went_into_the_outputs(workspace: Path, here) -> None:
    assert here("generate", "pankow", *LIGHT).code == 0
    raw = (drafts(workspace) / "record.json").read_bytes()
    record = json.loads(raw)
    assert record["schema"] == "record/1"
    assert record["program"]["version"]
    assert set(record["libraries"]) >= {
        "babel", "docxtpl", "jinja2", "markdown-it-py", "pikepdf", "pydantic", "weasyprint",
    }  # fmt: skip
    for name in ("district.yaml", "2023.yaml", "2023.lock"):
        path = workspace / "districts" / "pankow" / name
        expected = hashlib.sha256(path.read_bytes()).hexdigest()
        assert record["sources"][f"districts/pankow/{name}"] == expected
    used = {entry["name"]: entry["sha256"] for entry in record["clauses"]}
    text = (workspace / "clauses" / "steering" / "standard@2.md").read_bytes()
    assert used["steering@2"] == hashlib.sha256(text).hexdigest()
    assert "parties@2" in used
    font = workspace / "templates/cooperation-contract/fonts/LiberationSans-Regular.ttf"
    fonts = record["fonts"]
    assert (
        fonts["fonts/LiberationSans-Regular.ttf"] == hashlib.sha256(font.read_bytes()).hexdigest()
    )
    assert {finding["level"] for finding in record["findings"]} >= {"gap"}
    assert record["gaps"] > 0
    assert str(workspace).encode() not in raw
    assert raw == json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode() + b"\n"  # fmt: skip


def test_the_first_draft_pins_the_versions_of_its_clauses(workspace: Path, here) -> None:
    lock = workspace / "districts" / "pankow" / "2023.lock"
    assert not lock.exists()
    assert here("generate", "pankow", "--dry-run").code == 0
    assert not lock.exists()
    assert here("generate", "pankow", *LIGHT).code == 0
    pinned = lock.read_text(encoding="utf-8")
    assert "  steering@2\n" in pinned
    newer = (workspace / "clauses/steering/standard@2.md").read_text(encoding="utf-8")
    newer = newer.replace("ämterübergreifend", "bereichsübergreifend")
    (workspace / "clauses/steering/standard@3.md").write_text(newer, encoding="utf-8")
    assert here("clauses", "approve", "steering@3").code == 0
    done = here("--json", "generate", "pankow", *LIGHT)
    assert "K-315" in done.codes
    assert "ämterübergreifend" in (drafts(workspace) / "pankow-2023.txt").read_text("utf-8")
    assert lock.read_text(encoding="utf-8") == pinned


def test_a_second_run_writes_nothing_and_imports_no_writer(workspace: Path, here) -> None:
    assert here("generate", "pankow", *LIGHT).code == 0
    before = times(workspace)
    code = (
        "import sys\n"
        "from contracts.cli.run import run\n"
        "assert run(['generate', 'pankow', '--format', 'html,txt']) == 0\n"
        "wrong = [m for m in sys.modules if m == 'weasyprint' or m.startswith('contracts.writers')]\n"
        "assert not wrong, wrong\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=workspace, env=environment(), check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert "up to date" in done.stdout
    assert times(workspace) == before


def test_formats_that_are_there_are_renewed_with_those_asked_for(workspace: Path, here) -> None:
    assert here("generate", "pankow", *LIGHT).code == 0
    facts = workspace / "districts/pankow/2023.yaml"
    facts.write_text("file_reference: Jug 7/2023\n" + facts.read_text("utf-8"), encoding="utf-8")
    assert here("generate", "pankow", "--format", "txt").code == 0
    folder = drafts(workspace)
    assert is_whole(folder)
    assert "Jug 7/2023" in (folder / "pankow-2023.html").read_text("utf-8")


def test_a_comment_in_the_data_changes_the_record_but_no_output(workspace: Path, here) -> None:
    assert here("generate", "pankow", *LIGHT).code == 0
    before = times(drafts(workspace))
    facts = workspace / "districts/pankow/2023.yaml"
    facts.write_text("# geprüft\n" + facts.read_text("utf-8"), encoding="utf-8")
    assert here("generate", "pankow", *LIGHT).code == 0
    after = times(drafts(workspace))
    assert [Path(p).name for p in before if before[p] != after[p]] == ["record.json"]


def test_a_file_that_a_person_changed_is_not_overwritten(workspace: Path, here) -> None:
    assert here("generate", "pankow", *LIGHT).code == 0
    text = drafts(workspace) / "pankow-2023.txt"
    text.write_text("von Hand", encoding="utf-8")
    before = tree(workspace)
    done = here("--json", "generate", "pankow", *LIGHT)
    assert done.code == 7
    assert done.codes == ["K-801"]
    assert done.data["findings"][0]["file"] == "generated/drafts/pankow/2023/pankow-2023.txt"
    assert tree(workspace) == before


def test_force_keeps_a_copy_of_what_a_person_wrote(workspace: Path, here) -> None:
    assert here("generate", "pankow", *LIGHT).code == 0
    folder = drafts(workspace)
    for number in (1, 2):
        (folder / "pankow-2023.txt").write_text(f"von Hand {number}", encoding="utf-8")
        assert here("generate", "pankow", *LIGHT, "--force").code == 0
        kept = folder / f"pankow-2023.bak-{number}.txt"
        assert kept.read_text(encoding="utf-8") == f"von Hand {number}"
    assert "Präambel" in (folder / "pankow-2023.txt").read_text("utf-8")
    assert here("generate", "pankow", *LIGHT).code == 0


def test_a_strange_file_of_the_same_name_is_not_overwritten(workspace: Path, here) -> None:
    folder = drafts(workspace)
    folder.mkdir(parents=True)
    (folder / "pankow-2023.html").write_text("fremd", encoding="utf-8")
    done = here("--json", "generate", "pankow", *LIGHT)
    assert (done.code, done.codes) == (7, ["K-802"])
    assert [path.name for path in folder.iterdir()] == ["pankow-2023.html"]
    (folder / "pankow-2023.html").unlink()
    (folder / "pankow-2023.html").mkdir()
    done = here("--json", "generate", "pankow", *LIGHT, "--force")
    assert (done.code, done.codes) == (7, ["K-811"])


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "generate", "pankow", "spandau", "--dry-run")
    assert done.code == 0
    planned = {one["agreement"]: one for one in done.data["result"]["contracts"]}
    assert planned["pankow/2023"]["state"] == "planned"
    assert planned["pankow/2023"]["folder"] == "generated/drafts/pankow/2023"
    assert set(planned["spandau/2026"]["outputs"]) == {
        "document.json", "record.json", "spandau-2026.docx", "spandau-2026.html",
        "spandau-2026.pdf", "spandau-2026.txt",
    }  # fmt: skip
    assert tree(workspace) == before


def test_the_sample_becomes_a_final_version_that_is_never_touched_again(workspace: Path) -> None:
    assert call(workspace, "generate", SAMPLE, "--release").code == 0
    folder = releases(workspace)
    assert is_whole(folder)
    text = (folder / "musterbezirk-2026.txt").read_text("utf-8")
    assert DRAFT_MARK not in text
    assert "[offen" not in text
    before = times(workspace)
    done = call(workspace, "generate", SAMPLE, "--release")
    assert done.code == 0
    assert "up to date" in done.out
    assert times(workspace) == before


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_workspace(tmp_path_factory.mktemp("released") / "w", ("musterbezirk",))
    assert call(folder, "generate", SAMPLE, "--release").code == 0
    return folder


@pytest.fixture
def copy_of_released(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copytree(released, tmp_path / "copy")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("file", ["districts/musterbezirk/2026.yaml", "page.css"])
def test_a_final_version_refuses_changed_inputs(
    file: str, copy_of_released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy_of_released / file
    if file == "page.css":
        path = copy_of_released / "templates/cooperation-contract" / file
        path.write_text(path.read_text("utf-8") + "\n/* breiter */\n", encoding="utf-8")
    else:
        text = path.read_text("utf-8").replace("Stabsstelle", "Fachstelle")
        path.write_text(text, encoding="utf-8")
    before = tree(releases(copy_of_released))
    assert run(["--json", "generate", SAMPLE, "--release"]) == 7
    assert '"K-803"' in capsys.readouterr().out
    assert tree(releases(copy_of_released)) == before


def test_a_final_version_survives_what_does_not_change_it(copy_of_released: Path) -> None:
    facts = copy_of_released / "districts/musterbezirk/2026.yaml"
    facts.write_text("# gelesen\n" + facts.read_text("utf-8"), encoding="utf-8")
    extra = (copy_of_released / "clauses/steering/standard@2.md").read_text("utf-8")
    (copy_of_released / "clauses/steering/standard@3.md").write_text(extra, encoding="utf-8")
    before = times(releases(copy_of_released))
    assert run(["generate", SAMPLE, "--release"]) == 0
    assert times(releases(copy_of_released)) == before


def test_a_final_file_that_was_changed_is_a_conflict(
    copy_of_released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = releases(copy_of_released) / "musterbezirk-2026.txt"
    text.write_text("anders", encoding="utf-8")
    assert run(["--json", "generate", SAMPLE, "--release"]) == 7
    assert '"K-804"' in capsys.readouterr().out
    assert text.read_text(encoding="utf-8") == "anders"


def test_a_lost_final_file_is_made_again_byte_for_byte(copy_of_released: Path) -> None:
    folder = releases(copy_of_released)
    before = tree(folder)
    for name in ("musterbezirk-2026.docx", "musterbezirk-2026.txt"):
        (folder / name).unlink()
    assert run(["generate", SAMPLE, "--release"]) == 0
    assert tree(folder) == before


def test_a_lost_final_file_that_cannot_be_made_again_is_told(
    copy_of_released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = releases(copy_of_released)
    record = (folder / "record.json").read_bytes()
    known = json.loads(record)["outputs"]["musterbezirk-2026.txt"]["sha256"].encode()
    (folder / "record.json").write_bytes(record.replace(known, b"0" * 64))
    (folder / "musterbezirk-2026.txt").unlink()
    assert run(["--json", "generate", SAMPLE, "--release"]) == 6
    assert '"K-805"' in capsys.readouterr().out
    assert not (folder / "musterbezirk-2026.txt").exists()


def test_no_final_version_while_something_is_open(workspace: Path, here) -> None:
    done = here("--json", "generate", "pankow", "--release")
    assert done.code == 1
    assert done.codes[0] == "K-806"
    assert {"K-401", "K-307"} <= set(done.codes)
    assert not (workspace / "generated").exists()
    assert not (workspace / "districts/pankow/2023.lock").exists()


def test_no_final_version_of_a_text_that_nobody_approved(workspace: Path, here) -> None:
    lock = workspace / "clauses/clauses.lock"
    lines = [line for line in lock.read_text("utf-8").splitlines() if "steering" not in line]
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = here("--json", "generate", SAMPLE, "--release")
    assert (done.code, done.codes) == (1, ["K-806", "K-311"])
    assert here("generate", SAMPLE, *LIGHT).code == 0


def test_all_leaves_out_examples(workspace: Path, here) -> None:
    done = here("--json", "generate", "--all", *LIGHT)
    assert done.code == 0
    made = [one["agreement"] for one in done.data["result"]["contracts"]]
    assert made == ["pankow/2023", "spandau/2026"]
    assert not drafts(workspace, SAMPLE).exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_failing_contract_does_not_stop_the_others(jobs: str, workspace: Path, here) -> None:
    (workspace / "districts/pankow/2023.yaml").write_text("law: [", encoding="utf-8")
    done = here("--json", "generate", "--all", *LIGHT, "--jobs", jobs)
    assert done.code == 8
    states = {one["agreement"]: one["state"] for one in done.data["result"]["contracts"]}
    assert states == {"pankow/2023": "failed", "spandau/2026": "written"}
    assert {"K-105", "K-812"} <= set(done.codes)
    assert "contracts generate pankow/2023" in done.data["findings"][-1]["hint"]
    assert is_whole(drafts(workspace, "spandau/2026"))


def test_the_command_for_failed_contracts_is_ready_to_run(workspace: Path) -> None:
    for agreement in ("pankow/2023", "spandau/2026"):
        (workspace / f"districts/{agreement}.yaml").write_text("law: [", encoding="utf-8")
    limits = ("--time-limit", "77.5", "--memory-limit", "3000")
    arguments = ("generate", "--all", *LIGHT, *limits, "--workspace", str(workspace))
    done = call(workspace.parent, *arguments)
    hint = next(line for line in done.err.splitlines() if "Try them again" in line)
    command = shlex.split(hint.partition("contracts ")[2])
    assert command[:3] == ["generate", "pankow/2023", "spandau/2026"]
    assert {*limits, "--workspace", str(workspace)} <= set(command)
    assert call(workspace.parent, *command).code == 8


def test_processes_make_the_same_bytes_as_one_process(workspace: Path, tmp_path: Path) -> None:
    other = copytree(workspace, tmp_path / "other")
    assert call(workspace, "generate", "--all", "--jobs", "2").code == 0
    assert call(other, "generate", "--all").code == 0
    assert tree(workspace) == tree(other)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "K-908"),
        (["--all", "pankow"], "K-909"),
        (["pankow", "--release", "--force"], "K-909"),
        (["pankow", "--release", "--format", "pdf"], "K-909"),
        (["pankow", "--format", "dock"], "K-910"),
        (["pankwo"], "K-302"),
        (["pankow/2024"], "K-303"),
        (["pankow", "--jobs", "0"], "K-901"),
    ],
)
def test_a_call_that_cannot_work_is_refused(
    arguments: list[str], code: str, workspace: Path, here
) -> None:
    before = tree(workspace)
    done = here("--json", "generate", *arguments)
    assert (done.code, done.codes) == (2, [code])
    assert tree(workspace) == before


def test_a_contract_that_is_named_twice_is_made_once(here) -> None:
    done = here("--json", "generate", "pankow", "pankow/2023", *LIGHT)
    assert [one["agreement"] for one in done.data["result"]["contracts"]] == ["pankow/2023"]


def test_plain_output_is_one_line_a_contract(here) -> None:
    done = here("--plain", "generate", "pankow", "--format", "txt")
    fields = done.out.rstrip("\n").split("\t")
    assert fields[0] == "pankow/2023"
    assert fields[-1] == "generated/drafts/pankow/2023"


def test_two_runs_at_once_do_not_mix_their_files(workspace: Path, here) -> None:
    fcntl = pytest.importorskip("fcntl")
    folder = drafts(workspace)
    folder.mkdir(parents=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = here("--json", "generate", "pankow", *LIGHT)
    finally:
        os.close(handle)
    assert (done.code, done.codes) == (7, ["K-807"])
    assert list(folder.iterdir()) == []
