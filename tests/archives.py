"""Releases, signed copies and scans for the tests of the archive, made by the real writers."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts import canonical
from contracts.archive.arrived import Incoming
from contracts.archive.codes import code_of
from contracts.archive.intake import Desk
from contracts.archive.release import Release
from contracts.archive.stamp import stamp
from contracts.document import Field, Text
from contracts.writers.pdf import Attachment, write_pdf
from tests import pki
from tests.samples import doc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.jail import Jail
    from contracts.document import Document

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
CREATED = "2026-12-16T08:00:00Z"


@cache
def contract(agreement: str = "pankow/2023", code: str = "PK23-7F3A", title: str = "") -> Document:
    """Return the sample as a final version without gaps; a title makes another wording."""
    filled = _filled(doc)
    return replace(
        filled, agreement=agreement, draft_code=code, status="release", gaps=(),
        title=title or doc.title,
    )  # fmt: skip


def _filled(node: Any) -> Any:
    if isinstance(node, Field) and node.gap:
        return Text("1,5")
    if isinstance(node, tuple):
        return tuple(_filled(one) for one in node)
    if hasattr(node, "__dataclass_fields__"):
        return replace(node, **{n: _filled(getattr(node, n)) for n in node.__dataclass_fields__})
    return node


def release(agreement: str = "pankow/2023", code: str = "PK23-7F3A", title: str = "") -> Release:
    return _release(agreement, code, title)


@cache
def _release(agreement: str, code: str, title: str) -> Release:
    document = contract(agreement, code, title)
    word = b"PK\x03\x04 stands for the Word file"
    data = canonical.to_json(document)
    inside = (
        Attachment("document.json", data, "application/json", "Source", "Der Vertrag als Daten"),
        Attachment(f"{document.slug}.docx", word, "application/zip", "Alternative", "Word-Datei"),
    )
    pdf = stamp(write_pdf(document, TEMPLATE, inside), code_of(document))
    slug = document.slug
    district = agreement.partition("/")[0]
    files = {
        f"{slug}.pdf": pdf,
        f"{slug}.docx": word,
        "document.json": data,
        "record.json": b"{}\n",
        f"sources/districts/{agreement}.yaml": b"title: Kooperationsvertrag\n",
    }
    return Release(files, {"district": district.title(), "ends": "2029-12-31"})


@cache
def signed(level: str = "B-B", agreement: str = "pankow/2023") -> bytes:
    """Return the release signed in both fields, by an EC and an RSA key."""
    holders = [pki.signer(), pki.signer("P. Vorstand", kind="rsa")]
    return pki.sign_all(release(agreement).pdf, holders, level)


@cache
def pictures(pdf: bytes, dpi: int = 200) -> tuple[Any, ...]:
    """Return the pages as grey pictures."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(
            page.render(scale=dpi / 72, grayscale=True).to_pil().copy() for page in document
        )


def written_in(picture: Any, pdf: bytes, page: int, dpi: int = 200) -> Any:
    """Return the picture of a page (from 0) with ink in each box for a signature on it."""
    import pikepdf
    from PIL import ImageDraw

    signed = picture.copy()
    pen, scale = ImageDraw.Draw(signed), dpi / 72
    with pikepdf.open(io.BytesIO(pdf)) as document:
        notes = document.pages[page].obj.get("/Annots", [])
        for note in (n for n in notes if str(n.get("/FT", "")) == "/Sig"):
            left, bottom, right, _top = (float(side) for side in note.Rect)
            wide = (right - left) / 12
            points = [
                ((left + wide * (2 + n * 0.6)) * scale,
                 signed.height - (bottom + 6 + (n * 7) % 17) * scale)
                for n in range(12)
            ]  # fmt: skip
            pen.line(points, fill=40, width=max(2, round(scale)), joint="curve")
    return signed


@cache
def signed_sheets(pdf: bytes, dpi: int = 200) -> tuple[Any, ...]:
    """Return the pages as grey pictures, signed by hand."""
    plain = pictures(pdf, dpi)
    return tuple(written_in(image, pdf, page, dpi) for page, image in enumerate(plain))


def scan(images: Sequence[Any], dpi: int = 200, **more: Any) -> bytes:
    """Return pictures as a PDF, as scanners make them."""
    written = io.BytesIO()
    first, *rest = (image.copy() for image in images)  # Pillow remembers former saves in them
    first.save(written, "PDF", resolution=dpi, save_all=True, append_images=rest, **more)
    return written.getvalue()


def desk(jail: Jail, *releases: Release, trust: bool = True) -> Desk:
    known = {one.agreement: one for one in releases or (release(),)}
    roots = [pki.root().pem] if trust else []
    return Desk(jail, known.get, sorted(known), roots, pki.WHEN)


def incoming(**files: bytes) -> list[Incoming]:
    return [Incoming(f"{name}.pdf", data) for name, data in files.items()]


def blank_cover(release: Release, evidence: Sequence[dict[str, Any]]) -> bytes:
    """Return a cover page that costs nothing; the real one has its own test."""
    return canonical.dump([release.agreement, len(evidence)])
