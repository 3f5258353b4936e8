"""Every command that a README shows works word for word in a fresh copy of the repository."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from contracts.archive.settings import load_settings
from tests import pki
from tests.long import LONG
from tests.tools.readme import examples_of, missing, run, talk
from tests.workspaces import ROOT

# What does not end with 0: Spandau's contract has gaps, and no warning of that number.
ENDS = {
    "README.de.md": {
        'contracts edit spandau "Vollzeitäquivalente=10.000"': 2,
        "contracts generate spandau --release": 1,
        'contracts generate spandau --release --accept "K-622=Rückwirkend vereinbart" '
        '--by "Vorname Nachname"': 2,
    },
    "README.md": {},
}
# Other tests do the same; `make long` types these here as well.
SLOW = {
    "contracts generate --all --jobs 2",
    "contracts generate spandau --tracked",
    "contracts check musterbezirk --outputs",
    "contracts rebuild generated/releases/musterbezirk/2026/musterbezirk-2026.pdf",
}


def git(folder, *arguments):
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path):
    for name in ("clauses", "templates", "districts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Stand")
    return tmp_path


def follow(clone, name, lang, before=lambda _command: None):
    """Type all commands of a README; tell each that ends or answers otherwise than it says."""
    ends, wrong, done = dict(ENDS[name]), [], 0
    for example in examples_of((ROOT / name).read_text()):
        if example.is_set_up or (name == "README.md" and example.command in SLOW and not LONG):
            continue
        before(example.command)
        code, came = (talk if example.answers else run)(
            clone, *((example,) if example.answers else (example.command, lang))
        )
        done += 1
        if code != ends.pop(example.command, 0):
            wrong.append(f"{example.command}: {code}\n{came[-800:]}")
        elif lost := missing(example.shown, came):
            wrong.append(f"{example.command}: not shown: {lost}\n{came[-3000:]}")
    assert not wrong, "\n\n".join(wrong)
    assert not ends
    return done


def test_the_german_readme_can_be_followed_word_for_word(clone):
    assert follow(clone, "README.de.md", "de") >= 15
    assert (clone / "generated/drafts/spandau/2026/spandau-2026.docx").is_file()


def test_the_english_readme_can_be_followed_word_for_word(clone):
    def before(command):
        if command.startswith("contracts archive add"):
            lay_out_what_came_back(clone)

    assert follow(clone, "README.md", "en", before) >= 17
    assert (clone / "hand-over.zip").is_file()


def lay_out_what_came_back(clone):
    """Put there what the README speaks of: signed copies, settings and a key."""
    sent = (clone / "generated/releases/musterbezirk/2026/musterbezirk-2026.pdf").read_bytes()
    scans = clone / "scans"
    scans.mkdir()
    for number, signers in enumerate(((pki.signer(),), (pki.signer(), pki.signer("P. Vorstand")))):
        scan = pki.sign_all(sent, signers)
        (scans / f"{number}.pdf").write_bytes(scan)
    holder = pki.holder("Registratur", issuer="Aussteller")
    (clone / "key.pem").write_bytes(holder.key_pem + holder.pem)
    # without the certificates and services that only a reader has
    (clone / "archive.yaml").write_text("".join(settings().splitlines(keepends=True)[:2]))


def settings():
    found = re.search(
        r"```yaml\n(organisation:.*?)```", (ROOT / "README.md").read_text(), re.DOTALL
    )
    assert found
    return found[1]


def test_the_settings_of_the_archive_in_the_readme_are_settings(tmp_path):
    certificate = tmp_path / "certificates" / "root.pem"
    certificate.parent.mkdir()
    certificate.write_bytes(pki.root().pem)
    (tmp_path / "archive.yaml").write_text(settings())
    assert load_settings(tmp_path).retention.years == 10


def test_the_german_readme_tells_of_every_way_to_enter_facts():
    commands = [e.command for e in examples_of((ROOT / "README.de.md").read_text())]
    for way in ("contracts new", "contracts edit", "contracts generate --from-table"):
        assert any(command.startswith(way) for command in commands), way
