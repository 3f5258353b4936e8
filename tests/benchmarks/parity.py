"""The parity report: every format of every agreement in districts/, compared with its document."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.parity.checks import CHECKS
from contracts.parity.compare import differences
from contracts.sources.workspace import Workspace
from contracts.usecases.record import read_record
from contracts.usecases.targets import DOCUMENT, FORMATS, target_of

if TYPE_CHECKING:
    from pathlib import Path


def main(root: Path) -> None:
    """Print a line for each agreement that was generated in a workspace."""
    workspace = Workspace(root)
    print(f"{'agreement':34} {'formats':24} {'checks':>6} {'differences':>11} {'ms':>5}")
    for agreement in workspace.agreements():
        target = target_of(workspace, agreement, "draft")
        if read_record(target.folder) is None:
            continue
        document = canonical.from_json((target.folder / DOCUMENT).read_bytes())
        files = {f: (target.folder / target.name(f)).read_bytes() for f in FORMATS}
        began = time.process_time()
        found = differences(document, files)
        spent = 1000 * (time.process_time() - began)
        formats = ", ".join(files)
        print(f"{agreement:34} {formats:24} {len(CHECKS):6} {len(found):11} {spent:5.0f}")
        for one in found:
            print(f"  {one}")
