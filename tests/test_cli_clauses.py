"""``contracts clauses``: list, show, approve."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from contracts.cli.run import run
from contracts.sources.clauses import read_clause
from tests.tools.workspace import Done, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

LOCK = "clauses/clauses.lock"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_workspace(tmp_path / "w", ("pankow",))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(workspace: Path, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001 - it changes folder
    def quick(*arguments: str) -> Done:
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def new_version(workspace: Path, ending: str = "\n") -> Path:
    """Write steering@3, which nobody approved, with comments in its head."""
    text = (workspace / "clauses/steering/standard@2.md").read_text("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("approved:")]
    lines.insert(2, "# warum so: siehe Vermerk")
    path = workspace / "clauses/steering/standard@3.md"
    path.write_bytes(ending.join(lines).encode())
    return path


def test_every_text_is_listed_with_its_state(workspace: Path, here) -> None:
    new_version(workspace)
    texts = {t["name"]: t for t in here("--json", "clauses", "list").data["result"]["texts"]}
    assert set(texts) >= {"steering@2", "steering@3", "coordination-resources/staff-release@2"}
    assert texts["steering@2"]["approved"] is True
    assert texts["steering@3"]["approved"] is False
    assert texts["steering@2"]["duty_of"] == "district"
    assert texts["steering@2"]["title"] == "Steuerung"
    lines = here("--plain", "clauses", "list", "steering").out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["steering@1", "yes"], ["steering@2", "yes"], ["steering@3", "no"],
    ]  # fmt: skip


def test_a_text_is_shown_as_it_stands_in_its_file(workspace: Path, here) -> None:
    new_version(workspace)
    done = here("clauses", "show", "steering")
    assert done.out == (workspace / "clauses/steering/standard@2.md").read_text("utf-8")
    assert "steering@2, approved" in done.err
    assert "not approved" in here("clauses", "show", "steering@3").err
    data = here("--json", "clauses", "show", "steering@2").data["result"]
    assert data["text"].startswith("Der Bezirk steuert")


def test_all_variants_of_a_clause_are_listed_where_it_has_no_standard(here) -> None:
    lines = here("--plain", "clauses", "list", "term").out.splitlines()
    names = [f"term/{name}@{n}" for name in ("private", "public", "social") for n in (1, 2)]
    assert [line.split("\t")[0] for line in lines] == names
    first = ", ".join(name for name in names if name.endswith("@1"))
    assert first in here("clauses", "show", "term@1").err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("steerin", "K-304"),
        ("term/publik@1", "K-305"),
        ("term@1", "K-326"),
        ("steering@10", "K-306"),
    ],
)
def test_unknown_texts_are_told(name: str, code: str, here) -> None:
    done = here("--json", "clauses", "show", name)
    assert (done.code, done.codes) == (2, [code])


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_approval_notes_who_and_when_and_keeps_everything_else(
    ending: str, workspace: Path, here
) -> None:
    path = new_version(workspace, ending)
    before = path.read_bytes()
    done = here("clauses", "approve", "steering@3", "--by", 'Rechtsamt "Süd": A', "--on", "2.3.26")
    assert done.code == 0
    assert done.out == "steering@3\n"
    after = path.read_bytes()
    note = f'approved: {{by: "Rechtsamt \\"Süd\\": A", on: 2026-03-02}}{ending}'.encode()
    assert after.replace(note, b"") == before
    text = read_clause(path, workspace)
    assert text.head.approved is not None
    assert text.head.approved.by == 'Rechtsamt "Süd": A'
    lock = (workspace / LOCK).read_text("utf-8")
    assert f"{hashlib.sha256(after).hexdigest()}  steering@3\n" in lock
    assert "  steering@2\n" in lock
    assert lock.splitlines()[1:] == sorted(lock.splitlines()[1:], key=lambda line: line[66:])


def test_an_approval_that_stands_in_the_head_is_kept(workspace: Path, here) -> None:
    path = new_version(workspace)
    text = path.read_text("utf-8").replace("risk:", "approved: {by: Amt, on: 2026-01-02}\nrisk:")
    path.write_text(text, encoding="utf-8")
    assert here("clauses", "approve", "steering@3", "--by", "Andere").code == 0
    assert path.read_text("utf-8") == text


def test_approving_twice_changes_nothing(workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "clauses", "approve", "steering@2")
    assert (done.code, done.codes) == (0, ["K-815"])
    assert done.data["result"] == {"approved": []}
    assert tree(workspace) == before


def test_a_changed_approved_text_is_refused_with_all_that_were_named(workspace: Path, here) -> None:
    new_version(workspace)
    path = workspace / "clauses/liability/standard@1.md"
    path.write_text(path.read_text("utf-8") + "\nMehr.\n", encoding="utf-8")
    before = tree(workspace)
    done = here("--json", "clauses", "approve", "steering@3", "liability@1", "--by", "Amt")
    assert (done.code, done.codes) == (6, ["K-312"])
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["steering@3"], "K-914"),
        (["steering", "--by", "Amt"], "K-912"),
        (["steering@3", "--by", "Amt", "--on", "31.2.2026"], "K-913"),
        (["steering@4", "--by", "Amt"], "K-306"),
        ([], "K-901"),
    ],
)
def test_an_incomplete_approval_is_refused(
    arguments: list[str], code: str, workspace: Path, here
) -> None:
    new_version(workspace)
    before = tree(workspace)
    done = here("--json", "clauses", "approve", *arguments)
    assert (done.code, done.codes) == (2, [code])
    assert tree(workspace) == before


def test_a_name_that_could_hide_text_is_refused_and_the_file_stays(workspace: Path, here) -> None:
    new_version(workspace)
    before = tree(workspace)
    done = here("--json", "clauses", "approve", "steering@3", "--by", "Amt\u202ename")
    assert (done.code, done.codes) == (4, ["K-209"])
    assert tree(workspace) == before


def test_a_damaged_lock_is_not_written_over(workspace: Path, here) -> None:
    new_version(workspace)
    (workspace / LOCK).write_text("<<<<<<< HEAD\n", encoding="utf-8")
    before = tree(workspace)
    done = here("--json", "clauses", "approve", "steering@3", "--by", "Amt")
    assert (done.code, done.codes) == (4, ["K-116"])
    assert tree(workspace) == before
