"""The gold set: pairs of clause texts with the changes that a German lawyer expects."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from contracts.document import (
    ClauseUse,
    Document,
    Field,
    ListBlock,
    ListItem,
    Paragraph,
    Reference,
    Section,
    Text,
)
from contracts.redline import compare, prove
from contracts.redline.clauses import Source, compare_clauses
from contracts.redline.renumber import renumber
from tests.samples import doc

FOLDER = Path(__file__).parent / "examples" / "redline"
SIGNS = {
    "~": "replaced",
    "+": "inserted",
    "-": "deleted",
    ">": "moved",
    ">~": "moved-and-changed",
}
MARKUP = re.compile(r"\{([a-z_.]+)=([^{}]*)\}|\[([a-z-]+)=([^\[\]]*)\]")


@dataclass(frozen=True)
class Pair:
    name: str
    kind: str
    old: str
    new: str
    expected: tuple[str, ...]


def _pairs():
    for file in sorted(FOLDER.glob("*.txt")):
        for chunk in re.split(r"^# ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, rest = chunk.partition("\n")
            kind = re.match(r"art: (\w+)\n", rest)
            _, old, new, expected = re.split(r"^(?:alt|neu|erwartet):\n", rest, flags=re.MULTILINE)
            lines = tuple(line for line in expected.splitlines() if line.strip())
            yield Pair(name, kind[1] if kind else "fassung", old.strip(), new.strip(), lines)


PAIRS = list(_pairs())


def _content(text):
    found, position = [], 0
    for match in MARKUP.finditer(text):
        if match.start() > position:
            found.append(Text(text[position : match.start()]))
        if match[1]:
            gap = match[2].startswith("[offen")
            found.append(Field(match[1], "" if gap else match[2], match[2], gap))
        else:
            found.append(Reference(match[3], match[4]))
        position = match.end()
    return (*found, Text(text[position:])) if text[position:] else tuple(found)


def _document(text, use):
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.split("\n")
        if re.match(r"\d+\. ", lines[0]):
            items = [ListItem("", _content(line.partition(" ")[2])) for line in lines]
            blocks.append(ListBlock(True, 1, tuple(items)))
        else:
            blocks.append(Paragraph(_content(" ".join(lines))))
    section = Section(use, "", (Text("Regelung"),), tuple(blocks))
    document: Document = replace(doc, body=(doc.body[0], section), gaps=())
    return replace(renumber(document), body=(doc.body[0], *_kept(renumber(document), section)))


def _kept(document, section):
    """The numbered section with its references as the pair shows them."""
    numbered = document.body[1]
    blocks = [
        replace(new, content=old.content) if isinstance(new, Paragraph) else new
        for new, old in zip(numbered.blocks, section.blocks, strict=True)
    ]
    return (replace(numbered, blocks=tuple(blocks)),)


def _use(version=1, variant="standard", *, deviation=False):
    return ClauseUse("regulation", variant, version, f"{version:064x}", deviation, "im Plan")


def _compared(pair):
    old = _use()
    new = {
        "fassung": _use(2),
        "variante": _use(1, "other"),
        "bezirk": _use(3, deviation=True),
        "angaben": _use(),
        "quelle": _use(2),
    }[pair.kind]
    if pair.kind == "quelle":
        return compare_clauses(
            Source("regulation@1", old, None, pair.old + "\n"),
            Source("regulation@2", new, None, pair.new + "\n"),
        )
    comparison = compare(_document(pair.old, old), _document(pair.new, new))
    prove(comparison)
    return comparison


def _line(change):
    sign = next(sign for sign, kind in SIGNS.items() if kind == change.kind)
    text = f"{change.old} → {change.new}" if sign == "~" else change.new or change.old
    if sign == ">~":
        text = change.old
    cause = f"{change.cause.kind} {change.cause.field}".strip()
    text = text.replace("\u00a0", " ").replace("\n", " ").strip()
    return f"{sign} {text} | {change.verdict.klass} | {change.verdict.rules[0]} | {cause}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_changes_of_a_pair_are_those_that_a_lawyer_expects(pair):
    found = tuple(_line(change) for change in _compared(pair).changes)
    assert found == (() if pair.expected == ("keine",) else pair.expected)


def test_there_are_at_least_forty_pairs_with_names_of_their_own():
    assert len(PAIRS) >= 40
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)
