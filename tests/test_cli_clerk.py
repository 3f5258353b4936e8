"""A clerk completes a contract at the terminal: asked in German, interrupted, wrong at times."""

from __future__ import annotations

import re
import shutil

import pytest

from contracts.model import Agreement
from contracts.sources.workspace import Workspace
from contracts.usecases.interview import Interview
from tests.long import LONG
from tests.tools.terminal import Terminal
from tests.workspaces import ROOT

# By the beginning of a question's title; a list has several lines.
ANSWERS = {
    "Rechtsgrundlage": ["1"],
    "Geschäftszeichen": ["Jug 2 - 1/2027"],
    "Vereinbart am": ["1.12.26"],
    "Inkrafttreten": ["1. Januar 2027"],
    "Ende der Laufzeit": ["31.12.2029"],
    "Form der Unterzeichnung": ["eigenhändig"],
    "Zahl der Ausfertigungen": ["2"],
    "Form der Koordination": ["Koordinierungsstelle"],
    "Art der Ressourcen": ["Freistellung"],
    "Vollzeitäquivalente": ["1,5"],
    "Name des Steuerungsgremiums": ["Steuerungsrunde Kinderarmut"],
    "Leitung des Steuerungsgremiums": ["die Bezirksstadträtin für Jugend"],
    "Sitzungen des Steuerungsgremiums": ["4"],
    "Stand des Bezirksamtsbeschlusses": ["geplant"],
    "Beschluss angestrebt bis": ["31.03.2027"],
    "Wirkungsziele": ["Teilhabe | Kinder nehmen an Vereinsangeboten teil."],
    "Indikatoren": ["1 | Kinder in Vereinen | 20 Prozent (2025) | 30 Prozent | 2029 | Umfrage"],
    "Abstand der Berichte": ["12"],
    "Tag des ersten Berichts": ["1.3.2028"],
    "Empfänger der Berichte": ["Bezirksamt"],
    "Stelle, an die berichtet": ["das Bezirksamt"],
    "Abstand der Unterrichtung": ["24"],
    "Familienbefragung vorgesehen": ["nein"],
    "Qualifizierung": ["jährliche Fachtage"],
    "Beteiligung": ["Familienräte in zwei Quartieren"],
    "Sprache und Information": ["Informationen in einfacher Sprache"],
    "Zugang zu Leistungen": ["Beratung an Schulen"],
    "Anzahl": ["2"],
    "Zeitraum": ["je Kalenderjahr"],
    "Auswertungsgespräche": ["1"],
    "Ansprechpersonen": [
        "Bezirk | Koordination | Jugendamt | Kim Muster | 030 9018-24001 | kim@example.org",
        "2 | Projektleitung | MitWirkung | Robin Beispiel | 030 4431-9060 | robin@example.org",
    ],
    "Arbeitstreffen": ["4"],
    "Zahlungen zwischen": ["nein"],
    "Stellen, die MitWirkung": ["Auridis Stiftung gGmbH"],
    "Vertrag wird veröffentlicht": ["ja"],
    "Abstimmungsfrist": ["5"],
    "Rollen im Datenschutz": ["getrennt verantwortlich"],
    "Löschfrist": ["12"],
    "Art des Endes": ["festes Datum"],
    "Verlängerung vorgesehen": ["nein"],
    "Kündigungsfrist": ["3"],
    "Funktion": ["Bezirksstadträtin für Jugend und Familie"],
    "Name der Person": ["Erika Sommerfeld"],
    "Vereinsregisternummer": ["VR 12345 B"],
    "Registergericht": ["Amtsgericht Charlottenburg"],
    "geprüft": ["ja"],
}  # fmt: skip
WRONG = {
    "Vollzeitäquivalente": "1.500",
    "Inkrafttreten": "31.2.2027",
    "Rollen im Datenschutz": "weiß nicht",
}
PROMPT = ("> ", "] ")
KEYS = re.compile(r"\b[a-z]+_[a-z_]+\b|\bstaff-release\b|\bcore-team\b|\bfunding-phase\b")

# English of ours or of a library, and signs of a regular expression.
ENGLISH = re.compile(r"\b(?:the|must|does|is|not|Enter|Error|input|file)\b|\[0-9\]|\\[dwsZ]|\(\?")


@pytest.fixture
def here(tmp_path):
    for name in ("clauses", "templates", "districts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


class Clerk:
    """Answers what is asked, and counts how often."""

    def __init__(self, folder):
        self.folder = folder
        self.answers = 0
        self.wrong = dict(WRONG)
        self.screen = ""
        self.asked = []

    def work(self, most):
        """Answer so many questions at the most; return the terminal at the next one."""
        arguments = ("new", "reinickendorf")
        terminal = Terminal(self.folder, arguments, pace=4 if LONG else 0).__enter__()
        came = terminal.until(*PROMPT)
        terminal.type("ja")
        came = terminal.until(*PROMPT)
        done = 0
        while terminal.code is None and done < most:
            title = self.title(came)
            came = self.reply(terminal, title)
            done += 1
        self.screen += terminal.screen
        return terminal

    def title(self, came):
        block = [line for line in came.split("\n") if line.rstrip().endswith("]")]
        return block[-1].split("  [")[0].strip()

    def reply(self, terminal, title):
        lines = next(lines for start, lines in ANSWERS.items() if title.startswith(start))
        wrong = self.wrong.pop(next((w for w in self.wrong if title.startswith(w)), ""), None)
        if wrong:
            terminal.type(wrong)
            assert "  ! " in terminal.until(*PROMPT)
        self.answers += 1
        self.asked.append(title)
        came = ""
        for line in lines:
            terminal.type(line)
            came = terminal.until(*PROMPT)
        if re.search(r"\d> $", came) and "[noch" not in came:  # the list goes on
            terminal.type("")
            came = terminal.until(*PROMPT)
        return came


def test_a_clerk_completes_reinickendorf_although_interrupted_twice_and_wrong_three_times(here):
    clerk = Clerk(here)
    terminal = clerk.work(12)
    terminal.interrupt()
    terminal.until("\n")
    terminal.wait()
    assert terminal.code == 130
    assert "12 Antworten sind gespeichert in districts/reinickendorf/2026.yaml" in (
        terminal.screen + clerk.screen
    )
    clerk.work(10).close()
    terminal = clerk.work(99)
    assert terminal.code == 0, terminal.screen[-2000:]
    assert not clerk.wrong
    assert clerk.answers <= 45
    assert len(clerk.asked) == len(set(clerk.asked)) or clerk.answers <= 45
    assert not KEYS.findall(clerk.screen), KEYS.findall(clerk.screen)
    assert not ENGLISH.findall(clerk.screen), ENGLISH.findall(clerk.screen)
    print(f"{clerk.answers} answers")  # noqa: T201
    assert Interview(Workspace(here), "reinickendorf/2026").still_open() == []


def test_every_choice_of_an_agreement_has_german_words():
    def choices(model):
        from contracts.usecases.questions import questions_of

        for question in questions_of(model):
            if question.shape == "choice":
                yield question
            elif question.model is not None:
                yield from choices(question.model)

    german = {"neutral", "Kooperationsvertrag", "Kooperationsvereinbarung", "Teilhabe", "Bildung",
              "Gesund aufwachsen", "Materielle Versorgung"}  # fmt: skip
    for question in choices(Agreement):
        same = {value for value, word in question.choices.items() if value == word}
        assert same <= german, question.name


def test_words_for_what_nobody_knows_are_kept_told_and_asked_only_once(here):
    terminal = Terminal(here, ("new", "reinickendorf"))
    with terminal:
        terminal.until(*PROMPT)
        terminal.type("ja")
        came = terminal.until(*PROMPT)
        while "Name des Steuerungsgremiums" not in came:
            terminal.type("")
            came = terminal.until(*PROMPT)
        terminal.type("wird nachgereicht")
        came = terminal.until(*PROMPT)
        assert "stehen für etwas, das noch nicht bekannt ist" in came
        assert "Name des Steuerungsgremiums" not in came
    assert "body: wird nachgereicht" in (here / "districts/reinickendorf/2026.yaml").read_text()
