"""``contracts check``: everything at once, in three shapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from contracts.cli.run import run
from tests.tools.workspace import Done, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path


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


def spoil_everything(workspace: Path) -> None:
    (workspace / "districts/pankow/2023.yaml").write_text("law: publik\nlwa: 1\n", encoding="utf-8")
    (workspace / "districts/spandau/district.yaml").write_text("slug: [", encoding="utf-8")
    (workspace / "clauses/term/public@1.md").write_text("no head", encoding="utf-8")
    plan = workspace / "templates/cooperation-contract/plan.yaml"
    plan.write_text(plan.read_text("utf-8") + "\nunknown: 1\n", encoding="utf-8")


def test_all_problems_of_all_files_come_in_one_run(workspace: Path, here) -> None:
    spoil_everything(workspace)
    done = here("--json", "check")
    assert done.code == 4
    files = {f["file"]: f["code"] for f in done.data["findings"] if f["level"] == "error"}
    assert set(files) >= {
        "districts/pankow/2023.yaml",
        "districts/spandau/district.yaml",
        "clauses/term/public@1.md",
        "templates/cooperation-contract/plan.yaml",
    }
    codes = [f["code"] for f in done.data["findings"] if f["file"].endswith("2023.yaml")]
    assert {"K-201", "K-204"} <= set(codes)


def test_no_finding_comes_twice_and_errors_come_first(workspace: Path, here) -> None:
    spoil_everything(workspace)
    found = here("--json", "check").data["findings"]
    assert len(found) > 5
    seen = [json.dumps(finding) for finding in found]
    assert len(seen) == len(set(seen))
    levels = ["error", "warning", "gap", "note"]
    order = [levels.index(finding["level"]) for finding in found]
    assert order == sorted(order)


def test_gaps_alone_are_no_failure_unless_strict(workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "check", "pankow")
    assert done.code == 0
    assert done.data["ok"] is True
    assert done.data["result"]["counts"]["gap"] > 5
    assert done.data["result"]["agreements"] == ["pankow/2023"]
    assert here("check", "pankow", "--strict").code == 1
    assert here("check", "musterbezirk/2026", "--strict").code == 0
    assert tree(workspace) == before


def test_every_gap_says_where_it_is_needed_and_who_knows_it(here) -> None:
    found = here("--json", "check", "pankow").data["findings"]
    gaps = [finding for finding in found if finding["code"] == "K-401"]
    assert gaps
    assert all("§" in gap["message"] or "Anlage" in gap["message"] or
               "Vertragsparteien" in gap["message"] or "Unterschriften" in gap["message"]
               for gap in gaps)  # fmt: skip
    assert all("districts/" in gap["hint"] for gap in gaps)


def test_text_goes_to_standard_output_and_the_count_beside_it(here) -> None:
    done = here("check", "pankow")
    assert "districts/pankow/2023.yaml" in done.out
    assert "gap K-401" in done.out
    assert "gaps" in done.err
    assert here("check", "musterbezirk/2026").out == ""


def test_format_json_is_the_envelope(here) -> None:
    done = here("check", "pankow", "--format", "json")
    assert done.data["schema"] == "contracts/1"
    assert done.data["command"] == "check"


def test_sarif_and_json_at_once_are_refused(here) -> None:
    done = here("--json", "check", "--format", "sarif")
    assert (done.code, done.codes) == (2, ["K-909"])


def test_sarif_is_what_its_specification_asks(workspace: Path, here) -> None:
    spoil_everything(workspace)
    done = here("check", "--format", "sarif")
    assert done.code == 4
    log = json.loads(done.out)
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert one["tool"]["driver"]["name"] == "Vertragswerk"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert one["results"]
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        for location in result.get("locations", ()):
            physical = location["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert (workspace / uri.replace("%40", "@")).exists()
            assert all(number >= 1 for number in physical.get("region", {}).values())
    assert str(workspace) not in done.out


def test_findings_speak_german_when_asked(here) -> None:
    done = here("--lang", "de", "check", "pankow")
    assert "K-401" in done.out
    assert "Fehler" not in done.out
    assert "fehlt" in done.out
