"""``contracts new``: questions on a terminal, answers from files, facts of another agreement."""

from __future__ import annotations

import os
import pty
import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.cli.run import run
from contracts.model import Agreement, District, Partner
from contracts.sources.validate import validate
from contracts.sources.yaml import read_map
from contracts.usecases.commented import commented_yaml
from contracts.usecases.questions import questions_of
from tests.tools.terminal import Terminal
from tests.tools.workspace import Done, command, environment, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.model import Model


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


def facts(workspace: Path, agreement: str) -> Agreement:
    path = workspace / "districts" / f"{agreement}.yaml"
    model, findings = validate(Agreement, read_map(path.read_text("utf-8"), agreement))
    assert not findings
    assert model is not None
    return model


def test_without_a_terminal_a_commented_file_with_open_fields_is_written(
    workspace: Path, here
) -> None:
    done = here("--json", "new", "pankow", "--name", "2027")
    assert done.code == 0
    assert done.data["result"] == {
        "file": "districts/pankow/2027.yaml", "agreement": "pankow/2027",
    }  # fmt: skip
    text = (workspace / "districts/pankow/2027.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../.schema/agreement.schema.json\n")
    assert "# Vollzeitäquivalente: Stellenumfang" in text
    assert "weiß vermutlich: Bezirk" in text
    assert "  full_time_equivalents:\n" in text
    assert max(map(len, text.splitlines())) <= 100
    assert facts(workspace, "pankow/2027") == Agreement()
    assert here("generate", "pankow/2027", "--format", "txt").code == 0


def titles(model: type[Model]) -> set[str]:
    found = set()
    for question in questions_of(model):
        found.add(question.title)
        if question.model and question.shape == "group":
            found |= titles(question.model)
    return found


@pytest.mark.parametrize("model", [Agreement, District, Partner])
def test_every_field_has_its_comment(model: type[Model]) -> None:
    text = re.sub(r"\n *# ", " ", commented_yaml(model, {}, []))
    assert [title for title in titles(model) if title not in text] == []


def test_answers_come_from_a_file(workspace: Path, tmp_path: Path, here) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "law: social\ndates:\n  agreed: 2027-03-01\ncoordination:\n  full_time_equivalents: 1.5\n"
        "signatories:\n  - side: district\n    office: jugend\n",
        encoding="utf-8",
    )
    assert here("new", "pankow", "--answers", str(answers)).code == 0
    made = facts(workspace, "pankow/2027")  # the year of the agreement is its name
    assert made.law == "social"
    assert str(made.coordination.full_time_equivalents) == "1.5"
    assert made.signatories[0].office == "jugend"
    text = (workspace / "districts/pankow/2027.yaml").read_text("utf-8")
    assert "  agreed: 2027-03-01\n" in text


def test_all_problems_of_an_answers_file_are_told_and_nothing_is_written(
    workspace: Path, tmp_path: Path, here
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("law: publik\ndates:\n  agreed: morgen\nx: 1\n", encoding="utf-8")
    before = tree(workspace)
    done = here("--json", "new", "pankow", "--answers", str(answers))
    assert done.code == 1
    places = {(f["code"], f["file"], f["line"]) for f in done.data["findings"]}
    assert places == {
        ("K-204", "answers.yaml", 1), ("K-203", "answers.yaml", 3), ("K-201", "answers.yaml", 4),
    }  # fmt: skip
    assert tree(workspace) == before


def test_nothing_is_overwritten(workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "new", "pankow", "--name", "2023")
    assert (done.code, done.codes) == (7, ["K-809"])
    assert tree(workspace) == before


def test_facts_of_another_agreement_come_without_what_is_its_own(workspace: Path, here) -> None:
    assert here("new", "spandau", "--name", "2027", "--from", "musterbezirk/2026").code == 0
    source, made = facts(workspace, "musterbezirk/2026"), facts(workspace, "spandau/2027")
    assert made.guidance == source.guidance
    assert made.poverty == source.poverty
    assert made.law == source.law
    assert made.dates == Agreement().dates
    assert made.signatories == ()
    assert made.evidence == ()
    assert made.file_reference is None
    assert made.example is False
    assert made.coordination.board_resolution == Agreement().coordination.board_resolution
    assert made.cooperation.contacts is None
    assert source.impact.first_report is not None
    assert made.impact.first_report is None
    assert source.impact.indicators
    assert made.impact.indicators is not None
    assert {indicator.target for indicator in made.impact.indicators} == {None}


def test_a_misspelt_district_gets_a_proposal_and_the_way_to_add_one(workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "new", "pankwo")
    assert (done.code, done.codes) == (2, ["K-302", "K-915"])
    assert "pankow" in done.data["findings"][0]["message"]
    assert tree(workspace) == before


def test_a_new_district_is_added_when_asked(workspace: Path, here) -> None:
    assert here("new", "neustadt", "--add-district").code == 0
    text = (workspace / "districts/neustadt/district.yaml").read_text("utf-8")
    assert "slug: neustadt\n" in text
    assert here("new", "neustadt", "--name", "2026").code == 0
    done = here("--json", "check", "neustadt")
    assert "K-202" in done.codes
    assert here("new", "neustadt", "--add-district").code == 7


def talk(workspace: Path, arguments: tuple[str, ...], lines: list[str]) -> tuple[int, str]:
    """Answer questions on a terminal; an empty list ends the input at once."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(workspace)
        call = command(*arguments)
        os.execve(call[0], call, environment())  # noqa: S606 - our own program
    for line in lines:
        time.sleep(0.05)
        os.write(terminal, f"{line}\n".encode())
    shown = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux tells the end of a terminal like this
            break
        if not data:
            break
        shown += data
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def test_a_terminal_is_asked_what_the_contract_waits_for(workspace: Path) -> None:
    answers = [
        "1", "Jug 4/2027",  # the law by its number
        "31.2.27", "1. 4. 2027",  # a day that does not exist is asked again
        "<", "1.3.27",  # one step back
        "qual", "beides", "",  # a beginning of the word is enough; an empty line leaves it open
        "1,5", ".",
    ]  # fmt: skip
    code, shown = talk(workspace, ("--lang", "de", "new", "pankow", "--name", "2027"), answers)
    assert code == 0, shown
    assert "„31.2.27“ ist kein Datum" in shown
    assert "6 Antworten sind gespeichert in districts/pankow/2027.yaml" in shown
    made = facts(workspace, "pankow/2027")
    assert (made.law, made.file_reference) == ("public", "Jug 4/2027")
    assert str(made.dates.effective) == "2027-03-01"
    assert made.dates.agreed is None
    assert made.originals.form == "qualified-signature"
    assert made.coordination.form == "both"
    assert made.coordination.resources is None
    assert str(made.coordination.full_time_equivalents) == "1.5"
    assert made.term.end is None


@pytest.mark.parametrize("lines", [["", "Jug 4", "\x04"], ["<", "", "Jug 4", "\x04"]])
def test_leaving_the_questions_keeps_what_was_answered_and_says_so(
    lines: list[str], workspace: Path
) -> None:
    code, shown = talk(workspace, ("--lang", "de", "new", "pankow", "--name", "2027"), lines)
    assert code == 130
    assert "Traceback" not in shown
    assert "1 Antwort ist gespeichert in districts/pankow/2027.yaml" in shown
    assert "contracts new pankow/2027" in shown
    assert facts(workspace, "pankow/2027").file_reference == "Jug 4"


def test_a_call_interrupted_before_the_first_answer_says_that_nothing_is_stored(
    workspace: Path,
) -> None:
    with Terminal(workspace, ("new", "pankow", "--name", "2027")) as terminal:
        terminal.until("> ")
        terminal.interrupt()
        terminal.until("nothing ends like this")
        assert terminal.code == 130
        assert "Diesmal wurde nichts eingetragen" in terminal.screen
        assert "Traceback" not in terminal.screen
    assert facts(workspace, "pankow/2027") == Agreement()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")),
    min_size=1, max_size=250,
).map(str.strip).filter(bool)  # fmt: skip


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4), WORDS)
@example("• Punkt", ["▪", "– Strich"], "·0")
def test_whatever_is_typed_comes_back_from_the_file(line: str, items: list[str], name: str) -> None:
    data = {
        "file_reference": line,
        "coordination": {"core_team_offices": items, "unit": name},
        "guidance": {"formats": [{"name": name, "purpose": line}]},
    }
    text = commented_yaml(Agreement, data, ["Kopf"])
    read = read_map(text, "x").data
    assert read["file_reference"] == line
    assert read["coordination"]["core_team_offices"] == items
    assert read["coordination"]["unit"] == name
    assert read["guidance"]["formats"] == [{"name": name, "purpose": line}]
