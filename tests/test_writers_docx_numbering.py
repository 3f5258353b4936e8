"""Word's own numbering says what the document says: proven by counting as Word counts."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from contracts.document import ListBlock, ListItem, Paragraph, Section, Text
from contracts.errors import WriterError
from contracts.writers.docx import write
from tests.builders.returned import parts_of
from tests.samples import doc
from tests.strategies import documents
from tests.tools.office import text_lines

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def val(parent, path):
    found = parent.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


class Word:
    """Counts as ISO/IEC 29500-1, 17.9 says, from the parts of the file alone."""

    def __init__(self, data):
        parts = parts_of(data)
        self.body = etree.fromstring(parts["word/document.xml"])
        numbering = etree.fromstring(parts["word/numbering.xml"])
        styles = etree.fromstring(parts["word/styles.xml"])
        self.numbering = numbering
        self.styles = {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
        self.abstracts = {
            a.get(f"{W}abstractNumId"): a for a in numbering.findall(f"{W}abstractNum")
        }
        self.nums = {
            n.get(f"{W}numId"): val(n, "abstractNumId") for n in numbering.findall(f"{W}num")
        }

    def labels(self):
        """Return the label of each numbered paragraph with its words."""
        counters = {}
        out = []
        for paragraph in self.body.iter(f"{W}p"):
            num_id, level = self.position(paragraph)
            if num_id is None:
                continue
            abstract = self.nums[num_id]
            state = counters.setdefault(abstract, [0] * 9)  # Word counts by abstract definition
            state[level] += 1
            state[level + 1 :] = [0] * (8 - level)
            text = "".join(paragraph.itertext(f"{W}t"))
            out.append((self.label(abstract, level, state), text))
        return out

    def position(self, paragraph):
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            return val(own, "numId"), int(val(own, "ilvl"))
        style = self.styles[val(paragraph, "pPr/pStyle")]
        while style is not None:
            if style.find(f"{W}pPr/{W}numPr") is not None:
                return val(style, "pPr/numPr/numId"), int(val(style, "pPr/numPr/ilvl") or 0)
            style = self.styles.get(val(style, "basedOn"))
        return None, 0

    def label(self, abstract, level, state):
        lvl = self.abstracts[abstract].findall(f"{W}lvl")[level]
        assert lvl.find(f"{W}lvlRestart") is None
        form = val(lvl, "numFmt")
        if form == "bullet":
            return val(lvl, "lvlText")
        assert val(lvl, "start") == "1"
        shown = {"decimal": str, "lowerLetter": lambda n: "abcdefghijklmnopqrstuvwxyz"[n - 1]}
        return re.sub(r"%(\d)", lambda m: shown[form](state[int(m[1]) - 1]), val(lvl, "lvlText"))


def expected_labels(document):
    """Return the labels that the document has, in reading order."""

    for part in document.parts:
        if part.number:
            yield part.number
        for block in part.blocks:
            yield from block_labels(block)


def block_labels(block):
    if isinstance(block, Paragraph) and block.label:
        yield block.label
    for item in block.items if isinstance(block, ListBlock) else ():
        yield item.label
        for child in item.children:
            yield from block_labels(child)


def plain(labels):
    return [label.replace("\u00a0", " ") for label in labels]


def counted(document):
    return plain(label for label, _ in Word(write(document, TEMPLATE)).labels())


def numbered_list(*texts, level=1, children=()):
    labels = [f"{n}." if level == 1 else f"{'abc'[n - 1]})" for n in range(1, len(texts) + 1)]
    return ListBlock(
        True,
        level,
        tuple(
            ListItem(label, (Text(text),), tuple(children))
            for label, text in zip(labels, texts, strict=True)
        ),
    )


def section_with(*blocks):
    before = dataclasses.replace(doc.body[1], blocks=(Paragraph((Text("Satz."),)),))
    section = dataclasses.replace(doc.body[2], blocks=blocks)
    return dataclasses.replace(doc, body=(doc.body[0], before, section))


def absatz(number):
    return Paragraph((Text("Satz."),), f"({number})" if number else "", f"resources:{number}")


def test_word_counts_what_the_document_says():
    assert counted(doc) == plain(expected_labels(doc))


@settings(max_examples=40, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_word_counts_what_any_document_says(document):
    assert counted(document) == plain(expected_labels(document))


LABEL = r"(§ \d+|\(\d+\)|\d+\.|[a-c]\)|–|Anlage \d+)(?= (?!nachfolgend|Abs\.))"
LISTS = {
    "a list after each paragraph": (
        absatz(1), numbered_list("a", "b"), absatz(2), numbered_list("c"),
    ),
    "two lists in a row": (absatz(1), numbered_list("a", "b"), numbered_list("c"), absatz(2)),
    "a list before the first paragraph": (numbered_list("a"), absatz(1), absatz(2)),
    "a list in an unnumbered section": (absatz(0), numbered_list("a", "b")),
    "two in an unnumbered section": (absatz(0), numbered_list("a"), numbered_list("b")),
    "lists in each item": (
        absatz(1), numbered_list("a", "b", children=[numbered_list("x", "y", level=2)]),
    ),
    "two lists in an item": (
        absatz(1),
        numbered_list(
            "a", children=[numbered_list("x", level=2), numbered_list("y", "z", level=2)]
        ),
        absatz(2),
    ),
    "an ordered list in an unordered one": (
        absatz(1),
        ListBlock(
            False, 1,
            (ListItem("–", (Text("a"),), (numbered_list("x", level=2),)),
             ListItem("–", (Text("b"),), (numbered_list("y", level=2),))),
        ),
        absatz(2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_list_starts_anew(name):
    document = section_with(*LISTS[name])
    assert counted(document) == plain(expected_labels(document))


@pytest.mark.slow
def test_every_list_starts_anew_in_libreoffice():
    use = doc.body[2].use
    sections = tuple(
        Section(
            dataclasses.replace(use, clause=f"clause-{n}"), f"§\u00a0{n + 1}", (Text(name),), blocks
        )
        for n, (name, blocks) in enumerate(LISTS.items())
    )
    document = dataclasses.replace(
        doc,
        body=tuple(
            dataclasses.replace(
                s,
                blocks=tuple(
                    dataclasses.replace(b, anchor="") if isinstance(b, Paragraph) else b
                    for b in s.blocks
                ),
            )
            for s in sections
        ),
    )
    lines = text_lines(write(document, TEMPLATE))
    expected = plain(expected_labels(document))
    found = [m[0] for line in lines if (m := re.match(LABEL, line))]
    assert found == expected


def test_a_list_that_counts_on_its_own_has_its_own_definition():
    word = Word(write(section_with(*LISTS["two lists in a row"]), TEMPLATE))
    used = [word.position(p)[0] for p in word.body.iter(f"{W}p") if word.position(p)[0]]
    assert len(word.nums) == len(set(word.nums.values()))  # no definition is shared
    assert word.numbering.find(f".//{W}lvlOverride") is None
    assert len(set(used)) == 3  # sections, the second list, annexes
    ids = [val(abstract, "nsid") for abstract in word.abstracts.values()]
    assert len(ids) == len(set(ids))


def test_each_style_is_linked_to_one_level_only():
    word = Word(write(section_with(*LISTS["two lists in a row"]), TEMPLATE))
    links = [link.get(f"{W}val") for link in word.numbering.iter(f"{W}pStyle")]
    assert len(links) == len(set(links))


def test_no_number_is_typed():
    texts = [text for _, text in Word(write(doc, TEMPLATE)).labels()]
    assert texts
    assert not any(re.match(r"(§|\(\d|\d+\.|[a-z]\)|–)", text) for text in texts)


@pytest.mark.parametrize(
    "document",
    [
        dataclasses.replace(
            doc, body=(doc.body[0], dataclasses.replace(doc.body[1], number="§ 2"), doc.body[2])
        ),
        dataclasses.replace(doc, annexes=(dataclasses.replace(doc.annexes[0], number="Anlage 7"),)),
        section_with(absatz(1), absatz(3)),
        section_with(absatz(1), ListBlock(True, 1, (ListItem("4.", (Text("x"),)),))),
        section_with(absatz(1), ListBlock(True, 1, (ListItem("a)", (Text("x"),)),))),
    ],
)
def test_a_document_that_word_would_number_otherwise_is_refused(document):
    with pytest.raises(WriterError, match="K-838"):
        write(document, TEMPLATE)
