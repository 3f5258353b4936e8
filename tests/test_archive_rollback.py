"""An older archive is named: by witnesses outside of it, with the exact number of versions."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import os
import shutil
from collections import Counter
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING

import pytest

from contracts.archive.disk import Disk
from contracts.archive.lines import Lines
from contracts.archive.store.check import check_store
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.ledger import START, Entry, Ledger
from contracts.archive.store.store import Store
from contracts.archive.store.witness import Witness
from contracts.archive.watch import accept_older, learn, watch
from contracts.errors import IntegrityError, UsageError
from tests import archives, faults, long
from tests.faults import memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["memory"]
AGREEMENTS = ("mitte/2023", "pankow/2023", "spandau/2024")


def store_at(folder: Path, disk: Disk | None = None, *, quiet: bool = False) -> Store:
    """Return an archive with a witness beside it."""
    disk = disk or Disk()
    witness = Witness(Lines(folder / "archive.head", disk), "archive.head", quiet)
    return Store(folder / "archive", disk, (witness,))


def add(store: Store, agreement: str, words: str) -> None:
    number = len(store.files(agreement)) + 1
    store.add(agreement, {f"signed/{number:03}/note.txt": words.encode()}, archives.CREATED, words)


def codes(store: Store) -> list[str]:
    return [finding.code for finding in watch(store).findings]


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> list[Path]:
    """An archive after each of its nine versions, and before the first."""
    folder: Path = tmp_path_factory.mktemp("history")
    chance, store, states = Random(7), store_at(folder / "now"), []
    (folder / "now" / "archive").mkdir(parents=True)
    for number in range(10):
        if number:
            add(store, chance.choice(AGREEMENTS), f"copy {number}")
        shutil.copytree(folder / "now", folder / str(number))
        states.append(folder / str(number))
    return states


# ------------------------------------------------------------------------------- rollbacks


def whole(states: list[Path], root: Path, chance: Random) -> int:
    """Restore an older complete archive."""
    older = chance.randrange(len(states) - 1)
    shutil.rmtree(root / "archive")
    shutil.copytree(states[older] / "archive", root / "archive")
    return len(states) - 1 - older


def newest(states: list[Path], root: Path, chance: Random) -> int:
    """Take off the newest versions, each with its line; all other files stay."""
    count = chance.randrange(1, 4)
    older = Store(states[-1 - count] / "archive")
    ledger = root / "archive" / LEDGER
    lines = ledger.read_text().splitlines(keepends=True)
    for entry in Store(root / "archive").ledger().entries[-count:]:
        shutil.rmtree(root / "archive" / "store" / entry.agreement, ignore_errors=True)
        if older.folder(entry.agreement).exists():
            shutil.copytree(
                older.folder(entry.agreement), root / "archive" / "store" / entry.agreement
            )
    for district in (root / "archive" / "store").iterdir():
        if district.is_dir() and not any(district.iterdir()):
            district.rmdir()
    ledger.write_text("".join(lines[:-count]))
    return count


def forged(_states: list[Path], root: Path, chance: Random) -> int:
    """Take an agreement out altogether, and write the ledger anew so that it is consistent."""
    store = Store(root / "archive")
    entries = store.ledger().entries
    agreement = chance.choice(sorted({entry.agreement for entry in entries}))
    first = next(n for n, entry in enumerate(entries) if entry.agreement == agreement)
    shutil.rmtree(store.folder(agreement))
    if not any(store.folder(agreement).parent.iterdir()):
        store.folder(agreement).parent.rmdir()
    kept, head = [], START
    for entry in entries:
        if entry.agreement != agreement:
            kept.append(Entry(entry.agreement, entry.version, entry.inventory, head))
            head = kept[-1].digest
    (store.root / LEDGER).write_text("".join(f"{entry.line}\n" for entry in kept))
    return len(entries) - first


def restored_and_gone_on(states: list[Path], root: Path, chance: Random) -> int:
    """Restore an older archive and add to it with a program that knows no witness."""
    count = whole(states, root, chance)
    for number in range(chance.randrange(1, 4)):
        add(Store(root / "archive"), chance.choice(AGREEMENTS), f"other {number}")
    return count


ROLLBACKS: tuple[Callable[[list[Path], Path, Random], int], ...] = (
    whole, newest, forged, restored_and_gone_on,
)  # fmt: skip


def test_fifty_of_fifty_rollbacks_are_named_with_the_exact_number(history, memory) -> None:
    chance, seen = Random(50), Counter()
    for number in range(50):
        root = memory / str(number)
        shutil.copytree(history[-1], root)
        kind = ROLLBACKS[number % len(ROLLBACKS)]
        count = kind(history, root, chance)
        store = store_at(root)
        # by itself the archive is in order, which is why it needs a witness
        assert check_store(store, by_library=False) == [], kind
        (finding,) = watch(store).findings
        assert finding.code in ("K-1310", "K-1311"), kind
        assert finding.values["versions"] == f"{count} version{'s' if count > 1 else ''}", kind
        before = faults.state_of(root)
        with pytest.raises(IntegrityError):
            add(store, AGREEMENTS[0], "one more")
        assert faults.state_of(root) == before
        seen[kind.__name__] += 1
        shutil.rmtree(root)
    assert len(seen) == len(ROLLBACKS)


def test_what_is_missing_is_named(history, tmp_path) -> None:
    shutil.copytree(history[-1], tmp_path / "w")
    entries = Store(history[-1] / "archive").ledger().entries
    newest(history, tmp_path / "w", Random(3))
    store = store_at(tmp_path / "w")
    (finding,) = watch(store).findings
    gone = entries[len(store.ledger().entries) :]
    assert finding.values["missing"] == ", ".join(f"{e.agreement} v{e.version}" for e in gone)


def test_an_archive_that_only_grew_is_no_rollback(history) -> None:
    for state in history:
        assert watch(store_at(state)).findings == ()


def test_versions_added_elsewhere_are_told_and_learned(history, tmp_path) -> None:
    shutil.copytree(history[4], tmp_path / "w")
    for number in range(3):
        add(Store(tmp_path / "w" / "archive"), AGREEMENTS[number], "elsewhere")
    store = store_at(tmp_path / "w")
    (finding,) = learn(store, archives.CREATED).findings
    assert (finding.code, finding.values["versions"]) == ("K-1312", "3 versions")
    assert watch(store).findings == ()
    assert [w.known().count for w in store.witnesses] == [7]


def test_a_lost_witness_is_told_once_and_begun_anew(history, tmp_path) -> None:
    shutil.copytree(history[4], tmp_path / "w")
    (tmp_path / "w" / "archive.head").unlink()
    store = store_at(tmp_path / "w")
    assert [f.code for f in learn(store, archives.CREATED).findings] == ["K-1313"]
    assert watch(store).findings == ()
    assert store.witnesses[0].known().count == 4


@pytest.mark.parametrize("change", ["swap", "digit", "drop", "noise"])
def test_a_damaged_witness_is_named_and_still_knows_the_rest(change, history, tmp_path) -> None:
    shutil.copytree(history[-1], tmp_path / "w")
    path = tmp_path / "w" / "archive.head"
    lines = path.read_bytes().splitlines(keepends=True)
    if change == "swap":
        lines[2], lines[3] = lines[3], lines[2]
    elif change == "digit":
        lines[3] = lines[3].replace(b'"count":3', b'"count":2')
    elif change == "drop":
        del lines[3]
    else:
        lines[3] = b"\xff[[[{\n"
    path.write_bytes(b"".join(lines))
    assert codes(store_at(tmp_path / "w")) == ["K-1314"]
    shutil.rmtree(tmp_path / "w" / "archive")
    shutil.copytree(history[2] / "archive", tmp_path / "w" / "archive")
    assert codes(store_at(tmp_path / "w"))[-1] in ("K-1310", "K-1311")


def test_one_of_several_witnesses_is_enough(history, tmp_path) -> None:
    shutil.copytree(history[-1], tmp_path / "w")
    store = store_at(tmp_path / "w")
    other = Witness(Lines(tmp_path / "other.head"), "other.head")
    store = Store(store.root, witnesses=(*store.witnesses, other))
    learn(store, archives.CREATED)
    # archive and first witness are restored together
    shutil.rmtree(tmp_path / "w")
    shutil.copytree(history[5], tmp_path / "w")
    found = watch(store).findings
    assert [(f.code, f.place.file, f.values["versions"]) for f in found] == [
        ("K-1310", "other.head", "4 versions")
    ]


def test_an_older_archive_can_be_accepted_by_a_person_and_that_stays_told(
    history, tmp_path
) -> None:
    shutil.copytree(history[-1], tmp_path / "w")
    store = store_at(tmp_path / "w")
    with pytest.raises(UsageError):
        accept_older(store, archives.CREATED, "A. Muster", "nothing is missing")
    shutil.rmtree(store.root)
    shutil.copytree(history[6] / "archive", store.root)
    accept_older(store, archives.CREATED, "A. Muster", "Datenträger defekt")
    (finding,) = watch(store).findings
    assert finding.code == "K-1318"
    assert finding.values["by"] == "A. Muster"
    assert finding.values["versions"] == "3 versions"
    add(store, AGREEMENTS[0], "on it goes")
    assert codes(store) == ["K-1318"]
    shutil.rmtree(store.root)
    shutil.copytree(history[6] / "archive", store.root)
    assert sorted(codes(store)) == ["K-1310", "K-1318"]


def test_a_whole_archive_that_was_lost_is_accepted_like_any_other(history, tmp_path) -> None:
    shutil.copytree(history[-1], tmp_path / "w")
    store = store_at(tmp_path / "w")
    shutil.rmtree(store.root)
    assert codes(store) == ["K-1310"]
    store.root.mkdir()
    add(Store(store.root), AGREEMENTS[0], "begun anew")
    assert codes(store) == ["K-1311"]
    accept_older(store, archives.CREATED, "A. Muster", "Brand im Archiv")
    assert codes(store) == ["K-1318"]


def test_a_users_own_witness_does_not_speak_of_another_archive_at_its_place(tmp_path) -> None:
    store = store_at(tmp_path, quiet=True)
    add(store, AGREEMENTS[0], "first")
    add(store, AGREEMENTS[1], "second")
    shutil.rmtree(store.root)
    assert codes(store) == []
    add(store, AGREEMENTS[2], "another archive")
    assert codes(store) == []
    add(store, AGREEMENTS[2], "its second version")
    shutil.copytree(store.root, tmp_path / "copy")
    add(store, AGREEMENTS[2], "its third version")
    shutil.rmtree(store.root)
    shutil.copytree(tmp_path / "copy", store.root)
    assert codes(store) == ["K-1310"]


# ----------------------------------------------------------------------- kills, full disks


def attempt(root: Path, disk: Disk) -> str:
    try:
        add(store_at(root, disk), AGREEMENTS[0], "the new one")
    except OSError:
        return "failed"
    return "done"


@pytest.mark.parametrize("fault", [*faults.FAULTS, "kill"])
@pytest.mark.parametrize("first", [True, False])
def test_no_step_that_fails_makes_a_false_alarm_or_hides_a_rollback(fault, first, memory) -> None:
    base = memory / "base"
    (base / "archive").mkdir(parents=True)
    for number in range(0 if first else 3):
        add(store_at(base), AGREEMENTS[number % 2], f"copy {number}")
    before = len(Store(base / "archive").ledger().entries)
    shutil.copytree(base, memory / "count")
    counter = faults.FaultyDisk()
    assert attempt(memory / "count", counter) == "done"
    for at in long.steps(counter.steps, [*faults.FAULTS, "kill"].index(fault)):
        root = memory / f"at-{at}"
        shutil.copytree(base, root)
        disk = faults.FaultyDisk(at, fault)
        if fault == "kill":
            child = os.fork()
            if child == 0:
                attempt(root, disk)
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 9
        else:
            attempt(root, disk)
        store = store_at(root)
        assert watch(store).older == (), at
        store.recover()
        now = len(store.ledger().entries)
        told = {f.code for f in learn(store, archives.CREATED).findings}
        # an error at the witness itself is made good by the next look, which says so
        assert told <= ({"K-1312", "K-1313"} if fault != "kill" else set()), (at, told)
        assert watch(store).findings == (), at
        known = store.witnesses[0].known()
        assert (known.count if known else 0) == now, at
        assert now in (before, before + 1)
        if now > before and before:
            shutil.rmtree(store.root)
            shutil.copytree(base / "archive", store.root)
            (finding,) = watch(store).findings
            assert finding.values["versions"] == "1 version", at
        shutil.rmtree(root)


def _many(folder: Path, number: int, count: int) -> None:
    store = store_at(folder)
    for one in range(count):
        while True:
            try:
                add(store, f"bezirk-{number}/2026", f"copy {one}")
            except Exception:  # noqa: BLE001, S112 - busy: another process is faster
                continue
            break


def test_several_processes_that_add_at_once_leave_one_history(tmp_path) -> None:
    processes, count = 4, long.count(40, 4)
    context = get_context("fork")
    running = [context.Process(target=_many, args=(tmp_path, n, count)) for n in range(processes)]
    for process in running:
        process.start()
    for process in running:
        process.join(240)
        assert process.exitcode == 0
    store = store_at(tmp_path)
    assert len(store.ledger().entries) == processes * count
    assert watch(store).findings == ()
    assert store.witnesses[0].known().count == processes * count
    assert store.witnesses[0].known().damaged == 0


def test_a_broken_ledger_is_not_compared(history, tmp_path) -> None:
    shutil.copytree(history[-1], tmp_path / "w")
    ledger = tmp_path / "w" / "archive" / LEDGER
    lines = ledger.read_text().splitlines(keepends=True)
    ledger.write_text("".join([*lines[:3], *lines[4:]]))
    store = store_at(tmp_path / "w")
    assert isinstance(store.ledger(), Ledger)
    assert store.ledger().broken
    assert watch(store).findings == ()
    assert "K-1142" in {f.code for f in check_store(store, by_library=False)}
