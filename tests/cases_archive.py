"""Rows of the case table about scans, added by the real command to a real release."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image

from contracts.sources.workspace import Workspace
from contracts.usecases.archive_places import store_of
from tests import archives
from tests.cases import Row, Told, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What reads every code of a page and costs least.
DOTS = 120
AGREEMENT = "musterbezirk/2026"
SETTINGS = """\
organisation: Registratur Musterbezirk
retention: {start: ends, counts_from: year-end, years: 10}
"""


def release(workspace: Path) -> bytes:
    """Release the sample and return the PDF that is sent out."""
    assert tell(workspace, "generate", "musterbezirk", "--release").code == 0
    (workspace / "archive.yaml").write_text(SETTINGS, encoding="utf-8")
    folder = workspace / "generated/releases/musterbezirk/2026"
    return (folder / "musterbezirk-2026.pdf").read_bytes()


def sheets(workspace: Path) -> tuple[Any, ...]:
    """Return pictures of all pages of the release, signed by hand."""
    return archives.signed_sheets(release(workspace), DOTS)


def add(workspace: Path, *names: str) -> Told:
    """Hand files over to the archive."""
    return tell(workspace, "archive", "add", "musterbezirk", *names, "--by", "A. Muster")


def stored(workspace: Path) -> set[bytes]:
    """Return the files of the copies in the archive, as they came in."""
    if not (workspace / "generated/archive").exists():
        return set()
    files = store_of(Workspace(workspace)).files(AGREEMENT)
    return {path.read_bytes() for name, path in files.items() if "/original-" in name}


def blank_backs_are_one_line(workspace: Path) -> None:
    pages = sheets(workspace)
    assert len(pages) >= 13
    blank = Image.new("L", pages[0].size, 250)
    scan = archives.scan([one for page in pages for one in (page, blank)], DOTS)
    (workspace / "scan.pdf").write_bytes(scan)
    told = add(workspace, "scan.pdf")
    assert told.code == 0, told.data
    assert told.codes.count("K-1162") == 1
    assert str(len(pages)) in told.finding("K-1162")["message"]
    assert "K-1110" not in told.codes
    assert stored(workspace) == {scan}


def pictures_are_taken_as_they_are(workspace: Path) -> None:
    first, *rest = sheets(workspace)
    stack, photos = [page.convert("1") for page in rest[:8]], rest[8:]
    out = io.BytesIO()
    first.convert("1").save(out, "TIFF", compression="group4", dpi=(DOTS, DOTS), save_all=True,
                            append_images=stack)  # fmt: skip
    files = {"fax.tif": out.getvalue()}
    for number, page in enumerate(photos, 1):
        out = io.BytesIO()
        page.save(out, "JPEG", quality=80, dpi=(DOTS, DOTS))
        files[f"{number}.jpg"] = out.getvalue()
    for name, data in files.items():
        (workspace / name).write_bytes(data)
    told = add(workspace, *files)
    assert told.code == 0, told.data
    assert len(told.data["result"]["stored"]) == 1
    assert stored(workspace) == set(files.values())


def active(where: str) -> Callable[[Path], None]:
    """Return the row of a scan that would start a program when it is opened."""

    def row(workspace: Path) -> None:
        sent = release(workspace)
        page = archives.pictures(sent, DOTS)[0]
        act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(archives.scan([page], DOTS))) as pdf:
            if where == "OpenAction":
                pdf.Root.OpenAction = act
            else:
                pdf.pages[0].obj.AA = pikepdf.Dictionary(O=act)
            pdf.save(out)
        (workspace / "scan.pdf").write_bytes(out.getvalue())
        told = add(workspace, "scan.pdf")
        assert told.code != 0
        assert "actions that start by themselves" in told.finding("K-1111")["message"]
        assert not stored(workspace)

    return row


ROWS = [
    Row("13 sheets, blank backs", blank_backs_are_one_line),
    Row("JPG and TIFF scans", pictures_are_taken_as_they_are),
    Row("scan with /OpenAction", active("OpenAction")),
    Row("scan with /AA of a page", active("AA")),
]
