"""The proofs that are kept for the archive of a workspace, and what they depend on."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.archive.kept import Kept, Surroundings
from contracts.archive.proving import Memory
from contracts.usecases.archive_places import user_folder
from contracts.usecases.inputs import surroundings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run

# Their versions can change what is found in a signed copy or a scan.
LIBRARIES = (
    "asn1crypto", "cryptography", "numpy", "pikepdf", "pillow", "pyhanko",
    "pyhanko-certvalidator", "pypdfium2", "zxing-cpp",
)  # fmt: skip


def memory_of(workspace: Workspace, trust: Sequence[bytes], run: Run, *, full: bool) -> Memory:
    """Return the kept proofs of a workspace's archive.

    They lie in the user's own folder: who may write to the archive cannot pretend them there.
    """
    own = user_folder()
    key = hashlib.sha256(os.fsencode(workspace.root.resolve())).hexdigest()[:32]
    path = own / "archive" / f"{key}.proofs" if own is not None else None
    around = surroundings_of(workspace)
    program = hashlib.sha256(
        canonical.dump([around.program, around.libraries, [_version(n) for n in LIBRARIES]])
    ).hexdigest()
    day = run.moment.strftime("%Y-%m-%d")
    digests = tuple(hashlib.sha512(one).hexdigest() for one in trust)
    return Memory(Kept(path), Surroundings(program, digests, day), full)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
