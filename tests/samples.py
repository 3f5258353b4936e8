"""A small document with one of everything, for tests of readers and writers."""

from __future__ import annotations

from contracts.document import (
    Annex,
    Cell,
    ClauseUse,
    Document,
    Emphasis,
    Field,
    Gap,
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


def u(clause: str, variant: str = "standard") -> ClauseUse:
    return ClauseUse(clause, variant, 1, "ab" * 32, False, "im Plan vorgesehen")


doc = Document(
    "pankow/2023",
    "cooperation-contract",
    "draft",
    "Kooperationsvertrag",
    (Text("zur Umsetzung der Berliner Strategie gegen Kinder- und Familienarmut"),),
    (Text("Jug 12/2023"),),
    (
        Party(
            "district",
            (
                (Text("dem Land Berlin,"),),
                (
                    Text("vertreten durch das "),
                    Field(
                        "district.authority",
                        "Bezirksamt Pankow von Berlin",
                        "Bezirksamt Pankow von Berlin",
                    ),
                    Text(","),
                ),
                (Text("Breite Straße 24a-26, 13187 Berlin"),),
            ),
            "Bezirk",
        ),
        Party(
            "partner",
            (
                (Text("Gesundheit Berlin-Brandenburg e. V.,"),),
                (Text("Friedrichstraße 231, 10969 Berlin"),),
            ),
            "Gesundheit Berlin-Brandenburg",
        ),
    ),
    (
        Preamble(
            u("preamble"),
            (Text("Präambel"),),
            (Paragraph((Text("Kinder sollen im Wohlergehen aufwachsen."),), "", "preamble:1"),),
        ),
        Section(
            u("subject"),
            "§ 1",
            (Text("Gegenstand"),),
            (
                Paragraph(
                    (
                        Text("Der Vertrag regelt "),
                        Strong((Text("alles"),)),
                        Text(". Näheres in "),
                        Reference("resources:2", "§ 2 Abs. 2"),
                        Text(" und "),
                        Reference("annex-impact", "Anlage 1"),
                        Text("."),
                    ),
                    "",
                    "subject:1",
                ),
            ),
        ),
        Section(
            u("resources", "staff-release"),
            "§ 2",
            (Text("Koordination"),),
            (
                Paragraph(
                    (
                        Text("Der Bezirk stellt "),
                        Field(
                            "coordination.full_time_equivalents",
                            "",
                            "[offen: Vollzeitäquivalente]",
                            True,
                        ),
                        Text(" frei:"),
                    ),
                    "(1)",
                    "resources:1",
                ),
                ListBlock(
                    True,
                    1,
                    (
                        ListItem(
                            "1.",
                            (Text("erstens & <b>"),),
                            (
                                ListBlock(
                                    True,
                                    2,
                                    (
                                        ListItem("a)", (Text("unter a"),)),
                                        ListItem("b)", (Emphasis((Text("unter b"),)),)),
                                    ),
                                ),
                            ),
                        ),
                        ListItem("2.", (Text("zweitens"),)),
                    ),
                ),
                Paragraph((Text("Absatz zwei mit anderer Liste:"),), "(2)", "resources:2"),
                ListBlock(True, 1, (ListItem("1.", (Text("wieder eins"),)),)),
                ListBlock(False, 1, (ListItem("–", (Text("Strich"),)),)),
            ),
        ),
    ),
    SignatureBlock(
        u("signatures"),
        (Text("Unterschriften"),),
        (),
        (
            SigningParty(
                "district",
                (Text("Für den Bezirk"),),
                (Signatory((Text("R. Tietje"),), (Text("Bezirksstadträtin"),), "i. V."),),
            ),
            SigningParty(
                "partner",
                (Text("Für Gesundheit Berlin-Brandenburg"),),
                (Signatory((Field("x", "", "[offen: Name]", True),), (Text("Vorstand"),)),),
            ),
        ),
        "Ort, Datum",
        "Unterschrift",
    ),
    (
        Annex(
            u("annex-impact"),
            "Anlage 1",
            (Text("Wirkungsziele"),),
            (
                Table(
                    (Cell((Text("Ziel"),)), Cell((Text("Wert"),), "right")),
                    ((Cell((Text("Teilhabe"),)), Cell((Text("12,5 %"),), "right")),),
                    "Ziele und Indikatoren",
                ),
            ),
        ),
    ),
    (Gap("coordination.full_time_equivalents", "Vollzeitäquivalente", ("§ 2 Abs. 1",), "Bezirk"),),
    "PK23-7F3A",
)
