"""Legal tokens: what a German lawyer reads as one word and a redline must never split.

Amounts, percentages, dates, deadlines, citations of norms ("§ 4 Abs. 2 Satz 1"), abbreviations
("i. V. m."), compound words, addresses on the net and Jinja expressions.
"""

from __future__ import annotations

import re

_B = "[ \u00a0\u202f\n]"  # a blank, no-break or not; in sources also the end of a line
BREAK = "\u2028"  # stands for a line break of the document

_NUM = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_WORDS = (
    "einem|einer|einen|eines|eine|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
    "vierzehn|fünfzehn|achtzehn|zwanzig|vierundzwanzig|dreißig|sechsunddreißig|sechzig|neunzig|"
    "hundert"
)
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_UNIT = (
    r"(?:§§?|Artikel|Art\.|Absatz|Absätze|Abs\.|Sätze|Satz|Nummern?|Nrn?\.|Buchstaben?|Buchst\.|"
    r"Halbsatz|Hs\.|Ziffern?|Ziff\.|Unterabs\.|Anlagen?|Kapitel|Drs\.|Drucksache)"
)
_LETTER = rf"(?:Buchstaben?|Buchst\.){_B}*[a-z]{{1,2}}\b\)?"
_MEASURE = rf"(?!{_B}?(?:Tag|Woche|Monat|Jahr|Quartal|Stunde|Euro|EUR|€|%|Prozent|VZÄ))"
_ID = rf"(?:\d+(?:/\d+)?[a-z]?|[IVX]+)\b(?![.,]\d){_MEASURE}"
_IDS = rf"{_ID}(?:(?:,{_B}|{_B}(?:und|oder|bis){_B}|[-–]){_ID})*"
_CITE = rf"(?:{_LETTER}|{_UNIT}{_B}*{_IDS})"
_LAW = rf"(?:{_B}(?:ff?\.{_B})?(?:[A-Z][A-Za-zÄÖÜäöü]*[A-Z])\b(?:{_B}[IVX]{{1,4}}\b)?)"
_SPAN = (
    r"(?:kalender|werk|arbeits|bank|geschäfts|schul|haushalts|förder|halb)?"
    r"(?:tag|woche|monat|quartal|jahr|stunde|minute)(?:en|es|e|s|n)?\b"
)

_CITING = (  # words of _UNIT that look like any other
    "Artikel|Absatz|Absätze|Sätze|Satz|Nummern?|Buchstabe[a-z]*|Halbsatz|Ziffern?|Anlagen?|Kapitel|"
    "Drucksache"
)
PLAIN = "plain"  # a word that no legal token can begin with

_PATTERNS: dict[str, str] = {
    # First what most of a text is made of, so that it is not held against every legal token.
    "space": r"[ \u00a0\u202f\u2009\n\t]+",
    PLAIN: rf"(?!(?:{_CITING}|{_MONTHS}|(?i:{_WORDS}))\b)[A-ZÄÖÜa-zäöüß][a-zäöüß]+(?=[ ,;])",
    "jinja": r"\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}",
    "address": r"https?://[^\s,;]*[\w/]|www\.[^\s,;]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "norm": rf"{_CITE}(?:{_B}{_CITE})*{_LAW}?(?:{_B}ff?\.)?",
    "date": (
        rf"\d{{1,2}}\.{_B}?(?:{_MONTHS})(?:{_B}\d{{4}})?\b|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d{{2}})\b"
        rf"|\d{{4}}-\d{{2}}-\d{{2}}\b|(?:{_MONTHS}){_B}\d{{4}}\b|\d{{1,2}}(?:[:.]\d{{2}})?{_B}Uhr\b"
    ),
    "amount": (
        rf"(?:EUR|€){_B}?{_NUM}(?:,[-–]+)?"
        rf"|{_NUM}(?:,[-–]+)?(?:{_B}(?:Mio\.|Mrd\.|Tsd\.|Millionen|Milliarden|Tausend))?{_B}?"
        r"(?:Euro\b|EUR\b|€|Cent\b)"
    ),
    "percent": (rf"{_NUM}{_B}?(?:%|‰|Prozent(?:punkten?|punkt)?\b|v\.{_B}?H\.|vom{_B}Hundert\b)"),
    "deadline": (
        rf"\b(?:{_NUM}|(?i:{_WORDS}))(?:{_B}?(?:bis|[-–]){_B}?(?:{_NUM}|(?i:{_WORDS})))?{_B}"
        rf"(?:(?i:volle[nrms]?|weitere[nrms]?|aufeinanderfolgende[nr]?){_B})?(?i:{_SPAN})"
    ),
    "quantity": (
        rf"{_NUM}{_B}(?:VZÄ|Vollzeitäquivalente?n?|Stellen?|Personen?|Plätzen?|Ausfertigungen?|"
        r"Exemplaren?|Sitzungen?|Mal)\b"
    ),
    "abbreviation": (
        rf"\b(?:[A-Za-zÄÖÜäöü]\.{_B}?)+[A-Za-zÄÖÜäöü]\.|\b(?:Abs|Art|Nrn?|Buchst|bzw|ggf|usw|etc|vgl|"
        r"Dr|Prof|inkl|zzgl|evtl|gem|lfd|max|mind|ca|sog|Str|Tel|einschl|entspr|insb|ff|Drs|Mio|"
        r"Mrd|Tsd|Ziff|Hs|Alt|Unterabs)\."
    ),
    "ordinal": rf"(?<![\w.,])\d{{1,2}}\.(?={_B}[A-Za-zÄÖÜäöü])",
    "number": rf"{_NUM}(?![^\W_]|[-‑/]\w)",
    "word": r"[^\W_]+(?:[-‑·*:/_’'\u00ad][^\W_]+)*(?:[-‑](?=[\s,]|$))?",
    "break": BREAK,
    "mark": r"\.\.\.|[\s\S]",
}
TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
LEGAL = frozenset(
    {"jinja", "address", "norm", "date", "amount", "percent", "deadline", "quantity"}
    | {"abbreviation", "ordinal", "number"}
)
"""Kinds of token that carry a fact of their own."""
FIGURES = frozenset({"norm", "date", "amount", "percent", "deadline", "quantity", "number"})
NEGATIONS = frozenset(
    [
        "nicht",
        "nichts",
        "nie",
        "niemals",
        "nirgends",
        "kein",
        "keine",
        "keinen",
        "keinem",
        "keiner",
        "keines",
        "keinerlei",
        "weder",
        "ohne",
        "nur",
        "soweit",
        "sofern",
        "ausschließlich",
    ]
)
"""Small words that turn a sentence round; never the only thing that holds two changes apart."""
STOPWORDS = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "und",
        "oder",
        "sowie",
        "als",
        "auch",
        "an",
        "auf",
        "aus",
        "bei",
        "bis",
        "durch",
        "für",
        "gegen",
        "im",
        "in",
        "ins",
        "ist",
        "sind",
        "war",
        "wird",
        "werden",
        "wurde",
        "mit",
        "nach",
        "ob",
        "sich",
        "so",
        "über",
        "um",
        "unter",
        "von",
        "vom",
        "vor",
        "wenn",
        "wie",
        "zu",
        "zum",
        "zur",
        "es",
        "er",
        "sie",
        "ihr",
        "ihre",
        "ihren",
        "ihrem",
        "ihrer",
        "sein",
        "seine",
        "dass",
        "daß",
        "hat",
        "haben",
        "dieser",
        "diese",
        "dieses",
        "diesem",
        "diesen",
        "am",
        "beim",
        "dies",
        "jede",
        "jeder",
        "jedes",
    ]
)
