"""Documents at the edges: the emptiest, the longest, the widest, the most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts.document import (
    Annex,
    Cell,
    ClauseUse,
    Document,
    ListBlock,
    ListItem,
    Paragraph,
    Party,
    Section,
    Signatory,
    SignatureBlock,
    SigningParty,
    Table,
    Text,
)
from tests.benchmarks.contract import contract

if TYPE_CHECKING:
    from contracts.document import Block

LONG_WORD = "Kinderundfamilienarmutsbekämpfungsstrategie" * 8
SENTENCE = "Die Beteiligten unterrichten einander rechtzeitig über alle wesentlichen Umstände. "


def use(clause: str) -> ClauseUse:
    return ClauseUse(clause, "standard", 1, "cd" * 32)


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def with_annex(*blocks: Block) -> Document:
    annex = Annex(use("annex-long"), "Anlage\u00a01", text("Wirkungsziele"), blocks)
    return replace(contract("grenze"), annexes=(annex,))


def table(rows: int, cell: str) -> Table:
    header = tuple(Cell(text(words)) for words in ("Ziel", "Indikator", "Wert"))
    body = tuple(
        (Cell(text(f"Ziel {row}")), Cell(text(cell)), Cell(text(f"{row}\u00a0%"), "right"))
        for row in range(1, rows + 1)
    )
    return Table(header, body, "Ziele und Indikatoren")


def emptiest() -> Document:
    signing = SignatureBlock(
        use("signatures"),
        text("Unterschriften"),
        (),
        (SigningParty("district", text("A"), (Signatory(text("B"), text("C")),)),),
        "Ort",
        "Name",
    )
    return Document(
        agreement="mitte/2026",
        template="cooperation-contract",
        status="release",
        title="V",
        subtitle=(),
        file_reference=(),
        parties=(Party("district", (text("A"),), "A"), Party("partner", (text("B"),), "B")),
        body=(Section(use("a"), "§\u00a01", text("A"), (Paragraph(text("B"), "", "a:1"),)),),
        signatures=signing,
        annexes=(),
        gaps=(),
        draft_code="",
    )


def many_signatures() -> Document:
    document = contract("viele")
    signatories = tuple(
        Signatory(text(f"Erika Muster {n}"), text("Leitung"), "i.\u00a0V.") for n in range(3)
    )
    parties = tuple(
        SigningParty(f"p{n}", text(f"Für die Partei {n}"), signatories) for n in range(6)
    )
    return replace(document, signatures=replace(document.signatures, parties=parties))


def long_list() -> Document:
    inner = ListBlock(
        ordered=True, level=2, items=tuple(ListItem(f"{c})", text(SENTENCE)) for c in "abcdef")
    )
    items = tuple(
        ListItem(f"{n}.", text(SENTENCE * 2), (inner,) if n % 10 == 0 else ())
        for n in range(1, 121)
    )
    return with_annex(ListBlock(ordered=True, level=1, items=items))


EXTREMES = {
    "emptiest": emptiest(),
    "five hundred indicators": with_annex(table(500, SENTENCE)),
    "a cell longer than a page": with_annex(table(2, SENTENCE * 90)),
    "a word wider than the page": with_annex(
        Paragraph(text(LONG_WORD), "", "annex-long:1"), table(2, LONG_WORD)
    ),
    "a list over pages": long_list(),
    "eighteen signatures": many_signatures(),
    "a title of three lines": replace(contract("titel"), title=SENTENCE * 3, subtitle=()),
    "with contents": replace(contract("inhalt"), toc=True),
}
