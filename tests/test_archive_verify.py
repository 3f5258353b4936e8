"""The whole check: what is proven again, what is found, and that the index is only an index."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from contracts import canonical
from contracts.archive.cover import cover_page
from contracts.archive.filing import file_copies
from contracts.archive.holding import holding_of, is_mixed
from contracts.archive.index import lines_of, reindex
from contracts.archive.jail import Jail
from contracts.archive.store.store import Store
from contracts.archive.verify import verify_store
from contracts.archive.words import result_of
from contracts.errors import IntegrityError
from tests import archives, pki
from tests.tools import verapdf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from contracts.document import Document

AGREEMENT = "pankow/2023"
ROOTS = [pki.root().pem]


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """One agreement with a signed PDF and a scan, and the real cover page."""
    root: Path = tmp_path_factory.mktemp("filled") / "archive"
    stack = archives.scan(archives.pictures(archives.release().pdf))
    files = archives.incoming(signed=archives.signed("B-LTA"), stack=stack)
    with Jail() as jail:
        copies = archives.desk(jail).examine(files).copies
    file_copies(Store(root), copies, archives.CREATED, cover_page)
    return root


@pytest.fixture
def store(filled, tmp_path) -> Store:
    shutil.copytree(filled, tmp_path / "archive")
    return Store(tmp_path / "archive")


def same(agreement: str, sources: Mapping[str, bytes]) -> Document:
    assert (agreement, set(sources)) == (AGREEMENT, {"districts/pankow/2023.yaml"})
    return archives.contract()


def forged(store: Store, changes: Mapping[str, bytes]) -> Store:
    """Store changed files so that every hash agrees with them: only the proofs can tell."""
    holding = holding_of(store, AGREEMENT)
    assert holding is not None
    files = {name: path.read_bytes() for name, path in holding.files.items()}
    again = Store(store.root.with_name("forged"))
    again.add(AGREEMENT, {**files, **changes}, archives.CREATED, "forged")
    return again


def test_a_sound_archive_is_proven_without_a_finding(store) -> None:
    found = verify_store(store, ROOTS, same, jobs=2)
    assert (found.findings, found.sound, found.agreements, found.copies) == ((), True, 1, 2)


def test_a_rebuild_that_says_something_else_is_found(store) -> None:
    other = replace(archives.contract(), title="Kooperationsvereinbarung")
    found = verify_store(store, ROOTS, lambda _agreement, _sources: other)
    assert [f.code for f in found.findings] == ["K-1154"]
    assert not found.sound


def test_sources_that_give_no_contract_are_told_but_prove_nothing_wrong(store) -> None:
    def fails(_agreement: str, _sources: Mapping[str, bytes]) -> Document:
        raise IntegrityError

    found = verify_store(store, ROOTS, fails)
    assert [f.code for f in found.findings] == ["K-1153"]
    assert found.sound


def test_a_signed_copy_forged_with_all_its_hashes_is_found(store) -> None:
    copy = bytearray(archives.signed("B-LTA"))
    copy[len(archives.release().pdf) // 2] ^= 1
    evidence = json.loads(store.files(AGREEMENT)["signed/001/evidence.json"].read_bytes())
    evidence["files"][0]["sha512"] = hashlib.sha512(copy).hexdigest()
    changes = {
        "signed/001/original-1.pdf": bytes(copy),
        "signed/001/evidence.json": canonical.dump(evidence),
    }
    found = verify_store(forged(store, changes), ROOTS, same)
    assert [f.code for f in found.findings] == ["K-1155"]
    assert "signed/001" in found.findings[0].message


def test_a_scan_of_other_pages_is_found(store) -> None:
    images = archives.pictures(archives.release().pdf)
    scan = archives.scan([images[0], images[0], images[2]])
    evidence = json.loads(store.files(AGREEMENT)["signed/002/evidence.json"].read_bytes())
    evidence["files"][0]["sha512"] = hashlib.sha512(scan).hexdigest()
    changes = {
        "signed/002/original-1.pdf": scan,
        "signed/002/evidence.json": canonical.dump(evidence),
    }
    found = verify_store(forged(store, changes), ROOTS, same)
    assert [(f.code, f.values["reason"]) for f in found.findings] == [("K-1155", "2/3")]


def test_a_release_that_is_not_the_one_in_its_record_is_found(store) -> None:
    name = "release/PK23-7F3A/record.json"
    record = {"document": "00" * 32, "outputs": {"pankow-2023.docx": {"sha256": "00" * 32}}}
    found = verify_store(forged(store, {name: canonical.dump(record)}), ROOTS, same)
    assert [f.place.file.rpartition("/")[2] for f in found.findings] == [
        "document.json",
        "pankow-2023.docx",
    ]


def test_damage_is_told_by_the_file_and_the_rest_is_still_proven(store) -> None:
    path = store.files(AGREEMENT)["signed/002/original-1.pdf"]
    path.write_bytes(path.read_bytes()[:-100])
    found = verify_store(store, ROOTS, same)
    assert store.shown(path) in {f.place.file for f in found.findings}
    assert all("001" not in f.place.file for f in found.findings)


def test_damaged_evidence_is_an_answer_and_no_crash(store) -> None:
    for name in ("signed/001/evidence.json", "release/PK23-7F3A/release.json"):
        path = store.files(AGREEMENT)[name]
        before = path.read_bytes()
        for data in (b"", b"{}", b"[]", b"\xff", b'{"kind": "digital"}'):
            path.write_bytes(data)
            found = verify_store(store, ROOTS, same)
            assert store.shown(path) in {f.place.file for f in found.findings}
        path.write_bytes(before)
    assert verify_store(store, ROOTS, same).findings == ()


@pytest.mark.parametrize(
    "name", ["document.json", "record.json", "release.json", "pankow-2023.pdf"]
)
@pytest.mark.parametrize("data", [b"", b"X{}", b"[" * 100_000, b'{"agreement": 1}', b"%PDF-1.7"])
def test_a_damaged_release_is_an_answer_and_no_crash(name, data, store) -> None:
    path = store.files(AGREEMENT)[f"release/PK23-7F3A/{name}"]
    path.write_bytes(data)
    found = verify_store(store, ROOTS, same)
    assert store.shown(path) in {f.place.file for f in found.findings}
    assert not found.sound


@pytest.mark.parametrize("number", ["001", "002"])
def test_evidence_of_any_shape_is_an_answer_and_no_crash(number, store) -> None:
    name = f"signed/{number}/evidence.json"
    before = json.loads(store.files(AGREEMENT)[name].read_bytes())
    used = {"kind", "release", "files", "released_sha512", "checked_at"}
    used.add("verdict" if number == "001" else "sheets")
    for key in sorted(used):
        for value in (None, ["x"]):
            again = forged(store, {name: canonical.dump({**before, key: value})})
            found = verify_store(again, ROOTS, same)
            assert not found.sound, (key, value)
            shutil.rmtree(again.root)


def test_a_release_of_another_contract_is_not_taken_for_this_one(store) -> None:
    other = archives.release("mitte/2023", "MI23-0001").files["document.json"]
    found = verify_store(forged(store, {"release/PK23-7F3A/document.json": other}), ROOTS, same)
    assert found.findings[0].place.file == f"{AGREEMENT}/release/PK23-7F3A/document.json"
    assert not found.sound


def test_sources_that_are_lost_do_not_end_the_check(store) -> None:
    def gone(_agreement: str, _sources: Mapping[str, bytes]) -> Document:
        raise FileNotFoundError("clauses")

    path = store.files(AGREEMENT)["signed/001/original-1.pdf"]
    path.write_bytes(b"")
    found = verify_store(store, ROOTS, gone)
    assert {"K-1145", "K-1153", "K-1155"} == {f.code for f in found.findings}


def test_evidence_that_claims_more_than_the_file_proves_is_found(tmp_path) -> None:
    store = Store(tmp_path / "archive")
    stranger = pki.sign(archives.release().pdf, pki.holder("R. Tietje", issuer="Fremde Stelle"))
    with Jail() as jail:
        copies = archives.desk(jail).examine(archives.incoming(signed=stranger)).copies
    file_copies(store, copies, archives.CREATED, archives.blank_cover)
    assert verify_store(store, ROOTS, same).findings == ()
    evidence = json.loads(store.files(AGREEMENT)["signed/001/evidence.json"].read_bytes())
    verdict = evidence["verdict"]
    (mark,) = verdict["signatures"]
    for lie in (
        {**verdict, "result": "valid"},
        {**verdict, "signatures": [{**mark, "trusted": True}]},
        {**verdict, "signatures": [{**mark, "signer": "Common Name: Erika Mustermann"}]},
        {**verdict, "signatures": [{**mark, "qualified": "seal"}]},
        {**verdict, "signatures": [mark, mark]},
        {**verdict, "fields": dict.fromkeys(verdict["fields"], True)},
    ):
        changes = {"signed/001/evidence.json": canonical.dump({**evidence, "verdict": lie})}
        again = forged(store, changes)
        assert [f.code for f in verify_store(again, ROOTS, same).findings] == ["K-1159"], lie
        shutil.rmtree(again.root)
    untrusting = {**evidence, "trust": [], "verdict": {**verdict, "result": "valid"}}
    again = forged(store, {"signed/001/evidence.json": canonical.dump(untrusting)})
    assert [f.code for f in verify_store(again, ROOTS, same).findings] == ["K-1159"]


def test_another_trust_list_than_then_proves_nothing_wrong(store) -> None:
    found = verify_store(store, (), same)
    assert (found.findings, found.sound) == ((), True)


def test_saying_that_a_person_named_a_page_hides_no_page_of_another(store) -> None:
    images = archives.pictures(archives.release().pdf)
    scan = archives.scan([images[0], images[0], images[2]])
    evidence = json.loads(store.files(AGREEMENT)["signed/002/evidence.json"].read_bytes())
    evidence["files"][0]["sha512"] = hashlib.sha512(scan).hexdigest()
    evidence["sheets"] = [{**sheet, "by_hand": True} for sheet in evidence["sheets"]]
    changes = {
        "signed/002/original-1.pdf": scan,
        "signed/002/evidence.json": canonical.dump(evidence),
    }
    found = verify_store(forged(store, changes), ROOTS, same)
    assert [(f.code, f.values["reason"]) for f in found.findings] == [("K-1155", "2/3")]


# ------------------------------------------------------------------------- index and cover


def test_the_index_is_made_again_from_the_files(store) -> None:
    lines = lines_of(store)
    assert [(line.agreement, line.number, line.kind, line.result) for line in lines] == [
        (AGREEMENT, "001", "digital", "valid"),
        (AGREEMENT, "002", "scan", "paper"),
    ]
    index = store.root / "index.sqlite"
    assert index.exists()
    assert lines_of(store) == lines
    for damage in (b"", b"not a database", None):
        index.unlink()
        if damage is not None:
            index.write_bytes(damage)
        assert lines_of(store) == lines
    assert reindex(store) == 2


def test_a_newer_ledger_makes_the_index_anew(store) -> None:
    assert len(lines_of(store)) == 2
    with Jail() as jail:
        files = archives.incoming(more=pki.sign(archives.release().pdf, pki.signer()))
        copies = archives.desk(jail).examine(files).copies
    file_copies(store, copies, archives.CREATED, archives.blank_cover)
    assert [line.number for line in lines_of(store)] == ["001", "002", "003"]


def test_what_is_missing_in_a_copy_is_said_in_every_list(tmp_path) -> None:
    store, release = Store(tmp_path / "archive"), archives.release()
    images = archives.pictures(release.pdf)
    bare = images[1].crop((0, 0, images[1].width, round(images[1].height * 0.9)))
    files = archives.incoming(
        half=pki.sign(release.pdf, pki.signer()), scan=archives.scan([images[0], bare, images[2]])
    )
    with Jail() as jail:
        named = {("scan.pdf", 2): release.code.at(2, 3)}
        copies = archives.desk(jail).examine(files, named).copies
    file_copies(store, copies, archives.CREATED, archives.blank_cover)
    assert [(line.result, line.missing) for line in lines_of(store)] == [("valid", 1), ("paper", 0)]
    holding = holding_of(store, AGREEMENT)
    assert holding is not None
    half, scan = (result_of(copy) for copy in holding.copies)
    assert half == "gültig nach der hinterlegten Vertrauensliste; 1 von 2 Signaturfeldern leer"
    assert scan == (
        "vollständig; Unterschriften von Hand zu prüfen; von Hand zugeordnete Seiten: 2; anders "
        "als die versandte Fassung sehen aus: Seiten 2; leere Unterschriftsfelder: 2"
    )


def test_paper_on_one_side_and_electronics_on_the_other_is_warned_about(tmp_path) -> None:
    store = Store(tmp_path / "archive")
    release = archives.release()
    stack = archives.scan(archives.pictures(release.pdf))
    codes = []
    with Jail() as jail:
        for data in (pki.sign(release.pdf, pki.signer()), stack):
            copies = archives.desk(jail).examine(archives.incoming(copy=data)).copies
            _, findings = file_copies(store, copies, archives.CREATED, archives.blank_cover)
            codes.append([f.code for f in findings])
    assert codes == [[], ["K-1131"]]
    holding = holding_of(store, AGREEMENT)
    assert holding is not None
    assert holding.mixed


def test_all_sides_electronic_and_a_scan_beside_it_is_no_mixture(store) -> None:
    holding = holding_of(store, AGREEMENT)
    assert holding is not None
    assert not is_mixed([copy.evidence for copy in holding.copies])


@pytest.mark.slow
def test_the_cover_page_is_archivable_and_says_what_was_checked(store, tmp_path) -> None:
    import pypdfium2

    data = store.files(AGREEMENT)["cover.pdf"].read_bytes()
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)
    ).replace("\r\n", " ")
    for words in ("Archivblatt", "R. Tietje", "elektronische Signatur, laut Zertifikat des Ausstellers", "B-LTA",
                  "Scan der Papierfassung", "Wortlaut und Unterschriften hat kein Programm geprüft"):  # fmt: skip
        assert words in " ".join(text.split())
    if verapdf.missing():
        pytest.skip(verapdf.missing())
    file = tmp_path / "cover.pdf"
    file.write_bytes(data)
    (verdict,) = verapdf.validate([file], ("3a",))
    assert verdict.passed, verdict.broken
