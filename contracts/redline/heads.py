"""What is noted about a clause, compared: title, condition, legal basis, risk, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.redline import normalise
from contracts.redline.model import HeadChange, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.redline.model import ChangeClass

_NAMES = {
    "duty_of": {"district": "den Bezirk", "partner": "den Partner", "both": "beide Seiten"},
    "negotiable": {
        "no": "nicht verhandelbar", "fallback": "nur mit Rückfallposition verhandelbar",
        "free": "frei verhandelbar",
    },
    "risk": {"low": "gering", "medium": "mittel", "high": "hoch"},
}  # fmt: skip


def compare_heads(old: Any, new: Any) -> tuple[HeadChange, ...]:
    """Return how two heads of clause texts differ.

    Approval and note of change belong to every version and are no difference. What the head of an
    own wording cannot say, it takes over from its base.
    """
    return tuple(_changes(old, new))


def _changes(old: Any, new: Any) -> Iterator[HeadChange]:
    yield from _text(
        old, new, "title", "Die Überschrift lautet jetzt „{new}“ statt „{old}“.",
        ("klarstellend", Severity.LOW),
    )  # fmt: skip
    yield from _named(old, new, "duty_of", "Die Klausel verpflichtet jetzt {new} statt {old}.")
    yield from _condition(old, new)
    yield from _bases(old, new)
    yield from _named(old, new, "risk", "Das Risiko gilt jetzt als {new} statt {old}.")
    yield from _named(old, new, "negotiable", "Die Klausel ist jetzt {new} statt {old}.")
    yield from _text(
        old, new, "purpose", "Der Zweck ist neu beschrieben: „{new}“ statt „{old}“.",
        ("redaktionell", Severity.LOW),
    )  # fmt: skip


def _value(head: Any, name: str) -> str:
    return str(getattr(head, name, None) or "")


def _both_have(old: Any, new: Any, name: str) -> bool:
    return hasattr(old, name) and hasattr(new, name)


def _change(
    field: str, sentence: str, old: str, new: str, verdict: tuple[ChangeClass, Severity]
) -> HeadChange:
    words = sentence.format(old=old, new=new).replace(".“.", ".“")  # one full stop is enough
    return HeadChange(field, words, old, new, Verdict(*verdict, (f"head-{field}",)))


def _text(
    old: Any, new: Any, field: str, sentence: str, verdict: tuple[ChangeClass, Severity]
) -> Iterator[HeadChange]:
    a, b = _value(old, field), _value(new, field)
    if a and b and normalise.key(a) != normalise.key(b):
        yield _change(field, sentence, a, b, verdict)


def _named(old: Any, new: Any, field: str, sentence: str) -> Iterator[HeadChange]:
    a, b = _value(old, field), _value(new, field)
    if a and b and a != b:
        names = _NAMES[field]
        yield _change(
            field, sentence, names.get(a, a), names.get(b, b), ("inhaltlich", Severity.HIGH)
        )


def _condition(old: Any, new: Any) -> Iterator[HeadChange]:
    a, b = _value(old, "when"), _value(new, "when")
    if a == b or not _both_have(old, new, "when"):
        return
    verdict: tuple[ChangeClass, Severity] = ("inhaltlich", Severity.HIGH)
    if not a:
        sentence = "Die Klausel gilt jetzt nur unter der Bedingung „{new}“, zuvor immer."
    elif not b:
        sentence = "Die Klausel gilt jetzt immer, zuvor nur unter der Bedingung „{old}“."
    else:
        sentence = "Die Bedingung lautet jetzt „{new}“ statt „{old}“."
    yield _change("when", sentence, a, b, verdict)


def _bases(old: Any, new: Any) -> Iterator[HeadChange]:
    if not _both_have(old, new, "legal_basis"):
        return
    before = {normalise.key(t): t for t in getattr(old, "legal_basis", ())}
    after = {normalise.key(t): t for t in getattr(new, "legal_basis", ())}
    verdict: tuple[ChangeClass, Severity] = ("inhaltlich", Severity.MEDIUM)
    for key, text in after.items():
        if key not in before:
            yield _change(
                "legal_basis", "Als Rechtsgrundlage kommt hinzu: {new}.", "", text, verdict
            )
    for key, text in before.items():
        if key not in after:
            yield _change("legal_basis", "Als Rechtsgrundlage entfällt: {old}.", text, "", verdict)
