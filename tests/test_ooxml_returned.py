"""A file that comes back is recognised whatever happened to it, or refused."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from contracts.document import ClauseUse
from contracts.errors import IntegrityError, SourceError
from contracts.ooxml.anchors import MAX_BOOKMARK, stem
from contracts.ooxml.returned import inspect_docx
from contracts.writers.docx import write
from tests.builders.returned import (
    by_libreoffice,
    by_odt,
    by_python_docx,
    changed,
    parts_of,
    without_bookmarks,
    without_custom_xml,
    without_footers,
    without_properties,
)
from tests.samples import doc

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
SENT = write(doc, TEMPLATE)
OTHER = dataclasses.replace(doc, agreement="mitte/2024", draft_code="MI24-0001")
CLAUSES = [part.anchor for part in doc.parts]
BODY = "word/document.xml"


def inspect(data):
    return inspect_docx(data, "zurück.docx")


def codes(result):
    return [finding.code for finding in result.findings]


def test_an_untouched_file_says_everything():
    found = inspect(SENT)
    assert (found.agreement, found.draft_code) == ("pankow/2023", "PK23-7F3A")
    assert found.votes == ("manifest", "property", "identifier", "footer", "bookmark")
    assert [clause.clause for clause in found.clauses] == CLAUSES
    assert all(clause.signs == ("manifest", "start", "end", "heading") for clause in found.clauses)
    marks = [clause.mark for clause in found.clauses]
    assert [(m.clause, m.variant, m.version, m.sha256) for m in marks] == [
        (p.use.clause, p.use.variant, p.use.version, p.use.sha256) for p in doc.parts
    ]
    assert found.findings == ()


def test_a_final_version_has_no_code_in_the_footer_to_lose():
    final = write(dataclasses.replace(doc, status="release", gaps=()), TEMPLATE)
    assert inspect(final).findings == ()
    assert "K-843" in codes(inspect(without_footers(SENT)))
    assert "K-843" in codes(inspect(without_properties(final)))


WAYS = {
    "LibreOffice": (by_libreoffice, {"manifest", "property", "footer", "bookmark"}),
    "ODT": (by_odt, {"property", "footer", "bookmark"}),
    "python-docx": (by_python_docx, {"manifest", "property", "identifier", "footer", "bookmark"}),
    "properties": (without_properties, {"manifest", "footer", "bookmark"}),
    "customXml": (without_custom_xml, {"property", "identifier", "footer", "bookmark"}),
    "bookmarks": (without_bookmarks, {"manifest", "property", "identifier", "footer"}),
    "footer": (without_footers, {"manifest", "property", "identifier", "bookmark"}),
    "properties and customXml": (
        lambda data: without_properties(without_custom_xml(data)),
        {"footer", "bookmark"},
    ),
    "properties and bookmarks": (
        lambda data: without_properties(without_bookmarks(data)),
        {"manifest", "footer"},
    ),
    "LibreOffice without properties": (
        lambda data: by_libreoffice(without_properties(data)),
        {"manifest", "footer", "bookmark"},
    ),
    "all but the footer": (
        lambda data: without_properties(without_custom_xml(without_bookmarks(data))),
        {"footer"},
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_draft_survives(way):
    change, least = WAYS[way]
    found = inspect(change(SENT))
    assert found.draft_code.replace("_", "-") == "PK23-7F3A"
    assert least <= set(found.votes)
    if {"manifest", "property", "identifier"} & set(found.votes):
        assert found.agreement == "pankow/2023"


@pytest.mark.parametrize("way", [way for way, (_, least) in WAYS.items() if least != {"footer"}])
def test_every_clause_is_found_again(way):
    change, least = WAYS[way]
    found = inspect(change(SENT))
    if "bookmark" not in least:  # headings alone are left
        assert all("heading" in clause.signs for clause in found.clauses)
    if "manifest" in found.votes:
        assert [clause.clause for clause in found.clauses] == CLAUSES
    assert {clause.bookmark for clause in found.clauses} == {stem(p.use) for p in doc.parts}
    assert all(clause.found for clause in found.clauses)


def test_the_order_of_clauses_is_that_of_the_text():
    starts = [clause.start for clause in inspect(by_odt(SENT)).clauses]
    assert starts == sorted(starts)


def test_a_deleted_clause_is_reported():
    def delete(text):
        return re.sub(r"<w:p>(?:(?!<w:p>).)*_vw[az]_subject_.*?</w:p>", "", text)

    found = inspect(changed(SENT, BODY, delete))
    assert codes(found) == ["K-844"]
    assert [clause.clause for clause in found.clauses if not clause.found] == ["subject"]


def test_a_clause_copied_from_another_contract_is_reported():
    use = ClauseUse("liability", "standard", 3, "cd" * 32)
    foreign = f'<w:bookmarkStart w:id="900" w:name="_vwa_{stem(use)}"/><w:bookmarkEnd w:id="900"/>'
    found = inspect(changed(SENT, BODY, lambda text: text.replace("</w:p>", foreign + "</w:p>", 1)))
    assert codes(found) == ["K-845"]
    assert found.draft_code == "PK23-7F3A"


def test_a_single_sign_of_another_draft_is_outvoted_and_reported():
    other = parts_of(write(OTHER, TEMPLATE))
    data = changed(SENT, "docProps/custom.xml", lambda _: other["docProps/custom.xml"].decode())
    found = inspect(data)
    assert (found.agreement, found.draft_code) == ("pankow/2023", "PK23-7F3A")
    assert codes(found) == ["K-842"]


def test_signs_that_contradict_each_other_are_refused():
    other = parts_of(write(OTHER, TEMPLATE))
    data = without_footers(without_bookmarks(without_custom_xml(SENT)))
    data = changed(data, "docProps/custom.xml", lambda _: other["docProps/custom.xml"].decode())
    with pytest.raises(IntegrityError, match="K-841"):
        inspect(data)


def test_a_file_without_any_sign_is_refused():
    data = without_footers(without_bookmarks(without_custom_xml(without_properties(SENT))))
    with pytest.raises(SourceError, match="K-840"):
        inspect(data)


def test_clause_bookmarks_alone_name_the_clauses_but_no_draft():
    data = without_footers(without_custom_xml(without_properties(SENT)))
    data = changed(data, BODY, lambda text: re.sub(r'w:name="_vwd_[^"]*"', 'w:name="x"', text))
    found = inspect(data)
    assert (found.agreement, found.draft_code) == ("", "")
    assert [clause.clause for clause in found.clauses] == CLAUSES
    assert codes(found) == ["K-846"]


def test_a_damaged_manifest_is_only_a_lost_sign():
    data = changed(SENT, "customXml/item1.xml", lambda text: text.replace("agreement", "x"))
    found = inspect(data)
    assert found.manifest is None
    assert found.draft_code == "PK23-7F3A"
    assert codes(found) == ["K-843"]


def test_bookmarks_that_are_cut_doubled_or_empty_are_understood():
    name = f"_vwa_{stem(doc.parts[2].use)}"

    def damage(text):
        start = f'w:name="{name}"'
        twice = f'<w:bookmarkStart w:id="901" {start}/><w:bookmarkEnd w:id="901"/>'
        text = text.replace(start, f'w:name="{name[:-2]}"')
        return text.replace("</w:pPr>", "</w:pPr>" + twice, 1)

    found = inspect(changed(SENT, BODY, damage))
    clause = found.clauses[2]
    assert clause.signs == ("manifest", "start", "end", "heading")
    assert found.findings == ()


def test_bookmark_names_fit_into_word():
    long = ClauseUse("a-" * 40, "standard", 1, "ab" * 32)
    assert len(f"_vwa_{stem(long)}") <= MAX_BOOKMARK
    names = re.findall(r'w:name="(_[^"]*)"', parts_of(SENT)[BODY].decode())
    assert len(names) == len(set(names))
    assert all(len(name) <= MAX_BOOKMARK for name in names)


def test_no_clause_sits_in_a_content_control():
    assert b"<w:sdt" not in parts_of(SENT)[BODY]


def test_a_link_that_word_made_of_an_address_is_no_danger():
    relation = (
        '<Relationship Id="rId99" TargetMode="External" Target="mailto:a@b.de" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
    )
    data = changed(
        SENT,
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", relation + "</Relationships>"),
    )
    assert inspect(data).draft_code == "PK23-7F3A"
