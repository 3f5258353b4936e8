"""Rows of the case table about files from outside and about terminals."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
from typing import TYPE_CHECKING

import pikepdf

from tests.builders.edits import FOOTER, HEADER, Edit, edited, inside, match
from tests.builders.returned import changed
from tests.cases import Row, tell
from tests.tools.workspace import command, environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIDE = "<w:r><w:t>Nebenabrede: Der Verein zahlt.</w:t></w:r>"
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
    '<wp:docPr id="99" name="Bild" descr="Zusatz"/></wp:inline></w:drawing></w:r>'
)
SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
MACROS = "vnd.ms-word.document.macroEnabled.main+xml"
ORDINARY = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def draft(workspace: Path) -> bytes:
    """Make the draft of the sample and return its Word file."""
    assert tell(workspace, "generate", "musterbezirk", "--format", "docx").code == 0
    folder = workspace / "generated/drafts/musterbezirk/2026"
    return (folder / "musterbezirk-2026.docx").read_bytes()


def edit_is_named(edit: Edit, *words: str) -> Callable[[Path], None]:
    """Return the row of a Word file that somebody edited beside its text."""

    def row(workspace: Path) -> None:
        sent = draft(workspace)
        path = workspace / "zurück.docx"
        path.write_bytes(sent)
        assert tell(workspace, "diff", "musterbezirk", path.name).code == 0
        path.write_bytes(edited(sent, edit))
        told = tell(workspace, "diff", "musterbezirk", path.name)
        assert told.code == 1
        hint = "; ".join(f["hint"] for f in told.data["findings"] if f["level"] == "warning")
        for word in words:
            assert word in hint

    return row


def with_password(data: bytes, **keys: str) -> bytes:
    """Return a PDF that opens with a password only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**keys))
    return out.getvalue()


def a_password_is_said_by_every_command(workspace: Path) -> None:
    assert tell(workspace, "generate", "musterbezirk", "--release").code == 0
    made = workspace / "generated/releases/musterbezirk/2026/musterbezirk-2026.pdf"
    file = workspace / "user-password.pdf"
    file.write_bytes(with_password(made.read_bytes(), user="geheim", owner="anders"))
    told = [
        tell(workspace, *arguments)
        for arguments in (
            ("archive", "add", "musterbezirk", file.name, "--by", "A. Muster"),
            ("inspect", file.name),
            ("diff", "musterbezirk", file.name),
            ("diff", file.name, "musterbezirk"),
            ("rebuild", file.name),
        )
    ]
    for answer in told:
        finding = answer.finding("K-1109")
        assert finding["message"] == told[0].finding("K-1109")["message"]
        assert finding["hint"] == told[0].finding("K-1109")["hint"]
    assert [answer.code for answer in told] == [1, 4, 4, 4, 4]
    assert not (workspace / "generated/archive").exists()


def a_closed_terminal_gives_no_traceback(workspace: Path) -> None:
    shell = shlex.join(command("check", "musterbezirk"))
    for streams, said in (("<&- >&-", True), (">&-", True), ("<&- >&- 2>&-", False)):
        done = subprocess.run(
            ["/bin/sh", "-c", f"exec {shell} {streams}"], cwd=workspace, env=environment(),
            capture_output=True, check=False, timeout=120, text=True,
        )  # fmt: skip
        assert done.returncode == 3, streams
        assert ("K-923" in done.stderr) is said, streams
        assert "Traceback" not in done.stderr + done.stdout


def the_same_is_said(workspace: Path, file: str, code: str) -> None:
    """Check that a file is refused in the words of ``inspect`` on either side of a comparison."""
    inspected = tell(workspace, "inspect", file)
    assert (inspected.code, inspected.codes) == (4, [code])
    for operands in (("musterbezirk", file), (file, "musterbezirk")):
        told = tell(workspace, "diff", *operands)
        assert told.code == 4
        assert told.finding(code)["message"] == inspected.finding(code)["message"]
        assert told.finding(code)["hint"] == inspected.finding(code)["hint"]


def a_word_file_with_macros_is_refused(workspace: Path) -> None:
    sent = draft(workspace)
    macros = changed(sent, "[Content_Types].xml", lambda text: text.replace(ORDINARY, MACROS))
    (workspace / "x.docm").write_bytes(macros)
    the_same_is_said(workspace, "x.docm", "K-823")


def an_odt_file_is_refused(workspace: Path) -> None:
    from tests.test_received_filetypes import FILES

    (workspace / "x.odt").write_bytes(FILES["odt"])
    the_same_is_said(workspace, "x.odt", "K-881")


def a_path_of_sources_is_an_operand(workspace: Path) -> None:
    for name in ("districts/pankow/2023.yaml", "./districts/pankow/2023.yaml", "Pankow/2023",
                 os.fspath(workspace / "districts/pankow/2023.yaml")):  # fmt: skip
        assert tell(workspace, "check", name).data["result"]["agreements"] == ["pankow/2023"], name
        told = tell(workspace, "diff", name, "pankow")
        assert (told.code, told.data["result"]["changes"]) == (0, []), name
    told = tell(workspace, "check", "Panko")
    assert told.code == 2
    assert "pankow" in told.data["findings"][0]["message"] + told.data["findings"][0]["hint"]


ROWS = [
    Row(
        "hf-header1.docx",
        edit_is_named(
            match(HEADER, r"bestimmt</w:t></w:r>", lambda end: end + SIDE),
            "Nebenabrede: Der Verein zahlt.", "header",
        ),
    ),
    Row(
        "hf-footer1.docx",
        edit_is_named(
            match(FOOTER, r"</w:p>(?!.*</w:p>)", lambda end: SIDE + end),
            "Nebenabrede: Der Verein zahlt.", "footer",
        ),
    ),
    Row("picture.docx", edit_is_named(inside(PICTURE), "picture")),
    Row("80-sym.docx", edit_is_named(inside(SYMBOL), "symbol", "F0FC")),
    Row("user-password.pdf", a_password_is_said_by_every_command),
    Row("<&- >&-", a_closed_terminal_gives_no_traceback),
    Row("x.odt", an_odt_file_is_refused),
    Row("x.docm", a_word_file_with_macros_is_refused),
    Row("districts/pankow/2023.yaml", a_path_of_sources_is_an_operand),
]  # fmt: skip
