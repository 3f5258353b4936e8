"""What does not count as a difference: kinds of blanks, quotes and hyphens, soft hyphens.

Two words are the same word when their keys are equal. Nothing here is ever shown.
"""

from __future__ import annotations

import re
import unicodedata

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


def key(text: str) -> str:
    """Return what a text is compared by."""
    if text.isascii() and "  " not in text and not any(c in text for c in "\t\n\r`"):
        return text
    return _RUNS.sub(" ", unicodedata.normalize("NFC", text).translate(_TABLE))
