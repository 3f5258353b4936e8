"""The rules that class a change: what each looks for, and how much it matters.

They are word lists and kinds of token, nothing is learned or guessed; whoever doubts a class finds
its rule by name. A rule that does not know better says "inhaltlich".
"""

from __future__ import annotations

import re

from contracts.redline.mild import PLAIN
from contracts.redline.model import Severity
from contracts.redline.rule import Rule


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(stems)})", re.IGNORECASE)


_HIGH, _MEDIUM, _LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW

SERIOUS: tuple[Rule, ...] = (
    Rule("amount", "Betrag", "finanziell", _HIGH, frozenset({"amount"})),
    Rule(
        "payment",
        "Zahlung, Kosten oder Förderung",
        "finanziell",
        _HIGH,
        words=_words(
            "(?:be|aus|ein|ab|vor|nach|rück|voraus)?zahl(?!reich)",
            "vergüt",
            "entgelt",
            r"kosten(?!frei|los)",
            "honorar",
            "zuwend",
            "zuschuss",
            "zuschüsse",
            r"\w*erstatt",
            "haushaltsmittel",
            "fördermittel",
            "fördersumme",
            "budget",
            "gebühr",
            "verzins",
            "zinsen",
            "umsatzsteuer",
            "mehrwertsteuer",
            "fällig",
            "rechnungsstellung",
        ),
    ),
    Rule(
        "deadline",
        "Frist oder Dauer",
        "inhaltlich",
        _HIGH,
        frozenset({"deadline"}),
        _words(
            "unverzüglich",
            "sofort",
            "umgehend",
            "rechtzeitig",
            "spätestens",
            "frühestens",
            r"\w*frist",
            "befrist",
            "unbefrist",
            "laufzeit",
            r"quartalsend",
            "monatsend",
            "jahresend",
            "kalenderjahr",
            "jährlich",
            "monatlich",
            "halbjährlich",
            "wöchentlich",
            "vierteljährlich",
            "zweijährlich",
            "rückwirkend",
        ),
    ),
    Rule("date", "Datum", "inhaltlich", _HIGH, frozenset({"date"})),
    Rule(
        "negation",
        "Verneinung",
        "inhaltlich",
        _HIGH,
        words=_words(
            r"nicht\b",
            r"nichts\b",
            r"nie\b",
            "niemals",
            r"kein(?:e[nmrs]?|erlei)?\b",
            r"weder\b",
            r"ohne\b",
            "ausgeschlossen",
            r"entfällt\b",
            r"entfallen\b",
        ),
    ),
    Rule(
        "restriction",
        "Einschränkung oder Ausnahme",
        "inhaltlich",
        _HIGH,
        words=_words(
            r"nur\b",
            r"soweit\b",
            r"sofern\b",
            "ausschließlich",
            "höchstens",
            "mindestens",
            r"außer\b",
            "vorbehalt",
            "grundsätzlich",
            r"es sei denn",
            r"lediglich\b",
            "ausnahm",
            "ausgenommen",
            r"insoweit\b",
            "maximal",
            "wesentlich",
        ),
    ),
    Rule(
        "modal",
        "Pflicht, Recht oder Ermessen",
        "inhaltlich",
        _HIGH,
        words=_words(
            r"muss\b",
            r"müssen\b",
            r"musst\w*",
            r"soll(?:en|te|ten)?\b",
            r"kann\b",
            r"können\b",
            r"könnte\w*",
            r"darf\b",
            r"dürfen\b",
            r"dürfte\w*",
            "verpflicht",
            "berechtig",
            r"pflicht",
            "anspruch",
            "ansprüche",
            r"bemüh",
            r"strebt\b",
            "anstreb",
            "zwingend",
            "freiwillig",
            r"(?:hat|haben)\b(?:\W+\w+){0,8}?\W+\w*zu\w*",
        ),
    ),
    Rule(
        "termination",
        "Kündigung oder Beendigung",
        "inhaltlich",
        _HIGH,
        subject=True,
        words=_words(
            r"\w*kündig",
            "beendig",
            "beendet",
            "rücktritt",
            r"tritt\w* zurück",
            "widerruf",
            "aufheb",
            "auflös",
        ),
    ),
    Rule(
        "liability",
        "Haftung",
        "inhaltlich",
        _HIGH,
        subject=True,
        words=_words(
            r"haft(?:en|et|ung|bar|pflicht)",
            r"\w*haftung",
            r"schaden",
            r"schäden",
            "vorsatz",
            "vorsätzlich",
            r"\w*fahrlässig",
            "gewährleist",
            "verschuld",
        ),
    ),
    Rule(
        "data-protection",
        "Datenschutz",
        "inhaltlich",
        _HIGH,
        subject=True,
        words=_words(
            r"\w*dsgvo",
            r"\w*dsg\b",
            r"\w*datenschutz",
            "personenbezogen",
            "auftragsverarbeit",
            r"lösch",
            "einwillig",
            "vertraulich",
            "verschwiegen",
            r"betroffenenrecht",
            r"daten\b",
        ),
    ),
    Rule(
        "form",
        "Form",
        "inhaltlich",
        _HIGH,
        subject=True,
        words=_words(
            "schriftlich",
            "schriftform",
            "textform",
            "elektronisch",
            "eigenhändig",
            "unterschrift",
            "unterschreib",
            r"\w*unterzeich",
            r"\w*signatur",
            r"ausfertigung",
            "beurkund",
            r"mündlich",
        ),
    ),
    Rule("percent", "Prozentsatz", "inhaltlich", _HIGH, frozenset({"percent"})),
    Rule("number", "Zahl oder Menge", "inhaltlich", _HIGH, frozenset({"number", "quantity"})),
    Rule("norm", "Fundstelle", "inhaltlich", _HIGH, frozenset({"norm"})),
    Rule("reference", "Verweis im Vertrag", "inhaltlich", _HIGH, frozenset({"reference"})),
    Rule(
        "alternative",
        "„und“ statt „oder“",
        "inhaltlich",
        _HIGH,
        words=_words(r"oder\b", r"und/oder\b", r"entweder\b"),
    ),
    Rule(
        "party",
        "wer etwas tut oder schuldet",
        "inhaltlich",
        _HIGH,
        words=_words(
            r"bezirks?\b",
            r"bezirksamt",
            r"gesundheit berlin",
            r"auftraggeber",
            r"auftragnehmer",
            r"land berlin",
            r"vertragspartei",
            r"vertragspartner",
        ),
    ),
    Rule("expression", "Baustein für Angaben", "inhaltlich", _MEDIUM, frozenset({"jinja"})),
)
"""In the order in which they decide."""

FINANCE = next(rule.words for rule in SERIOUS if rule.name == "payment")

RULES: dict[str, Rule] = {rule.name: rule for rule in SERIOUS} | PLAIN


def german(name: str) -> str:
    """Return what a rule looks at, in German."""
    return RULES[name].german
