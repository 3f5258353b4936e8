"""How the result of a signed copy is shown in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.language import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.archive.index import Line

_RESULTS = {
    "valid": N_("valid"),
    "undetermined": N_("undetermined"),
    "paper": N_("paper, look at the signatures"),
}


def result_text(line: Line) -> str:
    """Return the result of a copy and all that limits it, in the active language."""
    if line.withdrawn:
        return _("withdrawn on {date}").format(date=line.withdrawn)
    return "; ".join([_(_RESULTS.get(line.result, line.result)), *_limits(line)])


def _limits(line: Line) -> Iterator[str]:
    if line.missing:
        text = ngettext("{n} signature missing", "{n} signatures missing", line.missing)
        yield text.format(n=line.missing)
    if line.accepted:
        yield _("accepted by a person: {fields}").format(fields=line.accepted)
    if line.differing:
        yield _("pages that differ from the final version: {pages}").format(pages=line.differing)
    if line.uncompared:
        yield _("pages that could not be compared: {pages}").format(pages=line.uncompared)
    if line.unsigned:
        yield _("empty boxes for signatures: {n}").format(n=line.unsigned)
    if line.kind == "scan" and not line.compared:
        yield _("its words were not compared")
