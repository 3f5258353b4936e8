"""Archive of a workspace: what stays unfiled, protocols, kept proofs, corrections, who did it."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from contracts.archive import protocol as protocols
from contracts.archive.originals import parts_of
from contracts.archive.package import verify as shipped
from contracts.archive.store.store import Store
from contracts.errors import ContractsError, IntegrityError, UsageError
from contracts.sources.workspace import Workspace
from contracts.usecases import archive, archive_corrections
from contracts.usecases.archive_add import Added, Decided, add
from contracts.usecases.archive_places import protocol_folder, store_of, user_folder
from contracts.usecases.archive_run import Run
from contracts.usecases.person import person_of
from tests import archives, pki
from tests.test_cli_archive import CLOCK, SETTINGS, coded
from tests.tools.workspace import call, command, environment, make_workspace

FIRST, SECOND = "musterbezirk/2026", "musterbezirk/2027"
RUN = Run(datetime.fromtimestamp(int(CLOCK["SOURCE_DATE_EPOCH"]), UTC), "A. Muster")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Two agreements released, three signed copies of the first, one that is not signed."""
    folder: Path = tmp_path_factory.mktemp("made") / "w"
    folder.mkdir()
    make_workspace(folder, ("musterbezirk",))
    sample = folder / "districts" / "musterbezirk"
    shutil.copy(sample / "2026.yaml", sample / "2027.yaml")
    for agreement in (FIRST, SECOND):
        assert call(folder, "generate", agreement, "--release").code == 0
    sent = coded(folder / "generated" / "releases" / "musterbezirk" / "2026")
    for number, name in enumerate(("R. Tietje", "P. Vorstand", "Q. Dritte")):
        (folder / f"{number}.pdf").write_bytes(
            pki.sign(sent, pki.holder(name, issuer="Aussteller"))
        )
    (folder / "sent.pdf").write_bytes(sent)
    (folder / "root.pem").write_bytes(pki.root().pem)
    (folder / "archive.yaml").write_text(SETTINGS)
    return folder


@pytest.fixture
def space(made, tmp_path) -> Workspace:
    shutil.copytree(made, tmp_path / "w")
    return Workspace(tmp_path / "w")


def take(space: Workspace, *names: str, run: Run = RUN, **decided: Any) -> Added:
    return add(space, FIRST, [space.root / name for name in names], run, Decided(**decided))


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def results(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["Datei"], row["Ergebnis"]) for row in rows if row["Datei"]]


# ---------------------------------------------------------------- what stays unfiled; protocols


def test_each_file_its_contract_and_its_result_stand_in_the_protocol(space) -> None:
    (space.root / "=1+1;.pdf").write_bytes(b"no pdf\n")
    added = take(space, "0.pdf", "sent.pdf", "=1+1;.pdf")
    assert [(one.agreement, one.copies) for one in added.stored] == [(FIRST, ("001",))]
    assert [(one.file, one.pages) for one in added.left] == [("sent.pdf", ""), ("=1+1;.pdf", "")]
    rows = rows_of(space.root / added.protocol)
    assert results(rows) == [
        ("0.pdf", "vorgelegt"), ("sent.pdf", "vorgelegt"), ("'=1+1;.pdf", "vorgelegt"),
        ("0.pdf", "angesehen"), ("sent.pdf", "angesehen"), ("'=1+1;.pdf", "angesehen"),
        ("0.pdf", "abgelegt"), ("sent.pdf", "nicht abgelegt"), ("'=1+1;.pdf", "nicht abgelegt"),
    ]  # fmt: skip
    filed = next(row for row in rows if row["Ergebnis"] == "abgelegt")
    assert (filed["Vertrag"], filed["Ausfertigung"], filed["Fassung"]) == (FIRST, "001", "1")
    left = next(row for row in rows if row["Ergebnis"] == "nicht abgelegt")
    assert left["Bemerkung"].startswith("K-1113 ")
    assert [row["Ergebnis"] for row in rows if not row["Datei"]] == [
        "Lauf begonnen",
        "Lauf beendet",
    ]
    assert "A. Muster (Registratur Musterbezirk)" in rows[0]["Bemerkung"]


def test_a_copy_that_is_there_is_named_with_number_version_and_day_and_is_not_left(space) -> None:
    take(space, "0.pdf")
    take(space, "1.pdf")
    again = take(space, "1.pdf")
    assert (again.stored, again.left) == ((), ())
    (known,) = [f for f in again.findings if f.code == "K-1132"]
    assert "copy 002 of musterbezirk/2026, version 2 of 2026-12-16" in known.message
    row = rows_of(space.root / again.protocol)[-2]
    assert (row["Ergebnis"], row["Ausfertigung"], row["Fassung"]) == ("schon im Archiv", "002", "2")
    assert "seit 2026-12-16" in row["Bemerkung"]


def test_pages_that_stay_unfiled_give_another_exit_code(space) -> None:
    pages = archives.pictures((space.root / "sent.pdf").read_bytes(), 100)
    note = pages[0].copy()
    note.paste(255, (0, 0, *note.size))
    (space.root / "scan.pdf").write_bytes(archives.scan([*pages, note], 100))
    done = call(space.root, "archive", "add", "musterbezirk", "scan.pdf", "--json", env=CLOCK)
    unfiled = done.data["result"]["unfiled"]
    stored = done.data["result"]["stored"]
    assert stored[0]["copies"] == ["001"], done.out
    # a blank page may be known as one some day; it must not be called filed
    assert (done.code, unfiled) in (
        (1, [{"file": "scan.pdf", "pages": str(len(pages) + 1)}]),
        (0, []),
    )
    rows = rows_of(space.root / done.data["result"]["protocol"])
    filed = next(row for row in rows if row["Ergebnis"] == "abgelegt")
    assert filed["Seiten"] == f"1–{len(pages)}"


def test_nothing_stored_is_no_success_unless_it_is_there_already(space) -> None:
    assert call(space.root, "archive", "add", "musterbezirk", "sent.pdf").code == 1
    assert call(space.root, "archive", "add", "musterbezirk", "0.pdf", env=CLOCK).code == 0
    done = call(space.root, "archive", "add", "musterbezirk", "0.pdf", env=CLOCK)
    assert (done.code, "Nothing was stored." in done.out) == (0, True)
    assert "copy 001 of musterbezirk/2026" in done.err


def test_a_killed_run_leaves_a_protocol_that_the_next_one_completes(space) -> None:
    names = [f"{n}.pdf" for n in range(3)]
    running = subprocess.Popen(
        command("archive", "add", "musterbezirk", *names), cwd=space.root,
        env=environment(**CLOCK), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    folder = protocol_folder(space)
    for _ in range(2000):
        found = protocols.open_ones(folder)
        if found and b"angesehen" in found[0].read_bytes():
            break
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    (path,) = protocols.open_ones(folder)
    assert results(rows_of(path))[:3] == [(name, "vorgelegt") for name in names]
    added = take(space, "0.pdf")
    assert "K-1329" in {f.code for f in added.findings}
    assert protocols.open_ones(folder) == []
    whole = results(rows_of(path.with_name(path.name.replace(".offen", ""))))
    last = dict(whole)
    assert set(last) == set(names)
    assert set(last.values()) <= {"abgelegt", "nicht abgelegt"}


def test_an_older_archive_takes_nothing_in_and_says_so_everywhere(space) -> None:
    root = space.root
    take(space, "0.pdf")
    shutil.copytree(root / "generated" / "archive", root / "backup")
    archive.build(space, (), root / "p.zip", RUN)
    shutil.copy(root / "p.zip", root / "old.zip")
    for name in ("1.pdf", "2.pdf"):
        take(space, name)
    archive.build(space, (), root / "p.zip", RUN)
    assert [f.code for f in archive.verify(space, root / "old.zip", RUN).findings][-1] == "K-1316"
    shutil.copy(root / "old.zip", root / "p.zip")
    found = archive.verify(space, root / "p.zip", RUN)
    assert (found.sound, found.findings[-1].code) == (False, "K-1317")
    assert found.findings[-1].values["versions"] == "2 versions"
    shutil.rmtree(root / "generated" / "archive")
    shutil.copytree(root / "backup", root / "generated" / "archive")
    with pytest.raises(IntegrityError):
        take(space, "1.pdf")
    with pytest.raises(IntegrityError):
        archive.build(space, (), root / "q.zip", RUN)
    done = call(root, "--lang", "de", "archive", "verify")
    assert (done.code, "Das Archiv ist um 2 Fassungen älter" in done.err) == (6, True)
    assert [f.code for f in archive.watched(space).older] == ["K-1310", "K-1310"]
    # the user's own witness survives where all of the workspace is restored
    (root / "archive.head").unlink()
    assert [f.code for f in archive.watched(space).older] == ["K-1310"]


def test_witnesses_are_where_archive_yaml_says_but_never_in_the_archive(space) -> None:
    (space.root / "archive.yaml").write_text(f"{SETTINGS}witness: elsewhere.head\n")
    take(space, "0.pdf")
    assert (space.root / "elsewhere.head").exists()
    assert not (space.root / "archive.head").exists()
    for place in ("generated/archive/x.head", "generated/archive/store/../x", "districts"):
        (space.root / "archive.yaml").write_text(f"{SETTINGS}witness: [{place}]\n")
        with pytest.raises(ContractsError) as caught:
            store_of(space)
        assert caught.value.findings[0].code == "K-1319"


# --------------------------------------------------------------------------------- kept proofs


def kept_proofs() -> set[Path]:
    return set((user_folder() or Path()).glob("archive/*.proofs"))


@pytest.fixture
def proofs(space) -> Path:
    take(space, "0.pdf", "1.pdf")
    before = kept_proofs()
    assert archive.verify(space, None, RUN).kept == 0
    (path,) = kept_proofs() - before
    return path


def test_what_was_proven_is_not_proven_again_until_something_changes(space, proofs) -> None:
    again = archive.verify(space, None, RUN)
    assert (again.copies, again.kept, again.oldest, again.findings) == (2, 2, "2026-12-16", ())
    assert archive.verify(space, None, RUN, full=True).kept == 0
    (space.root / "archive.yaml").write_text(SETTINGS.replace("trust: [root.pem]\n", ""))
    assert archive.verify(space, None, RUN).kept == 0
    (space.root / "archive.yaml").write_text(SETTINGS)
    take(space, "2.pdf")
    assert archive.verify(space, None, RUN).kept == 0  # of the other trust list's run
    assert archive.verify(space, None, RUN).kept == 3
    for damage in (b"", b"no database", None):
        proofs.unlink()
        if damage is not None:
            proofs.write_bytes(damage)
        assert archive.verify(space, None, RUN).kept == 0
        assert archive.verify(space, None, RUN).kept == 3


def test_a_kept_proof_hides_no_damage(space, proofs) -> None:
    store = store_of(space)
    for name in ("signed/001/original-1.pdf", "signed/002/evidence.json", "cover.pdf"):
        path = store.files(FIRST)[name]
        before = path.read_bytes()
        path.write_bytes(before[:-9] + bytes(9))
        found = archive.verify(space, None, RUN)
        assert not found.sound, name
        assert store.shown(path) in {f.place.file for f in found.findings}
        assert found.kept == 0
        path.write_bytes(before)
    with sqlite3.connect(proofs) as kept:  # a proof pretended for whatever there may be
        kept.execute("update proofs set day = '2999-01-01'")
    assert archive.verify(space, None, RUN).kept == 0


def test_each_day_the_oldest_proofs_are_made_again(space, proofs) -> None:
    seen = []
    for day in range(1, 4):
        run = Run(RUN.moment + timedelta(days=day), "A. Muster")
        seen.append(archive.verify(space, None, run).kept)
        with sqlite3.connect(proofs) as kept:
            days = [d for (d,) in kept.execute("select distinct day from proofs")]
        assert len(days) <= 4
    # three parts: the release and two copies; one of them each day
    assert sorted(seen) == [1, 1, 2]


def test_a_kill_while_proofs_are_kept_costs_nothing_but_time(space, proofs) -> None:
    assert proofs.exists()
    for wait in (0.4, 0.9, 1.6):
        running = subprocess.Popen(
            command("archive", "verify", "--full"), cwd=space.root,
            env=environment(**CLOCK), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(wait)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    found = archive.verify(space, None, RUN)
    assert (found.sound, found.copies) == (True, 2)


# --------------------------------------------------------------------------------- corrections


def test_a_withdrawn_copy_stays_and_everything_tells_of_it(space) -> None:
    root = space.root
    take(space, "0.pdf", "1.pdf")
    done = archive_corrections.take_back(space, FIRST, "001", RUN, "Scan des falschen Vertrags")
    assert (done.versions[0].version, done.findings) == (2, ())
    held = archive.shown(space, FIRST)
    assert [copy.number for copy in held.valid] == ["002"]
    taken = held.copies[0].withdrawal
    assert taken is not None
    assert (taken.by, taken.reason) == ("A. Muster", "Scan des falschen Vertrags")
    assert "signed/001/original-1.pdf" in held.files
    assert [line.withdrawn for line in archive.listed(space)] == ["2026-12-16", ""]
    raw = Store(root / "generated" / "archive").inventory(FIRST)
    assert raw is not None
    assert raw.raw["versions"]["v2"]["user"]["name"] == "A. Muster"
    found = archive.verify(space, None, RUN)
    assert (found.sound, found.copies, found.withdrawn) == (True, 2, 1)
    built = archive.build(space, (), root / "p.zip", RUN)
    assert built.copies == 2
    with zipfile.ZipFile(root / "p.zip") as package:
        text = package.read("p/index.csv").decode()
        assert b"Contact-Name: A. Muster\n" in package.read("p/bag-info.txt")
    assert "zurückgezogen am 2026-12-16 durch A. Muster: Scan des falschen Vertrags" in text
    faults, notes = shipped.check(root / "p.zip")
    assert [name for name, _ in faults] == ["tagmanifest-sha512.txt.p7s"]
    words = "zurückgezogen: 2026-12-16, A. Muster: Scan des falschen Vertrags"
    assert (f"data/{FIRST}/signed/001", words) in notes
    for number in ("001", "003"):
        with pytest.raises(UsageError) as caught:
            archive_corrections.take_back(space, FIRST, number, RUN, "noch einmal")
        assert caught.value.findings[0].code == ("K-1324" if number == "001" else "K-1323")
    shown = call(root, "archive", "show", FIRST).out
    assert "001: withdrawn on 2026-12-16 by A. Muster: Scan des falschen Vertrags" in shown


def test_a_withdrawn_copy_is_filed_again_only_on_request(space) -> None:
    take(space, "0.pdf")
    archive_corrections.take_back(space, FIRST, "001", RUN, "Irrtum")
    again = take(space, "0.pdf")
    assert [f.code for f in again.findings if f.level > 3] == ["K-1325"]
    assert [(one.file, one.pages) for one in again.left] == [("0.pdf", "")]
    anew = take(space, "0.pdf", anew=True)
    assert anew.stored[0].copies == ("002",)
    known = take(space, "0.pdf", anew=True)
    assert (known.stored, known.left) == ((), ())
    assert "K-1132" in {f.code for f in known.findings}
    assert archive.verify(space, None, RUN).sound


def test_a_correction_needs_a_reason_that_can_be_read(space) -> None:
    take(space, "0.pdf")
    for reason in ("", "  ", "\x1b[31m", "x" * 301, "a\u202eb"):
        with pytest.raises(UsageError):
            archive_corrections.take_back(space, FIRST, "001", RUN, reason)
    with pytest.raises(UsageError):
        person_of(space.root, " ")
    assert person_of(space.root, " A.  Muster ") == "A. Muster"


def test_what_a_file_says_of_itself_cannot_be_moved(space) -> None:
    take(space, "0.pdf")
    with pytest.raises(UsageError) as caught:
        archive_corrections.move(space, FIRST, "001", SECOND, RUN, "falsch")
    assert caught.value.findings[0].code == "K-1326"
    assert archive.shown(space, FIRST).valid
    assert [line.agreement for line in archive.listed(space)] == [FIRST]


def test_pages_that_a_person_named_can_be_moved(space) -> None:
    pages = archives.pictures((space.root / "sent.pdf").read_bytes(), 60)
    bare = [page.crop((0, 0, page.width, round(page.height * 0.9))) for page in pages]
    (space.root / "scan.pdf").write_bytes(archives.scan(bare, 60))
    hand = {("scan.pdf", n): (FIRST, n) for n in range(1, len(pages) + 1)}
    take(space, "scan.pdf", pages=hand)
    done = archive_corrections.move(space, FIRST, "001", SECOND, RUN, "Seiten falsch benannt")
    assert [one.agreement for one in done.versions] == [SECOND, FIRST]
    first, second = archive.shown(space, FIRST), archive.shown(space, SECOND)
    assert not first.valid
    taken = first.copies[0].withdrawal
    assert taken is not None
    assert taken.moved_to == f"{SECOND} 001"
    (moved,) = second.valid
    assert moved.evidence["moved_from"] == {"agreement": FIRST, "copy": "001"}
    assert parts_of(moved.evidence) == parts_of(first.copies[0].evidence)
    assert archive.verify(space, None, RUN).sound


def test_the_journal_names_who_did_what(space) -> None:
    take(space, "0.pdf")
    archive.verify(space, None, RUN)
    archive_corrections.take_back(space, FIRST, "001", RUN, "Irrtum")
    archive.build(space, (), space.root / "p.zip", RUN)
    rows = rows_of(protocol_folder(space) / "journal.csv")
    assert [(row["Wer"], row["Vorgang"]) for row in rows] == [
        ("A. Muster", "geprüft"), ("A. Muster", "zurückgezogen"), ("A. Muster", "Paket gebaut"),
    ]  # fmt: skip
    assert {row["Stelle"] for row in rows} == {"Registratur Musterbezirk"}
    held = archive.shown(space, FIRST)
    organisation = "Registratur Musterbezirk"
    assert held.copies[0].evidence["added"] == {"by": "A. Muster", "organisation": organisation}
