"""What does not count as a difference: kinds of blanks, quotes and hyphens, soft hyphens.

Two words are the same word when their keys are equal. Nothing here is ever shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REMOVED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BLANKS = (
    "\t\n\r\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_DOUBLE = "„“”«»‟″"
_SINGLE = "‚‘’‛‹›′´`"
_HYPHENS = "\u2010\u2011"
_DASHES = "\u2012\u2014\u2015\u2212"

_TABLE = str.maketrans(
    {
        **dict.fromkeys(_REMOVED),
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_DASHES, "–"),
        "…": "...",
    }
)
_RUNS = re.compile(r"  +")
_ODD = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "]")


def key(text: str) -> str:
    """Return what a text is compared by."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text) is not None:
        text = text.translate(_TABLE)
    return _RUNS.sub(" ", text) if "  " in text else text


@lru_cache(maxsize=4096)
def word_key(word: str) -> str:
    """Return what a single word is compared by; the same few words stand in every contract."""
    return key(word)
