"""``init``, ``schema`` and ``doctor``."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from contracts.cli.run import run
from contracts.cli.schema import KINDS
from contracts.usecases.schema import COMPARISON, NAMES
from tests.tools.workspace import ROOT, Done, call, make_workspace, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)

    def quick(*arguments: str) -> Done:
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def test_a_new_workspace_holds_copies_and_works_at_once(tmp_path: Path, here) -> None:
    done = here("init", "neu")
    assert done.code == 0
    assert "contracts -w neu generate musterbezirk" in done.err
    folder = tmp_path / "neu"
    copied = {name: data for name, data in tree(folder).items() if not name.startswith(".")}
    assert "districts/musterbezirk/2026.yaml" in copied
    assert not [name for name in copied if "pankow" in name]
    original = tree(ROOT)
    assert all(original[name] == digest for name, digest in copied.items())
    assert (folder / ".schema/agreement.schema.json").is_file()
    assert here("-w", "neu", "check", "musterbezirk").code == 0
    assert here("-w", "neu", "generate", "musterbezirk", "--format", "txt").code == 0


def test_an_empty_folder_becomes_a_workspace_and_stays_the_same_folder(
    tmp_path: Path, here
) -> None:
    inode = tmp_path.stat().st_ino
    assert here("init", ".").code == 0
    assert tmp_path.stat().st_ino == inode
    assert (tmp_path / "clauses").is_dir()


def test_a_folder_with_content_is_not_touched(tmp_path: Path, here) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/text").write_text("mein", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    before = tree(tmp_path)
    for name in ("mine", "file", "."):
        done = here("--json", "init", name)
        assert (done.code, done.codes) == (7, ["K-810"])
    assert tree(tmp_path) == before


def test_an_interrupted_init_leaves_nothing(
    tmp_path: Path, here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("contracts.usecases.init.write_schemas", interrupted)
    assert here("init", "neu").code == 130
    assert list(tmp_path.iterdir()) == []


def test_schemas_are_written_once(tmp_path: Path, here) -> None:
    make_workspace(tmp_path / "w", ("pankow",))
    assert here("-w", "w", "schema").code == 0
    folder = tmp_path / "w/.schema"
    assert {path.name for path in folder.iterdir()} == {f"{n}.schema.json" for n in NAMES}
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert here("-w", "w", "schema").code == 0
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert here("schema", "-o", "elsewhere").code == 0
    assert len(list((tmp_path / "elsewhere").iterdir())) == len(NAMES)


def test_the_command_offers_every_schema_there_is() -> None:
    assert KINDS == NAMES


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for item in node:
            yield from objects(item)


# nobody fills in a comparison: the program writes it
@pytest.mark.parametrize("name", [name for name in NAMES if name != "comparison"])
def test_a_schema_explains_every_key_in_german_and_allows_it_to_be_empty(name: str, here) -> None:
    done = here("schema", name)
    schema = json.loads(done.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    found = list(objects(schema))
    assert found
    for part in found:
        assert part["additionalProperties"] is False
        for key, value in part["properties"].items():
            assert value.get("title") or "$ref" in value, key  # a title like its model is left out
            empty = {"type": "null"} in value.get("anyOf", [])
            assert empty == (key not in part.get("required", [])), key
    assert done.out.count("\\u") == 0


def test_the_schema_of_comparisons_which_nobody_types_leaves_nothing_open(here) -> None:
    schema = json.loads(here("schema", COMPARISON).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for part in objects(schema):
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])


def test_doctor_finds_this_machine_well(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", ("pankow",))
    before = tree(workspace)
    done = call(workspace, "--json", "doctor")
    assert done.code == 0, done.out
    parts = {part["name"]: part for part in done.data["result"]["parts"]}
    assert parts["weasyprint"]["ok"]
    assert parts["pankow-2023.pdf"]["ok"]
    assert done.data["result"]["workspace"] == str(workspace)
    assert tree(workspace) == before


def test_doctor_without_a_workspace_looks_at_the_machine(tmp_path: Path) -> None:
    done = call(tmp_path, "doctor")
    assert done.code == 0
    assert "No workspace here" in done.err


@pytest.mark.parametrize("lost", ["skeleton.docx", "fonts/LiberationSans-Bold.ttf", "plan.yaml"])
def test_doctor_says_what_is_missing(lost: str, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", ("pankow",))
    (workspace / "templates/cooperation-contract" / lost).unlink()
    done = call(workspace, "--json", "doctor")
    assert done.code == 3
    assert [f for f in done.data["findings"] if f["level"] == "error" and f["hint"]]


def test_doctor_notices_a_missing_python_package(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    code = (
        "import importlib.util, sys\n"
        "real = importlib.util.find_spec\n"
        "sys.modules['pikepdf'] = None\n"
        "importlib.util.find_spec = lambda n, *a: None if n == 'pikepdf' else real(n, *a)\n"
    )
    (blocked / "sitecustomize.py").write_text(code, encoding="utf-8")
    path = os.pathsep.join([str(blocked), str(ROOT)])
    done = call(tmp_path, "--json", "doctor", env={"PYTHONPATH": path})
    assert done.code == 3
    assert "pikepdf" in done.data["findings"][0]["message"]
