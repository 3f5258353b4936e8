"""The page: one file, readable by ear, values stay values."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import html as parser

from contracts import plaintext, wording
from contracts.document import Field, Paragraph, Text
from contracts.writers import html
from tests.samples import doc
from tests.strategies import NASTY, documents

TEMPLATE = Path("template")


def page(document):
    return parser.document_fromstring(html.write(document, TEMPLATE).decode())


def test_nothing_is_fetched_or_run():
    text = html.write(doc, TEMPLATE).decode()
    found = page(doc)
    assert not found.xpath("//script | //link | //img | //iframe | //object | //embed | //form")
    assert "url(" not in text
    assert "default-src 'none'" in text
    assert all(a.get("href").startswith("#") for a in found.iter("a"))


def test_language_title_and_landmarks_are_there():
    found = page(doc)
    assert found.get("lang") == "de-DE"
    assert found.findtext("head/title") == "Kooperationsvertrag pankow/2023"
    assert len(found.xpath("//main")) == 1
    assert len(found.xpath("//h1")) == 1
    skip = found.xpath("//body/a")[0]
    assert skip.get("class") == "skip"
    assert found.get_element_by_id(skip.get("href")[1:]).tag == "main"


def test_headings_never_skip_a_level():
    levels = [int(h.tag[1]) for h in page(doc).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(then - before <= 1 for before, then in pairwise(levels))


@settings(max_examples=40)
@given(documents())
def test_each_link_leads_to_one_element_and_each_name_is_given_once(document):
    found = page(document)
    names = found.xpath("//@id")
    assert len(names) == len(set(names))
    assert {a.get("href")[1:] for a in found.iter("a")} <= set(names)
    assert set(found.xpath("//@aria-labelledby")) <= set(names)


def test_a_section_is_named_by_its_heading():
    found = page(doc)
    for part in doc.parts:
        section = found.get_element_by_id(part.anchor)
        heading = found.get_element_by_id(section.get("aria-labelledby"))
        assert " ".join(heading.text_content().split()) == plaintext.heading_line(part)


def test_tables_have_header_cells_with_scope_and_can_be_scrolled_by_keyboard():
    tables = page(doc).xpath("//table")
    assert len(tables) == 2
    for table in tables:
        assert {th.get("scope") for th in table.iter("th")} == {"col"}
        assert table.getparent().get("tabindex") == "0"


def test_a_gap_is_marked_and_reads_as_a_gap():
    (mark, *_) = page(doc).xpath("//section//mark")
    assert mark.text_content() == "[offen: Vollzeitäquivalente]"
    assert mark.get("data-field") == "coordination.full_time_equivalents"


def test_only_a_draft_carries_mark_and_code():
    assert wording.DRAFT_MARK in page(doc).text_content()
    released = page(replace(doc, status="release")).text_content()
    assert wording.DRAFT_MARK not in released
    assert doc.draft_code not in released


@pytest.mark.parametrize("value", NASTY)
def test_a_value_stays_a_value(value):
    content = (Text("vor "), Field("x.y", value, value), Text(" nach"))
    section = replace(doc.body[1], blocks=(Paragraph(content, "", "subject:1"),))
    document = replace(doc, body=(doc.body[0], section, *doc.body[2:]), title=value)
    found = page(document)
    (span,) = found.xpath("//section[@id='subject']//span[@data-field]")
    assert span.text_content() == value
    assert found.findtext(".//h1") == value
    assert [e.tag for e in found.xpath("//section[@id='subject']/p/*")] == ["span"]


def test_the_style_sheet_asks_for_nothing_and_keeps_contrast():
    style = re.search(r"<style>(.*?)</style>", html.write(doc, TEMPLATE).decode(), re.DOTALL)
    assert style is not None
    colours = dict(re.findall(r"--(\w+): (#\w+)", style[1][: style[1].index("@media")]))
    assert _contrast(colours["ink"], colours["paper"]) >= 7
    assert _contrast(colours["link"], colours["paper"]) >= 4.5
    assert _contrast(colours["ink"], colours["mark"]) >= 7
    assert _contrast(colours["line"], colours["paper"]) >= 3


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
