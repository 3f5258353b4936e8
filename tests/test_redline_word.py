"""The tracked Word file: accepted it is the new contract, rejected the old one."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, seed, settings
from hypothesis import strategies as st
from lxml import etree

from contracts.document import Break, Emphasis, Inline, Paragraph, Reference, Strong, Text
from contracts.errors import WriterError
from contracts.ooxml.names import w
from contracts.redline import compare
from contracts.redline.renumber import renumber
from contracts.redline.word import tracked
from contracts.redline.word.resolver import resolved
from contracts.redline.word.targets import leading, names_of
from contracts.writers import docx
from tests import long
from tests.samples import doc
from tests.strategies_edits import edited
from tests.test_redline_compare import TEXTS, contract, section
from tests.tools.ooxml import problems
from tests.tools.settling import plain, settled

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
SAMPLE = long.count(100, 12)


def woven(old, new, **more):
    files = docx.make(old, TEMPLATE), docx.make(new, TEMPLATE)
    return tracked(compare(old, new), *files, **more), *(file.packed() for file in files)


def xml(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def _cases(count):
    """Edited contracts that the Word writer takes, always the same ones."""
    found = []

    @seed(20270101)
    @settings(
        max_examples=count * 2,
        database=None,
        deadline=None,
        phases=[p for p in settings().phases if p.name == "generate"],
        suppress_health_check=list(HealthCheck),
    )
    @given(edited())
    def collect(case):
        old, new = renumbered(case)
        with suppress(WriterError):  # a reference that leads nowhere
            woven(old, new)
            if len(found) < count:
                found.append((old, new))

    collect()
    return found


def renumbered(case):
    return renumber(case[0]), renumber(case[1])


@settings(
    max_examples=long.count(2_000, 60), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(edited(), st.booleans())
def test_every_edit_becomes_a_word_file_that_proves_itself(case, moves):
    old, new = renumbered(case)
    try:
        data, *_ = woven(old, new, moves=moves)
    except WriterError:  # an edit took away what a reference leads to: no Word file at all
        reject()
    assert data == woven(old, new, moves=moves)[0]


@pytest.mark.slow
def test_libreoffice_accepts_to_the_new_contract_and_rejects_to_the_old_one():
    files = [woven(old, new) for old, new in _cases(SAMPLE)]
    texts = plain([data for _, old, new in files for data in (old, new)])
    for n, (accepted, rejected) in enumerate(settled([data for data, *_ in files])):
        assert accepted == texts[2 * n + 1], n
        assert rejected == texts[2 * n], n


@pytest.mark.slow
def test_two_validators_find_nothing_in_the_tracked_files():
    files = [woven(old, new)[0] for old, new in _cases(long.count(30, 6))]
    assert problems(files) == [[] for _ in files]


def test_a_file_without_changes_has_no_marks():
    assert not re.search(r"<w:(ins|del|moveFrom|moveTo|pPrChange)\b", xml(woven(doc, doc)[0]))


def test_changed_words_are_marked_and_the_words_around_them_are_not():
    section = doc.body[2]
    block = replace(section.blocks[0], content=(Text("Der Bezirk stellt 30 Tage frei:"),))
    other = replace(section.blocks[0], content=(Text("Der Bezirk stellt 14 Tage frei:"),))
    old = replace(doc, body=(*doc.body[:2], replace(section, blocks=(other, *section.blocks[1:]))))
    new = replace(doc, body=(*doc.body[:2], replace(section, blocks=(block, *section.blocks[1:]))))
    text = xml(woven(old, new)[0])
    assert re.search(r"<w:del [^>]*><w:r><w:delText [^>]*>14 Tage</w:delText></w:r></w:del>", text)
    assert re.search(r"<w:ins [^>]*><w:r><w:t [^>]*>30 Tage</w:t></w:r></w:ins>", text)
    assert len(re.findall(r"<w:(?:del|ins) ", text)) == 2


def test_moved_sections_are_native_moves_with_paired_names_and_plain_text_inside():
    a, b = section("a", *TEXTS[:2]), section("b", *TEXTS[1:])
    old, new = contract(a, b), contract(b, a)
    text = xml(woven(old, new)[0])
    left = re.findall(r'<w:moveFromRangeStart [^>]*w:name="([^"]+)"', text)
    assert left
    assert sorted(left) == sorted(re.findall(r'<w:moveToRangeStart [^>]*w:name="([^"]+)"', text))
    for moved in re.findall(r"<w:moveFrom .*?</w:moveFrom>", text):
        assert "delText" not in moved
    assert "<w:moveFrom" not in xml(woven(old, new, moves=False)[0])


def test_all_revision_numbers_differ_and_all_have_author_and_date():
    new = replace(doc, body=doc.body[:2])
    new = replace(new, body=(new.body[0], _without_references(new.body[1])))
    text = xml(woven(_plain_references(doc), new)[0])
    marks = re.findall(r"<w:(?:ins|del|moveFrom|moveTo|pPrChange) [^>]*>", text)
    numbers = [re.search(r'w:id="(\d+)"', mark)[1] for mark in marks]
    assert len(set(numbers)) == len(numbers) > 0
    assert all(
        'w:author="Vertragswerk' in m and 'w:date="1980-01-01T00:00:00Z"' in m for m in marks
    )


def _plain(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(i for i in content if isinstance(i, Text | Strong | Emphasis | Break))


def _without_references(part):
    blocks = [
        replace(b, content=_plain(b.content)) if isinstance(b, Paragraph) else b
        for b in part.blocks
    ]
    return replace(part, blocks=tuple(blocks))


def _plain_references(document):
    return replace(document, body=tuple(_without_references(part) for part in document.body))


def _targets(data, *, accept):
    """What fields and links lead to after a decision, and the bookmarks there are."""
    body = etree.fromstring(xml(data).encode()).find(w("body"))
    left = [element for element in resolved(list(body), accept=accept) if element is not None]
    return (
        {name for element in left for name in leading(element)},
        {name for element in left for name in names_of(element)},
    )


def _referring(clause, target, version=1):
    words = (Text("Näheres regelt "), Reference(target, "§ ?"), Text(" dieses Vertrags."))
    return section(clause, words, TEXTS[0], version=version)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (  # the target goes, and who refers to it
            (_referring("a", "b"), section("b", TEXTS[1])),
            (section("a", TEXTS[0]),),
        ),
        (  # the target has another text and so another bookmark
            (_referring("a", "b"), section("b", TEXTS[1])),
            (section("a", TEXTS[0]), section("b", TEXTS[1], version=2)),
        ),
        (  # the target moves, and the reference stays with the same words
            (_referring("a", "b"), section("b", *TEXTS), section("c", *TEXTS[::-1])),
            (_referring("a", "b"), section("c", *TEXTS[::-1]), section("b", *TEXTS)),
        ),
    ],
)
@pytest.mark.parametrize("moves", [True, False])
def test_whatever_is_decided_each_reference_finds_its_target(old, new, moves):
    data, *_ = woven(contract(*old), contract(*new), moves=moves)
    for accept in (True, False):
        led, there = _targets(data, accept=accept)
        assert led <= there, accept
    assert _targets(data, accept=False)[0]


@pytest.mark.slow
def test_libreoffice_finds_the_target_of_a_rejected_reference():
    old = contract(_referring("a", "b"), section("b", TEXTS[1]), section("c", TEXTS[2]))
    new = contract(section("a", TEXTS[0]), section("c", TEXTS[2]))
    data, before, _ = woven(old, new)
    assert settled([data])[0][1] == plain([before])[0]
