"""LibreOffice as an independent reader of Word files."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from tests.tools.needs import need

# The Basic dialect of filters: where a name has options, they follow a colon.
TEXT = "txt:Text (encoded):UTF8"
MACRO = Path(__file__).with_name("insert_section.xba")
_WITHIN = 300


def convert(data: bytes, target: str, *, suffix: str = "docx") -> bytes:
    """Return a file as LibreOffice converts it, in a profile of its own."""
    return convert_all([data], target, suffix=suffix)[0]


def convert_all(files: list[bytes], target: str, *, suffix: str = "docx") -> list[bytes]:
    """Return several files as LibreOffice converts them in one go; starting it takes longest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = []
        for position, data in enumerate(files):
            source = folder / f"{position:04}.{suffix}"
            source.write_bytes(data)
            sources.append(str(source))
        out = folder / "out"
        _run(folder, "--convert-to", target, "--outdir", str(out), *sources)
        ending = target.partition(":")[0]
        return [(out / f"{position:04}.{ending}").read_bytes() for position in range(len(files))]


def insert_section(data: bytes) -> bytes:
    """Return a file after somebody wrote a new § at the front and updated all fields."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / "in.docx", folder / "out.docx"
        source.write_bytes(data)
        _run(folder, "--terminate_after_init")  # makes the profile that the macro goes into
        macro = MACRO.read_text(encoding="utf-8")
        (folder / "profile/user/basic/Standard/Module1.xba").write_text(macro, encoding="utf-8")
        arguments = f"{source.as_uri()},{target.as_uri()}"
        _run(folder, f"macro:///Standard.Module1.InsertSection({arguments})")
        return target.read_bytes()


def _run(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [need("soffice"), profile, "--headless", *arguments],
        check=True,
        capture_output=True,
        timeout=_WITHIN,
    )


def text_lines(data: bytes) -> list[str]:
    """Return the lines that LibreOffice reads in a Word file, blanks made equal."""
    return lines_of(convert(data, TEXT))


def lines_of(text: bytes) -> list[str]:
    """Return the lines of a text that LibreOffice wrote.

    It writes bullets of its own in a text, whatever the document has; pages show the real ones.
    """
    lines = (" ".join(line.split()) for line in text.decode("utf-8-sig").splitlines())
    return [re.sub(r"^[•◦] ", "– ", line) for line in lines if line]
