"""Two people type at once: what each of them was told is done, is done."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from contracts.errors import ConflictError
from contracts.sources.atomic import write_atomically
from contracts.sources.workspace import Workspace
from contracts.usecases import clauses as clauses_module
from contracts.usecases.new import place_for_agreement, write_agreement
from contracts.usecases.redline_files import LEDGER, put
from tests.tools.workspace import call, command, environment, make_workspace

if TYPE_CHECKING:
    from pathlib import Path


def together(folder: Path, *calls: tuple[str, ...]) -> list[tuple[int, str]]:
    """Start several commands at once; return their exit codes and what they said."""
    started = [
        subprocess.Popen(
            command(*arguments), cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for arguments in calls
    ]  # fmt: skip
    said = [process.communicate(timeout=300) for process in started]
    return [
        (process.returncode, "".join(words)) for process, words in zip(started, said, strict=True)
    ]


def with_new_texts(folder: Path, names: tuple[str, ...]) -> Path:
    """Return a workspace whose clauses have a second version that nobody approved."""
    workspace = make_workspace(folder, ("pankow",))
    for clause in names:
        text = (workspace / f"clauses/{clause}/standard@1.md").read_bytes()
        lines = [x for x in text.split(b"\n") if not x.startswith(b"approved:")]
        (workspace / f"clauses/{clause}/standard@2.md").write_bytes(b"\n".join(lines))
    return workspace


@pytest.fixture
def clauses(tmp_path) -> tuple[str, ...]:
    folder = make_workspace(tmp_path / "look", ("pankow",)) / "clauses"
    found = sorted(p.parent.name for p in folder.glob("*/standard@1.md"))
    alone = [c for c in found if not (folder / c / "standard@2.md").exists()]
    return tuple(alone[:3])


def test_approvals_at_the_same_moment_are_all_kept(tmp_path, clauses) -> None:
    workspace = with_new_texts(tmp_path / "w", clauses)
    calls = [("clauses", "approve", f"{name}@2", "--by", name) for name in clauses]
    assert [code for code, _said in together(workspace, *calls)] == [0] * len(clauses)
    lock = (workspace / "clauses/clauses.lock").read_text("utf-8")
    assert [name for name in clauses if f"{name}@2\n" not in lock] == []


def test_a_text_that_is_changed_while_it_is_approved_is_not_approved(
    tmp_path, clauses, monkeypatch
) -> None:
    root = with_new_texts(tmp_path / "w", clauses[:1])
    path = root / f"clauses/{clauses[0]}/standard@2.md"
    lock = (root / "clauses/clauses.lock").read_bytes()
    original = clauses_module._noted

    def slow(workspace, text, by, on):
        write_atomically(path, path.read_bytes() + b"\nNeuer Satz.\n")  # a colleague saves
        return original(workspace, text, by, on)

    monkeypatch.setattr(clauses_module, "_noted", slow)
    from datetime import date

    with pytest.raises(ConflictError) as caught:
        clauses_module.approve(Workspace(root), [f"{clauses[0]}@2"], by="x", on=date(2026, 1, 1))
    assert caught.value.findings[0].code == "K-709"
    assert (root / "clauses/clauses.lock").read_bytes() == lock
    assert b"Neuer Satz." in path.read_bytes()
    assert b"approved:" not in path.read_bytes()


def test_two_who_write_the_same_new_agreement_do_not_lose_either(tmp_path) -> None:
    workspace = Workspace(make_workspace(tmp_path / "w", ("pankow",)))
    first = place_for_agreement(workspace, "pankow", "neu")
    second = place_for_agreement(workspace, "pankow", "neu")
    write_agreement(first, {"file_reference": "A"})
    before = first.path.read_bytes()
    with pytest.raises(ConflictError):
        write_agreement(second, {"file_reference": "B"})
    assert first.path.read_bytes() == before


def test_a_draft_made_by_two_at_once_is_whole(tmp_path) -> None:
    workspace = make_workspace(tmp_path / "w", ("pankow",))
    done = together(workspace, *[("generate", "pankow", "--format", "txt")] * 3)
    assert [code for code, _said in done] == [0] * 3
    again = call(workspace, "--json", "generate", "pankow", "--format", "txt")
    assert json.loads(again.out)["result"]["contracts"][0]["state"] == "unchanged"


def test_a_source_saved_while_a_draft_is_made_counts(tmp_path, monkeypatch) -> None:
    from contracts.usecases import prepare as prepare_module
    from contracts.usecases.generate import Job, generate
    from contracts.usecases.inputs import surroundings_of

    workspace = Workspace(make_workspace(tmp_path / "w", ("pankow",)))
    facts, original, saves = workspace.districts / "pankow/2023.yaml", prepare_module.load_case, []

    def load(*arguments):
        found = original(*arguments)
        if not saves:  # a colleague saves just after the file was read
            saves.append(1)
            text = facts.read_text("utf-8")
            facts.write_text(f"file_reference: Jug 4711\n{text}", "utf-8")
        return found

    monkeypatch.setattr(prepare_module, "load_case", load)
    job = Job(workspace.root, "pankow/2023", surroundings_of(workspace), ("txt",))
    assert generate(job).state == "written"
    text = (workspace.root / "generated/drafts/pankow/2023").glob("*.txt")
    assert "Jug 4711" in next(text).read_text("utf-8")


def test_a_file_that_is_saved_all_the_time_is_told(tmp_path, monkeypatch) -> None:
    from contracts.usecases import prepare as prepare_module
    from contracts.usecases.generate import Job, generate
    from contracts.usecases.inputs import surroundings_of

    workspace = Workspace(make_workspace(tmp_path / "w", ("pankow",)))
    facts, original = workspace.districts / "pankow/2023.yaml", prepare_module.load_case

    def load(*arguments):
        found = original(*arguments)
        facts.write_bytes(facts.read_bytes() + b"\n# and again\n")
        return found

    monkeypatch.setattr(prepare_module, "load_case", load)
    made = generate(Job(workspace.root, "pankow/2023", surroundings_of(workspace), ("txt",)))
    assert (made.state, made.findings[0].code, made.code) == ("failed", "K-709", 7)
    assert not (workspace.root / "generated").exists()
    assert not (workspace.districts / "pankow/2023.lock").exists()


def test_comparisons_written_side_by_side_are_all_known_afterwards(tmp_path) -> None:
    import threading

    threads = [
        threading.Thread(target=put, args=(tmp_path / "out", {f"{n}.txt": b"%d" % n}))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len((tmp_path / "out" / LEDGER).read_text("utf-8").splitlines()) == 8
    put(tmp_path / "out", {f"{n}.txt": b"new" for n in range(8)})


def test_a_release_that_another_run_made_meanwhile_is_not_replaced(tmp_path) -> None:
    from contracts.usecases.publish import publish
    from tests.test_usecases_publish import contents, files

    publish(tmp_path, files("eins"), backup=False, shown="here", once=True)
    publish(tmp_path, files("eins"), backup=False, shown="here", once=True)
    with pytest.raises(ConflictError, match="here/record"):
        publish(tmp_path, files("zwei"), backup=True, shown="here", once=True)
    assert contents(tmp_path) == files("eins")
