"""How fast the program is on this machine: ``make bench``.

Every command runs as a person would run it, in a copy of the workspace; the best of three counts.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import archive, batch, parity, pdf, redline, word

ROOT = Path(__file__).parents[2]
WORKSPACE = ("clauses", "templates", "districts")
FRESH = "generated"  # removed before a run that must do all the work
CASES = (
    ("--help", False),
    ("check", False),
    ("generate pankow --format txt", True),
    ("generate pankow --format docx", True),
    ("generate pankow --format pdf", True),
    ("generate pankow", True),
    ("generate --all --jobs 1", True),
    ("generate --all --jobs 2", True),
    ("generate --all --jobs 2", False),
    ("generate musterbezirk", False),
)


def measure(arguments: str, workspace: Path, *, fresh: bool) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of one run."""
    if fresh:
        shutil.rmtree(workspace / FRESH, ignore_errors=True)
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "contracts", *arguments.split()],
        cwd=workspace,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr is not None
        problem = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode not in {0, 1}:  # 1: findings, drafts have gaps
        raise SystemExit(f"contracts {arguments}: {problem.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Print a table of all cases."""
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        for folder in WORKSPACE:
            shutil.copytree(ROOT / folder, workspace / folder)
        for arguments, fresh in CASES:
            runs = [measure(arguments, workspace, fresh=fresh) for _ in range(3)]
            seconds, megabytes = min(runs)
            what = f"contracts {arguments}" + ("" if fresh else " (again)" * ("--all" in arguments))
            print(f"{what:45} {seconds:8.2f} s {megabytes:8.0f} MB")
        print()
        parity.main(workspace)
    print()
    word.main()
    print()
    pdf.main()
    print()
    batch.main()
    print()
    archive.main()
    print()
    redline.main()


if __name__ == "__main__":
    main()
