"""Pictures of the pages that no program could sort, for the person who must say what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts.archive.jail import JailError
from contracts.catalogue import copies as kinds
from contracts.catalogue import scans
from contracts.findings import Finding, Place
from contracts.usecases.publish import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from contracts.archive.arrived import Arrived
    from contracts.archive.jail import Jail

_UNSORTED = (
    kinds.CODE_UNREADABLE, kinds.CODE_CONFLICT, kinds.NO_CODE, kinds.PAGE_DRAWN, kinds.PAGE_HUGE,
    kinds.FOREIGN_AGREEMENT, kinds.OTHER_RELEASE, kinds.PAGE_TWICE, scans.PAGE_SLOW,
    scans.WORDS_DIFFER, scans.SOMETHING_ADDED, scans.SIGNATURE_MISSING, scans.NOT_COMPARED,
)  # fmt: skip


def write_pictures(
    folder: Path, files: Sequence[Arrived], findings: Iterable[Finding], jail: Jail
) -> list[Finding]:
    """Write a picture of each page that a finding asks to look at, ``<file>-page-<n>.png``.

    Raises:
        OSError: the folder cannot be written.
    """
    by_name = {file.name: file for file in files}
    pages = {
        (finding.place.file, finding.place.line)
        for finding in findings
        if finding.kind in _UNSORTED and finding.place.line and finding.place.file in by_name
    }
    written = 0
    for name, page in sorted(pages):
        try:
            picture = jail.ask("picture", [by_name[name].data], page=page - 1).blobs[0]
        except JailError:
            continue  # the finding about this page has named it already
        folder.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^\w.-]", "_", name)
        write_atomically(folder / f"{plain}-page-{page}.png", picture)
        written += 1
    if not written:
        return []
    shown = str(folder)
    return [scans.PICTURES_WRITTEN.at(Place(shown), folder=shown, count=written)]
