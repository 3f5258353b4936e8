"""Facts that a clause puts into a sentence as they stand, because names are never inflected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.catalogue import check as kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.findings import Finding
    from contracts.sources.cases import Case

_ARTICLES = frozenset({
    "der", "die", "das", "den", "dem", "ein", "eine", "einen", "der/die", "die/der", "wer", "alle",
})  # fmt: skip
# where the fact stands, and the sentence around it
_SENTENCES = (
    (("coordination", "steering", "chair"), "Die Leitung hat … inne."),
    (("impact", "report_to"), "Er richtet den Bericht an …"),
)


def without_article(case: Case) -> Iterator[Finding]:
    """Yield a finding for each fact that its sentence needs an article before."""
    agreement = case.agreement.model
    values = (agreement.coordination.steering.chair, agreement.impact.report_to)
    for (path, sentence), value in zip(_SENTENCES, values, strict=True):
        if value and value.split()[0].lower() not in _ARTICLES:
            place = case.agreement.raw.place(path)
            yield kinds.NO_ARTICLE.at(place, value=value, sentence=sentence)
