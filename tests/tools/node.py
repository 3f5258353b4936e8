"""Programs from npm that only tests and benchmarks use, pinned beside this file.

``python -m tests.tools.node`` installs them into the git-ignored ``.cache``; tests that come
first do the same.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

from tests.tools.needs import need

HERE = Path(__file__).parent
CACHE = Path(__file__).parents[2] / ".cache" / "node"
_PINS = ("package.json", "package-lock.json")
_WITHIN = 300


def modules() -> Path:
    """Return the folder ``node_modules``, installed as the lock file says."""
    pins = b"".join((HERE / name).read_bytes() for name in _PINS)
    folder = CACHE / hashlib.sha256(pins).hexdigest()[:16]
    done = folder / ".done"
    if not done.exists():
        npm = need("npm")
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:  # test workers come here at the same time
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                _install(npm, folder)
                done.touch()
    return folder / "node_modules"


def _install(npm: str, folder: Path) -> None:
    for name in _PINS:
        shutil.copy(HERE / name, folder)
    subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=_WITHIN,
    )


if __name__ == "__main__":
    print(modules())  # noqa: T201
