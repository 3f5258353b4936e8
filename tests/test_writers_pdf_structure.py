"""The structure of a PDF: one element for each thing, however many pages it covers."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from contracts.document import ListBlock, Table
from contracts.writers import pdf
from tests.builders.extremes import EXTREMES
from tests.samples import doc

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"


def opened(document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.write(document, TEMPLATE)))


def kids(element) -> list[Any]:
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def walk(element):
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def tree(found: pikepdf.Pdf) -> list[Any]:
    return list(walk(found.Root.StructTreeRoot.K))


def roles(found: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S)[1:] for element in tree(found))


def all_blocks(document):
    for part in document.parts:
        yield from part.blocks


def count_lists(block) -> int:
    if not isinstance(block, ListBlock):
        return 0
    return 1 + sum(count_lists(child) for item in block.items for child in item.children)


@pytest.mark.parametrize("name", ["five hundred indicators", "a list over pages"])
def test_a_table_or_list_over_many_pages_is_one_element(name):
    document = EXTREMES[name]
    with opened(document) as found:
        assert len(found.pages) > 8
        counted = roles(found)
    assert counted["Table"] == sum(isinstance(b, Table) for b in all_blocks(document))
    assert counted["L"] == sum(map(count_lists, all_blocks(document)))
    assert counted["THead"] == counted["TBody"] == counted["Table"]


def test_a_header_row_that_repeats_is_an_artifact():
    with opened(EXTREMES["five hundred indicators"]) as found:
        table = next(e for e in tree(found) if e.S == "/Table")
        rows = [e for e in walk(table) if e.S == "/TR"]
        assert len(rows) == 501
        assert sum(e.S == "/TH" for e in walk(table)) == 3
        content = b"".join(page.obj.Contents.read_bytes() for page in found.pages)
    # Header and footer of each page, and three cells on each page but the table's first.
    assert content.count(b"/Artifact") > 3 * 10


def test_header_and_footer_are_artifacts_and_say_which():
    with opened(doc) as found:
        for page in found.pages:
            content = page.obj.Contents.read_bytes()
            assert content.count(b"/Subtype /Header") == 3  # title, mark of a draft, reference
            assert content.count(b"/Subtype /Footer") == 2


def test_each_mark_on_a_page_has_one_owner_and_each_owner_its_mark():
    with opened(EXTREMES["a list over pages"]) as found:
        numbers = found.Root.StructTreeRoot.ParentTree.Nums
        owners = dict(zip(list(numbers)[::2], list(numbers)[1::2], strict=True))
        for page in found.pages:
            content = page.obj.Contents.read_bytes()
            marks = [int(n) for n in re.findall(rb"/MCID (\d+)", content)]
            assert len(marks) == len(set(marks))
            listed = list(owners[int(page.obj.StructParents)])
            for mark in marks:
                assert mark in marks_of(listed[mark], page)


def marks_of(element, page) -> set[int]:
    own = element.get("/Pg")
    found = set()
    for kid in kids(element):
        if isinstance(kid, int):
            if own is not None and own.objgen == page.obj.objgen:
                found.add(kid)
        elif kid.get("/Type") == "/MCR" and kid.Pg.objgen == page.obj.objgen:
            found.add(int(kid.MCID))
    return found


def test_items_hold_a_label_and_a_body():
    with opened(doc) as found:
        items = [e for e in tree(found) if e.S == "/LI"]
        assert len(items) == 6
        for item in items:
            assert [str(kid.S) for kid in kids(item)] == ["/Lbl", "/LBody"]
        numbering = [str(e.A.ListNumbering) for e in tree(found) if e.S == "/L"]
    assert numbering == ["/Decimal", "/LowerAlpha", "/Decimal", "/None"]


def test_numbered_paragraphs_begin_with_their_label():
    with opened(doc) as found:
        labelled = [
            e
            for e in tree(found)
            if e.S == "/P"
            and "/Lbl"
            in [str(k.S) for k in kids(e) if isinstance(k, pikepdf.Dictionary) and "/S" in k]
        ]
        assert len(labelled) == 2
        assert all(str(kids(e)[0].S) == "/Lbl" for e in labelled)


def test_headings_step_down_one_level_at_a_time():
    with opened(EXTREMES["eighteen signatures"]) as found:
        levels = [int(str(e.S)[2]) for e in tree(found) if re.fullmatch(r"/H\d", str(e.S))]
    assert levels[0] == 1
    assert all(then - before <= 1 for before, then in pairwise(levels))


def test_language_title_and_order_are_said():
    with opened(doc) as found:
        root = found.Root
        assert str(root.Lang) == "de-DE"
        assert str(root.StructTreeRoot.K.Lang) == "de-DE"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.MarkInfo.Marked
        assert all(page.obj.Tabs == "/S" for page in found.pages)
        assert str(found.docinfo.Title) == "Kooperationsvertrag pankow/2023"
        with found.open_outline() as outline:
            assert [item.title for item in outline.root][1] == "§ 1 Gegenstand"


def test_links_are_named_by_their_words():
    with opened(doc) as found:
        links = [e for e in tree(found) if e.S == "/Link"]
        names = [
            str(k.Obj.Contents) for e in links for k in kids(e) if isinstance(k, pikepdf.Dictionary)
        ]
    assert names == ["§ 2 Abs. 2", "Anlage 1"]


def test_metadata_is_one_block_without_dates():
    with opened(doc) as found:
        text = found.Root.Metadata.read_bytes().decode()
        assert "/CreationDate" not in found.docinfo
    assert text.count("<rdf:RDF") == 1
    assert "CreateDate" not in text
    assert "<vertragswerk:agreement>pankow/2023<" in text


def test_no_empty_elements_but_empty_cells():
    with opened(doc) as found:
        empty = {str(e.S) for e in tree(found) if not kids(e)}
    assert empty <= {"/TD"}
