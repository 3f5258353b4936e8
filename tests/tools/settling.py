"""LibreOffice as one who accepts or rejects tracked changes, independent of our resolver."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.tools import office

MACRO = Path(__file__).with_name("settle_changes.xba")


def settled(files: list[bytes]) -> list[tuple[list[str], list[str]]]:
    """Return the lines of each file after all changes were accepted, and after all were rejected.

    Lines hold the numbers as LibreOffice counts them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = folder / "files"
        for part in ("accepted", "rejected"):
            (work / part).mkdir(parents=True)
        for position, data in enumerate(files):
            (work / f"{position:04}.docx").write_bytes(data)
        office._run(folder, "--terminate_after_init")
        macro = MACRO.read_text(encoding="utf-8")
        (folder / "profile/user/basic/Standard/Module1.xba").write_text(macro, encoding="utf-8")
        office._run(folder, f"macro:///Standard.Module1.SettleAll({work.as_uri()})")
        return [
            (
                office.lines_of((work / "accepted" / f"{n:04}.docx.txt").read_bytes()),
                office.lines_of((work / "rejected" / f"{n:04}.docx.txt").read_bytes()),
            )
            for n in range(len(files))
        ]


def plain(files: list[bytes]) -> list[list[str]]:
    """Return the lines of files without tracked changes."""
    return [office.lines_of(text) for text in office.convert_all(files, office.TEXT)]
