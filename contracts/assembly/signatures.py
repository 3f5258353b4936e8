"""The signature block: who signs for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.assembly.fill import scope_of
from contracts.assembly.values import Items, Leaf, Missing, Scope, Shown
from contracts.document import Inline, Signatory, SigningParty, Text
from contracts.german.declension import with_article
from contracts.german.typography import no_break

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts
    from contracts.assembly.parts import PartMaker


def signing_parties(facts: Facts, maker: PartMaker) -> tuple[SigningParty, ...]:
    """Return the signatures of both sides; a side without signatories gets one open signature."""
    scope = scope_of(facts)
    names = {side: scope[side].child(field) for side, field in _FIELD.items()}
    signing = scope["signing"]
    return tuple(
        SigningParty(
            side,
            (Text("Für "), maker.inline(_accusative(name))),
            tuple(_signatories(signing.child(side), maker)),
        )
        for side, name in names.items()
    )


_FIELD = {"district": "authority", "partner": "name"}


def _accusative(name: Leaf | Missing) -> Shown | Missing:
    if isinstance(name, Missing):
        return name
    form = name.value.accusative or name.value.nominative
    shown = with_article(name.value.gender, form, "accusative")
    return Shown(name.path, name.value.nominative, shown)


def _signatories(offices: Items | Missing, maker: PartMaker) -> list[Signatory]:
    if isinstance(offices, Missing):
        return [Signatory((maker.inline(offices),), ())]
    return [_signatory(scope, maker) for scope in offices.items]


def _signatory(office: Scope, maker: PartMaker) -> Signatory:
    name: tuple[Inline, ...] = (maker.inline(office.child("holder")),)
    capacity = office.child("capacity").value
    function = (maker.inline(office.child("function")),)
    return Signatory(name, function, "" if capacity == "none" else no_break(capacity))
