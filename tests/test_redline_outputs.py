"""The outputs for people: readable without colour, accessible, safe."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from lxml import etree, html

from contracts.document import Paragraph, Text
from contracts.redline import compare
from contracts.redline import html as pages
from contracts.redline.german import cause_text
from contracts.redline.heads import compare_heads
from contracts.redline.model import Cause
from contracts.redline.text import render
from tests.samples import doc


def changed(text):
    section = replace(doc.body[1], blocks=(Paragraph((Text(text),), "", "subject:1"),))
    return replace(doc, body=(doc.body[0], section, doc.body[2]), gaps=())


OLD = changed("Der Bezirk zahlt innerhalb von 14 Tagen 25,00 Euro.")
NEW = changed("Der Bezirk zahlt innerhalb von 30 Tagen 25,00 Euro <b>.")


def page(old=OLD, new=NEW, **more):
    return html.document_fromstring(pages.render(compare(old, new), **more).decode())


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (Cause("value", "", "term.notice_months"), "Angabe term.notice_months"),
        (Cause("value", "Form", "gender_style"), "Angabe gender_style (Form)"),
        (Cause("version", "liability@1 → liability@2"),
         "Fassung der Klausel liability@1 → liability@2"),
        (Cause("deviation", "eigener Wortlaut des Bezirks statt liability@1"),
         "eigener Wortlaut des Bezirks statt liability@1"),
        (Cause("plan", "im Plan vorgesehen"), "im Plan vorgesehen"),
        (Cause("condition", "Bedingung im Plan: law"), "Bedingung im Plan: law"),
        (Cause("text"), "Text"),
    ],
)  # fmt: skip
def test_a_cause_reads_as_one_phrase(cause, words):
    assert cause_text(cause) == words


def test_a_sentence_about_a_purpose_ends_with_one_full_stop():
    (head,) = compare_heads(
        SimpleNamespace(purpose="Regelt A."), SimpleNamespace(purpose="Regelt B.")
    )
    assert head.sentence == "Der Zweck ist neu beschrieben: „Regelt B.“ statt „Regelt A.“"


def test_text_says_in_words_what_was_deleted_and_inserted():
    text = render(compare(OLD, NEW))
    assert "[gestrichen: 14 Tagen][eingefügt: 30 Tagen]" in text
    assert "\x1b" not in text
    assert "§ 1" in text


def test_styled_text_strikes_and_underlines_and_colours_only_when_asked():
    styled = render(compare(OLD, NEW), styled=True)
    assert "\x1b[9m14 Tagen\x1b[0m" in styled
    assert "\x1b[4m30 Tagen\x1b[0m" in styled
    assert "\x1b[31m" not in styled
    assert "\x1b[31m" in render(compare(OLD, NEW), styled=True, colour=True)


def test_styled_lines_break_between_words_and_no_look_reaches_over_their_end():
    comparison = compare(OLD, changed("Der Bezirk zahlt. " + "Er bemüht sich unverzüglich. " * 9))
    lines = render(comparison, styled=True, width=40).splitlines()
    plain = [re.sub(r"\x1b\[\d*m", "", line) for line in lines]
    assert plain == render(comparison, width=40).splitlines()
    assert max(map(len, plain)) <= 40
    assert sum("\x1b[4m" in line for line in lines) > 3
    assert all(line.count("\x1b[4m") <= line.count("\x1b[0m") for line in lines)
    assert all(line.startswith(" ") or not line.startswith("\x1b[4m") for line in lines)


def test_a_paragraph_sign_is_never_parted_from_its_number():
    comparison = compare(OLD, changed("Es gilt §\u00a04 Abs.\u00a02. " * 20))
    for width in range(40, 60):
        lines = render(comparison, width=width).splitlines()
        assert not any(line.endswith(("§", "Abs.")) for line in lines)
        assert not any("\u00a0" in line for line in lines)


def test_text_about_nothing_says_so():
    assert "Keine inhaltlichen Änderungen." in render(compare(OLD, OLD))


def test_escape_sequences_in_a_contract_cannot_steer_the_terminal():
    evil = changed("Der Bezirk \x1b[2J zahlt.")
    assert "\x1b[2J" not in render(compare(OLD, evil), full=True)
    heads = compare_heads(SimpleNamespace(title="Haftung"), SimpleNamespace(title="\x1b[2J"))
    assert "\x1b[2J" not in render(replace(compare(OLD, NEW), heads=heads))


def test_the_page_is_german_has_headings_and_runs_nothing():
    tree = page()
    assert tree.get("lang") == "de-DE"
    assert tree.findtext(".//h1")
    assert tree.xpath("//script|//link|//img|//*[@onclick]") == []
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


def test_every_change_can_be_reached_from_the_list_in_both_views():
    tree = page()
    ids = set(tree.xpath("//@id"))
    links = [href.lstrip("#") for href in tree.xpath("//nav//a/@href")]
    assert links
    assert set(links) <= ids
    assert len(tree.xpath("//@id")) == len(ids)


def test_the_page_marks_by_element_and_by_word():
    tree = page()
    deleted = tree.xpath("//div[@class='one']//del")
    assert [d.text_content() for d in deleted] == ["[gestrichen: 14 Tagen]"]
    assert all(mark.find("span") is not None for mark in tree.iter("ins", "del"))


def test_the_synopsis_says_unchanged_and_dropped():
    shorter = replace(OLD, body=(OLD.body[0], OLD.body[2]))
    rows = page(OLD, shorter, layout="synopsis").xpath("//table[@class='two']/tbody/tr")
    cells = [[cell.text_content().strip() for cell in row.iterfind("td")] for row in rows]
    assert any(right == "entfällt" for _, right, _ in cells)
    assert any(right == "unverändert" for _, right, _ in cells)


def test_the_filter_knows_every_class_and_needs_no_script():
    tree = page()
    names = tree.xpath("//input[@name='class']/@id")
    style = tree.findtext(".//style")
    assert len(names) == 5
    assert all(f"#{name}:checked" in style for name in names if name != "class-all")


def test_words_of_a_contract_never_become_markup():
    data = pages.render(compare(OLD, NEW)).decode()
    assert "Euro <b>" not in data
    assert "Euro &lt;b&gt;" in re.sub(r"</?(?:ins|del|span)[^>]*>", "", data) or "&lt;b&gt;" in data
    assert etree.HTML(data) is not None
