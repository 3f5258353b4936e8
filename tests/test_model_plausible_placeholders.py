"""Words that stand for an unknown value, in every usual spelling; and honest ones like them."""

from __future__ import annotations

import time
from copy import deepcopy

import pytest

from contracts.model import Agreement, District, Partner
from contracts.model.plausible.placeholders import placeholder
from contracts.model.plausible.texts import placeholders_in, without_placeholders
from contracts.sources.clauses import load_library
from contracts.sources.models import load_model
from contracts.sources.workspace import Workspace
from tests.builders.facts import put
from tests.tools.workspace import ROOT

NOTHING_SAID = """\
N.N.|N. N.|NN|n.n.|n. n.|N.N|Nomen nescio|???|??|?|…|...|......|___|___________|xxx|X|xx|XX.XX.XXXX
xx/xx/xxxx|TBD|tbd|t.b.d.|tba|TBA|t.b.a.|tbc|todo|TODO|To do|FIXME|wird noch ergänzt|Wird ergänzt
TT.MM.JJJJ|nn@bezirk.de|n.n.@bezirk.de|xxx@xxx.de|vorname.nachname@bezirk.de|Frau|Herr/Frau|pending
wird nachgereicht|Wird nachgetragen!|wird geklärt|wird in Kürze mitgeteilt|wird vom Amt noch benannt
WIRD NOCH ERGÄNZT|muss noch ergänzt werden|soll noch benannt werden|Die Leitung wird noch benannt
folgt|Folgt.|- folgt -|folgt noch|folgt später|Name folgt|Angaben folgen|Unterlagen folgen|noch offen
noch offen!|noch offen?|offen|"offen"|ist noch offen|offen (Stand 11/2026)|Leitung: offen|Betrag offen
Leitung: noch offen|unbekannt|derzeit unbekannt|nicht bekannt|noch nicht bekannt|nicht benannt
noch nicht festgelegt|noch nicht entschieden|steht noch nicht fest|Termin steht noch aus|weiß nicht
noch zu klären|zu klären|noch zu benennen|zu ergänzen|fehlt|fehlt noch|vakant|unbesetzt|k.A.|k. A.|kA
keine Angabe|keine Angaben|-|–|—|--|/|.|*|n/a|N/A|Muster|[Name]|<Name>|{Name}|<Vorname Nachname>
[offen: Vollzeitäquivalente]|Name eintragen|Bitte Namen ergänzen|bitte ergänzen|bitte noch eintragen
hier Text einfügen|Datum|Name|siehe oben|s.o.|s. o.|s.u.|dito|Platzhalter|Platzhaltertext|lorem ipsum
Lorem ipsum dolor sit amet|test|Test 1|Testeintrag|asdf|qwertz|bla bla|aaa|0|000|00.00.0000|12345|null
None|leer|Frau N.N.|Herr N. N., Leitung|Frau NN|NN (Jugendamt)|Jugendamt, N.N.|Bezirksstadträtin N.N.
Frau XX|Herr X|Straße ___|Straße …|Straße XX|030 xxxxxx|030 ...|(wird noch ergänzt)|»wird noch ergänzt«
Steuerungsrunde (folgt)|Steuerungsrunde (wird noch ergänzt)|Abt. Jugend (Name folgt)|TBD (Leitung)
Frau [Name]|in Abstimmung|in Klärung|to be defined|Max Mustermann|Musterstraße 1|Quelle folgt"""

SAID = """\
offene Jugendarbeit|Offene Kinder- und Jugendarbeit|Offener Ganztag|Angebot (offen)|Testverfahren
Offene Sprechstunde im Familienzentrum|Tag der offenen Tür|Offen für weitere Ämter|N. N. Schmidt
Wird von der Koordination jährlich ergänzt durch neue Angebote|Der Bericht wird jährlich ergänzt.
Der Bezirk wird noch enger mit den Trägern zusammenarbeiten|Musterbezirk|VR 10000 B
Testlauf der Befragung im Frühjahr|Test- und Beratungsstelle|Familien folgen der Einladung
Im Folgenden genannte Ämter|Unbekannte Angebote bekannter machen|Jugendamt, Sozialamt/Gesundheitsamt
Angebote für Familien mit unbekanntem Aufenthaltsstatus|BA-Beschluss 0815/2026|XX-0731|XXI/0123
IX-0731|Drucksache XX/0815|Drucksache XXX-0815|Jug 1 - 1000/2026|Tiefbauamt (TBA)|U8|QPK|SPK|i. V.
To-do-Listen für Familien|Angaben zur Person werden getrennt gespeichert|22 Prozent (2025)|30 %
Beratung, wie oben im Haus angeboten|3 Einrichtungen (2025)|0 Prozent (2025)|0 Einrichtungen (2025)
je Kalenderjahr|nach Bedarf|nach Absprache|bei Bedarf|nach Vereinbarung|Amt für Soziales|Amt III
Namen und Adressen bleiben vertraulich|Referat X|Abteilung I|Haus A|Leitung|Vorsitz|Koordination
Leitung des Kernteams|Einzelheiten werden im Kernteam festgelegt|Nn Chi Nguyen|N. Neumann|N.-N. Meyer
Das Konzept wird gemeinsam mit Familien erarbeitet|Probezeit|Was brauchen Familien?|Wie geht es dir?
Familienbefragung „Wie geht’s?“|Straße des 17. Juni 1|An der Mole 3|Nördlicher Platz 2|Online-Befragung
Wird nichts vergessen: Checkliste Übergang Kita und Schule|Anonym, ohne Angabe von Namen
Beratung ohne Angaben zur Person|Nachfolgerin der Steuerungsrunde|keine Zahlungen|Zoom-Konferenz
„Mitten im Kiez“ – Familienrat|Beteiligung der Kinder (noch ohne Stimmrecht)|Beschluss 12345/2026
Vorsitz wechselt jährlich zwischen den Ämtern|Weg zur Schule sicher machen|Pegel 34 m ü. NN
Plätze vergeben, die bisher unbesetzt sind|Muster für Anschreiben in Leichter Sprache
Beispielhafte Elternbriefe|Gute Beispiele und Vorlagen teilen|Sport, Kultur, Musik …
Das Ziel, das im Vertrag steht und das Kernteam im Blick hat, wird geprüft|Bezirksamt (BA)
Bezirksstadträtin für Jugend und Familie|Stabsstelle Kinderarmutsprävention|Rona Tietje|Ina Offen
Familien wissen, welche Leistungen ihnen bisher nicht bekannt waren|A. B. Noch|Test-Kita „Zwerge“"""

BAD = [text for line in NOTHING_SAID.split("\n") for text in line.split("|")]
GOOD = [text for line in SAID.split("\n") for text in line.split("|")]


@pytest.mark.parametrize("text", BAD)
def test_a_placeholder_is_known_in_every_spelling(text: str) -> None:
    assert placeholder(text)
    assert placeholder(text.replace(" ", "\u00a0"))
    assert placeholder(f"  {text} ".replace(" ", "  "))
    assert placeholder(f"({text})")
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert placeholder(wide), wide


@pytest.mark.parametrize("text", [t for t in BAD if t not in ("TBA", "kA", "N.N") and len(t) > 3])
def test_upper_and_lower_case_do_not_hide_a_placeholder(text: str) -> None:
    assert placeholder(text.lower()) or text in ("Frau NN", "NN (Jugendamt)")
    assert placeholder(text.upper())


@pytest.mark.parametrize("text", GOOD)
def test_an_honest_text_is_not_taken_for_a_placeholder(text: str) -> None:
    assert not placeholder(text)
    assert not placeholder(text.replace(" ", "\u00a0"))


def test_at_least_sixty_honest_texts_are_tried() -> None:
    assert len(set(GOOD)) >= 60
    assert len(set(BAD)) >= 100


def test_a_made_up_agreement_may_be_signed_by_erika_mustermann() -> None:
    assert placeholder("Erika Mustermann")
    assert not placeholder("Erika Mustermann", example=True)
    assert placeholder("VR 00000")
    assert not placeholder("VR 00000 (Beispiel)", example=True)
    assert placeholder("N.N.", example=True)


def test_no_approved_clause_reads_like_a_placeholder() -> None:
    library, _ = load_library(Workspace(ROOT))
    texts = [line for text in library.texts.values() for line in text.body.split("\n\n")]
    assert len(texts) > 100
    assert [text for text in texts if "{" not in text and placeholder(" ".join(text.split()))] == []


def test_no_text_takes_long() -> None:
    begun = time.perf_counter()
    for piece in (
        "noch ",
        "wird ",
        "[offen",
        "[ergänzen",
        "(",
        "x ",
        "bla ",
        "0.",
        "x.",
        "a",
        "- ",
    ):
        placeholder(piece * (2000 // len(piece)))
    assert time.perf_counter() - begun < 2


PLACES = {
    "2026.yaml": (
        "file_reference", "note", "coordination.unit", "coordination.core_team_offices.6",
        "coordination.steering.body", "coordination.board_resolution.paper", "impact.goals.4.text",
        "impact.indicators.1.name", "impact.indicators.7.baseline", "impact.indicators.2.source",
        "impact.report_to", "impact.family_survey.method", "poverty.training.1", "poverty.access.2",
        "guidance.formats.5.name", "guidance.formats.1.purpose", "guidance.formats.3.period",
        "cooperation.contacts.5.role", "cooperation.contacts.1.unit", "cooperation.contacts.2.name",
        "cooperation.contacts.3.phone", "finance.funders.2", "clauses.steering.reason",
        "evidence.1.source", "evidence.1.note",
    ),
    "district.yaml": (
        "name", "department", "note", "district.nominative", "authority.genitive",
        "legal_entity.nominative", "seats.1.building", "seats.1.street", "seats.1.city",
        "seats.1.source", "offices.1.function", "offices.1.holder", "offices.1.source",
        "population.basis", "population.source",
    ),
    "partner.yaml": (
        "name.genitive", "project", "register_number", "register_court", "seats.1.street",
        "offices.1.holder",
    ),
}  # fmt: skip
MODELS = {"2026.yaml": Agreement, "district.yaml": District, "partner.yaml": Partner}
MORE = {
    "clauses": {"steering": {"version": 1, "reason": "Wunsch"}},
    "evidence": [{"field": "law", "source": "Brief", "precision": "none", "note": "Bemerkung"}],
}


@pytest.mark.parametrize("file", PLACES)
def test_every_text_of_every_file_is_looked_at(file: str) -> None:
    path, model = ROOT / "districts/musterbezirk" / file, MODELS[file]
    loaded, _ = load_model(path, ROOT, model)
    assert loaded is not None
    assert list(placeholders_in(loaded.model, example=True)) == []
    assert without_placeholders(loaded.model, example=True) is loaded.model
    data = loaded.raw.data | (MORE if model is Agreement else {})
    for place in PLACES[file]:
        changed = deepcopy(data)
        put(changed, place, "wird noch ergänzt")
        made = model.model_validate(changed)
        found = [(p, said) for p, _, said in placeholders_in(made, example=True)]
        assert found == [(place, "wird noch ergänzt")], place
        assert list(placeholders_in(without_placeholders(made, example=True), example=True)) == []


def test_what_a_source_says_may_be_that_something_is_open() -> None:
    claim = {"field": "signatories", "value": "N.N.", "source": "Brief", "precision": "none"}
    made = Agreement.model_validate({"evidence": [claim]})
    assert list(placeholders_in(made)) == []
