"""The contract that the benchmarks write: eight pages, 14 §§ with 4 paragraphs each, one table."""

from __future__ import annotations

from contracts.document import (
    Annex,
    Cell,
    ClauseUse,
    Document,
    Field,
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

SENTENCES = (
    (
        "Der Bezirk stellt für die Koordination der integrierten bezirklichen Strategie gegen "
        "Kinder- und Familienarmut Beschäftigte im vereinbarten Umfang frei. "
    ),
    (
        "Gesundheit Berlin-Brandenburg begleitet den Prozess mit Beratung, Moderation und "
        "Fortbildung und stimmt Zeitpunkt und Form mit dem Bezirk ab. "
    ),
    (
        "Die Beteiligten unterrichten einander rechtzeitig, wenn sich Umstände ändern, die für "
        "diese Vereinbarung wesentlich sind. "
    ),
    (
        "Die Wirkungsziele werden einmal im Jahr gemeinsam überprüft; das Ergebnis wird "
        "schriftlich festgehalten und der Steuerungsrunde vorgelegt. "
    ),
)


def _use(clause: str) -> ClauseUse:
    return ClauseUse(clause, "standard", 1, "ab" * 32, reason="im Plan vorgesehen")


def _paragraph(section: int, number: int) -> Paragraph:
    text = "".join(SENTENCES[(section + number + step) % 4] for step in range(2 + number % 2))
    target = 1 + (section + number) % 14
    content = (
        Text(text + "Der Umfang beträgt "),
        Field(f"coordination.share_{section}_{number}", "1.5", "1,5 Vollzeitäquivalente"),
        Text("; das Nähere regelt "),
        Reference(f"clause-{target}", f"§\u00a0{target}"),
        Text(". Hiervon kann "),
        Strong((Text("nur schriftlich"),)),
        Text(" abgewichen werden."),
    )
    return Paragraph(content, f"({number})", f"clause-{section}:{number}")


def _list() -> ListBlock:
    inner = ListBlock(
        ordered=True,
        level=2,
        items=tuple(ListItem(f"{letter})", (Text(SENTENCES[1][:60]),)) for letter in "ab"),
    )
    return ListBlock(
        ordered=True,
        level=1,
        items=(
            ListItem("1.", (Text("die Leitung der Koordination,"),), (inner,)),
            ListItem("2.", (Text("die Berichte an die Steuerungsrunde."),)),
        ),
    )


def _section(number: int) -> Section:
    blocks = [_paragraph(number, position) for position in range(1, 5)]
    listed = (_list(),) if number % 4 == 0 else ()
    title = (Text(f"Regelung der Aufgaben {number}"),)
    use = _use(f"clause-{number}")
    return Section(use, f"§\u00a0{number}", title, (*blocks[:2], *listed, *blocks[2:]))


def _row(number: int) -> tuple[Cell, ...]:
    texts = (f"Teilhabe {number}", SENTENCES[number % 4][:70], f"{number},5\u00a0%", "2027")
    return tuple(
        Cell((Text(text),), "right" if column == 2 else "left") for column, text in enumerate(texts)
    )


def contract(district: str = "muster") -> Document:
    """Return the contract; the district's name makes each a different one."""
    parties = (
        Party(
            "district",
            (
                (Text("Land Berlin, vertreten durch das "),),
                (Field("district.authority", district, f"Bezirksamt {district} von Berlin"),),
            ),
            "Bezirk",
        ),
        Party("partner", ((Text("Gesundheit Berlin-Brandenburg e.\u00a0V."),),), "GesBB"),
    )
    header = tuple(Cell((Text(text),)) for text in ("Ziel", "Indikator", "Wert", "Jahr"))
    table = Table(header, tuple(_row(number) for number in range(1, 11)), "Ziele und Indikatoren")
    signing = tuple(
        SigningParty(
            party.key,
            (Text(f"Für {party.short}"),),
            (Signatory((Text("Erika Muster"),), (Text("Leitung"),)),),
        )
        for party in parties
    )
    return Document(
        agreement=f"{district}/2026",
        template="cooperation-contract",
        status="release",
        title="Kooperationsvertrag",
        subtitle=(Text("zur Umsetzung der Berliner Strategie gegen Kinder- und Familienarmut"),),
        file_reference=(Text("Jug 12/2026"),),
        parties=parties,
        body=(
            Preamble(_use("preamble"), (Text("Präambel"),), (Paragraph((Text(SENTENCES[0]),)),)),
            *(_section(number) for number in range(1, 15)),
        ),
        signatures=SignatureBlock(
            _use("signatures"),
            (Text("Unterschriften"),),
            (),
            signing,
            "Ort, Datum",
            "Unterschrift",
        ),
        annexes=(Annex(_use("annex-impact"), "Anlage\u00a01", (Text("Wirkungsziele"),), (table,)),),
        gaps=(),
        draft_code="",
    )
