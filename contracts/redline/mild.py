"""The rules for changes of little weight, and those for what no other rule knows."""

from __future__ import annotations

import re

from contracts.redline.model import Severity
from contracts.redline.rule import Rule

_MEDIUM, _LOW = Severity.MEDIUM, Severity.LOW

CLARIFYING = Rule(
    "clarification", "Erläuterung", "klarstellend", _LOW,
    words=re.compile(
        r"\A\W*(?:insbesondere|z\. ?b\.|zum beispiel|beispielsweise|das heißt|d\. ?h\.|nämlich|"
        r"und zwar|also|im sinne|im folgenden|nachfolgend|klarstellend|zur klarstellung|"
        r"hierzu gehör|dazu gehör|dies gilt auch|gleiches gilt)|"
        r"\A\s*\(.*\)\s*\Z|nachfolgend „|unberührt",
        re.IGNORECASE | re.DOTALL,
    ),
)  # fmt: skip

PLAIN: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        CLARIFYING,
        Rule("moved", "Stellung im Vertrag", "redaktionell", _LOW),
        Rule("split", "Absatz geteilt oder verbunden", "redaktionell", _LOW),
        Rule("notation", "andere Schreibweise desselben Werts", "redaktionell", _LOW),
        Rule("punctuation", "Zeichensetzung", "redaktionell", _LOW),
        Rule("spelling", "Rechtschreibung", "redaktionell", _LOW),
        Rule("inflection", "Beugung", "redaktionell", _LOW),
        Rule("articles", "Artikel oder Bindewort", "redaktionell", _LOW),
        Rule("synonym", "gleichbedeutendes Wort", "redaktionell", _LOW),
        Rule("gender", "Form der Geschlechtergerechtigkeit", "redaktionell", _LOW),
        Rule("shape", "Gliederung", "klarstellend", _MEDIUM),
        Rule("column", "Spalte", "inhaltlich", _MEDIUM),
        Rule("gap-filled", "offene Angabe ergänzt", "inhaltlich", _MEDIUM),
        Rule("gap-opened", "Angabe wieder offen", "inhaltlich", _MEDIUM),
        Rule("value", "Angabe", "inhaltlich", _MEDIUM),
        Rule("heading", "Überschrift", "klarstellend", _LOW),
        Rule("section", "ganze Klausel", "inhaltlich", _MEDIUM),
        Rule("wording", "Wortlaut", "inhaltlich", _MEDIUM),
    )
}
