"""Takes single pages out of scans, pictures untouched; runs only in the child process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def select_pages(scans: Sequence[bytes], pages: Sequence[tuple[int, int]]) -> bytes:
    """Return a PDF of pages out of scans, each given by scan and page, both from 0.

    The same scans and pages give the same bytes.
    """
    import pikepdf

    sources = [pikepdf.open(io.BytesIO(scan)) for scan in scans]
    selected = pikepdf.new()
    for scan, page in pages:
        selected.pages.append(sources[scan].pages[page])
    written = io.BytesIO()
    selected.save(written, deterministic_id=True)
    return written.getvalue()
