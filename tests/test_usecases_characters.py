"""Characters that Word, Excel and a Mac bring along: each is drawn, or refused with its field."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest

from contracts.model import Agreement
from contracts.ooxml.package import read_package
from contracts.sources.validate import validate
from contracts.sources.yaml import read_map
from contracts.usecases.edited import edited_clauses, words_of
from contracts.writers.docx import write
from contracts.writers.pdf.glyphs import drawn
from tests.cases import sample_with, tell
from tests.samples import doc
from tests.tools.workspace import ROOT, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.document import Document

DRAWN = {
    "soft hyphen": "\u00ad", "hyphen": "\u2010", "non-breaking hyphen": "\u2011", "figure dash": "\u2012",
    "bar": "\u2015", "minus": "\u2212", "narrow blank": "\u202f", "thin blank": "\u2009", "figure blank": "\u2007",
    "no-break blank": "\u00a0", "ligature": "\ufb01", "subscript": "\u2082", "half": "\u00bd", "euro": "\u20ac",
    "decomposed": "o\u0308", "ellipsis": "\u2026", "sharp s": "\u1e9e", "apostrophe": "\u2019", "bullet": "\u2022",
}  # fmt: skip
REFUSED = {
    "ligature ff": "\ufb00", "ligature ffi": "\ufb03", "full width": "\uff21", "emoji": "\U0001f600",
    "check mark": "\u2713", "hyphen bullet": "\u2043", "ideographic blank": "\u3000", "chinese": "\u6771",
}  # fmt: skip
HIDDEN = {
    "zero width": "\u200b", "joiner": "\u200d", "word joiner": "\u2060", "mark": "\ufeff", "override": "\u202e",
    "private": "\ue000", "line": "\u2028", "tag": "\U000e0041",
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("characters") / "w", ("musterbezirk",))


@pytest.fixture(autouse=True)
def sample(workspace: Path):
    path = workspace / "districts/musterbezirk/2026.yaml"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def named(text: str) -> str:
    escaped = "".join(f"\\U{ord(c):08X}" for c in text)
    return f'name: "A{escaped}B"'


def test_all_common_characters_are_drawn_alike_in_every_format(workspace: Path) -> None:
    sample_with(workspace, "name: Kim Musterfrau", named("B A".join(DRAWN.values())))
    told = tell(workspace, "generate", "musterbezirk")
    assert told.code == 0, told.data


def test_characters_without_a_glyph_are_refused_with_their_field(workspace: Path) -> None:
    sample_with(workspace, "name: Kim Musterfrau", named("B A".join(REFUSED.values())))
    found = tell(workspace, "check", "musterbezirk").data["findings"]
    assert {finding["code"] for finding in found} == {"K-855"}
    assert len(found) == len(REFUSED)
    for character in REFUSED.values():
        (message,) = [f["message"] for f in found if f"U+{ord(character):04X}" in f["message"]]
        assert "cooperation.contacts" in message


@pytest.mark.parametrize("name", HIDDEN)
def test_a_character_that_hides_is_refused_with_its_field(name: str) -> None:
    text = f'note: "A\\U{ord(HIDDEN[name]):08X}B"\n'
    _model, (finding,) = validate(Agreement, read_map(text, "f.yaml"))
    assert finding.code in ("K-208", "K-209", "K-211")
    assert "“Bemerkung”" in finding.message


def test_a_hyphen_that_does_not_break_joins_what_follows() -> None:
    assert drawn("a\u2011b") == "a-\u2060b"
    assert drawn("a-b") == "a-b"


def returned(document: Document, change) -> tuple[str, ...]:
    source, out = zipfile.ZipFile(io.BytesIO(write(document, TEMPLATE))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = change(data.decode()).encode()
            package.writestr(name, data)
    return edited_clauses(document, words_of(read_package(out.getvalue(), "f.docx")))


TEMPLATE = ROOT / "templates" / "cooperation-contract"


def test_words_that_come_back_from_a_mac_are_the_same_words() -> None:
    assert returned(doc, lambda text: text) == ()
    assert returned(doc, lambda text: unicodedata.normalize("NFD", text)) == ()
    assert returned(doc, lambda text: text.replace("Vertrag", "Vortrag")) != ()
