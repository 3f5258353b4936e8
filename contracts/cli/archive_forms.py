"""What ``contracts archive show`` says about the written form of each copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.intake import verdict_of
from contracts.archive.reasons import open_points_text
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.archive.holding import Filed, Holding

_KEPT = N_("Copy {number}: the written form (§ 126a BGB) is kept, by what was checked.")
_OPEN = N_(
    "Copy {number}: whether the written form (§ 126a BGB) is kept is undetermined: {reason}."
)
_PAPER = N_("Copy {number}: on paper; look at the signatures.")


def forms_of(held: Holding) -> Iterator[str]:
    """Yield a line for each copy that nobody has withdrawn, in the active language."""
    for copy in held.valid:
        form = form_data(copy)
        text = _PAPER if form is None else _KEPT if form["kept"] else _OPEN
        reason = "" if form is None else open_points_text(form["open"])
        yield _(text).format(number=copy.number, reason=reason)


def form_data(copy: Filed) -> dict[str, Any] | None:
    """Return whether the written form is kept, and if not, why not as codes; None for paper.

    It is judged anew from the evidence, for older evidence said it too easily.
    """
    verdict = verdict_of(copy.evidence)
    if verdict is None:
        return None
    return {"kept": verdict.written_form, "open": list(verdict.open_points)}
