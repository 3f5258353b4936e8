"""The signature block: who signs for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.assembly.fill import scope_of
from contracts.assembly.values import Items, Missing, Scope
from contracts.document import Field, Inline, Signatory, SigningParty, Text
from contracts.german.declension import with_article
from contracts.german.typography import no_break

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts
    from contracts.assembly.parts import PartMaker
    from contracts.model import Name


def signing_parties(facts: Facts, maker: PartMaker) -> tuple[SigningParty, ...]:
    """Return the signatures of both sides; a side without signatories gets one open signature."""
    signing = scope_of(facts)["signing"]
    return tuple(
        SigningParty(side, heading, tuple(_signatories(signing.child(side), maker)))
        for side, heading in _headings(facts).items()
    )


def _headings(facts: Facts) -> dict[str, tuple[Inline, ...]]:
    """Return for whom each side signs.

    The district is no legal person (§ 2 Abs. 1 BezVG): the Land Berlin becomes party, and its
    Bezirksamt only represents it (§ 36 Abs. 2 Buchst. a BezVG).
    """
    district = facts.district
    return {
        "district": (
            Text("Für "),
            _accusative(district.legal_entity, "district.legal_entity"),
            Text(", vertreten durch "),
            _accusative(district.authority, "district.authority"),
        ),
        "partner": (Text("Für "), _accusative(facts.partner.name, "partner.name")),
    }


def _accusative(name: Name, path: str) -> Field:
    form = name.accusative or name.nominative
    shown = with_article(name.gender, form, "accusative")
    return Field(path, name.nominative, no_break(shown))


def _signatories(offices: Items | Missing, maker: PartMaker) -> list[Signatory]:
    if isinstance(offices, Missing):
        return [Signatory((maker.inline(offices),), ())]
    return [_signatory(scope, maker) for scope in offices.items]


def _signatory(office: Scope, maker: PartMaker) -> Signatory:
    name: tuple[Inline, ...] = (maker.inline(office.child("holder")),)
    capacity = office.child("capacity").value
    function = (maker.inline(office.child("function")),)
    return Signatory(name, function, "" if capacity == "none" else no_break(capacity))
