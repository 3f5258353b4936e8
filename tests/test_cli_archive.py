"""``contracts archive`` from outside: a contract released, signed, stored, handed over, proven."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
import zxingcpp

from contracts import canonical
from contracts.archive.codes import code_of, read_payload
from contracts.archive.stamp import stamp
from tests import archives, pki
from tests.tools.workspace import call, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = {"SOURCE_DATE_EPOCH": "1797411600"}
SETTINGS = """\
organisation: Registratur Musterbezirk
retention: {start: ends, counts_from: year-end, years: 10}
trust: [root.pem]
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A workspace with the final version of the sample contract, and its signed copy."""
    folder: Path = tmp_path_factory.mktemp("released") / "w"
    folder.mkdir()
    make_workspace(folder, ("musterbezirk",))
    assert call(folder, "generate", "musterbezirk", "--release").code == 0
    sent = coded(folder / "generated" / "releases" / "musterbezirk" / "2026")
    holders = [pki.signer(), pki.signer("P. Vorstand", kind="rsa")]
    (folder / "signed.pdf").write_bytes(pki.sign_all(sent, holders))
    (folder / "root.pem").write_bytes(pki.root().pem)
    holder = pki.holder("Registratur", issuer="Aussteller")
    (folder / "key.pem").write_bytes(holder.key_pem + holder.pem)
    (folder / "archive.yaml").write_text(SETTINGS)
    return folder


def coded(release: Path) -> bytes:
    """Return the final PDF with page codes; they are added here where ``generate`` did not."""
    path = release / "musterbezirk-2026.pdf"
    found = zxingcpp.read_barcodes(archives.pictures(path.read_bytes())[0])
    if any(read_payload(code.text) for code in found):
        return path.read_bytes()
    document = canonical.from_json((release / "document.json").read_bytes())
    sent = stamp(path.read_bytes(), code_of(document))
    path.write_bytes(sent)
    record = json.loads((release / "record.json").read_bytes())
    record["outputs"][path.name]["sha256"] = hashlib.sha256(sent).hexdigest()
    (release / "record.json").write_bytes(canonical.dump(record))
    return sent


@pytest.fixture
def folder(released, tmp_path) -> Path:
    shutil.copytree(released, tmp_path / "w")
    return tmp_path / "w"


def test_from_the_signed_file_to_the_proof_for_strangers(folder) -> None:
    added = call(folder, "archive", "add", "musterbezirk", "signed.pdf", "--json", env=CLOCK)
    assert (added.code, added.codes) == (0, ["K-1189"])
    assert added.data["result"]["stored"][0]["agreement"] == "musterbezirk/2026"
    listed = call(folder, "archive", "list", "--json")
    assert [line["result"] for line in listed.data["result"]] == ["valid"]
    shown = call(folder, "archive", "show", "musterbezirk")
    assert "R. Tietje, P. Vorstand" in shown.out
    assert (
        "Copy 001: whether the written form (§ 126a BGB) is kept is undetermined: no" in shown.out
    )
    built = call(folder, "archive", "build", "--all", "-o", "p.zip", "--key", "key.pem", "--json")
    assert (built.code, built.codes) == (0, ["K-1178"])
    for arguments in ((), ("p.zip",)):
        found = call(folder, "archive", "verify", *arguments, "--json")
        assert (found.code, found.codes) == (0, []), found.out
    with zipfile.ZipFile(folder / "p.zip") as package:
        package.extractall(folder / "out")
    stranger = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"], cwd=folder / "out" / "p",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (stranger.returncode, stranger.stderr) == (0, "")


def test_a_field_is_accepted_only_in_a_file_of_the_same_call(folder) -> None:
    wrong = call(folder, "archive", "add", "musterbezirk", "signed.pdf",
                 "--accept-field", "other.pdf:own", "--json")  # fmt: skip
    assert (wrong.code, wrong.codes) == (2, ["K-1190"])
    bare = call(folder, "archive", "add", "musterbezirk", "signed.pdf", "--accept-field", "own")
    assert bare.code == 2
    assert "FILE:FIELD" in bare.err


def test_the_same_calls_give_the_same_archive(folder, tmp_path) -> None:
    trees = []
    for name in ("one", "two"):
        shutil.copytree(folder, tmp_path / name)
        call(tmp_path / name, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
        call(tmp_path / name, "archive", "build", "--all", "-o", "p.zip", "--key", "key.pem")
        archive = tmp_path / name / "generated" / "archive"
        files = [p for p in sorted(archive.rglob("*")) if p.is_file() and p.suffix != ".sqlite"]
        trees.append([p.read_bytes() for p in files] + [(tmp_path / name / "p.zip").read_bytes()])
    assert trees[0] == trees[1]


def test_what_is_not_signed_or_altered_is_not_stored(folder) -> None:
    data = bytearray((folder / "signed.pdf").read_bytes())
    data[-400] ^= 1
    (folder / "signed.pdf").write_bytes(data)
    sent = folder / "generated/releases/musterbezirk/2026/musterbezirk-2026.pdf"
    done = call(folder, "archive", "add", "musterbezirk", "signed.pdf", str(sent), "--json")
    assert (done.code, done.codes) == (1, ["K-1114", "K-1113"])
    assert not (folder / "generated" / "archive" / "ledger.txt").exists()
    assert call(folder, "archive", "list").out.strip() == "The archive is empty."


def test_damage_leads_to_the_exit_code_for_what_was_altered(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    (path,) = (folder / "generated" / "archive").rglob("original-1.pdf")
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    done = call(folder, "archive", "verify", "--json")
    assert done.code == 6
    assert "K-1145" in done.codes
    assert not done.data["ok"]


def test_what_lists_without_proof_do_not_name_is_not_called_unaltered(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    call(folder, "archive", "build", "--all", "-o", "p.zip", "--key", "key.pem")
    with zipfile.ZipFile(folder / "p.zip") as package:
        package.extractall(folder / "out")
    cover = "data/musterbezirk/2026/cover.pdf"
    (folder / "out" / "p" / cover).write_bytes(b"forged")
    done = call(folder, "archive", "verify", "out/p")
    assert "do not name is unaltered" in done.out
    assert f"“{cover}” in the package: has changed." in done.err
    forged = hashlib.sha512(b"forged").hexdigest()
    for name, of in (
        ("manifest-sha512.txt", cover),
        ("tagmanifest-sha512.txt", "manifest-sha512.txt"),
    ):
        path = folder / "out" / "p" / name
        lines = path.read_text().splitlines()
        path.write_text("".join(
            f"{forged}  {of}\n" if line.endswith(f"  {of}") else f"{line}\n" for line in lines
        ))  # fmt: skip
        forged = hashlib.sha512(path.read_bytes()).hexdigest()
    done = call(folder, "archive", "verify", "out/p")
    assert (done.code, "unaltered" in done.out) == (6, False)
    assert "without sound lists nothing in it is proven" in done.err
    (folder / "generated" / "archive" / "ledger.txt").unlink()
    done = call(folder, "archive", "verify")
    assert (done.code, "unaltered" in done.out) == (6, False)


def test_a_fingerprint_is_never_passed_over(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    call(folder, "archive", "build", "--all", "-o", "p.zip", "--key", "key.pem")
    printed = call(folder, "archive", "verify", "p.zip").err
    right = next(word for word in printed.split() if len(word) == 64)
    shown = ":".join(right[n : n + 2] for n in range(0, 64, 2)).upper()
    assert call(folder, "archive", "verify", "p.zip", "--signer", shown).code == 0
    assert call(folder, "archive", "verify", "p.zip", "--signer", "0" * 64).code == 6
    for wrong in ("", "xyz", right[:-1]):
        assert call(folder, "archive", "verify", "p.zip", "--signer", wrong).code == 2
    assert call(folder, "archive", "verify", "--signer", right).code == 2


def test_an_empty_archive_is_not_called_in_order(folder) -> None:
    done = call(folder, "archive", "verify")
    assert (done.code, done.out.strip()) == (0, "The archive is empty; there is nothing to check.")


def test_a_package_replaces_nothing_but_a_package(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    (folder / "link.zip").symlink_to("archive.yaml")
    (folder / "other.zip").write_bytes(b"")
    before = tree(folder)
    for name in ("archive.yaml", "signed.pdf", "link.zip", "other.zip", "/dev/null"):
        done = call(folder, "archive", "build", "--all", "-o", name, "--json")
        assert (done.code, done.codes) == (7, ["K-1184"]), name
    assert tree(folder) == before
    for _ in range(2):
        assert call(folder, "archive", "build", "--all", "-o", "p.zip").code == 0


def test_the_file_that_was_asked_for_is_the_one_that_is_named(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    for name in ("missing/p.zip", "archive.yaml/p.zip"):
        done = call(folder, "archive", "build", "--all", "-o", name)
        assert (done.code, f"“{name}”" in done.err, ".part" in done.err) == (3, True, False)
    assert call(folder, "archive", "build", "--all", "-o", "").code == 2
    long = f"{'l' * 250}.zip"
    assert call(folder, "archive", "build", "--all", "-o", long).code == 0
    assert (folder / long).exists()


@pytest.mark.parametrize("name", ["Übergabe – 2026 (1).zip", "...zip", "a\\b.zip", "b\udcff.zip"])
def test_a_package_of_any_name_can_be_unpacked_and_checked(name, folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    assert call(folder, "archive", "build", "--all", "-o", name, "--key", "key.pem").code == 0
    assert call(folder, "archive", "verify", name).code == 0
    with zipfile.ZipFile(folder / name) as package:
        (top,) = {entry.split("/")[0] for entry in package.namelist()}
    assert top.strip(". ") == top
    assert "\\" not in top


def test_a_file_may_have_any_name(folder) -> None:
    name = "b\udcff \x1b[31m\u202e.pdf"
    (folder / "signed.pdf").rename(folder / name)
    added = call(folder, "archive", "add", "musterbezirk", name, env=CLOCK)
    assert added.code == 0
    shown = call(folder, "archive", "show", "musterbezirk", "--json").data["result"]
    assert shown["copies"][0]["files"][0]["name"] == "b� \x1b[31m\u202e.pdf"
    again = call(folder, "archive", "add", "musterbezirk", name, env=CLOCK)
    assert "K-1132" in again.err
    assert not {"\x1b", "\u202e"} & set(again.err)


def test_a_page_is_named_only_where_it_is_clear_which(folder) -> None:
    sent = (folder / "generated/releases/musterbezirk/2026/musterbezirk-2026.pdf").read_bytes()
    (folder / "scan.pdf").write_bytes(archives.scan(archives.pictures(sent, 100)[:2], 100))
    (folder / "d").mkdir()
    shutil.copy(folder / "scan.pdf", folder / "d")
    add = ("archive", "add", "musterbezirk", "scan.pdf")
    for more in (("--page", "scam.pdf:1=musterbezirk:1"),
                 ("d/scan.pdf", "--page", "d/scan.pdf:1=musterbezirk:1")):  # fmt: skip
        done = call(folder, *add, *more, "--json")
        assert (done.code, done.codes) == (2, ["K-1186"])
    done = call(folder, *add, "--page", "scan.pdf:99=musterbezirk:1", "--json")
    assert (done.code, done.codes[:1]) == (1, ["K-1158"])


def test_a_time_stamp_service_with_a_broken_address_is_told(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    for address in ("http://[", "http://a b/", "http://x:y/", "file:///etc/passwd", "x"):
        (folder / "archive.yaml").write_text(f"{SETTINGS}timestamp: {{url: '{address}'}}\n")
        done = call(
            folder, "archive", "build", "--all", "-o", "p.zip", "--key", "key.pem", "--json"
        )
        assert (done.code, done.codes) == (3, ["K-1175"]), address
        assert not (folder / "p.zip").exists()


def test_the_list_does_not_call_half_a_signature_valid(folder) -> None:
    sent = folder / "generated/releases/musterbezirk/2026/musterbezirk-2026.pdf"
    (folder / "half.pdf").write_bytes(pki.sign(sent.read_bytes(), pki.signer()))
    call(folder, "archive", "add", "musterbezirk", "half.pdf", env=CLOCK)
    for command in (("list",), ("show", "musterbezirk")):
        assert "valid; 1 signature missing" in call(folder, "archive", *command).out


def test_a_copy_handed_in_with_those_of_another_agreement_is_filed_where_it_belongs(
    folder,
) -> None:
    sample = folder / "districts" / "musterbezirk"
    shutil.copy(sample / "2026.yaml", sample / "2027.yaml")
    assert call(folder, "generate", "musterbezirk/2027", "--release").code == 0
    done = call(folder, "archive", "add", "musterbezirk", "signed.pdf", "--json")
    assert done.code == 0
    assert "K-1138" in done.codes
    assert [one["agreement"] for one in done.data["result"]["stored"]] == ["musterbezirk/2026"]


def test_packages_are_compared_with_the_archive(folder) -> None:
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    call(folder, "archive", "build", "--all", "-o", "p.zip", "--key", "key.pem")
    shutil.rmtree(folder / "generated" / "archive")
    later = {"SOURCE_DATE_EPOCH": "1797500000"}
    done = call(folder, "archive", "add", "musterbezirk", "signed.pdf", "--json", env=later)
    assert (done.code, done.codes) == (6, ["K-1310"])
    # without its witness nothing but the package can tell
    (folder / "archive.head").unlink()
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=later)
    assert call(folder, "archive", "verify").code == 0
    done = call(folder, "archive", "verify", "p.zip", "--json")
    assert (done.code, done.codes) == (6, ["K-1187"])


def test_wrong_calls_say_what_is_wrong(folder) -> None:
    assert call(folder, "archive", "build", "-o", "p.zip").code == 2
    done = call(folder, "archive", "build", "--all", "-o", "p.zip", "--json")
    assert (done.code, done.codes) == (2, ["K-1185"])
    assert call(folder, "archive", "add", "musterbezirk").code == 2
    bad = call(folder, "archive", "add", "musterbezirk", "signed.pdf", "--page", "x", "--json")
    assert bad.code == 2
    done = call(folder, "archive", "show", "musterbezirk", "--json")
    assert (done.code, done.codes) == (2, ["K-1176"])
    (folder / "archive.yaml").write_text("trust: [root.pem]\n")
    call(folder, "archive", "add", "musterbezirk", "signed.pdf", env=CLOCK)
    done = call(folder, "archive", "build", "--all", "-o", "p.zip", "--json")
    assert (done.code, done.codes) == (1, ["K-1170"])
    assert not (folder / "p.zip").exists()
