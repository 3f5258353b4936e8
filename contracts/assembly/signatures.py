"""The signature block: who signs for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.assembly.fill import scope_of
from contracts.assembly.values import Items, Leaf, Missing, Scope, Shown
from contracts.document import Inline, Signatory, SigningParty, Text
from contracts.german.declension import with_article
from contracts.german.typography import no_break

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.assembly.facts import Facts
    from contracts.assembly.parts import PartMaker


def signing_parties(facts: Facts, maker: PartMaker) -> tuple[SigningParty, ...]:
    """Return the signatures of both sides; a side without signatories gets one open signature."""
    scope = scope_of(facts)
    signing = scope["signing"]
    return tuple(
        SigningParty(side, heading, tuple(_signatories(signing.child(side), maker)))
        for side, heading in _headings(scope, maker).items()
    )


def _headings(scope: Mapping[str, Any], maker: PartMaker) -> dict[str, tuple[Inline, ...]]:
    """Return for whom each side signs.

    The district is no legal person (§ 2 Abs. 1 BezVG): the Land Berlin becomes party, and its
    Bezirksamt only represents it (§ 36 Abs. 2 Buchst. a BezVG).
    """

    def name(side: str, field: str) -> Inline:
        return maker.inline(_accusative(scope[side].child(field)))

    return {
        "district": (
            Text("Für "),
            name("district", "legal_entity"),
            Text(", vertreten durch "),
            name("district", "authority"),
        ),
        "partner": (Text("Für "), name("partner", "name")),
    }


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
