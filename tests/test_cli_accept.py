"""``--accept``: a person confirms by name what is unusual and meant; the record keeps it."""

from __future__ import annotations

import json
import re
from shutil import copy, copytree
from typing import TYPE_CHECKING

import pytest

from contracts.cli.run import run
from tests.tools.workspace import ROOT, Done, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = "musterbezirk/2026"
WHY = "K-622=Rückwirkend vereinbart"
WHO = ("--by", "Eva Beleg")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_workspace(tmp_path / "w", ("musterbezirk",))
    copy(ROOT / "districts/elections.yaml", folder / "districts")
    edit(folder, "effective: 2027-01-01", "effective: 2026-12-01")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(workspace: Path, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001 - it changes folder
    def quick(*arguments: str) -> Done:
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def edit(folder: Path, old: str, new: str, file: str = "2026.yaml") -> None:
    path = folder / "districts/musterbezirk" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_warning_waits_for_a_person_and_is_kept_with_the_name(workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "generate", SAMPLE, "--release")
    assert (done.code, done.codes) == (1, ["K-676", "K-622"])
    assert done.data["findings"][1]["line"] == 15
    assert tree(workspace) == before

    done = here("--json", "generate", SAMPLE, "--release", "--accept", WHY, *WHO)
    assert (done.code, done.codes) == (0, ["K-622"])
    folder = workspace / "generated/releases" / SAMPLE
    record = json.loads((folder / "record.json").read_bytes())
    assert record["accepted"] == [
        {
            "code": "K-622",
            "file": "districts/musterbezirk/2026.yaml",
            "line": 15,
            "column": 3,
            "by": "Eva Beleg",
            "reason": "Rückwirkend vereinbart",
        }
    ]
    done = here("rebuild", str(folder / "musterbezirk-2026.pdf"))
    assert done.code == 0, done.err
    before = tree(folder)
    assert here("generate", SAMPLE, "--release").code == 0
    (folder / "musterbezirk-2026.docx").unlink()  # made again as it was, with what was confirmed
    assert here("generate", SAMPLE, "--release", "--accept", "K-622=Anders", *WHO).code == 0
    assert tree(folder) == before


def test_who_confirms_the_same_gets_the_same_bytes(workspace: Path, here, tmp_path: Path) -> None:
    other = copytree(workspace, tmp_path / "other")
    call = ("generate", SAMPLE, "--release", "--accept", "k-622", "--reason", "Gewollt so", *WHO)
    assert here(*call).code == 0
    assert here("--workspace", str(other), "--lang", "de", *call).code == 0
    assert tree(workspace / "generated") == tree(other / "generated")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--accept", WHY), "K-671"),
        (("--reason", "Grund", "--release"), "K-671"),
        (("--by", "Eva Beleg", "--release"), "K-671"),
        (("--release", "--accept", "622=Grund", *WHO), "K-672"),
        (("--release", "--accept", "=Grund", *WHO), "K-672"),
        (("--release", "--accept", WHY, "--accept", "K-622=Anders", *WHO), "K-673"),
        (("--release", "--accept", "K-622", *WHO), "K-674"),
        (("--release", "--accept", "K-622= ", *WHO), "K-674"),
        (("--release", "--accept", "K-622=…", *WHO), "K-674"),
        (("--release", "--accept", "K-622=wird nachgereicht", *WHO), "K-674"),
        (("--release", "--accept", "K-622=a\x1b[2J", *WHO), "K-674"),
        (("--release", "--accept", WHY), "K-675"),
        (("--release", "--accept", WHY, "--by", "N.N."), "K-675"),
        (("--release", "--accept", WHY, "--accept", "K-655=Bestätigt", *WHO), "K-678"),
        (("--release", "--accept", "K-999=Weiter so", *WHO), "K-678"),
        (("--release", "--accept", "K-000=Weiter so", *WHO, "--dry-run"), "K-678"),
    ],
)
def test_what_confirms_nothing_is_refused_and_said(
    options: tuple[str, ...], code: str, workspace: Path, here
) -> None:
    before = tree(workspace)
    done = here("--json", "generate", SAMPLE, *options)
    assert (done.code, done.codes) == (2, [code])
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("chair: die Bezirksstadträtin für Jugend und Familie", "chair: N.N.", "K-611"),
     ("copies: 2", "copies: 1", "K-631")],
)  # fmt: skip
def test_errors_and_gaps_cannot_be_confirmed(
    old: str, new: str, code: str, workspace: Path, here
) -> None:
    edit(workspace, old, new)
    done = here("--json", "generate", SAMPLE, "--release", "--accept", f"{code}=Gewollt", *WHO)
    assert (done.code, done.codes) == (2, ["K-677"])
    done = here("--json", "generate", SAMPLE, "--release", "--accept", WHY, *WHO)
    assert done.code == 1
    assert code in done.codes
    assert not (workspace / "generated").exists()


def test_a_text_that_nobody_approved_cannot_be_confirmed(workspace: Path, here) -> None:
    clause = workspace / "clauses/liability"
    text = (clause / "standard@1.md").read_text("utf-8")
    (clause / "standard@2.md").write_text(re.sub("approved: .*\n", "", text), "utf-8")
    edit(workspace, "term:\n", "clauses:\n  liability: {version: 2, reason: Erprobung}\nterm:\n")
    done = here("--json", "generate", SAMPLE, "--release", "--accept", "K-311=Gewollt", *WHO)
    assert (done.code, done.codes) == (2, ["K-677"])


def test_a_batch_takes_what_occurs_in_one_of_its_contracts(workspace: Path, here) -> None:
    other = workspace / "districts/musterbezirk/2027.yaml"
    text = (workspace / "districts/musterbezirk/2026.yaml").read_text("utf-8")
    other.write_text(text.replace("effective: 2026-12-01", "effective: 2027-01-01"), "utf-8")
    pair = (SAMPLE, "musterbezirk/2027")
    done = here("--json", "generate", *pair, "--release", "--accept", "K-655=Gewollt", *WHO)
    assert (done.code, done.codes) == (2, ["K-678"])
    done = here("--json", "generate", *pair, "--release")
    assert done.code == 8
    assert [c["state"] for c in done.data["result"]["contracts"]] == ["failed", "written"]
    done = here("--json", "generate", *pair, "--release", "--accept", WHY, *WHO, "--jobs", "2")
    assert done.code == 0, done.data["findings"]
    states = [c["state"] for c in done.data["result"]["contracts"]]
    assert states == ["written", "unchanged"]
    records = [workspace / "generated/releases" / one / "record.json" for one in pair]
    assert ["accepted" in json.loads(path.read_bytes()) for path in records] == [True, False]


def test_the_call_that_is_proposed_again_confirms_again(workspace: Path, here) -> None:
    edit(workspace, "verified: true", "verified: false", "district.yaml")
    text = (workspace / "districts/musterbezirk/2026.yaml").read_text("utf-8")
    (workspace / "districts/musterbezirk/2027.yaml").write_text(text, "utf-8")
    call = ("generate", SAMPLE, "musterbezirk/2027", "--release", "--accept", WHY, *WHO)
    done = here(*call)
    assert done.code == 8
    assert "--accept 'K-622=Rückwirkend vereinbart' --by 'Eva Beleg'" in done.err


def test_check_and_generate_count_and_say_the_same(workspace: Path, here) -> None:
    edit(workspace, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: N.N.")
    edit(workspace, "verified: true", "verified: false", "district.yaml")
    edit(workspace, "law: public\n", "")
    told = here("--json", "check", SAMPLE).data
    done = here("--json", "generate", SAMPLE, "--format", "txt").data
    assert told["result"]["counts"]["gap"] == done["result"]["contracts"][0]["gaps"]
    assert {f["code"] for f in told["findings"]} >= {"K-307", "K-401", "K-611", "K-613", "K-622"}
    assert told["findings"] == done["findings"]
    again = here("--json", "generate", SAMPLE, "--format", "txt").data
    assert again["result"]["contracts"][0]["gaps"] == told["result"]["counts"]["gap"]


def test_a_placeholder_is_open_in_the_draft_and_stays_in_the_file(workspace: Path, here) -> None:
    edit(workspace, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: N.N.")
    edit(workspace, "    - Sozialamt\n", "    - wird noch ergänzt\n")
    edit(
        workspace,
        "genitive: Bezirksamts Musterbezirk von Berlin",
        "genitive: '???'",
        "district.yaml",
    )
    edit(workspace, "holder: Erika Mustermann", "holder: NN", "district.yaml")
    edit(workspace, "street: Musterstraße 1", "street: Straße ___", "district.yaml")
    assert here("generate", SAMPLE, "--format", "txt").code == 0
    text = (workspace / "generated/drafts" / SAMPLE / "musterbezirk-2026.txt").read_text("utf-8")
    for title in (
        "Leitung des Steuerungsgremiums", "Ämter im Kernteam", "Behörde", "Name der Person",
        "Straße und Hausnummer",
    ):  # fmt: skip
        assert f"[offen: {title}]" in text, title
    for words in ("N.N.", "noch ergänzt", "???", "___"):
        assert words not in text
    assert "chair: N.N." in (workspace / "districts/musterbezirk/2026.yaml").read_text("utf-8")


def test_an_election_that_nobody_entered_is_not_invented(workspace: Path, here) -> None:
    edit(workspace, "effective: 2026-12-01", "effective: 2027-01-01")
    edit(workspace, "valid_from: 2026-11-02\n", "valid_from: 2026-09-19\n", "district.yaml")
    assert here("--json", "check", SAMPLE).codes == ["K-655"]
    path = workspace / "districts/elections.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-09-20", "2021-09-26"), "utf-8")
    assert here("--json", "check", SAMPLE).codes == []
    path.unlink()
    assert here("--json", "check", SAMPLE).codes == []
    path.write_text("elections: [{held_on: morgen, name: Wahl, source: Amt}]\n", "utf-8")
    done = here("--json", "check", SAMPLE)
    assert (done.code, done.codes) == (1, ["K-203"])
    assert done.data["findings"][0]["file"] == "districts/elections.yaml"


def test_own_wording_that_is_not_finished_is_not_released(workspace: Path, here) -> None:
    edit(workspace, "effective: 2026-12-01", "effective: 2027-01-01")
    own = workspace / "districts/musterbezirk/2026/liability.md"
    own.parent.mkdir()
    head = "---\nbase: liability@1\nreason: {}\napproved: {{by: Rechtsamt, on: 2026-12-01}}\n---\n"
    body = "Die Vertragsparteien haften.\n\nDie Höchstsumme {}.\n"
    own.write_text(head.format("Wunsch des Rechtsamts") + body.format("wird noch ergänzt"), "utf-8")
    done = here("--json", "generate", SAMPLE, "--release")
    assert (done.code, done.codes) == (1, ["K-806", "K-614"])
    assert done.data["findings"][1]["line"] == 8
    own.write_text(head.format("N.N.") + body.format("beträgt 100 Euro"), "utf-8")
    done = here("--json", "generate", SAMPLE, "--release")
    assert done.codes == ["K-806", "K-614"]


def test_pankow_says_what_was_true_when_it_was_signed() -> None:
    from contracts import plaintext
    from contracts.assembly import assemble
    from contracts.sources.cases import load_case
    from contracts.sources.clauses import load_library
    from contracts.sources.workspace import Workspace

    workspace = Workspace(ROOT)
    case, _ = load_case(workspace, "pankow/2023")
    assert case is not None
    made = assemble(case, load_library(workspace)[0])
    assert made.document is not None
    part = next(p for p in made.document.body if p.use.clause == "board-resolution")
    words = " ".join(plaintext.part_lines(part))
    assert "strebt an" in words
    assert "2023" not in words
    assert not {f.code for f in made.findings} & {"K-222", "K-625", "K-655"}
