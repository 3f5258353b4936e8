"""No nonsense in a final version: agreements that cannot be meant, and odd ones that can."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from contracts import canonical
from contracts.errors import ExitCode, FindingsError
from contracts.findings import Finding, Level
from contracts.sources.workspace import Workspace
from contracts.usecases.check import check
from contracts.usecases.generate import Job, Made, generate
from contracts.usecases.inputs import Surroundings, surroundings_of
from contracts.usecases.prepare import prepare, refuse_unready
from tests.long import LONG
from tests.tools.workspace import ROOT, make_workspace

SAMPLE = "musterbezirk/2026"
HOME = Path("districts/musterbezirk")
AGREEMENT, DISTRICT, PARTNER = "2026.yaml", "district.yaml", "partner.yaml"

# name: file, what stands there, what stands there instead, the code; the finding must name the
# first line of the new text that differs
NONSENSE: dict[str, tuple[str, str, str, str]] = {
    "body not known": (AGREEMENT, "body: Steuerungsrunde Kinder- und Familienarmut", "body: wird noch ergänzt", "K-611"),
    "chair nobody": (AGREEMENT, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: N.N.", "K-611"),
    "chair wide letters": (AGREEMENT, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: Ｎ．Ｎ．", "K-611"),
    "chair woman nobody": (AGREEMENT, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: Frau N. N.", "K-611"),
    "chair in brackets": (AGREEMENT, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: Stadträtin (Name folgt)", "K-611"),
    "unit question": (AGREEMENT, "  unit: Stabsstelle Kinderarmutsprävention\n  core", '  unit: "???"\n  core', "K-611"),
    "unit dots": (AGREEMENT, "  unit: Stabsstelle Kinderarmutsprävention\n  core", "  unit: …\n  core", "K-611"),
    "unit dash": (AGREEMENT, "  unit: Stabsstelle Kinderarmutsprävention\n  core", '  unit: "–"\n  core', "K-611"),
    "unit zero": (AGREEMENT, "  unit: Stabsstelle Kinderarmutsprävention\n  core", '  unit: "0"\n  core', "K-611"),
    "unit to do": (AGREEMENT, "  unit: Stabsstelle Kinderarmutsprävention\n  core", "  unit: TBD\n  core", "K-611"),
    "office unknown": (AGREEMENT, "    - Sozialamt\n", "    - noch nicht bekannt\n", "K-611"),
    "paper open": (AGREEMENT, "paper: BA-Beschluss 0000/2026", "paper: folgt", "K-611"),
    "file reference x": (AGREEMENT, "file_reference: Jug 1 - 0000/2026", "file_reference: XX.XX.XXXX", "K-611"),
    "report to": (AGREEMENT, "report_to: das Bezirksamt", "report_to: k. A.", "K-611"),
    "survey method": (AGREEMENT, "method: Online-Befragung", "method: siehe oben", "K-611"),
    "target open": (AGREEMENT, "target: 30 Prozent", "target: noch offen", "K-611"),
    "baseline open": (AGREEMENT, "baseline: 22 Prozent (2025)", "baseline: wird nachgereicht", "K-611"),
    "goal lorem": (AGREEMENT, "    - field_of_action: Bildung\n      text: >-\n", "    - field_of_action: Bildung\n      text: Lorem ipsum dolor\n    - field_of_action: Bildung\n      text: >-\n", "K-611"),
    "source test": (AGREEMENT, "source: Familienbefragung des Bezirks", "source: test", "K-611"),
    "training to fill": (AGREEMENT, "    - Einführung in armutssensible Planung für Leitungskräfte der beteiligten Ämter", "    - bitte ergänzen", "K-611"),
    "format period": (AGREEMENT, "period: im ersten Halbjahr 2027", "period: Zeitraum folgt", "K-611"),
    "format name": (AGREEMENT, "- name: Auftaktveranstaltung", "- name: Platzhalter", "K-611"),
    "contact nobody": (AGREEMENT, "name: Kim Musterfrau", "name: <Vorname Nachname>", "K-611"),
    "contact number": (AGREEMENT, "phone: 030 0000-1001", "phone: 030 xxxx", "K-611"),
    "funder": (AGREEMENT, "    - Auridis Stiftung gGmbH", "    - asdf", "K-611"),
    "note": (AGREEMENT, "note: Erdachter Vertrag zur Anschauung; er bindet niemanden.", "note: wird noch ergänzt", "K-611"),
    "reason of a choice": (AGREEMENT, "term:\n", "clauses:\n  steering: {version: 1, reason: xxx}\nterm:\n", "K-611"),
    "street": (DISTRICT, "street: Musterstraße 1", "street: Straße ___", "K-611"),
    "city": (DISTRICT, "city: Berlin", "city: unbekannt", "K-611"),
    "holder": (DISTRICT, "holder: Erika Mustermann", "holder: NN", "K-611"),
    "holder vacant": (DISTRICT, "holder: Erika Mustermann", "holder: noch unbesetzt", "K-611"),
    "function": (DISTRICT, "function: Bezirksstadträtin für Jugend und Familie", "function: Funktion eintragen", "K-611"),
    "source of office": (DISTRICT, "    valid_from: 2026-11-02\n    source: erdacht", "    valid_from: 2026-11-02\n    source: keine Angabe", "K-611"),
    "authority": (DISTRICT, "genitive: Bezirksamts Musterbezirk von Berlin", "genitive: '...'", "K-611"),
    "register number": (PARTNER, "register_number: VR 00000 (Beispiel)", "register_number: VR ???", "K-611"),
    "register court": (PARTNER, "register_court: Amtsgericht Charlottenburg", "register_court: n/a", "K-611"),
    "board": (PARTNER, "holder: Max Beispiel", "holder: nomen nescio", "K-611"),
    "day of nobody": (DISTRICT, "valid_from: 2026-11-02", "valid_from: 1900-01-01", "K-612"),
    "end of the world": (AGREEMENT, "ends: 2029-12-31", "ends: 9999-12-31", "K-203"),
    "seat not confirmed": (DISTRICT, "verified: true", "verified: false", "K-613"),
    "partner not confirmed": (PARTNER, "verified: true", "verified: false", "K-613"),
    "resolution after the end": (AGREEMENT, "passed_on: 2026-11-24", "passed_on: 2030-01-01", "K-621"),
    "planned after the end": (AGREEMENT, "passed_on: 2026-11-24", "planned_by: 2030-06-30", "K-621"),
    "survey after the end": (AGREEMENT, "    year: 2027\n    method", "    year: 2030\n    method", "K-621"),
    "report long after the end": (AGREEMENT, "first_report: 2027-12-31", "first_report: 2031-12-31", "K-621"),
    "payment after the end": (AGREEMENT, "mutual_payment: false", "mutual_payment: true\n  first_due: 2030-02-01", "K-621"),
    "council hears nothing": (AGREEMENT, "council_every_months: 12", "council_every_months: 48", "K-640"),
    "end before start": (AGREEMENT, "ends: 2029-12-31", "ends: 2026-12-31", "K-221"),
    "signed before agreed": (AGREEMENT, "ends: 2029-12-31", "ends: 2029-12-31\n  signed: {district: 2026-12-01}", "K-221"),
    "effective before agreed": (AGREEMENT, "effective: 2027-01-01", "effective: 2026-11-01", "K-622"),
    "survey before the start": (AGREEMENT, "    year: 2027\n    method", "    year: 2025\n    method", "K-622"),
    "target before the start": (AGREEMENT, "target: 8 Wochen\n      year: 2028", "target: 8 Wochen\n      year: 2025", "K-622"),
    "target after the end": (AGREEMENT, "target: 8 Wochen\n      year: 2028", "target: 8 Wochen\n      year: 2033", "K-622"),
    "years of two digits": (AGREEMENT, "effective: 2027-01-01\n  ends: 2029-12-31", "effective: 2097-01-01\n  ends: 2099-06-30", "K-623"),
    "term of a century": (AGREEMENT, "ends: 2029-12-31", "ends: 2092-12-31", "K-623"),
    "office ends before it begins": (DISTRICT, "valid_from: 2026-11-02\n", "valid_from: 2026-11-02\n    valid_to: 2026-10-01\n", "K-624"),
    "seat ends before it begins": (DISTRICT, "valid_from: 2020-01-01\n", "valid_from: 2020-01-01\n    valid_to: 2019-01-01\n", "K-624"),
    "resolution after the signature": (AGREEMENT, "agreed: 2026-12-15\n", "signed: {district: 2026-11-20}\n", "K-625"),
    "resolution after the agreement": (AGREEMENT, "passed_on: 2026-11-24", "passed_on: 2026-12-20", "K-626"),
    "one copy": (AGREEMENT, "copies: 2", "copies: 1", "K-631"),
    "notice longer than the term": (AGREEMENT, "ends: 2029-12-31", "ends: 2027-02-28", "K-632"),
    "notice longer than the renewal": (AGREEMENT, "renewal_months: 12", "renewal_months: 1", "K-633"),
    "nothing paid": (AGREEMENT, "mutual_payment: false", "mutual_payment: true\n  amount: 0", "K-634"),
    "ten euros": (AGREEMENT, "mutual_payment: false", "mutual_payment: true\n  amount: 10.0", "K-635"),
    "a billion": (AGREEMENT, "mutual_payment: false", "mutual_payment: true\n  amount: 1000000000", "K-636"),
    "payment without payment": (AGREEMENT, "mutual_payment: false", "mutual_payment: false\n  amount: 5000", "K-222"),
    "130 percent": (AGREEMENT, "target: 87 Prozent", "target: 187 Prozent", "K-637"),
    "negative share": (AGREEMENT, "target: 87 Prozent", "target: -3 %", "K-637"),
    "more children than people": (DISTRICT, "under_18: 50000", "under_18: 500000", "K-638"),
    "forty posts": (AGREEMENT, "full_time_equivalents: 1.5", "full_time_equivalents: 40", "K-639"),
    "a thousandth post": (AGREEMENT, "full_time_equivalents: 1.5", "full_time_equivalents: 0.001", "K-639"),
    "every week": (AGREEMENT, "    meetings_per_year: 4\n", "    meetings_per_year: 52\n", "K-639"),
    "a thousand workshops": (AGREEMENT, "number: 6", "number: 999", "K-639"),
    "twenty years of data": (AGREEMENT, "deletion_months: 12", "deletion_months: 240", "K-639"),
    "twenty copies": (AGREEMENT, "copies: 2", "copies: 20", "K-639"),
    "report after the end": (AGREEMENT, "report_every_months: 12", "report_every_months: 60", "K-640"),
    "one office is a team": (AGREEMENT, "    - Gesundheitsamt\n    - Sozialamt\n    - Schul- und Sportamt\n    - Sozialraumorientierte Planungskoordination (SPK)\n    - Qualitätsentwicklung, Planung und Koordination (QPK)\n", "", "K-651"),
    "office twice": (AGREEMENT, "    - Sozialamt\n", "    - JUGENDAMT\n", "K-652"),
    "signs twice": (AGREEMENT, "  - side: partner\n    office: vorstand\n", "  - side: partner\n    office: vorstand\n  - side: partner\n    office: vorstand\n", "K-652"),
    "signs with itself": (PARTNER, "holder: Max Beispiel", "holder: Erika Mustermann", "K-653"),
    "holder without source": (DISTRICT, "valid_from: 2026-11-02\n    source: erdacht", "valid_from: 2026-11-02", "K-654"),
    "holder of before the election": (DISTRICT, "valid_from: 2026-11-02", "valid_from: 2021-11-02", "K-655"),
    "seat without source": (DISTRICT, "verified: true\n    source: erdacht", "verified: true", "K-656"),
    "no telephone": (AGREEMENT, "phone: 030 0000-1002", "phone: über die Zentrale", "K-658"),
    "survey not planned": (AGREEMENT, "planned: true\n    year: 2027", "planned: false\n    year: 2027", "K-222"),
    "not the evidence": (AGREEMENT, "term:\n  end", "evidence:\n  - {field: dates.agreed, value: '2026-12-14', source: Meldung, precision: day, preferred: true}\nterm:\n  end", "K-659"),
}  # fmt: skip
# where another line than the changed one is at fault
ELSEWHERE = {
    "office ends before it begins": "valid_to: 2026-10-01",
    "seat ends before it begins": "valid_to: 2019-01-01",
    "resolution after the signature": "state: passed",
    "signed before agreed": "signed: {district",
    "years of two digits": "effective: 2097",
    "notice longer than the term": "notice_months: 3",
    "notice longer than the renewal": "notice_months: 3",
    "one office is a team": "core_team_offices:",
    "signs twice": "  - side: partner\n    office: vorstand\n\noriginals",
    "holder without source": "holder: Erika",
    "holder of before the election": "holder: Erika",
    "goal lorem": "text: Lorem",
    "survey not planned": "    year: 2027",
    "payment without payment": "  amount: 5000",
    "payment after the end": "  first_due: 2030",
    "nothing paid": "  amount: 0",
    "ten euros": "  amount: 10.0",
    "a billion": "  amount: 1000000000",
    "reason of a choice": "reason: xxx",
    "target before the start": "      year: 2025",
    "target after the end": "      year: 2033",
    "not the evidence": "agreed: 2026-12-15",
    "source of office": "source: keine Angabe",
    "survey before the start": "    year: 2025",
    "survey after the end": "    year: 2030",
}  # fmt: skip

# unusual, and right
ODD: dict[str, tuple[tuple[str, str, str], ...]] = {
    "no changes": (),
    "one file for both": ((AGREEMENT, "form: paper\n  copies: 2", "form: qualified-signature\n  copies: 1"),),
    "five copies": ((AGREEMENT, "copies: 2", "copies: 5"),),
    "agreed, signed and in force on one day": ((AGREEMENT, "effective: 2027-01-01", "effective: 2026-12-15\n  signed: {district: 2026-12-15, partner: 2026-12-15}"),),
    "a term of one year": ((AGREEMENT, "ends: 2029-12-31", "ends: 2027-12-31"), (AGREEMENT, "      year: 2029", "      year: 2027"), (AGREEMENT, "      year: 2028", "      year: 2027")),
    "survey in the last year": ((AGREEMENT, "    year: 2027\n", "    year: 2029\n"),),
    "notice as long as the renewal": ((AGREEMENT, "notice_months: 3", "notice_months: 12"),),
    "a quarter of a post": ((AGREEMENT, "full_time_equivalents: 1.5", "full_time_equivalents: 0.25"),),
    "twelve posts": ((AGREEMENT, "full_time_equivalents: 1.5", "full_time_equivalents: 12.75"),),
    "every fortnight": ((AGREEMENT, "    meetings_per_year: 4\n", "    meetings_per_year: 24\n"),),
    "nobody yet": ((AGREEMENT, "baseline: 3 Einrichtungen (2025)", "baseline: 0 Einrichtungen (2025)"),),
    "everybody": ((AGREEMENT, "target: 90 Prozent", "target: 100 Prozent"),),
    "growth over a hundred": ((AGREEMENT, "target: 6 Einrichtungen", "target: Steigerung um 200 Prozent"),),
    "open youth work": ((AGREEMENT, "unit: Jugendamt\n", "unit: Offene Kinder- und Jugendarbeit\n"),),
    "a person called Offen": ((AGREEMENT, "name: Toni Exempel", "name: N. N. Offen"),),
    "old numbering": ((AGREEMENT, "paper: BA-Beschluss 0000/2026", "paper: XX/0731"),),
    "a project with dots": ((AGREEMENT, "- name: Lernwerkstatt", "- name: '„Was brauchen Familien?“'"),),
    "formats of one name": ((AGREEMENT, "- name: Strategiewerkstatt im Bezirk", "- name: Lernwerkstatt"),),
    "a payment": ((AGREEMENT, "mutual_payment: false", "mutual_payment: true\n  amount: 12500.50\n  payer: partner\n  purpose: Raummiete für Veranstaltungen\n  first_due: 2027-02-01"),),
    "resolution of the same day": ((AGREEMENT, "passed_on: 2026-11-24", "passed_on: 2026-12-15"),),
    "seat of another town": ((PARTNER, 'postcode: "10969"\n    city: Berlin', 'postcode: "14467"\n    city: Potsdam'),),
    "a deputy": ((DISTRICT, "holder: Erika Mustermann", "holder: Erika Mustermann\n    capacity: i. V."),),
    "two of the board": ((AGREEMENT, "    office: vorstand\n", "    office: vorstand\n  - side: partner\n    office: vorstand-zwei\n"), (PARTNER, "  - id: vorstand\n", "  - {id: vorstand-zwei, function: Vorstand, holder: Mina Beleg, source: erdacht}\n  - id: vorstand\n")),
    "no population": ((DISTRICT, "population:\n  total: 300000\n  under_18: 50000\n  as_of: 2025-12-31\n  basis: Einwohnerregister, Hauptwohnsitz\n  source: erdacht\n", ""),),
}  # fmt: skip


class Bench:
    """A workspace whose sample can be changed and put back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace(folder)
        self.surroundings: Surroundings = surroundings_of(self.workspace)
        self.texts = {f: self.path(f).read_text("utf-8") for f in (AGREEMENT, DISTRICT, PARTNER)}

    def path(self, file: str) -> Path:
        return self.folder / HOME / file

    def change(self, file: str, old: str, new: str) -> str:
        text = self.path(file).read_text("utf-8")
        assert old in text, old
        text = text.replace(old, new)
        self.path(file).write_text(text, "utf-8")
        return text

    def restore(self) -> None:
        for file, text in self.texts.items():
            self.path(file).write_text(text, "utf-8")

    def release(self) -> Made:
        return generate(Job(self.folder, SAMPLE, self.surroundings, release=True))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = make_workspace(tmp_path_factory.mktemp("nonsense") / "w", ("musterbezirk",))
    copy(ROOT / "districts/elections.yaml", folder / "districts")
    return Bench(folder)


@pytest.fixture
def bench(made: Bench):
    yield made
    made.restore()


def line_of(text: str, words: str) -> int:
    start = text.index(words)
    start += len(words) - len(words.lstrip("\n"))
    return text.count("\n", 0, start) + 1


def test_there_are_enough_of_both() -> None:
    assert len(NONSENSE) >= 60
    assert len(ODD) >= 20


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_never_released_and_its_place_is_named(name: str, bench: Bench) -> None:
    file, old, new, code = NONSENSE[name]
    text = bench.change(file, old, new)
    made = bench.release()
    assert (made.state, made.code) == ("failed", ExitCode.FINDINGS)
    assert not (bench.folder / "generated").exists()
    assert not (bench.folder / HOME / "2026.lock").exists()
    found = [f for f in made.findings if f.code == code]
    assert found, [f.code for f in made.findings]
    words = ELSEWHERE.get(name) or new.split("\n")[0]
    wanted = (f"{HOME.as_posix()}/{file}", line_of(text, words))
    assert wanted in [(f.place.file, f.place.line) for f in found]
    told = check(bench.workspace, [SAMPLE]).findings
    assert _words(told, code) == _words(made.findings, code)


def _words(findings: tuple[Finding, ...], code: str) -> list[tuple[object, str, str]]:
    return sorted((f.place, f.message, f.hint) for f in findings if f.code == code)


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_and_right_is_not_blocked(name: str, bench: Bench) -> None:
    for file, old, new in ODD[name]:
        bench.change(file, old, new)
    ready = prepare(bench.workspace, SAMPLE, "release", bench.surroundings.clauses)
    assert [f.message for f in ready.assembly.findings if f.level > Level.NOTE] == []
    refuse_unready(SAMPLE, ready.assembly)


@pytest.mark.skipif(not LONG, reason="make long writes every odd contract in all formats")
@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_and_right_is_written_in_all_formats(name: str, bench: Bench, tmp_path) -> None:
    for file, old, new in ODD[name]:
        bench.change(file, old, new)
    made = bench.release()
    (bench.folder / "generated").rename(tmp_path / "generated")
    (bench.folder / HOME / "2026.lock").unlink()
    assert (made.state, made.gaps) == ("written", 0)


def test_what_was_released_before_there_were_rules_can_be_made_again(bench: Bench) -> None:
    bench.change(AGREEMENT, "copies: 2", "copies: 1")
    bench.change(AGREEMENT, "chair: die Bezirksstadträtin für Jugend und Familie", "chair: N.N.")
    bench.change(DISTRICT, "verified: true", "verified: false")
    with pytest.raises(FindingsError):
        prepare(bench.workspace, SAMPLE, "release", bench.surroundings.clauses)
    again = prepare(bench.workspace, SAMPLE, "release", bench.surroundings.clauses, again=True)
    shown = canonical.to_json(again.document).decode()
    assert '"shown":"N.N."' in shown.replace('": "', '":"')
    assert again.document.gaps == ()
