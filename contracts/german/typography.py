"""No-break spaces where German typography wants them (DIN 5008), and nothing else."""

from __future__ import annotations

import re

NBSP = "\u00a0"

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_AFTER = re.compile(
    r"(?P<keep>§§?|\bAbs\.|\bArt\.|\bNr\.|\bNrn\.|\bSatz|\bBuchst\.|\bAnlage|\bSeite|\bDrs\.)"
    r" (?=[\dIVX]|[a-z]\b)"
)
_ABBREVIATIONS = re.compile(
    r"\b(z\. B\.|d\. h\.|u\. a\.|i\. V\. m\.|i\. V\.|i\. A\.|e\. V\.|i\. S\. d\.|u\. U\.|o\. g\.)"
)
_DATES = re.compile(rf"\b(\d{{1,2}}\.) (?={_MONTHS})")
_UNITS = re.compile(r"(?<=\d) (?=(?:%|Euro\b|€|VZÄ\b))")


def no_break(text: str) -> str:
    """Replace blanks by no-break spaces where a line must not end."""
    if " " not in text:
        return text
    text = _AFTER.sub(lambda m: m["keep"] + NBSP, text)
    text = _ABBREVIATIONS.sub(lambda m: m[0].replace(" ", NBSP), text)
    text = _DATES.sub(lambda m: m[1] + NBSP, text)
    return _UNITS.sub(NBSP, text)
