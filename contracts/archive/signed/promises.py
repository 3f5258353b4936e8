"""What signers forbid to those after them (ISO 32000-1, 12.8.2.2 and 12.8.2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.archive.signed.text import text_of

if TYPE_CHECKING:
    from contracts.archive.signed.form import Form, Signing
    from contracts.archive.signed.tokens import Value
    from contracts.archive.signed.world import State

_NOTHING, _FILLING, _NOTES = 1, 2, 3


def broken_promises(form: Form, state: State, entered: dict[int, Value]) -> list[str]:
    """Return what was done although a signer before had forbidden it.

    Args:
        form: the fields and who signed them in which order.
        state: the whole file.
        entered: the permissions entry of the catalogue after each update.
    """
    found: list[str] = []
    signers = [one for one in form.signings if not one.stamp]
    for place, one in enumerate(signers):
        later = signers[place + 1 :]
        for transform in _transforms(one, state):
            found += _of_one(transform, state, place, later)
        found += _of_lock(state.get(one.number), state, later)
    found += _permissions(signers, state, entered)
    return found


def _transforms(one: Signing, state: State) -> list[dict[str, Value]]:
    references = state.follow(one.signature.get("/Reference", []))
    return [state.follow(reference) for reference in references]


def _of_one(
    transform: dict[str, Value], state: State, place: int, later: list[Signing]
) -> list[str]:
    parameters = state.follow(transform.get("/TransformParams", {}))
    if not isinstance(parameters, dict):
        return ["rules-unknown"]
    if transform["/TransformMethod"] == "/FieldMDP":
        return _locked(parameters, state, later)
    allowed = state.follow(parameters.get("/P", _FILLING))
    if allowed not in (_NOTHING, _FILLING, _NOTES):
        return ["rules-unknown"]
    found = ["certified-late"] if place else []
    return [*found, "certified-final"] if allowed == _NOTHING and later else found


def _of_lock(widget: Value, state: State, later: list[Signing]) -> list[str]:
    lock = state.follow(widget.get("/Lock")) if isinstance(widget, dict) else None
    if lock is None:
        return []
    final = ["certified-final"] if state.follow(lock.get("/P")) == _NOTHING and later else []
    return [*final, *_locked(lock, state, later)]


def _locked(rule: dict[str, Value], state: State, later: list[Signing]) -> list[str]:
    action = state.follow(rule.get("/Action"))
    listed = state.follow(rule.get("/Fields", []))
    if action not in ("/All", "/Include", "/Exclude") or not isinstance(listed, list):
        return ["rules-unknown"]
    names = {text_of(one) for one in map(state.follow, listed) if isinstance(one, bytes)}
    hit = [
        one.field
        for one in later
        if action == "/All" or (one.field in names) == (action == "/Include")
    ]
    return [f"field-locked:{name}" for name in hit]


def _permissions(signers: list[Signing], state: State, entered: dict[int, Value]) -> list[str]:
    """Refuse permissions that are not those of the first signature."""
    for at, value in entered.items():
        rights = state.follow(value)
        if rights is None:
            continue
        first = next((one for one in signers if one.update <= at), None)
        certified = first is not None and any(
            one.get("/TransformMethod") == "/DocMDP" for one in _transforms(first, state)
        )
        if not certified or not isinstance(rights, dict) or rights.keys() != {"/DocMDP"}:
            return ["rights"]
        if state.follow(rights["/DocMDP"]) is not first.signature:  # type: ignore[union-attr]
            return ["rights"]
    return []
