"""Packages: deterministic, read by other people's programs, and no fault in them goes unnoticed."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import sys
import threading
import tracemalloc
import zipfile
from collections import Counter
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import bagit
import pytest
from asn1crypto import tsp

from contracts.archive.disk import Disk
from contracts.archive.filing import file_copies
from contracts.archive.jail import Jail
from contracts.archive.package import verify as shipped
from contracts.archive.package.build import Built, build_package
from contracts.archive.package.container import as_written, container
from contracts.archive.package.key import SigningKey, load_key
from contracts.archive.settings import ArchiveSettings, Retention, load_settings
from contracts.archive.store.check import check_store
from contracts.archive.store.store import Store
from contracts.archive.verify import compare_ledgers, verify_package
from contracts.archive.words import shipped_text
from contracts.errors import (
    ConflictError,
    FindingsError,
    IntegrityError,
    MachineError,
    SourceError,
    UsageError,
)
from contracts.language import use_language
from contracts.sources import atomic
from tests import archives, faults, long, pki
from tests.faults import memory

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["memory"]
SETTINGS = ArchiveSettings(
    organisation="Registratur Musterbezirk",
    retention=Retention(start="ends", counts_from="year-end", years=10),
)
FIRST, SECOND = "pankow/2023", "mitte/2023"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    found = Store(tmp_path_factory.mktemp("store") / "archive")
    one, other = archives.release(), archives.release(SECOND, "MI23-0001")
    stack = archives.scan(archives.pictures(other.pdf))
    with Jail() as jail:
        desk = archives.desk(jail, one, other)
        examined = desk.examine(archives.incoming(signed=archives.signed("B-B"), stack=stack))
    file_copies(found, examined.copies, archives.CREATED, archives.blank_cover)
    return found


def key(kind: str = "ec") -> SigningKey:
    holder = pki.holder(f"Registratur {kind}", issuer="Aussteller", kind=kind)
    return load_key(holder.key_pem + holder.pem)


def build(store: Store, target: Path, **more: Any) -> Built:
    settings = more.pop("settings", SETTINGS)
    signing = more.pop("key", key())
    return build_package(store, [FIRST, SECOND], target, settings, signing, **more)


@pytest.fixture(scope="module")
def package(store, tmp_path_factory) -> Path:
    target: Path = tmp_path_factory.mktemp("package") / "paket.zip"
    build(store, target)
    return target


@pytest.fixture
def folder(package, tmp_path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "paket"


def alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the shipped program as a stranger would: nothing but Python."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


# ------------------------------------------------------------------------------- what is in it


def test_the_same_store_and_key_give_the_same_bytes(store, package, tmp_path) -> None:
    for kind in ("ec", "rsa"):
        (tmp_path / kind).mkdir()
        digests = set()
        for _ in range(2):
            build(store, tmp_path / kind / "paket.zip", key=key(kind))
            digests.add(hashlib.sha256((tmp_path / kind / "paket.zip").read_bytes()).hexdigest())
        assert len(digests) == 1
    assert (tmp_path / "ec" / "paket.zip").read_bytes() == package.read_bytes()


def test_a_bagit_reader_finds_it_complete_and_valid(folder) -> None:
    bag = bagit.Bag(str(folder))
    assert bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.algorithms == ["sha512"]
    assert bag.info["Source-Organization"] == "Registratur Musterbezirk"
    assert bag.info["Bagging-Date"] == archives.CREATED[:10]


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_openssl_finds_the_signature_valid(kind, store, tmp_path) -> None:
    target = tmp_path / "paket.zip"
    build(store, target, key=key(kind))
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
    roots = tmp_path / "roots.pem"
    roots.write_bytes(pki.root().pem + pki.authority("Aussteller").pem)
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any",
         "-in", "tagmanifest-sha512.txt.p7s", "-content", "tagmanifest-sha512.txt",
         "-CAfile", str(roots), "-out", "/dev/null"],
        cwd=tmp_path / "paket", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_the_shipped_program_checks_it_with_nothing_but_python(kind, store, tmp_path) -> None:
    target = tmp_path / "paket.zip"
    signing = key(kind)
    build(store, target, key=signing)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "paket"
    done = alone(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "IN ORDNUNG" in done.stdout
    assert signing.fingerprint in done.stdout
    assert "nicht geprüft" in done.stdout
    assert alone(folder, "--signer", signing.fingerprint).returncode == 0
    assert alone(folder, "--signer", "00" * 32).returncode == 1
    assert alone(folder, str(target)).returncode == 0


def test_p384_keys_are_checked_too(store, tmp_path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP384R1())
    name = pki._name("Registratur P-384")
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(384)
        .public_key(private.public_key()).not_valid_before(pki.START).not_valid_after(pki.END)
        .sign(private, hashes.SHA384())
    )  # fmt: skip
    target = tmp_path / "paket.zip"
    build(store, target, key=SigningKey(private, certificate))
    assert shipped.check(target)[0] == []


def test_the_shipped_program_is_one_short_file_of_the_standard_library() -> None:
    text = Path(shipped.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    imported = {
        line.split()[1].partition(".")[0]
        for line in text.splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported <= set(sys.stdlib_module_names)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_is_accessible_and_its_links_lead_to_files(folder) -> None:
    page = Page()
    page.feed((folder / "index.html").read_text(encoding="utf-8"))
    tags = Counter(tag for tag, _ in page.found)
    attributes = dict(page.found)
    assert attributes["html"]["lang"] == "de-DE"
    assert tags["h1"] == tags["main"] == tags["title"] == tags["caption"] == 1
    assert tags["script"] == tags["img"] == 0
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in page.found if tag == "th")
    links = [str(attrs["href"]) for tag, attrs in page.found if tag == "a"]
    assert len(links) == 5
    assert all((folder / link).is_file() for link in links)


def test_the_list_names_of_persons_only_those_who_sign_for_an_office(folder) -> None:
    text = (folder / "index.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Vertrag"] for row in rows] == [SECOND, FIRST]
    row = rows[1]
    assert row["Ergebnis der Prüfung"].startswith("gültig")
    assert (row["Aufbewahrung ab"], row["Aufbewahrung bis"]) == ("2029-12-31", "2039-12-31")
    assert "R. Tietje" in row["Unterzeichnende"]
    assert "P. Vorstand" not in text  # the holder of a certificate is in the evidence only
    assert hashlib.sha512((folder / row["Datei"]).read_bytes()).hexdigest() == row["SHA-512"]


# ------------------------------------------------------------------------------- configuration


def test_without_a_retention_rule_there_is_no_package(store, tmp_path) -> None:
    with pytest.raises(FindingsError) as caught:
        build(store, tmp_path / "paket.zip", settings=ArchiveSettings())
    assert caught.value.findings[0].code == "K-1170"
    assert list(tmp_path.iterdir()) == []


def test_a_date_that_is_not_known_leaves_retention_open(store, tmp_path) -> None:
    rule = Retention(start="agreed", counts_from="day", years=5)
    built = build(store, tmp_path / "p.zip", settings=ArchiveSettings(retention=rule))
    assert [f.code for f in built.findings] == ["K-1171", "K-1171", "K-1178"]
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert "<td>offen</td>" in archive.read("p/index.html").decode()


@pytest.mark.parametrize(
    ("date", "counts_from", "period"),
    [
        ("2026-03-05", "day", ("2026-03-05", "2036-03-05")),
        ("2026-03-05", "year-end", ("2026-12-31", "2036-12-31")),
        ("2028-02-29", "day", ("2028-02-29", "2038-03-01")),
    ],
)
def test_retention_is_counted_as_configured(date, counts_from, period) -> None:
    rule = Retention(start="effective", counts_from=counts_from, years=10)
    found = rule.period({"effective": date})
    assert found is not None
    assert tuple(day.isoformat() for day in found) == period


def test_an_empty_file_of_settings_says_as_little_as_none(tmp_path) -> None:
    assert load_settings(tmp_path) == ArchiveSettings()
    for text in ("", "\n", "# retention: ask the registry\n"):
        (tmp_path / "archive.yaml").write_text(text)
        assert load_settings(tmp_path) == ArchiveSettings()


def test_settings_are_read_with_places_for_mistakes(tmp_path) -> None:
    assert load_settings(tmp_path) == ArchiveSettings()
    (tmp_path / "archive.yaml").write_text("retention:\n  start: someday\n  years: 10\n")
    with pytest.raises(SourceError) as caught:
        load_settings(tmp_path)
    assert {f.place.line for f in caught.value.findings} <= {1, 2}


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----\n", b"\x30\x82"])
def test_what_is_no_key_is_refused(data) -> None:
    with pytest.raises(MachineError):
        load_key(data, name="key.pem")


def test_a_key_with_a_password_needs_it() -> None:
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        pkcs12,
    )

    holder = pki.holder("Registratur ec", issuer="Aussteller", kind="ec")
    data = pkcs12.serialize_key_and_certificates(
        b"x", holder.key, holder.certificate, None, BestAvailableEncryption(b"geheim")
    )
    assert load_key(data, b"geheim").certificate == holder.certificate
    with pytest.raises(MachineError):
        load_key(data, b"falsch")


def test_an_unsigned_package_says_so_on_both_sides(store, tmp_path) -> None:
    built = build(store, tmp_path / "p.zip", key=None)
    assert [f.code for f in built.findings] == ["K-1177"]
    assert [name for name, _ in shipped.check(tmp_path / "p.zip")[0]] == [shipped.SIGNATURE]


def test_nothing_damaged_is_handed_over(store, tmp_path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(store.root, root)
    damaged = Store(root)
    damaged.files(FIRST)["signed/001/original-1.pdf"].write_bytes(b"%PDF-1.7")
    with pytest.raises(IntegrityError) as caught:
        build(damaged, tmp_path / "p.zip")
    assert "original-1.pdf" in caught.value.findings[0].message
    assert [p.name for p in tmp_path.iterdir()] == ["archive"]


@pytest.mark.parametrize(
    ("forgery", "code"), [(SECOND, "K-1141"), (FIRST, "K-1160")], ids=["inside", "last line"]
)
def test_nothing_is_handed_over_that_the_ledger_does_not_name(
    store, tmp_path, forgery, code
) -> None:
    forged = Store(tmp_path / "forged")
    files = {name: path.read_bytes() for name, path in store.files(forgery).items()}
    forged.add(forgery, {**files, "cover.pdf": b"other"}, archives.CREATED, "forged")
    shutil.copytree(store.root, tmp_path / "archive")
    again = Store(tmp_path / "archive")
    shutil.rmtree(again.folder(forgery))
    shutil.copytree(forged.folder(forgery), again.folder(forgery))
    with pytest.raises(IntegrityError) as caught:
        build(again, tmp_path / "p.zip")
    assert [f.code for f in caught.value.findings] == [code]
    (again.root / ".staging").mkdir()
    assert not (tmp_path / "p.zip").exists()
    with pytest.raises(ConflictError):
        again.sound_inventory(forgery, again.sound_ledger())


@pytest.mark.parametrize(
    ("name", "data"), [("document.json", b"{}"), ("release.json", b'{"ends": "bald"}')]
)
def test_a_release_that_cannot_be_read_is_told_where_it_is(name, data, store, tmp_path) -> None:
    spoiled = Store(tmp_path / "archive")
    files = {n: path.read_bytes() for n, path in store.files(FIRST).items()}
    files[f"release/PK23-7F3A/{name}"] = data
    spoiled.add(FIRST, files, archives.CREATED, "spoiled")
    with pytest.raises(IntegrityError) as caught:
        build_package(spoiled, [FIRST], tmp_path / "p.zip", SETTINGS, key())
    assert caught.value.findings[0].place.file.startswith(f"{FIRST}/release/PK23-7F3A/")
    assert not (tmp_path / "p.zip").exists()


def test_what_is_not_in_the_archive_cannot_be_handed_over(store, tmp_path) -> None:
    with pytest.raises(UsageError):
        build_package(store, ["spandau/2026"], tmp_path / "p.zip", SETTINGS, key())


# ------------------------------------------------------------------------------- time stamps


class Service(BaseHTTPRequestHandler):
    """A time stamp service on the loopback, on pyHanko's own signing code."""

    broken = False

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        if type(self).broken:
            asked["message_imprint"]["hashed_message"] = b"\0" * 64
        answer = pki.stamper().request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    Service.broken = False


def stamped(url: str) -> ArchiveSettings:
    return SETTINGS.model_copy(update={"timestamp": ArchiveSettings.model_validate(
        {"timestamp": {"url": url}}).timestamp})  # fmt: skip


def test_a_time_stamp_is_fetched_and_checked_by_the_shipped_program(
    store, service, tmp_path
) -> None:
    target = tmp_path / "p.zip"
    assert build(store, target, settings=stamped(service)).findings == ()
    faulty, notes = shipped.check(target)
    assert faulty == []
    assert (shipped.STAMP, "Zeitstempel: 20261215093000Z") in notes
    owner = hashlib.sha256(pki.time_service().der).hexdigest()
    assert (shipped.STAMP, f"Fingerabdruck des Zertifikats (SHA-256): {owner}") in notes
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
    stamp = tmp_path / "p" / shipped.STAMP
    other = bytearray(stamp.read_bytes())
    place = other.index(b"20261215093000Z")
    other[place : place + 4] = b"2016"
    stamp.write_bytes(other)
    assert [name for name, _ in shipped.check(tmp_path / "p")[0]] == [shipped.STAMP]
    stamp.unlink()
    assert shipped.check(tmp_path / "p")[0] == [(shipped.STAMP, "fehlt")]


def test_an_answer_about_other_data_and_a_dead_service_stop_the_build(
    store, service, tmp_path
) -> None:
    Service.broken = True
    for url in (service, "http://127.0.0.1:9/", "ftp://example.org/"):
        with pytest.raises(MachineError) as caught:
            build(store, tmp_path / "p.zip", settings=stamped(url))
        assert caught.value.findings[0].code == "K-1175"
        assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------- faults

KINDS = (*faults.COMMON, faults.forged_package)


def test_every_fault_in_a_package_is_found_and_the_file_named(
    package, memory, record_property
) -> None:
    chance = Random(8493)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(memory)
    folder, spare = memory / "paket", memory / "spare"
    shutil.copytree(folder, spare)
    clean, kinds = faults.state_of(folder), Counter()
    for number in range(long.count(2_000)):
        damage = KINDS[number % len(KINDS)](folder, chance)
        changed = faults.state_of(folder)
        assert changed != clean, damage
        named = {name for name, _ in shipped.check(folder)[0]}
        assert set(damage.names) <= named, (damage, named)
        kinds[damage.kind] += 1
        for name in set(changed) - set(clean):
            (folder / name).unlink()
        for name, digest in clean.items():
            if changed.get(name) != digest:
                shutil.copy2(spare / name, folder / name)
    record_property("faults", dict(kinds))
    assert len(kinds) == len(KINDS)
    assert shipped.check(folder)[0] == []


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_no_bit_of_the_signature_can_change_unnoticed(kind, store, memory) -> None:
    chance = Random(5652)
    build(store, memory / "p.zip", key=key(kind))
    with zipfile.ZipFile(memory / "p.zip") as archive:
        signature, lists = (archive.read(f"p/{n}") for n in (shipped.SIGNATURE, shipped.TAGS))
    shipped.signed_data(signature, lists)
    places = range(8 * len(signature))
    algorithm = 8 * signature.rindex(b"\x2a\x86\x48")  # which no hash and no signature covers
    few = [*range(algorithm - 64, algorithm + 96), *chance.sample(places, 400)]
    for place in places if long.LONG else few:
        changed = bytearray(signature)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(shipped.UNREADABLE):
            shipped.signed_data(bytes(changed), lists)


def test_unsafe_paths_in_a_package_are_refused(folder, tmp_path) -> None:
    for name in ("../out.txt", "data/../../out.txt", "/etc/passwd"):
        manifest = folder / "manifest-sha512.txt"
        before = manifest.read_text()
        manifest.write_text(f"{before}{'0' * 128}  {name}\n")
        assert "manifest-sha512.txt" in {n for n, _ in shipped.check(folder)[0]}
        manifest.write_text(before)
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr("p/../../out.txt", b"x")
    assert shipped.check(evil)[0]


def test_no_bit_between_the_files_of_a_zip_can_change_unnoticed(package, tmp_path) -> None:
    chance, data = Random(1984), package.read_bytes()
    with zipfile.ZipFile(package) as archive:
        entries = archive.infolist()
        heads = [e.header_offset + n for e in entries for n in range(30 + len(e.filename))]
        places = [*heads, *range(archive.start_dir, len(data))]
    file = tmp_path / "p.zip"
    assert as_written(package)
    for place in chance.sample(places, long.count(4_000)):
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        try:
            found = bool(shipped.check(file)[0]) or not as_written(file)
        except shipped.UNREADABLE:
            found = True
        assert found, place


def test_a_damaged_zip_is_still_checked_file_by_file(package, tmp_path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = {e.filename.partition("/")[2]: e for e in archive.infolist()}
        start = archive.start_dir
    evidence = "data/pankow/2023/signed/001/evidence.json"
    original = "data/mitte/2023/signed/001/original-1.pdf"
    lists = "manifest-sha512.txt"
    data = bytearray(package.read_bytes())
    for name in (evidence, original, lists):
        data[names[name].header_offset + 30 + len(names[name].filename) + 5] ^= 1
    # the method of compression of the first file, as its line in the directory has it
    assert data[start : start + 4] == b"PK\x01\x02"
    data[start + 10] ^= 64
    file = tmp_path / "p.zip"
    file.write_bytes(data)
    found = verify_package(file, None, [pki.root().pem])
    first = next(iter(names))
    assert {evidence, original, lists, first, "p.zip"} <= {f.place.file for f in found.findings}
    assert not found.sound
    assert not found.rest_holds


def test_a_package_that_was_packed_anew_is_good_but_told(folder, tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "again.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder.parent).as_posix())
    found = verify_package(tmp_path / "again.zip", key().fingerprint, [pki.root().pem])
    assert ([f.code for f in found.findings], found.sound) == (["K-1182"], True)


def test_large_packages_have_the_form_that_is_expected(tmp_path, monkeypatch) -> None:
    # what ZIP does beyond 2 GB and 65,535 files, without so many
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 50_000)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    with container(tmp_path / "p.zip", "p", Disk()) as written:
        for name in ("a", "ü", "c", "d"):
            written.add(name, [b"x" * 30_000], 30_000)
    assert as_written(tmp_path / "p.zip")


@pytest.mark.parametrize("fingerprint", ["", " ", ":", "00"])
def test_a_fingerprint_that_is_empty_or_short_fits_no_certificate(fingerprint, folder) -> None:
    assert [n for n, _ in shipped.check(folder, fingerprint)[0]] == [shipped.SIGNATURE]
    assert alone(folder, "--signer", fingerprint).returncode == 1


def test_no_name_of_a_file_stops_or_steers_the_shipped_program(folder) -> None:
    (folder / "\x1b[31m\udcff\u202e").write_bytes(b"")
    for coding in ("ascii", "cp1252", "utf-8"):
        done = subprocess.run(
            [sys.executable, "-S", "verify.py"], cwd=folder, capture_output=True, check=False,
            env={"PYTHONIOENCODING": coding},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (1, b"")
        assert b"\\x1b[31m\\xdcff\\x202e: steht in keiner Liste" in done.stdout


def test_every_sentence_of_the_shipped_program_has_english_words(folder) -> None:
    use_language("en")
    for name in ("index.html", "verify.py", "data/pankow/2023/signed/001/original-1.pdf"):
        (folder / name).write_bytes(b"")
    (folder / "more.txt").write_bytes(b"")
    (folder / "link.txt").symlink_to("more.txt")
    (folder / "index.csv").unlink()
    faults = [s for _, s in shipped.check(folder, "00")[0]]
    (folder / shipped.TAGS).write_bytes(b"x")
    faults += [s for _, s in shipped.check(folder)[0]]
    (folder / shipped.SIGNATURE).unlink()
    faults += [s for _, s in shipped.check(folder)[0]]
    english = {shipped_text(sentence).partition(":")[0] for sentence in faults}
    assert {sentence.partition(":")[0] for sentence in faults}.isdisjoint(english)
    assert {
        "is missing",
        "has changed",
        "stands in no list",
        "does not fit its signature",
    } <= english


def test_lists_of_many_thousand_contracts_are_read(memory) -> None:
    lines = [
        f"{'0' * 128}  data/bezirk/{n}/signed/001/original-{'1' * 60}.pdf" for n in range(320_000)
    ]
    (memory / shipped.MANIFEST).write_text("\n".join(lines) + "\n")
    assert (memory / shipped.MANIFEST).stat().st_size > 64_000_000
    faults_ = shipped.check(memory)[0]
    assert sum(name.startswith("data/bezirk/") for name, _ in faults_) == len(lines)


def test_a_file_in_a_package_that_unpacks_to_too_much_is_not_loaded(folder, tmp_path) -> None:
    bomb = folder / "data/pankow/2023/release/PK23-7F3A/more.bin"
    with bomb.open("wb") as stream:
        stream.truncate(310_000_000)
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder.parent).as_posix())
    tracemalloc.start()
    found = verify_package(packed, None, [pki.root().pem])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    name = bomb.relative_to(folder).as_posix()
    assert name in {f.place.file for f in found.findings}
    assert peak < 1.5 * bomb.stat().st_size


def test_a_folder_of_other_files_is_no_package(folder) -> None:
    for path in (folder.parent, folder / "data"):
        with pytest.raises(SourceError):
            verify_package(path)


def test_a_signature_by_a_stranger_shows_another_fingerprint(folder) -> None:
    from contracts.archive.package.key import sign_detached

    stranger = key("rsa")
    lists = folder / "tagmanifest-sha512.txt"
    (folder / shipped.SIGNATURE).write_bytes(sign_detached(lists.read_bytes(), stranger))
    assert shipped.check(folder)[0] == []
    assert [n for n, _ in shipped.check(folder, key("ec").fingerprint)[0]] == [shipped.SIGNATURE]


@pytest.mark.parametrize("case", ["first", "next"])
@pytest.mark.parametrize("name", [*faults.FAULTS, "kill"])
def test_a_package_is_old_or_new_whatever_step_fails(name, case, store, memory) -> None:
    import os

    target = memory / "p.zip"
    old, stored = None, faults.state_of(store.root)
    if case == "next":
        build(store, target, settings=ArchiveSettings(retention=SETTINGS.retention))
        old = target.read_bytes()
    counter = faults.FaultyDisk()
    (memory / "count").mkdir()
    build(store, memory / "count" / "p.zip", disk=counter)
    new = (memory / "count" / "p.zip").read_bytes()
    assert old != new
    for at in long.steps(counter.steps, [*faults.FAULTS, "kill"].index(name)):
        target.unlink(missing_ok=True)
        if old is not None:
            target.write_bytes(old)
        disk = faults.FaultyDisk(at, name)
        if name == "kill":
            child = os.fork()
            if child == 0:
                build(store, target, disk=disk)
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 9
        else:
            with pytest.raises(OSError, match=r"\[Errno"):
                build(store, target, disk=disk)
        assert (target.read_bytes() if target.exists() else None) in (old, new), at
        atomic._tidied.clear()  # the next call is another process
        build(store, target, disk=Disk())
        assert target.read_bytes() == new
        assert [p.name for p in memory.glob(".*")] == []
    assert faults.state_of(store.root) == stored


# ------------------------------------------------------------------------------- whole check


def test_the_program_proves_each_copy_in_a_package(package, folder) -> None:
    roots = [pki.root().pem]
    found = verify_package(package, None, roots)
    assert (found.findings, found.agreements, found.copies) == ((), 2, 2)
    assert verify_package(folder, key().fingerprint, roots).sound
    assert not verify_package(folder, "00" * 32, roots).sound


def test_an_archive_that_was_rewritten_contradicts_every_earlier_package(
    store, package, tmp_path
) -> None:
    def copied(name: str) -> Store:
        shutil.copytree(store.root, tmp_path / name)
        return Store(tmp_path / name)

    def codes(other: Store) -> list[str]:
        return [f.code for f in compare_ledgers(package, other)]

    assert codes(store) == []
    grown = copied("grown")
    grown.add(FIRST, {"more.txt": b""}, archives.CREATED, "more")
    assert codes(grown) == ["K-1316"]
    forged = Store(tmp_path / "forged")
    for agreement in (FIRST, SECOND):
        files = {name: path.read_bytes() for name, path in store.files(agreement).items()}
        forged.add(agreement, {**files, "cover.pdf": b"other"}, archives.CREATED, "forged")
    assert check_store(forged) == []
    assert codes(forged) == ["K-1187"]
    behind = copied("behind")
    ledger = behind.root / "ledger.txt"
    ledger.write_bytes(ledger.read_bytes().partition(b"\n")[0] + b"\n")
    assert codes(behind) == ["K-1188"]
    stranger = Store(tmp_path / "stranger")
    stranger.add("spandau/2026", {"a": b""}, archives.CREATED, "of another archive")
    assert codes(stranger) == codes(Store(tmp_path / "none")) == []


def test_what_is_no_package_is_called_so(tmp_path) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(b"PK")
    with pytest.raises(SourceError):
        verify_package(file)
    done = subprocess.run(
        [sys.executable, "-I", "-S", shipped.__file__, str(file)], capture_output=True, check=False
    )
    assert done.returncode == 2
