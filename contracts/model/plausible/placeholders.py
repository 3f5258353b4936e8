"""Words that people write where they do not know: „N.N.“, „wird noch ergänzt“, „___“.

The lists are data: what is a placeholder alone, what is one in any part of a text, what is one
only outside of made-up examples. What is not listed is a value.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_YET = (
    "noch|derzeit|aktuell|momentan|vorerst|zurzeit|zur zeit|bislang|bisher|erst|später|zeitnah|"
    "demnächst|ggf\\.?|leider|nachträglich|in kürze|kurzfristig|hier|dann|bald|rechtzeitig"
)
_LATER = f"(?:(?:{_YET}) )*"
_SOON = f"(?:(?:{_YET}) )+"
_DONE = (
    "ergänzt|nachgereicht|nachgetragen|nachgeliefert|mitgeteilt|bekannt ?gegeben|benannt|geklärt|"
    "festgelegt|bestimmt|eingetragen|eingefügt|eingesetzt|abgestimmt|vereinbart|definiert|"
    "geliefert|ermittelt|entschieden|nachgemeldet|konkretisiert|besetzt|ausgefüllt|nominiert|"
    "gesucht|erarbeitet|geprüft|gefüllt|angegeben|genannt|beziffert|verhandelt|beschlossen"
)
_TO_DO = (
    "ergänzen|klären|benennen|bestimmen|nennen|vereinbaren|definieren|ermitteln|prüfen|besetzen|"
    "beziffern|verhandeln|konkretisieren|entscheiden|erfragen|besprechen|festzulegen|"
    "auszufüllen|einzutragen|nachzutragen|einzufügen|nachzureichen|abzustimmen"
)
_FILL_IN = (
    "ergänzen|eintragen|ausfüllen|einfügen|einsetzen|nachtragen|klären|prüfen|angeben|ersetzen|"
    "anpassen|nennen"
)
_THING = (
    "name|vorname|nachname|datum|tag|betrag|zahl|anzahl|ort|straße|adresse|anschrift|text|titel|"
    "funktion|person|telefon|telefonnummer|nummer|e-mail|mail|wert|amt|stelle|leitung|angabe|"
    "angaben|details|einzelheiten|unterlagen|termin|termine|bezeichnung|gremium|quelle|zweck|"
    "zeitraum|inhalt|daten|vorsitz|nachfolge|ansprechperson|kontakt|aktenzeichen|beschluss"
)
_OPEN = "offen|unbekannt|unklar|ungeklärt|unbestimmt|ausstehend|vakant|unbesetzt"
_NOT_YET = (
    "bekannt|benannt|besetzt|festgelegt|entschieden|geklärt|bestimmt|vereinbart|abgestimmt|"
    "verfügbar|bezifferbar|absehbar|terminiert|ermittelt"
)

# Whole sentences that are nothing else, wherever they stand between brackets, commas or dashes.
_PHRASES = re.compile(
    "|".join((
        f"(?:\\S+ ){{0,3}}(?:wird|werden) {_SOON}{_LATER}(?:{_DONE})",
        f"(?:wird|werden) {_LATER}(?:{_DONE})",
        f"(?:{_SOON})(?:{_DONE})",
        f"(?:wird|werden) (?:\\S+ ){{0,3}}noch (?:\\S+ )?(?:{_DONE})",
        f"(?:\\S+ ){{0,3}}(?:muss|müssen|soll|sollen) {_SOON}(?:{_DONE}) werden",
        f"(?:\\S+ )?\\S+: {_LATER}(?:{_OPEN}|ausstehend)",
        f"(?:(?:{_THING}) )?folg(?:t|en)(?: (?:{_YET}|nach|separat|gesondert))*",
        f"(?:\\S+ ){{0,3}}noch {_LATER}(?:{_OPEN}|nicht (?:{_NOT_YET}))",
        f"{_LATER}(?:unbekannt|unklar|ungeklärt)",
        f"(?:(?:{_THING}) )?(?:(?:ist|sind|bleibt) )?{_LATER}(?:nicht (?:{_NOT_YET}))",
        f"(?:{_THING}) (?:(?:ist|sind|bleibt) )?{_LATER}(?:{_OPEN})",
        f"(?:(?:{_THING}) )?(?:steht|stehen) {_LATER}(?:nicht fest|aus|offen)",
        f"(?:{_THING}) (?:steht|stehen) {_LATER}(?:nicht fest|aus|offen)",
        f"(?:(?:{_THING}) )?{_SOON}(?:zu )?(?:{_TO_DO})",
        f"(?:(?:{_THING}) )?zu (?:ergänzen|klären|benennen|bestimmen|nennen|ermitteln)",
        f"(?:(?:{_THING}) )?(?:hier )?bitte {_LATER}(?:\\S+ )?(?:{_FILL_IN})",
        f"(?:hier )?(?:{_THING}) {_LATER}(?:{_FILL_IN})",
        f"hier (?:{_FILL_IN})",
        "keine? angaben?|ohne angaben?|k\\.? ?a\\.?|angaben? fehl(?:t|en)|fehlt(?: noch)?",
        "wei(?:ß|ss) (?:ich )?(?:noch )?nicht",
        "t\\.? ?b\\.? ?d\\.?|to be (?:determined|defined|done|announced|confirmed)|fixme",
        "siehe (?:oben|unten)|wie oben|s\\. ?o\\.?",
        "platzhalter(?:text)?|blindtext|mustertext|beispieltext|dummy(?:text)?|nomen nescio",
        "n\\. ?n\\.?|not available|to be filled(?: in)?",
        "in klärung|klärungsbedarf|offener punkt",
    ))
)  # fmt: skip

# Only where nothing else stands in the field: as a part of a text each may well be meant.
_ALONE = re.compile(
    "|".join((
        f"{_LATER}(?:{_OPEN})",
        f"(?:ist|sind|bleibt|steht) {_LATER}(?:{_OPEN}|aus)",
        "n ?n|n\\.n|n/n|n\\.? ?/?a\\.?|n\\.? ?b\\.?|t\\.? ?b\\.? ?[acn]\\.?|to-? ?do'?s?",
        "x+(?:[ ./:-]+x+)*|0+(?:[.,/:-]+0+)*|12345(?:6(?:7(?:89?0?)?)?)?",
        "(?:x+|n\\.?n\\.?|test|name|vorname\\.nachname|todo|tbd)@\\S+",
        "none|null|nil|nan|void|undefined|unknown|leer|empty|unnamed|no name|noname",
        "muster|beispiel|test(?:text|wert|eintrag|daten|name|e|en)?(?: ?[\\d.]+)?",
        "(?:das ist )?(?:nur )?(?:ein|eine) (?:test|probe|muster|beispiel|platzhalter)",
        "asdf\\w*|qwert\\w*|yxcv\\w*|jklö?\\w*|abcd\\w*|foo|bar|baz|foobar|(?:bla ?)+",
        "irgendwas|irgendwer|irgendwo|irgendwann|irgendjemand|jemand|wer auch immer|dingsbums",
        "in (?:abstimmung|bearbeitung|prüfung|verhandlung|arbeit|planung)",
        "s\\.? ?u\\.?|dito|ditto|dto\\.?|wie (?:gehabt|vorher|besprochen)|vgl\\. oben",
        "(?:vor|nach)?name|vor- und nachname|name, vorname|datum|betrag|zahl|anzahl|ort|adresse",
        "anschrift|text|titel|funktion|telefonnummer|bezeichnung|nummer|ergänzen|bitte",
        "lorem|pending|herr|frau|(?:herr|frau) ?/ ?(?:herr|frau)|hallo(?: welt)?|hello world",
        "[a-zäöü]",
        "([a-hj-zäöü0])\\1{2,}",
    ))
)  # fmt: skip

# In any part of a text, because nobody writes it otherwise; on text as it was typed.
_INSIDE = tuple(
    re.compile(words, re.IGNORECASE if folded else 0)
    for words, folded in (
        (r"\?{2,}|_{2,}|\.{4,}|(?<![\w/-])x{3,}(?![\w/-])", True),
        (r"(?<![\w.])N\. ?N\.(?!\w)|(?<![\w.])N\.N(?![\w.])", True),
        (r"(?<!ü\. )(?<!über )(?<![\w.-])NN(?![\w-])", False),
        (r"\bXX[./-]XX\b|\b(?:TT|DD)[./-]MM[./-](?:JJ|YY)(?:JJ|YY)?\b", True),
        (r"\bT\.? ?B\.? ?D\b\.?|\btbd\b|\btba\b|\bTODO\b|\bFIXME\b", False),
        (r"\b(?:stra(?:ß|ss)e|str\.|weg|platz|allee|herr|frau|tel\.|telefon):? x{1,3}\b", True),
        (r"\b(?:lorem ipsum|nomen nescio|platzhalter(?:text)?|blindtext)\b", True),
        (rf"[<\[{{](?:{_THING}|\.*)[>\]}}]", True),
        (r"[<\[{][^<>\[\]{}]*(?:offen|ergänzen|eintragen|einfügen)[^<>\[\]{}]*[>\]}]", True),
        (r"^\S+ \.{3}$|^\.{3}|: ?\.{3}$", False),
    )
)

_INITIALS = re.compile(r"(?:(?:Frau|Herr|Herrn|Dr\.|Prof\.) )*N\. ?N\. [A-ZÄÖÜ][a-zäöüß]+(?:-\S+)?")

# Names and numbers of nobody; right only in an agreement that says it is made up.
_NOBODY = re.compile(
    r"\b(?:(?:max|erika|moritz|maria|otto) (?:mustermann|musterfrau|muster)|mustermann|musterfrau|"
    r"musterstra(?:ß|ss)e|musterweg|musterstadt|musterhausen|john doe|jane doe|0{4,})\b"
)
_BRACKET = re.compile(r"[()\[\]{}]")
_SEGMENT = re.compile(r"[()\[\]{};,]| - |: ")
_PARENTHESES = re.compile(r"\([^()]+\)")
_ASIDE = re.compile(r"\([^()]*\)")
_WRAPPED = re.compile(r"[<\[{]\s*([A-Za-zÄÖÜäöüß .,:*-]{3,})\s*[>\]}]")
_EDGE = " ()[]{}<>„“”‚‘’\"'»«›‹*_~.:;,!=|·•#+/\\-?"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃", "-"))
_DOTS = str.maketrans({"⋯": "...", "\u00ad": "", "’": "'"})
_LONGEST, _SHORT = 120, 60  # what is longer says more than that something is unknown


@lru_cache(maxsize=4096)
def placeholder(text: str, *, example: bool = False) -> str:
    """Return the part of a text that stands for an unknown value, "" where the text says something.

    Args:
        text: what stands in the field.
        example: whether the agreement is made up, so that Max Mustermann may sign it.
    """
    typed = _plain(text)
    inside = next(filter(None, (pattern.search(typed) for pattern in _INSIDE)), None)
    if inside and not _INITIALS.fullmatch(typed):
        return inside[0].strip() or text
    if not any(c.isalnum() for c in typed) or _WRAPPED.fullmatch(typed):
        return text
    folded = typed.casefold().replace("ß", "ss")
    if _says_nothing(folded) or _says_nothing(_ASIDE.sub("", folded)):
        return text
    nobody = None if example else _NOBODY.search(typed.casefold())
    return _open_part(folded) or (nobody[0] if nobody else "")


def _says_nothing(folded: str) -> bool:
    words = folded.strip(_EDGE)
    return len(words) <= _LONGEST and (_fits(_ALONE, words) or _fits(_PHRASES, words))


def _open_part(folded: str) -> str:
    # between commas of a long text the same words are part of a sentence
    borders = _SEGMENT if len(folded) <= _SHORT else _BRACKET
    parts = [part.strip() for part in borders.split(folded) if len(part) <= _SHORT]
    return next((part for part in parts if _fits(_PHRASES, part.strip(_EDGE))), "")


def _plain(text: str) -> str:
    """Return a text with one kind of blank, dash, dot and width of letters."""
    plain = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DASHES)
    plain = " ".join(plain.split())
    return plain[1:-1].strip() if _PARENTHESES.fullmatch(plain) else plain


def _fits(pattern: re.Pattern[str], words: str) -> bool:
    return bool(pattern.fullmatch(words) or pattern.fullmatch(words.replace("ss", "ß")))
