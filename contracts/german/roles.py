"""Role nouns in the gender styles that Berlin's districts use.

The joint rules of procedure (GGO I § 2) want neutral words first, otherwise both forms; houses
that use colon or asterisk set ``gender_style`` in the agreement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["neutral", "pair", "colon", "asterisk"]
Number = Literal["singular", "plural", "dative-plural"]


@dataclass(frozen=True, slots=True)
class Role:
    """One role noun: neutral words and the female and male forms.

    ``stem`` is what female and male forms share before "in" / "innen".
    """

    neutral: tuple[str, str, str]
    female: tuple[str, str, str]
    male: tuple[str, str, str]


_NUMBERS: tuple[Number, ...] = ("singular", "plural", "dative-plural")

ROLES: dict[str, Role] = {
    "coordinator": Role(
        ("Koordinationskraft", "Koordinationskräfte", "Koordinationskräften"),
        ("Koordinatorin", "Koordinatorinnen", "Koordinatorinnen"),
        ("Koordinator", "Koordinatoren", "Koordinatoren"),
    ),
    "guide": Role(
        ("Prozessbegleitung", "Prozessbegleitungen", "Prozessbegleitungen"),
        ("Prozessbegleiterin", "Prozessbegleiterinnen", "Prozessbegleiterinnen"),
        ("Prozessbegleiter", "Prozessbegleiter", "Prozessbegleitern"),
    ),
    "expert": Role(
        ("Fachkraft", "Fachkräfte", "Fachkräften"),
        ("Expertin", "Expertinnen", "Expertinnen"),
        ("Experte", "Experten", "Experten"),
    ),
    "employee": Role(
        ("beschäftigte Person", "Beschäftigte", "Beschäftigten"),
        ("Mitarbeiterin", "Mitarbeiterinnen", "Mitarbeiterinnen"),
        ("Mitarbeiter", "Mitarbeiter", "Mitarbeitern"),
    ),
    "contact": Role(
        ("Ansprechperson", "Ansprechpersonen", "Ansprechpersonen"),
        ("Ansprechpartnerin", "Ansprechpartnerinnen", "Ansprechpartnerinnen"),
        ("Ansprechpartner", "Ansprechpartner", "Ansprechpartnern"),
    ),
    "resident": Role(
        ("Einwohnerschaft", "Menschen im Bezirk", "Menschen im Bezirk"),
        ("Einwohnerin", "Einwohnerinnen", "Einwohnerinnen"),
        ("Einwohner", "Einwohner", "Einwohnern"),
    ),
    "representative": Role(
        ("Vertretung", "Vertretungen", "Vertretungen"),
        ("Vertreterin", "Vertreterinnen", "Vertreterinnen"),
        ("Vertreter", "Vertreter", "Vertretern"),
    ),
}

_MARKS = {"colon": ":", "asterisk": "*"}


def role(key: str, style: Style, number: Number = "singular") -> str:
    """Return a role noun in a gender style.

    Raises:
        KeyError: there is no such role.
    """
    forms, index = ROLES[key], _NUMBERS.index(number)
    if style == "neutral":
        return forms.neutral[index]
    if style == "pair":
        word = "oder" if number == "singular" else "und"
        return f"{forms.female[index]} {word} {forms.male[index]}"
    return re.sub(r"in(nen)?\Z", lambda end: _MARKS[style] + end[0], forms.female[index])


STYLE_PATTERNS: dict[str, re.Pattern[str]] = {
    "colon": re.compile(r"\w:in(nen)?\b"),
    "asterisk": re.compile(r"\w\*in(nen)?\b"),
    "underscore": re.compile(r"\w_in(nen)?\b"),
    "slash": re.compile(r"\w/-?in(nen)?\b"),
    "capital": re.compile(r"[a-zäöüß]In(nen)?\b"),
    "pair": re.compile(r"\b(\w+)(?:innen und|in oder) (?=\w)"),
}


def styles_in(text: str) -> dict[str, str]:
    """Return each gender style that the text shows, with the first word that shows it."""
    found = {}
    for style, pattern in STYLE_PATTERNS.items():
        match = pattern.search(text)
        if match:
            start = text.rfind(" ", 0, match.start() + 1) + 1
            found[style] = text[start : match.end()]
    return found
