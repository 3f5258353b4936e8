"""A skeleton may look as it likes; what it lacks is said by name, what is dangerous is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contracts.errors import SourceError
from contracts.findings import Level
from contracts.plaintext import document_lines
from contracts.writers.docx import check_skeleton, write
from contracts.writers.docx.roles import Role
from tests.builders.looks import CALM, OTHER
from tests.builders.returned import changed, parts_of
from tests.builders.skeleton import build
from tests.samples import doc
from tests.test_writers_docx import words
from tests.tools.office import text_lines

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
GOOD = build(CALM)
BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
PLACEHOLDER = re.compile(r"<w:p><w:pPr><w:pStyle w:val=\"Platzhalter\"/></w:pPr>.*?</w:p>")


def check(tmp_path, data):
    (tmp_path / "skeleton.docx").write_bytes(data)
    return check_skeleton(tmp_path)


def placed(words_, part=BODY):
    """Return a skeleton with one more paragraph of its own."""
    return changed(
        GOOD,
        part,
        lambda text: text.replace("<w:p>", f"<w:p><w:r><w:t>{words_}</w:t></w:r></w:p><w:p>", 1),
    )


def test_the_delivered_skeleton_lacks_nothing():
    assert check_skeleton(TEMPLATE) == []


def test_another_look_lacks_nothing_either(tmp_path):
    assert check(tmp_path, build(OTHER)) == []


@pytest.mark.slow
def test_another_look_says_the_same(tmp_path):
    (tmp_path / "skeleton.docx").write_bytes(build(OTHER))
    data = write(doc, tmp_path)
    assert words(text_lines(data)) == words(document_lines(doc))
    assert data != write(doc, TEMPLATE)
    parts = parts_of(data)
    assert "word/media/logo.png" in parts
    assert b'w:val="heading1"' in parts[BODY]
    assert b"Times New Roman" in parts[STYLES]


def test_a_template_without_skeleton_says_so(tmp_path):
    assert [finding.code for finding in check_skeleton(tmp_path)] == ["K-826"]
    with pytest.raises(SourceError, match="K-826"):
        write(doc, tmp_path)


@pytest.mark.parametrize("role", list(Role))
def test_a_missing_style_is_named(role, tmp_path):
    name = role.value.name
    data = changed(
        GOOD, STYLES, lambda text: text.replace(f'<w:name w:val="{name}"/>', '<w:name w:val="x"/>')
    )
    found = check(tmp_path, data)
    assert [(f.code, f.values["style"]) for f in found if f.code == "K-827"] == [("K-827", name)]
    assert f"“{name}”" in found[0].message
    with pytest.raises(SourceError, match=re.escape(name)):
        write(doc, tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "style"),
    [
        ('w:val="§\u00a0%1"', 'w:val="Artikel %1"', "heading 1"),
        ('w:val="(%2)"', 'w:val="%2"', "Absatz nummeriert"),
        ('w:val="lowerLetter"', 'w:val="decimal"', "Liste Buchstabe"),
        ('<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3.',
         '<w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3.', "Liste Ziffer"),
        ('w:val="Anlage\u00a0%1"', 'w:val="Anhang %1"', "Überschrift Anlage"),
        ('w:val="–"', 'w:val="•"', "Liste Strich"),
    ],
)  # fmt: skip
def test_other_numbers_than_the_contract_has_are_named(before, after, style, tmp_path):
    def change(text):
        text = (
            re.sub(r'(<w:pStyle w:val="ListeZiffer"/>)(<w:lvlText)', r"\2", text)
            if (style == "Liste Ziffer")
            else text
        )
        return text.replace(before, after)

    found = check(tmp_path, changed(GOOD, NUMBERING, change))
    assert style in [f.values["style"] for f in found if f.code == "K-828"]


def test_a_style_that_is_not_numbered_is_named(tmp_path):
    data = changed(
        GOOD, STYLES,
        lambda text: re.sub(
            r'(w:styleId="Absatznummeriert">.*?)<w:numPr>.*?</w:numPr>', r"\1", text, count=1
        ),
    )  # fmt: skip
    found = check(tmp_path, data)
    assert [(f.code, f.values["style"]) for f in found] == [("K-828", "Absatz nummeriert")]


PLACES = {
    "{{ title }}": "title",
    "{{r party.hereinafter }}": "parties[].hereinafter",
    "{{p body }}": "body",
    "{{p signatures.text }}": "signatures.text",
    "{{ signatures.place_date }}": "signatures.place_date",
    "{{r signatory.name }}": "signatures.parties[].signatories[].name",
    "{{p annexes }}": "annexes",
    "{{p open_values }}": "open_values",
}


@pytest.mark.parametrize("placeholder", PLACES)
def test_a_missing_place_is_named(placeholder, tmp_path):
    def remove(text):
        return text.replace(placeholder, "")

    data = changed(GOOD, BODY, remove)
    if placeholder == "{{ title }}":
        data = changed(data, "word/header1.xml", remove)
    found = check(tmp_path, data)
    assert [(f.code, f.values["name"]) for f in found] == [("K-829", PLACES[placeholder])]


FORBIDDEN = {
    "{{ ''.__class__ }}": "K-832",
    "{{ title.__class__.__mro__ }}": "K-832",
    "{{ parties.__init__ }}": "K-832",
    "{{ 7*7 }}": "K-831",
    "{{ title|upper }}": "K-831",
    "{{ title() }}": "K-831",
    "{{ parties[0] }}": "K-831",
    "{{ lipsum }}": "K-832",
    "{{ range(9999999) }}": "K-831",
    "{{ cycler.__init__.__globals__ }}": "K-832",
    "{% include 'x' %}": "K-831",
    "{% import 'x' as y %}": "K-831",
    "{% extends 'x' %}": "K-831",
    "{% macro x() %}{% endmacro %}": "K-831",
    "{% set x = 1 %}": "K-831",
    "{% filter upper %}{% endfilter %}": "K-831",
    "{% for a in parties %}{% for b in parties %}x{% endfor %}{% endfor %}": "K-831",
    "{% for a in title %}{{ a }}{% endfor %}": "K-832",
    "{{ titel }}": "K-832",
    "{{ party.lines }}": "K-832",
    "{% if draft %}": "K-830",
    "{% endfor %}": "K-830",
    "{% frobnicate %}": "K-830",
    "{{ body }}": "K-847",
    "{{ signatures.text }}": "K-847",
}


@pytest.mark.parametrize("part", [BODY, "word/header1.xml"])
@pytest.mark.parametrize("placeholder", FORBIDDEN)
def test_placeholders_that_are_not_allowed_are_refused(placeholder, part, tmp_path):
    found = check(tmp_path, placed(f"Hier {placeholder}", part))
    assert {finding.code for finding in found} == {FORBIDDEN[placeholder]}
    with pytest.raises(SourceError, match=FORBIDDEN[placeholder]):
        write(doc, tmp_path)


def test_a_placeholder_that_does_not_end_is_noticed(tmp_path):
    assert {finding.code for finding in check(tmp_path, placed("Hier {{ title"))} == {"K-830"}
    found = check(tmp_path, placed("Hier {{ title", "word/header1.xml"))
    assert found[0].level is Level.ERROR  # it swallowed the next one


def test_a_refused_placeholder_is_found_by_its_paragraph(tmp_path):
    found = check(tmp_path, placed("Hier {{ 7*7 }}"))
    assert (found[0].values["part"], found[0].values["paragraph"]) == (BODY, 1)
    assert "{{ 7*7 }}" in found[0].values["words"]


def test_a_table_row_torn_apart_is_refused(tmp_path):
    data = changed(GOOD, BODY, lambda text: text.replace("{%tr for signatory", "{% for signatory"))
    assert {finding.code for finding in check(tmp_path, data)} <= {"K-847", "K-830"}
    assert check(tmp_path, data)


def test_tracked_changes_in_a_skeleton_are_refused(tmp_path):
    data = placed(
        '</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>neu</w:t></w:r></w:ins><w:r><w:t>'
    )
    assert [finding.code for finding in check(tmp_path, data)] == ["K-848"]


def test_asking_to_update_fields_is_refused(tmp_path):
    data = changed(
        GOOD, "word/settings.xml",
        lambda text: text.replace("<w:defaultTabStop", "<w:updateFields/><w:defaultTabStop"),
    )  # fmt: skip
    assert [finding.code for finding in check(tmp_path, data)] == ["K-836"]


@pytest.mark.parametrize(
    ("part", "before", "after", "code"),
    [
        (STYLES, 'w:lang w:val="de-DE"', 'w:lang w:val="en-US"', "K-833"),
        ("word/footer1.xml", " NUMPAGES ", " DATE ", "K-834"),
        (STYLES, "<w:pageBreakBefore/>", "", "K-835"),
    ],
)
def test_what_is_only_unwise_is_a_warning(part, before, after, code, tmp_path):
    found = check(tmp_path, changed(GOOD, part, lambda text: text.replace(before, after)))
    assert [(finding.code, finding.level) for finding in found] == [(code, Level.WARNING)]
    write(doc, tmp_path)


def test_all_that_is_missing_is_said_at_once(tmp_path):
    data = changed(GOOD, STYLES, lambda text: text.replace('w:val="Absatz"/>', 'w:val="y"/>', 1))
    data = changed(data, STYLES, lambda text: text.replace('"caption"', '"z"'))
    data = changed(data, BODY, lambda text: text.replace("{{p annexes }}", ""))
    assert {finding.code for finding in check(tmp_path, data)} >= {"K-827", "K-829"}


def test_words_typed_around_placeholders_stay(tmp_path):
    (tmp_path / "skeleton.docx").write_bytes(
        placed("Gültig: {% if draft %}nein &amp; nie{% endif %}")
    )
    assert "Gültig: nein &amp; nie" in parts_of(write(doc, tmp_path))[BODY].decode()


def test_a_skeleton_is_compiled_once(monkeypatch, tmp_path):
    from contracts.writers.docx import skeleton

    (tmp_path / "skeleton.docx").write_bytes(placed("einmal"))
    calls = []
    read = skeleton.read_sources
    monkeypatch.setattr(skeleton, "read_sources", lambda *a: calls.append(1) or read(*a))
    for _ in range(3):
        write(doc, tmp_path)
    assert calls == [1]


def test_a_changed_skeleton_is_used_at_once(tmp_path):
    file = tmp_path / "skeleton.docx"
    for word in ("erst", "dann"):
        file.write_bytes(placed(word))
        assert f">{word}<" in parts_of(write(doc, tmp_path))[BODY].decode()
