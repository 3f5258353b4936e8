"""The frame of the command line: help, languages, envelope, exit codes, broken surroundings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contracts.cli.frame import COMMANDS
from contracts.cli.run import run
from tests.tools.workspace import call, command, environment, make_workspace


def test_help_comes_fast_and_without_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from contracts.cli.run import run\n"
        "assert run(['--help']) == 0\n"
        "heavy = {'weasyprint', 'pydantic', 'rich', 'docxtpl', 'pikepdf', 'lxml', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), check=True, capture_output=True, text=True
    )
    assert done.stderr.strip() == "[]"
    fastest = []
    for _round in range(5):
        begun = time.monotonic()
        assert call(tmp_path, "--help").code == 0
        fastest.append(time.monotonic() - begun)
    assert min(fastest) < 0.5  # 0.1 on a quiet machine; far from the seconds of a heavy import


@pytest.mark.parametrize("name", [*COMMANDS, "clauses list", "clauses show", "clauses approve"])
def test_the_help_of_every_command_begins_with_two_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*name.split(), "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "Examples:"
    examples = lines[3:5]
    assert all(line.startswith(f"  contracts {name}") for line in examples), examples
    assert lines[5] == ""


def test_help_speaks_german_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "de", "--help"]) == 0
    assert "Aufruf: contracts" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", ["clauses list", "clauses show", "archive add", "archive verify"])
def test_a_list_of_commands_shows_whole_sentences(
    language: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", language, name.partition(" ")[0], "--help"]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    assert run(["--lang", language, *name.split(), "--help"]) == 0
    paragraph = capsys.readouterr().out.split("\n\n")[2]
    assert " ".join(paragraph.split()).partition(". ")[0].rstrip(".") in listed


def test_the_environment_twin_of_an_option_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTRACTS_JSON", "1")
    monkeypatch.setenv("CONTRACTS_WORKSPACE", str(tmp_path / "missing"))
    assert run(["check"]) == 2
    assert "missing" in json.loads(capsys.readouterr().out)["findings"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "name", "word"),
    [
        (["--json", "chekc"], "", "check"),
        (["--json", "check", "--formt", "text"], "check", "--format"),
        (["check", "--format", "xml", "--json"], "check", "xml"),
        (["--json", "clauses", "shwo"], "clauses", "show"),
    ],
)
def test_a_wrong_call_gets_an_envelope_with_a_proposal(
    arguments: list[str], name: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    envelope = json.loads(shown.out)
    assert list(envelope) == ["schema", "command", "ok", "result", "findings"]
    assert envelope["schema"] == "contracts/1"
    assert envelope["command"] == name
    assert envelope["ok"] is False
    assert word in envelope["findings"][0]["message"]
    assert shown.err == ""


def test_a_wrong_call_without_json_writes_nothing_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["chekc"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Did you mean 'check'" in shown.err


def test_outside_of_a_workspace_the_next_step_is_named(tmp_path: Path) -> None:
    done = call(tmp_path, "check")
    assert done.code == 2
    assert "K-301" in done.err
    assert "contracts init" in done.err


def test_an_error_of_the_program_leaves_a_report_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def explode(*_arguments: object) -> None:
        raise ZeroDivisionError("42")

    monkeypatch.setattr("contracts.usecases.schema.schema_bytes", explode)
    assert run(["schema", "plan"]) == 70
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    (report,) = (tmp_path / "vertragswerk").iterdir()
    assert str(report) in shown.err
    assert "ZeroDivisionError: 42" in report.read_text(encoding="utf-8")
    assert report.stat().st_mode & 0o077 == 0
    assert run(["-v", "schema", "plan"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w", ("pankow",))
    process = subprocess.Popen(
        command("check", "--format", "sarif"), cwd=tmp_path / "w", env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b"" or b"Traceback" not in process.stderr.read()
    assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_output_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("schema", "agreement"), cwd=tmp_path, env=environment(), check=False,
            stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == 3
    assert "K-904" in done.stderr
    assert "Traceback" not in done.stderr


def test_names_that_are_not_utf8_do_not_break_the_answer(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w", ("pankow",))
    arguments = [*map(os.fsencode, command("--json", "check")), b"pank\xff\x1b[31mow"]
    done = subprocess.run(
        arguments, cwd=tmp_path / "w", env=environment(), check=False, capture_output=True
    )
    assert done.returncode == 2
    assert json.loads(done.stdout)["findings"][0]["code"] == "K-302"
    done = subprocess.run(
        [*map(os.fsencode, command("check")), b"pank\x1b[31mow"], cwd=tmp_path / "w",
        env=environment(), check=False, capture_output=True,
    )  # fmt: skip
    assert b"\x1b" not in done.stderr


def test_colour_is_only_for_terminals_and_never_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["check"])
    shown = capsys.readouterr().err
    assert "\x1b" not in shown
    assert "error K-301" in shown


def complete(folder: Path, words: str) -> list[str]:
    position = str(len(words.split()) - (not words.endswith(" ")))
    env = {"_CONTRACTS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": position}
    done = subprocess.run(
        [sys.executable, "-m", "contracts"], cwd=folder, env=environment(**env), check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_the_shell_completes_commands_districts_agreements_and_clauses(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "w")
    assert complete(folder, "contracts ge") == ["generate"]
    assert complete(folder, "contracts generate p") == ["pankow"]
    assert complete(folder, "contracts check pankow/") == ["pankow/2023"]
    assert complete(folder, "contracts clauses show steer") == ["steering@1", "steering@2"]
    assert complete(tmp_path, "contracts generate p") == []
