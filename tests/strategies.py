"""Hypothesis strategies: random documents whose labels, anchors and references are right.

``documents()`` is for everybody who proves something about all contracts. A document has at least
one section; references lead to sections, paragraphs and annexes that exist; a release has no gap.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from contracts import wording
from contracts.document import (
    Annex,
    Break,
    Cell,
    ClauseUse,
    Document,
    Emphasis,
    Field,
    Gap,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Party,
    Preamble,
    Reference,
    Section,
    Signatory,
    SignatureBlock,
    SigningParty,
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NBSP = "\u00a0"
LETTERS = string.ascii_letters + string.digits + "äöüÄÖÜß §()„“–.,;:!?/%€&<>\"'{}#*_|\\-=+@"
NASTY = (
    "<b>&amp;{{ 7*7 }}", "# A", "*B* _C_", "]]>", "{% if x %}", "&#x26;", "1. zu früh", "§ 4",
    "{{ x.__class__ }}", "a\u00a0b", "„Wort“", "\u200f1\u200e", "Łódź", "\\n", "--", "'\"", "–",
)  # fmt: skip
USUAL = (
    "Der Bezirk", "stellt Beschäftigte im Umfang von", "Wirkungsziele", "gemäß", "28. November 2023",
    "Gesundheit Berlin-Brandenburg e.\u00a0V.", "Kinder- und Familienarmut", "12,5 %", "1.200 Euro",
)  # fmt: skip
_NAMES = ("term.ends", "coordination.full_time_equivalents", "parties.district.name")
_HEX = "0123456789abcdef"


def words(alphabet: str = LETTERS) -> st.SearchStrategy[str]:
    """Return texts without blanks at their ends, some of them like markup or code."""
    plain = st.text(alphabet, min_size=1, max_size=40).map(lambda s: " ".join(s.split()))
    usual = st.sampled_from((*USUAL, *NASTY))  # drawn text takes most of the time
    return st.one_of(usual, usual, usual, plain.filter(bool))


def clause_ids() -> st.SearchStrategy[str]:
    """Return ids of clauses, some longer than a bookmark may be."""
    piece = st.text(string.ascii_lowercase, min_size=1, max_size=12)
    return st.lists(piece, min_size=1, max_size=4).map("-".join)


def uses(clause: str) -> st.SearchStrategy[ClauseUse]:
    """Return uses of a clause."""
    return st.builds(
        ClauseUse,
        st.just(clause),
        st.sampled_from(["standard", "staff-release", "public"]),
        st.integers(1, 12),
        st.text(_HEX, min_size=64, max_size=64),
        st.booleans(),
        st.just("im Plan vorgesehen"),
    )


def inlines(
    references: tuple[Reference, ...] = (), *, gaps: bool = True, smallest: int = 1
) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Return the content of a paragraph, a heading or a cell."""
    text = words().map(Text)
    value = st.builds(Field, st.sampled_from(_NAMES), words(), words(), st.just(value=False))
    gap = st.builds(
        lambda name, label: Field(name, "", wording.gap_shown(label), gap=True),
        st.sampled_from(_NAMES),
        words(),
    )
    leaves: list[st.SearchStrategy[Any]] = [text, text, value]
    leaves += [gap] if gaps else []
    leaves += [st.sampled_from(references)] if references else []
    leaf = st.one_of(leaves)
    inner = st.lists(leaf, min_size=1, max_size=2).map(tuple)
    spread = st.one_of(leaf, leaf, inner.map(Strong), inner.map(Emphasis), st.just(Break()))
    strategy = st.lists(spread, min_size=smallest, max_size=4).map(_with_words)
    return strategy if smallest else st.one_of(st.just(()), strategy)


def _with_words(content: list[Inline]) -> tuple[Inline, ...]:
    """Return content that does not begin or end with a line break and is not empty."""
    while content and isinstance(content[0], Break):
        content = content[1:]
    while content and isinstance(content[-1], Break):
        content = content[:-1]
    return tuple(content) or (Text("Wort"),)


def lists(content: st.SearchStrategy[tuple[Inline, ...]]) -> st.SearchStrategy[ListBlock]:
    """Return lists of both kinds, with lists in them."""
    inner = st.builds(
        _list, st.booleans(), st.just(2), st.lists(content, min_size=1, max_size=3), st.just([])
    )
    children = st.lists(st.lists(inner, max_size=2), max_size=3)
    items = st.lists(content, min_size=1, max_size=3)
    return st.builds(_list, st.booleans(), st.just(1), items, children)


def _list(
    ordered: bool, level: int, contents: list[Any], children: list[list[ListBlock]]
) -> ListBlock:
    labels: Callable[[int], str] = (
        (lambda n: f"{n + 1}.") if level == 1 else (lambda n: f"{string.ascii_lowercase[n]})")
    )
    inside = [tuple(found) for found in children] + [()] * len(contents)
    return ListBlock(
        ordered,
        level,
        tuple(
            ListItem(labels(n) if ordered else "–", content, inside[n])
            for n, content in enumerate(contents)
        ),
    )


@st.composite
def tables(draw: st.DrawFn, content: st.SearchStrategy[tuple[Inline, ...]]) -> Table:
    """Return tables of one to four columns, some without rows or caption."""
    aligns = draw(st.lists(st.sampled_from(["left", "right", "center"]), min_size=1, max_size=4))
    header = tuple(Cell((Text(draw(words())),), align) for align in aligns)
    rows = draw(st.integers(0, 3))
    body = tuple(tuple(Cell(draw(content), align) for align in aligns) for _ in range(rows))
    return Table(header, body, draw(st.one_of(st.just(""), words())))


@st.composite
def documents(
    draw: st.DrawFn,
    *,
    status: str | None = None,
    toc: bool | None = None,
) -> Document:
    """Return whole documents."""
    status = status or draw(st.sampled_from(["draft", "release"]))
    gaps = status == "draft"
    clauses = draw(st.lists(clause_ids(), min_size=5, max_size=9, unique=True))
    first, signing, *rest = clauses
    annexes = draw(st.integers(0, min(3, len(rest) - 1)))
    shapes = {clause: draw(_shape(labelled=True)) for clause in rest}
    sections = rest[: len(rest) - annexes]
    numbers = {clause: f"§{NBSP}{n}" for n, clause in enumerate(sections, 1)}
    numbers |= {clause: f"Anlage{NBSP}{n}" for n, clause in enumerate(rest[len(sections) :], 1)}
    references = tuple(_references(shapes, numbers))
    content = inlines(references, gaps=gaps)
    title = inlines(gaps=gaps)

    def blocks(clause: str, shape: str) -> tuple[Any, ...]:
        return draw(_blocks(clause, shape, content))

    body: list[Preamble | Section] = []
    if draw(st.booleans()):
        body.append(Preamble(draw(uses(first)), draw(title), blocks(first, draw(_shape()))))
    for clause in sections:
        use, shape = draw(uses(clause)), shapes[clause]
        body.append(Section(use, numbers[clause], draw(title), blocks(clause, shape)))
    signed = draw(st.sampled_from(["", "p", "pl"]))
    return Document(
        agreement=f"{draw(st.sampled_from(['pankow', 'mitte']))}/{draw(st.integers(2020, 2030))}",
        template="cooperation-contract",
        status=status,  # type: ignore[arg-type]
        title=draw(words()),
        subtitle=draw(inlines(gaps=gaps, smallest=0)),
        file_reference=draw(inlines(gaps=gaps, smallest=0)),
        parties=tuple(draw(st.lists(_party(gaps=gaps), min_size=2, max_size=3))),
        body=tuple(body),
        signatures=SignatureBlock(
            draw(uses(signing)),
            draw(title),
            blocks(signing, signed),
            tuple(draw(st.lists(_signing(gaps=gaps), min_size=1, max_size=3))),
            "Ort, Datum",
            "Unterschrift",
        ),
        annexes=tuple(
            Annex(draw(uses(c)), numbers[c], draw(title), blocks(c, shapes[c]))
            for c in rest[len(sections) :]
        ),
        gaps=tuple(draw(st.lists(_gap(), max_size=3))) if gaps else (),
        draft_code=draw(st.from_regex(r"[A-Z]{2}[0-9]{2}-[0-9A-F]{4}", fullmatch=True)),
        parties_use=draw(st.one_of(st.none(), uses("parties-block"))),
        toc=draw(st.booleans()) if toc is None else toc,
    )


def _shape(*, labelled: bool = False) -> st.SearchStrategy[str]:
    """Return the kinds of a part's blocks: p paragraph, l list, t table; it begins with words."""
    most = 4 if labelled else 2
    return st.text("plt", max_size=most).map(lambda kinds: "p" + kinds)


def _references(shapes: dict[str, str], numbers: dict[str, str]) -> list[Reference]:
    found = []
    for clause, shape in shapes.items():
        found.append(Reference(clause, numbers[clause]))
        if shape.count("p") > 1:
            found.append(Reference(f"{clause}:2", f"{numbers[clause]} Abs.{NBSP}2"))
    return found


@st.composite
def _blocks(
    draw: st.DrawFn, clause: str, shape: str, content: st.SearchStrategy[tuple[Inline, ...]]
) -> tuple[Any, ...]:
    out: list[Any] = []
    paragraphs = 0
    counts = shape.count("p") > 1 and not clause.startswith("parties")
    for kind in shape:
        if kind == "p":
            paragraphs += 1
            label = f"({paragraphs})" if counts else ""
            out.append(Paragraph(draw(content), label, f"{clause}:{paragraphs}"))
        elif kind == "l":
            out.append(draw(lists(content)))
        else:
            out.append(draw(tables(content)))
    return tuple(out)


def _party(*, gaps: bool) -> st.SearchStrategy[Party]:
    lines = st.lists(inlines(gaps=gaps), min_size=1, max_size=3).map(tuple)
    together = st.one_of(st.just(""), words())
    return st.builds(Party, st.sampled_from(["district", "partner"]), lines, words(), together)


def _signing(*, gaps: bool) -> st.SearchStrategy[SigningParty]:
    line = inlines(gaps=gaps)
    signatory = st.builds(Signatory, line, line, st.sampled_from(["", f"i.{NBSP}V."]))
    signatories = st.lists(signatory, min_size=1, max_size=2).map(tuple)
    return st.builds(SigningParty, st.sampled_from(["district", "partner"]), line, signatories)


def _gap() -> st.SearchStrategy[Gap]:
    needed = st.lists(words(), min_size=1, max_size=2).map(tuple)
    return st.builds(Gap, st.sampled_from(_NAMES), words(), needed, words())
