"""The facts that clause texts see: the agreement, and who its parties are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.model import Agreement, District, Model, Office, Organisation, Partner, Seat
from contracts.model.base import fact, required
from contracts.model.plausible.texts import without_placeholders

if TYPE_CHECKING:
    from contracts.document import Status
    from contracts.model.agreement import Side
    from contracts.model.clause import PlanParties
    from contracts.sources.cases import Case


class Seats(Model):
    """Where the parties sit on the day of the contract."""

    district: Seat | None = fact("Anschrift des Bezirksamts", by="Bezirk")
    partner: Seat | None = fact("Anschrift des Partners", by="Gesundheit Berlin-Brandenburg")


class Signing(Model):
    """Who signs for each side."""

    district: tuple[Office, ...] | None = fact("Unterzeichnende für den Bezirk", by="Bezirk")
    partner: tuple[Office, ...] | None = fact(
        "Unterzeichnende für den Partner", by="Gesundheit Berlin-Brandenburg"
    )


class Facts(Agreement):
    """All names that a clause text or condition may use."""

    district: District = required("Bezirk")
    partner: Partner = required("Partner")
    parties: PlanParties = required("Parteien")
    seats: Seats = required("Anschriften")
    signing: Signing = required("Unterzeichnende")


def facts_of(case: Case, status: Status = "release") -> Facts:
    """Return the facts of a case; all parts are validated already.

    In a draft a placeholder is a fact that nobody knows. A final version keeps what stands in the
    files, so that one made by an older program comes out the same; a new one is refused before.
    """
    agreement, example = case.agreement.model, case.agreement.model.example
    district, partner = case.district.model, case.partner.model
    if status == "draft":
        agreement = without_placeholders(agreement, example=example)
        district = without_placeholders(district, example=example)
        partner = without_placeholders(partner, example=example)
    day = agreement.dates.agreed or agreement.dates.effective
    return Facts.model_construct(
        **{name: getattr(agreement, name) for name in Agreement.model_fields},
        district=district,
        partner=partner,
        parties=case.plan.model.parties,
        seats=Seats(district=district.seat_on(day), partner=partner.seat_on(day)),
        signing=Signing(
            district=signing_offices(agreement, "district", district),
            partner=signing_offices(agreement, "partner", partner),
        ),
    )


def signing_offices(
    agreement: Agreement, side: Side, organisation: Organisation
) -> tuple[Office, ...] | None:
    """Return the offices that sign for one side, None where nobody is named."""
    chosen = [c.office for c in agreement.signatories if c.side == side]
    offices = tuple(o for o in map(organisation.office, chosen) if o is not None)
    return offices or None
