"""When two ways of writing say the same: 25 EUR and 25,00 Euro, 1.3.2026 and 1. März 2026."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contracts.redline.tokens import Token

_MONTHS = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
]
_NUMBERS = {
    "ein": "1", "eine": "1", "einem": "1", "einer": "1", "einen": "1", "eines": "1", "zwei": "2",
    "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7", "acht": "8", "neun": "9",
    "zehn": "10", "elf": "11", "zwölf": "12", "vierzehn": "14", "fünfzehn": "15", "achtzehn": "18",
    "zwanzig": "20", "vierundzwanzig": "24", "dreißig": "30", "sechsunddreißig": "36",
    "sechzig": "60", "neunzig": "90", "hundert": "100",
}  # fmt: skip
_LONG = {
    "absatz": "abs.", "artikel": "art.", "nummer": "nr.", "buchstabe": "buchst.",
    "halbsatz": "hs.", "ziffer": "ziff.",
}  # fmt: skip
_SYNONYMS = {
    "sowie": "und", "beziehungsweise": "bzw.", "zum beispiel": "z. b.", "gemäß": "nach",
    "entsprechend": "nach", "gegebenenfalls": "ggf.", "vergleiche": "vgl.", "daß": "dass",
    "jeweilig": "jeweils", "etwaige": "eventuelle", "prozent": "%", "dieser": "diese",
}  # fmt: skip
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def canonical(token: Token) -> str:
    """Return a text that is equal for tokens that say the same."""
    return _canonical(token.kind, token.key)


@lru_cache(maxsize=4096)  # the same few words stand in every contract
def _canonical(kind: str, key: str) -> str:  # noqa: PLR0911 - one answer for each kind of token
    text = key.lower()
    match kind:
        case "amount":
            unit = "cent" if "cent" in text else "euro"
            factor = next((f for f in ("mio", "mrd", "tsd", "milli", "tausend") if f in text), "")
            return f"{_number(text)} {factor} {unit}"
        case "percent":
            return f"{_number(text)} %"
        case "date":
            return _date(text)
        case "deadline":
            return _deadline(text)
        case "norm":
            for long, short in _LONG.items():
                text = re.sub(rf"\b{long}\b", short, text)
            return re.sub(r"(§|\.) ?(?=[\dxiv])", r"\1 ", text).replace(" ", "")
        case "word" | "abbreviation" | "number":
            spelled = _NUMBERS.get(text, text) if text not in _ARTICLES else text
            text = _SYNONYMS.get(spelled, spelled)
            return text.replace("ß", "ss").replace("-", "") if kind == "word" else text
        case _:
            return text


_ARTICLES = frozenset(["ein", "eine", "einem", "einer", "einen", "eines"])


def _number(text: str) -> str:
    found = _NUMBER.search(text)
    if found is None:
        return text
    whole, _, decimals = found[0].replace(".", "").partition(",")
    decimals = decimals.rstrip("0")
    return f"{whole.lstrip('0') or '0'},{decimals}" if decimals else whole.lstrip("0") or "0"


def _date(text: str) -> str:
    numbers = [n.lstrip("0") for n in re.findall(r"\d+", text)]
    month = next((str(n) for n, name in enumerate(_MONTHS, 1) if name in text), "")
    if month:
        return ".".join([*numbers[:1], month, *numbers[1:]])
    if re.match(r"\d{4}-", text):
        numbers.reverse()
    return ".".join(numbers)


def _deadline(text: str) -> str:
    first, _, rest = text.partition(" ")
    number = _NUMBERS.get(first, first)
    unit = re.sub(r"(?:en|es|e|s|n)$", "", rest)
    return f"{number} {unit}"


def folded(word: str) -> str:
    """Return a word with the variants of spelling undone that never change its meaning."""
    word = word.lower().replace("ß", "ss").replace("-", "").replace("ph", "f")
    return word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


_ENDING = re.compile(r"(?:en|em|er|es|ern|ens|e|n|s)$")
_GENDER = re.compile(r"(?:[*:_/·]-?innen|[*:_/·]-?in|innen|in)$", re.IGNORECASE)
_LEAST_STEM = 4


def stem(word: str) -> str:
    """Return a word without its ending."""
    short = _ENDING.sub("", word.lower())
    return short if len(short) >= _LEAST_STEM else word.lower()


def gender_stem(word: str) -> str:
    """Return what the forms for men, women and all have in common."""
    base = _GENDER.sub("", word.lower())
    base = re.sub(r"(?:enden|ende[rs]?|ern|er|en|e|n)$", "", base)
    return base if len(base) >= _LEAST_STEM else word.lower()


def is_gendered(word: str) -> bool:
    """Tell whether a word names women or all genders by its ending."""
    return len(word) > len("innen") and _GENDER.search(word) is not None


def misspelt(a: str, b: str) -> bool:
    """Tell whether two long words differ as a slip of the finger makes them differ.

    One letter too many that is doubled, or two neighbours swapped; anything else might be another
    word ("kein" and "ein").
    """
    a, b = a.lower(), b.lower()
    if len(a) == len(b):
        wrong = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        return (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1  # noqa: PLR2004 - two neighbours
            and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        )  # fmt: skip
    if abs(len(a) - len(b)) != 1:
        return False
    short, long = sorted((a, b), key=len)
    n = next((n for n in range(len(short)) if short[n] != long[n]), len(short))
    doubled = n > 0 and long[n] == long[n - 1]
    inside = 0 < n < len(short) and len(long) >= 8  # noqa: PLR2004 - long enough to be sure
    return short[n:] == long[n + 1 :] and (doubled or inside)
