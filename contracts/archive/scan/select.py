"""Takes single pages out of scans, pictures untouched; runs only in the child process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from contracts.archive.scan.formats import one_page
from contracts.archive.scan.halves import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What makes the picture of a page; notes, actions, private data and all else stay behind.
_KEPT = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents")
_DRAWING = ("/XObject", "/Font", "/ColorSpace", "/ExtGState", "/ProcSet", "/Properties")
_DEEPEST = 50


def select_pages(scans: Sequence[bytes], pages: Sequence[Sequence[Any]]) -> bytes:
    """Return a PDF of pages out of scans, each given by scan and page, both from 0.

    A third entry names the part of the page to show, see ``halves.Box``. The same scans and pages
    give the same bytes.
    """
    import pikepdf

    sources: dict[int, Any] = {}
    selected = pikepdf.new()
    for scan, page, *part in pages:
        data, number = one_page(scans[scan], page)
        if data is not scans[scan]:
            source = pikepdf.open(io.BytesIO(data))
        else:
            source = sources.get(scan) or sources.setdefault(scan, pikepdf.open(io.BytesIO(data)))
        selected.pages.append(_bare(source, number))
        if part and part[0]:
            copied = selected.pages[-1]
            copied.obj.CropBox = pikepdf.Array(_cut(copied.obj, Box(*part[0])))
    written = io.BytesIO()
    selected.save(written, deterministic_id=True)
    return written.getvalue()


def _bare(source: Any, number: int) -> Any:
    import pikepdf

    page = source.pages[number].obj
    bare = pikepdf.Dictionary(Type=pikepdf.Name.Page)
    for key in _KEPT:
        value = next((node[key] for node in _line_of(page) if key in node), None)
        if value is not None:
            bare[key] = value
    resources = bare.get("/Resources", pikepdf.Dictionary())
    bare.Resources = pikepdf.Dictionary(
        {key: resources[key] for key in _DRAWING if key in resources}
    )
    return pikepdf.Page(source.make_indirect(bare))


def _line_of(page: Any) -> Iterator[Any]:
    """Yield a page and the nodes above it, from which it inherits (ISO 32000-1, 7.7.3.4)."""
    for _ in range(_DEEPEST):
        yield page
        if "/Parent" not in page:
            return
        page = page.Parent


def _cut(page: Any, part: Box) -> list[float]:
    """Return the part of a page as a box of the file, which knows nothing of the turning."""
    left, bottom, right, top = (float(side) for side in page.get("/CropBox", page.MediaBox))
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    turned = part.turned(-int(page.get("/Rotate", 0)))
    width, height = right - left, top - bottom
    return [
        left + turned.left * width,
        top - turned.bottom * height,
        left + turned.right * width,
        top - turned.top * height,
    ]
