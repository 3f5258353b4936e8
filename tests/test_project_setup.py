"""Set-up: in the user's language, with the Python that is asked for, and with words when it fails."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.language import preferred_language

ROOT = Path(__file__).parents[1]
NAMES = ("CONTRACTS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
WISHES = ("", "de_DE.UTF-8", "en_GB", "C", "C.UTF-8", "fr:de", "DE-at", "deutsch", "POSIX")


def shell(*command, path=None, **settings):
    environment = {"PATH": path or os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        command, cwd=ROOT, env=environment | settings, check=False, capture_output=True, text=True
    )


def test_the_scripts_choose_the_language_as_the_program_does(monkeypatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    settings = [
        {one: first, other: second}
        for one, other in itertools.combinations(NAMES, 2)
        for first, second in itertools.product(WISHES, repeat=2)
    ]
    lines, wanted = [". .ci/say"], []
    for chosen in settings:
        assignments = " ".join(f"{name}='{value}'" for name, value in chosen.items())
        lines.append(f"( {assignments}; language )")
        with monkeypatch.context() as patch:
            patch.setattr("locale.getlocale", lambda: (None, None))
            for name, value in chosen.items():
                patch.setenv(name, value)
            wanted.append(preferred_language())
    assert {"de", "en"} == set(wanted)
    told = shell("sh", "-c", "\n".join(lines)).stdout.split()
    assert list(zip(settings, told, strict=True)) == list(zip(settings, wanted, strict=True))


def test_every_message_of_the_scripts_is_in_both_languages() -> None:
    for name in ("setup", "fresh"):
        text = (ROOT / ".ci" / name).read_text("utf-8")
        calls = re.findall(r'^[^#\n]*?\bsay ("[^"]*") *(\\\n *)?("[^"]*")?', text, re.MULTILINE)
        assert len(calls) >= 6, name
        assert all(german and german != english for english, _, german in calls), calls


@pytest.mark.parametrize(
    ("language", "sentence"), [("de", "was sich machen lässt"), ("en", "what")]
)
def test_make_help_speaks_the_language_of_the_user(language, sentence) -> None:
    done = shell("make", "help", CONTRACTS_LANG=language)
    assert sentence in done.stdout
    names = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == names
    assert "|" not in done.stdout


@pytest.mark.parametrize(
    ("language", "words"), [("de", "kein Python ab 3.11"), ("en", "is no Python")]
)
def test_a_python_that_does_not_suit_is_named(language, words) -> None:
    done = shell(".ci/setup", "demo", VERTRAGSWERK_PYTHON="/bin/false", CONTRACTS_LANG=language)
    assert done.returncode == 3
    assert words in done.stderr
    assert "/bin/false" in done.stderr


def version(python):
    told = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:3])"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return tuple(map(int, told.stdout.split()))


@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="no Python of a distribution")
def test_continuous_integration_takes_the_older_python(tmp_path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    (tmp_path / "make").write_text("#!/bin/sh\necho $CI $* ${VERTRAGSWERK_PYTHON:-none}\n", "utf-8")
    (tmp_path / "make").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    own, here = version("/usr/bin/python3"), version(sys.executable)
    wanted = "/usr/bin/python3" if (3, 11) <= own < here else "none"
    assert shell(".ci/run", path=path).stdout.split() == ["true", "test", wanted]
    asked = shell(".ci/run", path=path, VERTRAGSWERK_PYTHON="/opt/python").stdout.split()
    assert asked == ["true", "test", "/opt/python"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root is not refused at once")
def test_a_bare_system_needs_debootstrap_and_says_so(tmp_path) -> None:
    for name in ("dirname", "id", "git", "unshare", "flock", "sh", "tr", "printf"):
        found = subprocess.run(["which", name], check=False, capture_output=True, text=True).stdout
        if found:
            (tmp_path / name).symlink_to(found.strip())
    done = shell("/bin/sh", ".ci/fresh", path=str(tmp_path), CONTRACTS_LANG="de")
    assert (done.returncode, done.stdout) == (3, "")
    assert "sudo apt-get install debootstrap" in done.stderr


def test_the_scripts_name_no_host_and_no_folder_of_a_machine() -> None:
    for path in sorted((ROOT / ".ci").iterdir()):
        if path.is_file():
            assert not re.search(r"https?://|/opt/|/work/", path.read_text("utf-8")), path
