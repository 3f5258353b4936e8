"""Layout: what stands on which page, and clear words where a page cannot be made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from contracts import plaintext
from contracts.catalogue import page as kinds
from contracts.document import Cell, Emphasis, Field, Paragraph, Section, Strong, Table, Text
from contracts.errors import SourceError, WriterError
from contracts.writers import pdf
from tests.benchmarks.contract import contract
from tests.builders.extremes import EXTREMES
from tests.samples import doc
from tests.tools.needs import need

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"


@pytest.fixture
def template(tmp_path):
    folder = tmp_path / "template"
    shutil.copytree(TEMPLATE, folder)
    return folder


def with_words(*content):
    section = doc.body[1]
    assert isinstance(section, Section)
    changed = replace(section, blocks=(Paragraph(tuple(content), "", "subject:1"),))
    return replace(doc, body=(doc.body[0], changed, *doc.body[2:]))


def pages(data: bytes, tmp_path: Path, *, body: bool = True) -> list[str]:
    """Return the words of each page as poppler reads them, without header and footer."""
    path = tmp_path / "read.pdf"
    path.write_bytes(data)
    crop = ["-x", "0", "-y", "65", "-W", "600", "-H", "707"] if body else []
    done = subprocess.run(
        [need("pdftotext"), "-raw", *crop, str(path), "-"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# ------------------------------------------------------------------ what stands where


@pytest.mark.parametrize("document", [doc, contract()], ids=["sample", "long"])
def test_poppler_reads_the_lines_of_the_document_in_their_order(document, tmp_path):
    lines = [
        line.replace(plaintext.CELL_SEPARATOR, "") for line in plaintext.document_lines(document)
    ]
    read = "".join(pages(pdf.write(document, TEMPLATE), tmp_path))
    # Poppler reads a row of a table line by line, so that cells of several lines interleave.
    assert sorted(squeezed(read)) == sorted(squeezed("".join(lines)))
    if document is doc:
        assert squeezed(read) == squeezed("".join(lines))


def test_each_page_says_its_number_and_in_a_draft_its_mark_and_code(tmp_path):
    found = pages(pdf.write(doc, TEMPLATE), tmp_path, body=False)
    for number, text in enumerate(found, start=1):
        assert f"Seite {number} von {len(found)}" in text
        assert "Entwurf – nicht zur Unterschrift bestimmt" in text
        assert "Fassung PK23-7F3A" in text
    released = pages(pdf.write(replace(doc, status="release"), TEMPLATE), tmp_path, body=False)
    assert not any("Entwurf" in text or "Fassung" in text for text in released)


def test_each_annex_and_the_list_of_gaps_begin_a_page(tmp_path):
    found = pages(pdf.write(doc, TEMPLATE), tmp_path)
    starts = [text.strip().splitlines()[0] for text in found]
    assert "Anlage 1 Wirkungsziele" in [" ".join(line.split()) for line in starts]
    assert "Offene Angaben" in starts


def test_no_page_ends_with_a_heading(tmp_path):
    for document in (contract(), *EXTREMES.values()):
        headings = {squeezed(plaintext.heading_line(part)) for part in document.parts}
        for text in pages(pdf.write(document, TEMPLATE), tmp_path):
            lines = text.strip().splitlines()
            assert not lines or len(lines) == 1 or squeezed(lines[-1]) not in headings


def test_a_signature_never_parts_from_its_name(tmp_path):
    for filler in range(0, 40, 4):
        blocks = tuple(Paragraph((Text("Satz."),), "", f"s:{n}") for n in range(1, filler))
        document = with_words(Text("x"))
        added = replace(doc.body[1], blocks=blocks, use=replace(doc.body[1].use, clause="s"))
        document = replace(document, body=(*document.body, added))
        for text in pages(pdf.write(document, TEMPLATE), tmp_path):
            assert ("Für den Bezirk" in text) == ("Bezirksstadträtin" in text)
            assert ("Für den Bezirk" in text) == ("Vorstand" in text)


def test_the_header_row_repeats_on_every_page_of_a_table(tmp_path):
    found = pages(pdf.write(EXTREMES["five hundred indicators"], TEMPLATE), tmp_path)
    of_table = [text for text in found if re.search(r"^Ziel \d+", text, re.MULTILINE)]
    assert len(of_table) > 10
    assert all(re.search(r"^Ziel\s+Indikator\s+Wert$", text, re.MULTILINE) for text in of_table)


def test_page_numbers_say_on_which_page_a_part_begins(tmp_path):
    document = EXTREMES["with contents"]
    layout = pdf.lay_out(document, TEMPLATE)
    found = pages(pdf.finish(layout), tmp_path)
    assert layout.pages == len(found)
    for part in document.parts:
        heading = squeezed(plaintext.heading_line(part))
        lines = [
            squeezed(line) for line in found[layout.page_numbers[part.anchor] - 1].splitlines()
        ]
        assert heading in lines


def test_one_layout_can_be_finished_twice_with_the_same_bytes():
    layout = pdf.lay_out(doc, TEMPLATE)
    assert pdf.finish(layout) == pdf.finish(layout) == pdf.write(doc, TEMPLATE)


def test_surroundings_do_not_change_a_byte(tmp_path):
    script = (
        "import sys, hashlib; from pathlib import Path; from tests.samples import doc\n"
        "from contracts.writers import pdf\n"
        "print(hashlib.sha256(pdf.write(doc, Path(sys.argv[1]))).hexdigest())"
    )
    elsewhere = tmp_path / "woanders"
    shutil.copytree(TEMPLATE, elsewhere)
    found = set()
    for seed, zone, locale, folder in (
        ("0", "UTC", "C", TEMPLATE),
        ("1", "Asia/Tokyo", "C.UTF-8", elsewhere),
        ("42", "America/New_York", "de_DE.UTF-8", TEMPLATE),
    ):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            cwd=Path(__file__).parents[1],
            env={**surroundings, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        found.add(done.stdout)
    assert len(found) == 1


# ------------------------------------------------------------------ clear words


@pytest.mark.parametrize("name", ["page.html", "page.css", "fonts"])
def test_a_missing_file_of_the_template_is_named(template, name):
    path = template / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    with pytest.raises(SourceError) as caught:
        pdf.write(doc, template)
    assert name in str(caught.value)
    assert caught.value.findings[0].kind is kinds.TEMPLATE_FILE_MISSING


def test_a_font_that_the_style_names_but_the_folder_lacks_is_named(template):
    (template / "fonts" / "LiberationSans-Bold.ttf").unlink()
    with pytest.raises(SourceError, match="LiberationSans-Bold"):
        pdf.write(doc, template)


def test_a_damaged_font_stops_the_writer(template):
    (template / "fonts" / "LiberationSans-Bold.ttf").write_bytes(b"no font")
    with pytest.raises((SourceError, WriterError)):
        pdf.write(doc, template)


def test_a_font_from_elsewhere_is_refused(template):
    path = template / "page.css"
    path.write_text(path.read_text() + 'h1 { font-family: "DejaVu Sans", serif }')
    with pytest.raises(WriterError) as caught:
        pdf.write(doc, template)
    assert caught.value.findings[0].kind is kinds.FOREIGN_FONT


def test_an_unclosed_element_is_named(template):
    path = template / "page.html"
    path.write_text(path.read_text().replace("</section>", "", 1))
    with pytest.raises(SourceError, match=r"page\.html"):
        pdf.write(doc, template)


def test_an_error_of_the_template_is_named_with_its_line(template):
    path = template / "page.html"
    path.write_text(path.read_text().replace("{% endfor %}", "{% endfoor %}", 1))
    with pytest.raises(SourceError) as caught:
        pdf.write(doc, template)
    assert caught.value.findings[0].place.line > 1


def test_an_unknown_name_in_the_template_is_an_error(template):
    path = template / "page.html"
    path.write_text(path.read_text().replace("<h1>", "<h1>{{ dokument }}"))
    with pytest.raises(SourceError, match="dokument"):
        pdf.write(doc, template)


def test_a_template_cannot_bring_its_own_entities(template):
    path = template / "page.html"
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    path.write_text(path.read_text().replace("<!DOCTYPE html>", laughs))
    with pytest.raises(SourceError):
        pdf.write(doc, template)


def test_a_property_that_the_engine_does_not_know_stops_the_writer(template):
    path = template / "page.css"
    path.write_text(path.read_text() + "p { colour: red }")
    with pytest.raises(SourceError, match="colour"):
        pdf.write(doc, template)


def test_an_image_that_cannot_be_decoded_stops_the_writer(template):
    (template / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    path = template / "page.html"
    path.write_text(path.read_text().replace("<h1>", '<img src="logo.png" alt="Logo"/><h1>'))
    with pytest.raises(WriterError, match=r"logo\.png"):
        pdf.write(doc, template)


def test_a_picture_without_description_stops_the_writer(template):
    from PIL import Image

    Image.new("RGB", (8, 8), "navy").save(template / "logo.png")
    path = template / "page.html"
    path.write_text(path.read_text().replace("<h1>", '<img src="logo.png"/><h1>'))
    with pytest.raises(WriterError) as caught:
        pdf.write(doc, template)
    assert caught.value.findings[0].kind is kinds.PICTURE_SILENT


def test_a_missing_glyph_is_named_with_its_field():
    field = Field("parties.district.name", "北京", "北京")
    with pytest.raises(WriterError) as caught:
        pdf.write(with_words(Strong((field,))), TEMPLATE)
    assert len(caught.value.findings) == 2
    assert "U+4EAC" in str(caught.value)
    assert "parties.district.name" in str(caught.value)


def test_a_missing_glyph_of_a_clause_is_named_with_the_clause():
    (found,) = pdf.missing_glyphs(with_words(Text("gut \U0001f600")), TEMPLATE)
    assert "subject@1" in found.message
    assert "U+1F600" in found.message


def test_a_control_character_is_named_and_not_shown():
    (found,) = pdf.missing_glyphs(with_words(Text("a\x07b")), TEMPLATE)
    assert "U+0007" in found.message
    assert "\x07" not in found.message


def test_a_long_word_that_begins_in_bold_is_broken_inside_of_its_column(tmp_path):
    word = (
        Strong((Text("BoxKinder- und Familienarmut"),)),
        Text("':u:*w1jUä9%f)oP50-\"(üÜTS5fzi?q31K“WPjqL"),
        Emphasis((Text("@btf(€/sYO„@"),)),
    )
    table = Table(
        tuple(Cell((Text(name),)) for name in ("Ziel der Arbeit", "Jahr", "Zahl")),
        (
            (Cell((Text("HzD€2z>4ä=iq|/HrD9!;w,x=z!ßtG"),)), Cell((Text("pu}"),)), Cell(word)),
            (Cell((Text("1"),)), Cell((Text("c4pa3{<ö61ßJmNeEXM„e–sfrxE%"),)), Cell((Text("f"),))),
        ),
    )
    section = next(part for part in doc.body if isinstance(part, Section))
    document = replace(doc, body=(replace(section, blocks=(table,)),))
    text = squeezed("".join(pages(pdf.write(document, TEMPLATE), tmp_path)))
    assert squeezed(plaintext.inline_text(word)) in text


def test_text_that_a_style_pushes_off_the_page_is_named(template):
    path = template / "page.css"
    path.write_text(path.read_text() + "h1 { white-space: pre; margin-left: 15cm }")
    with pytest.raises(WriterError) as caught:
        pdf.write(doc, template)
    assert caught.value.findings[0].kind is kinds.PAGE_OVERFLOW
    assert "Kooperationsvertrag" in str(caught.value)


def test_a_changed_style_is_noticed_by_a_running_process(template):
    before = pdf.write(doc, template)
    path = template / "page.css"
    path.write_text(path.read_text().replace("10.5pt/1.32", "12pt/1.32"))
    assert pdf.write(doc, template) != before
