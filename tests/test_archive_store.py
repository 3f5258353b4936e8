"""The store: OCFL objects that only grow, a ledger, and neither damage nor death goes unnoticed."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections import Counter
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import ocfl
import pytest

from contracts.archive.disk import Disk
from contracts.archive.filing import file_copies
from contracts.archive.holding import holding_of
from contracts.archive.jail import Jail
from contracts.archive.originals import parts_of
from contracts.archive.release import Release
from contracts.archive.store.check import check_store
from contracts.archive.store.ledger import read_ledger
from contracts.archive.store.store import Store
from contracts.errors import ConflictError, IntegrityError
from tests import archives, faults, long, pki
from tests.faults import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from contracts.archive.intake import SignedCopy

__all__ = ["memory"]
FIRST, SECOND = "pankow/2023", "mitte/2023"


@pytest.fixture(scope="module")
def copies() -> list[list[SignedCopy]]:
    """Three batches: a copy of each side of one agreement, and one of another."""
    one, other = archives.release(), archives.release(SECOND, "MI23-0001")
    hand = pki.signer()
    files = [pki.sign(one.pdf, hand), archives.signed("B-B"), pki.sign(other.pdf, hand)]
    with Jail() as jail:
        desk = archives.desk(jail, one, other)
        return [list(desk.examine(archives.incoming(copy=data)).copies) for data in files]


def add(store: Store, batch: Sequence[SignedCopy]) -> None:
    file_copies(store, batch, archives.CREATED, archives.blank_cover)


@pytest.fixture(scope="module")
def filled(copies, tmp_path_factory) -> Path:
    root: Path = tmp_path_factory.mktemp("filled") / "archive"
    for batch in copies:
        add(Store(root), batch)
    return root


@pytest.fixture
def store(filled, tmp_path) -> Iterator[Store]:
    root = tmp_path / "archive"
    shutil.copytree(filled, root)
    return Store(root)


def test_each_object_and_the_whole_root_pass_an_ocfl_reader(store) -> None:
    root = ocfl.StorageRoot(root=str(store.objects))
    assert root.validate()
    for agreement in (FIRST, SECOND):
        passed, validator = ocfl.Object().validate(str(store.folder(agreement)), log_warnings=True)
        assert passed, validator.status_str()
        assert validator.log.num_warnings == 0, validator.status_str()
    assert check_store(store) == []


def test_the_newest_version_holds_everything(store, copies) -> None:
    names = set(store.files(FIRST))
    start = "release/PK23-7F3A"
    assert {f"{start}/pankow-2023.pdf", f"{start}/document.json", "cover.pdf"} <= names
    assert {"signed/001/original-1.pdf", "signed/002/evidence.json"} <= names
    originals = [store.files(FIRST)[f"signed/00{n}/original-1.pdf"].read_bytes() for n in (1, 2)]
    assert originals == [batch[0].originals[0].data for batch in copies[:2]]
    holding = holding_of(store, FIRST)
    assert holding is not None
    assert [copy.result for copy in holding.copies] == ["valid", "valid"]
    assert holding.release("PK23-7F3A").files == archives.release().files


def test_a_version_once_stored_is_never_touched_again(copies, tmp_path) -> None:
    store = Store(tmp_path / "archive")
    add(store, copies[0])
    before = faults.state_of(store.folder(FIRST) / "v1")
    stamps = {p: p.stat().st_mtime_ns for p in faults.files_below(store.folder(FIRST) / "v1")}
    add(store, copies[1])
    assert faults.state_of(store.folder(FIRST) / "v1") == before
    assert {p: p.stat().st_mtime_ns for p in stamps} == stamps
    assert len(store.ledger().entries) == 2


def test_the_same_copies_give_the_same_bytes(copies, filled, tmp_path) -> None:
    again = Store(tmp_path / "archive")
    for batch in copies:
        add(again, batch)
    assert faults.state_of(again.root) == faults.state_of(filled)


def test_a_copy_that_is_there_is_not_stored_twice(store, copies) -> None:
    before = faults.state_of(store.root)
    stored, findings = file_copies(store, copies[0], archives.CREATED, archives.blank_cover)
    assert (stored, [f.code for f in findings]) == ([], ["K-1132"])
    assert faults.state_of(store.root) == before


def test_two_runs_do_not_write_at_once(store) -> None:
    with store.alone(), pytest.raises(ConflictError):
        store.add(FIRST, {"note.txt": b"x"}, archives.CREATED, "x")
    assert check_store(store) == []


def test_two_runs_at_once_never_give_two_copies_one_number(copies, tmp_path) -> None:
    store = Store(tmp_path / "archive")

    def slow_cover(release: Release, evidence: Sequence[dict[str, Any]]) -> bytes:
        add(store, copies[1])  # another run is faster
        return archives.blank_cover(release, evidence)

    with pytest.raises(ConflictError):
        file_copies(store, copies[0], archives.CREATED, slow_cover)
    add(store, copies[0])
    holding = holding_of(store, FIRST)
    assert holding is not None
    assert [parts_of(copy.evidence) for copy in holding.copies] == [
        parts_of(copy.evidence) for copy in (*copies[1], *copies[0])
    ]


def test_a_copy_of_a_version_made_anew_is_not_stored_beside_the_first(copies, tmp_path) -> None:
    store = Store(tmp_path / "archive")
    add(store, copies[0])
    anew = Release(
        {**archives.release().files, "pankow-2023.pdf": archives.release().pdf + b"\n"},
        archives.release().facts,
    )
    stack = archives.scan(archives.pictures(anew.pdf))
    with Jail() as jail:
        examined = archives.desk(jail, anew).examine(archives.incoming(stack=stack))
    stored, findings = file_copies(store, examined.copies, archives.CREATED, archives.blank_cover)
    assert (stored, [f.code for f in findings]) == ([], ["K-1135"])
    assert check_store(store) == []


def test_nothing_is_built_on_a_forged_object(store) -> None:
    faults.forged_object(store.root, Random(1))
    shutil.rmtree(store.folder(SECOND), ignore_errors=True)
    for agreement in (FIRST, SECOND):
        before = faults.state_of(store.root)
        try:
            store.add(agreement, {"note.txt": b"x"}, archives.CREATED, "x")
        except IntegrityError:
            assert faults.state_of(store.root) == before
            continue
        assert check_store(store)


@pytest.mark.parametrize(
    ("old", "new"), [("pankow/", "panjow/"), ("pankow/", "qankow/"), (" v2 ", " v6 "), ("", "")]
)
def test_a_last_line_that_the_stored_objects_contradict_is_named(
    copies, tmp_path, old, new
) -> None:
    store = Store(tmp_path / "archive")
    for batch in copies[:2]:
        add(store, batch)
    *before, last = (store.root / "ledger.txt").read_text().splitlines(keepends=True)
    digest = last.split()[2]
    other = digest.replace(digest[:8], "0123abcd", 1)
    changed = last.replace(old or digest, new or other)
    assert changed != last
    (store.root / "ledger.txt").write_text("".join([*before, changed]))
    state = faults.state_of(store.root)
    found = check_store(store)
    assert (found[0].code, found[0].place.file, found[0].place.line) == ("K-1160", "ledger.txt", 2)
    # what is proven to be good is not called strange or lost
    assert len(found) == 1 or not old
    with pytest.raises(IntegrityError) as caught:
        add(store, copies[2])
    assert [f.code for f in caught.value.findings] == ["K-1160"]
    assert faults.state_of(store.root) == state


# -------------------------------------------------------------------------- faults on disk

KINDS: tuple[Callable[[Path, Random], faults.Damage], ...] = (
    *faults.COMMON,
    faults.forged_object,
)


def test_every_fault_on_disk_is_found_and_the_file_named(filled, tmp_path, record_property) -> None:
    chance = Random(1811)
    total, kinds = long.count(10_000), Counter()
    root = tmp_path / "archive"
    shutil.copytree(filled, root)
    clean = faults.state_of(root)
    for number in range(total):
        damage = KINDS[number % len(KINDS)](root, chance)
        changed = faults.state_of(root)
        assert changed != clean, damage
        named = {f.place.file for f in check_store(Store(root), by_library=False)}
        assert set(damage.names) <= named, damage
        _rest_is_readable(Store(root), clean, damage)
        kinds[damage.kind] += 1
        _mend(filled, root, clean, changed)
    record_property("faults", dict(kinds))
    assert len(kinds) == len(KINDS)
    assert check_store(Store(root)) == []


def _rest_is_readable(store: Store, clean: dict[str, str], damage: faults.Damage) -> None:
    """Take out every file that the damage does not name, and compare it with what was stored."""
    for agreement in (FIRST, SECOND):
        if store.shown(store.folder(agreement) / "inventory.json") in damage.names:
            continue
        paths = {store.shown(path): path for path in store.files(agreement).values()}
        assert len(paths) > 5
        for name in paths.keys() - set(damage.names):
            assert hashlib.sha256(paths[name].read_bytes()).hexdigest() == clean[name], damage


def _mend(filled: Path, root: Path, clean: dict[str, str], changed: dict[str, str]) -> None:
    for name in set(changed) - set(clean):
        (root / name).unlink()
    for name, digest in clean.items():
        if changed.get(name) != digest:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(filled / name, root / name)


def test_one_damaged_file_leaves_all_others_readable(store) -> None:
    path = store.files(FIRST)["signed/001/original-1.pdf"]
    path.write_bytes(b"gone")
    (finding,) = [f for f in check_store(store) if f.place.file.endswith("original-1.pdf")]
    assert finding.code == "K-1145"
    rest = {name for name in store.files(FIRST) if store.files(FIRST)[name] != path}
    assert all(store.files(FIRST)[name].read_bytes() for name in rest)
    assert check_store_names(store, SECOND) == []


def check_store_names(store: Store, agreement: str) -> list[str]:
    return [f.place.file for f in check_store(store) if agreement in f.place.file]


def test_a_ledger_that_was_rewritten_is_found_by_an_earlier_copy(store) -> None:
    earlier = read_ledger(store.root / "ledger.txt")
    lines = (store.root / "ledger.txt").read_text().splitlines()
    (store.root / "ledger.txt").write_text("\n".join([*lines[:1], *lines[2:]]) + "\n")
    assert read_ledger(store.root / "ledger.txt").broken == 2
    assert read_ledger(store.root / "ledger.txt").head != earlier.head
    assert next(f.code for f in check_store(store)) == "K-1142"


# ------------------------------------------------------------------------- faults while adding


def attempt(root: Path, batch: Sequence[SignedCopy], disk: Disk) -> str:
    try:
        add(Store(root, disk), batch)
    except OSError:
        return "failed"
    return "done"


def in_a_child(work: Callable[[], object]) -> int:
    """Run work in a forked process and return how it ended."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.parametrize("case", ["new", "next", "next, no swap"])
@pytest.mark.parametrize("fault", [*faults.FAULTS, "kill"])
def test_the_store_is_old_or_new_whatever_step_fails(fault, case, copies, memory) -> None:
    tmp_path = memory
    swaps = case != "next, no swap"
    batch, before = (copies[2], copies[:1]) if case == "new" else (copies[1], copies[:1])
    base = tmp_path / "base"
    for earlier in before:
        add(Store(base), earlier)
    old = contents(base)
    counter = faults.FaultyDisk(swaps=swaps)
    shutil.copytree(base, tmp_path / "count")
    assert attempt(tmp_path / "count", batch, counter) == "done"
    new = contents(tmp_path / "count")
    assert counter.steps > 20
    seen = Counter()
    for at in long.steps(counter.steps, [*faults.FAULTS, "kill"].index(fault)):
        root = tmp_path / f"at-{at}"
        shutil.copytree(base, root)
        disk = faults.FaultyDisk(at, fault, swaps=swaps)
        if fault == "kill":
            assert in_a_child(partial(attempt, root, batch, disk)) == 9
        else:
            assert attempt(root, batch, disk) == "failed", at
        store = Store(root)
        store.recover()
        found = contents(root)
        assert found in (old, new), at
        assert check_store(store, by_library=False) == [], at
        seen["new" if found == new else "old"] += 1
        assert attempt(root, batch, Disk()) == "done"
        assert contents(root) == new, at
        shutil.rmtree(root)
    assert seen["old"] > 0
    assert seen["new"] > 0


def contents(root: Path) -> dict[str, str]:
    """Return the stored files; empty folders and the lock say nothing."""
    return faults.state_of(root)


def test_what_does_not_fit_on_the_disk_is_cleared_away_and_named(copies, memory) -> None:
    counter, named = faults.FaultyDisk(), 0
    add(Store(memory / "count", counter), copies[0])
    for at in range(1, counter.steps + 1):
        root = memory / str(at)
        with pytest.raises(OSError, match="No space left") as caught:
            add(Store(root, faults.FaultyDisk(at, "full")), copies[0])
        if caught.value.filename is not None:
            named += 1
            assert str(caught.value.filename).startswith(str(root))
        if (root / "store").exists() and not (root / "ledger.txt").exists():
            assert not (root / ".staging").exists(), at
    assert named > 20


def test_a_disk_that_cannot_be_written_to_can_still_be_checked(store) -> None:
    reading = Store(store.root, faults.FaultyDisk(1, "read-only"))
    assert check_store(reading) == []
    assert reading.recover() is False


def test_the_library_turns_on_nobodys_log_messages() -> None:
    code = (
        "import logging\n"
        "from contracts.archive.store.library import ocfl\n"
        "ocfl()\n"
        "print(logging.getLogger().level, logging.getLogger().handlers)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("30 []\n", "")
