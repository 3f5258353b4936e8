"""Withdrawn copies: nothing is lost whatever fails, and damage at the withdrawal is an answer."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from contracts import canonical
from contracts.archive.correction import withdraw
from contracts.archive.cover import cover_page
from contracts.archive.disk import Disk
from contracts.archive.filing import file_copies, told_evidence
from contracts.archive.holding import Withdrawal, holding_of
from contracts.archive.jail import Jail
from contracts.archive.lines import Lines
from contracts.archive.store.check import check_store
from contracts.archive.store.store import Store
from contracts.archive.store.witness import Witness
from contracts.archive.verify import verify_store
from contracts.archive.watch import learn, watch
from contracts.errors import IntegrityError, UsageError
from tests import archives, faults, long
from tests.faults import memory

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["memory"]
AGREEMENT = "pankow/2023"
WHY = Withdrawal("A. Muster", archives.CREATED, "Scan des falschen Vertrags")


def store_at(folder: Path, disk: Disk | None = None) -> Store:
    disk = disk or Disk()
    witness = Witness(Lines(folder / "archive.head", disk), "archive.head")
    return Store(folder / "archive", disk, (witness,))


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """An archive with one signed copy, and its witness."""
    root: Path = tmp_path_factory.mktemp("filled")
    with Jail() as jail:
        files = archives.incoming(signed=archives.signed("B-B"))
        copies = archives.desk(jail).examine(files).copies
    file_copies(store_at(root), copies, archives.CREATED, archives.blank_cover)
    return root


def attempt(root: Path, disk: Disk) -> str:
    try:
        withdraw(store_at(root, disk), AGREEMENT, "001", WHY, archives.blank_cover)
    except OSError:
        return "failed"
    return "done"


@pytest.mark.parametrize("fault", [*faults.FAULTS, "kill"])
def test_a_withdrawal_is_there_or_not_whatever_step_fails(fault, filled, memory) -> None:
    counter, seen = faults.FaultyDisk(), Counter()
    shutil.copytree(filled, memory / "count")
    assert attempt(memory / "count", counter) == "done"
    for at in long.steps(counter.steps, [*faults.FAULTS, "kill"].index(fault)):
        root = memory / f"at-{at}"
        shutil.copytree(filled, root)
        child = os.fork()
        if child == 0:
            os._exit(0 if attempt(root, faults.FaultyDisk(at, fault)) == "done" else 1)
        os.waitpid(child, 0)
        store = store_at(root)
        assert watch(store).older == (), at
        store.recover()
        learn(store, archives.CREATED)
        assert watch(store).findings == (), at
        assert check_store(store, by_library=False) == [], at
        held = holding_of(store, AGREEMENT)
        assert held is not None
        assert "signed/001/original-1.pdf" in held.files
        seen[len(held.valid)] += 1
        if held.valid:
            assert attempt(root, Disk()) == "done"
        with pytest.raises(UsageError):
            withdraw(store, AGREEMENT, "001", WHY, archives.blank_cover)
        shutil.rmtree(root)
    assert set(seen) == {0, 1}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b"null", b'{"by": 1, "at": "x", "reason": ""}',
     b'{"by": "a", "at": "yesterday", "reason": "b"}'],
)  # fmt: skip
def test_a_damaged_withdrawal_is_an_answer_and_no_crash(data, filled, tmp_path) -> None:
    shutil.copytree(filled, tmp_path / "w")
    store = Store(tmp_path / "w" / "archive")
    store.add(AGREEMENT, {"signed/001/withdrawn.json": data}, archives.CREATED, "forged")
    with pytest.raises(IntegrityError) as caught:
        holding_of(store, AGREEMENT)
    assert caught.value.findings[0].code == "K-1151"
    assert not verify_store(store).sound


def test_the_cover_page_tells_who_took_a_copy_in_and_who_took_it_back(filled, tmp_path) -> None:
    import pypdfium2

    shutil.copytree(filled, tmp_path / "w")
    store = Store(tmp_path / "w" / "archive")
    assert attempt(tmp_path / "w", Disk()) == "done"
    held = holding_of(store, AGREEMENT)
    assert held is not None
    added = {"added": {"by": "B. Beispiel", "organisation": "Registratur"}}
    evidence = [{**told_evidence(copy), **added} for copy in held.copies]
    data = cover_page(archives.release(), evidence)
    pages = pypdfium2.PdfDocument(data)
    text = " ".join("".join(p.get_textpage().get_text_range() for p in pages).split())
    assert "zurückgezogen am 2026-12-16 durch A. Muster: Scan des falschen Vertrags" in text
    assert "durch B. Beispiel (Registratur)." in text
    assert canonical.dump(evidence)
