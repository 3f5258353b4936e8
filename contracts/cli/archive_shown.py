"""How results of signed copies are shown in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from contracts.archive.holding import Filed

_RESULTS = {
    "valid": N_("valid"),
    "undetermined": N_("undetermined"),
    "paper": N_("paper, look at the signatures"),
}


def looks_text(copy: Filed) -> list[str]:
    """Return what the pictures of a scan show beside the final version."""
    parts = []
    if copy.differing:
        pages = ", ".join(map(str, copy.differing))
        parts.append(_("pages that differ from the final version: {pages}").format(pages=pages))
    if copy.uncompared:
        pages = ", ".join(map(str, copy.uncompared))
        parts.append(_("pages that could not be compared: {pages}").format(pages=pages))
    if copy.unsigned:
        parts.append(_("empty boxes for signatures: {n}").format(n=copy.unsigned))
    if copy.kind == "scan" and not copy.compared:
        parts.append(_("its words were not compared"))
    return parts


def result_text(result: str, missing: int) -> str:
    """Return the result of a copy, and how many signatures are missing."""
    words = _(_RESULTS.get(result, result))
    if not missing:
        return words
    text = ngettext("{result}; {n} signature missing", "{result}; {n} signatures missing", missing)
    return text.format(result=words, n=missing)
