"""Rules over who, where and what is named: offices, holders, addresses, lists, evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from contracts.catalogue import plausible as kinds
from contracts.model.plausible.rule import Hit, Rule, shown_day, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.model.plausible.rule import Breaks, Subject

_BERLIN = range(10115, 14200)
_DIGITS = 3
# what nobody names twice on purpose: a list, and the fields that tell its entries apart
LISTS = (
    ("coordination.core_team_offices", ()),
    ("finance.funders", ()),
    ("poverty.training", ()),
    ("poverty.participation", ()),
    ("poverty.language", ()),
    ("poverty.access", ()),
    ("impact.goals", ("text",)),
    ("impact.indicators", ("field_of_action", "name")),
    ("guidance.formats", ("name", "purpose", "period")),
    ("cooperation.contacts", ("side", "role", "name")),
    ("signatories", ("side", "office")),
)


def _lone_office(subject: Subject) -> Iterator[Hit]:
    coordination = subject.agreement.coordination
    offices = coordination.core_team_offices or ()
    names = {_folded(name) for name in offices}
    if coordination.form in ("core-team", "both") and len(names) == 1:
        yield Hit("coordination.core_team_offices", {"office": offices[0]})


def _twice(path: str, fields: tuple[str, ...]) -> Breaks:
    def breaks(subject: Subject) -> Iterator[Hit]:
        seen: set[tuple[str, ...]] = set()
        for number, entry in enumerate(subject.value(path) or (), 1):
            parts = [str(getattr(entry, name) or "") for name in fields] if fields else [entry]
            key = tuple(_folded(part) for part in parts)
            if key in seen:
                found = ", ".join(part for part in parts if part)
                yield Hit(f"{path}.{number}", {"title": title_of(path), "found": found[:80]})
            seen.add(key)

    return breaks


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _both_sides(subject: Subject) -> Iterator[Hit]:
    signing = [(side, n, office.holder or "") for side, n, office in subject.signing()]
    first = {_folded(holder) for side, _, holder in signing if side == "district" and holder}
    for side, position, holder in signing:
        if side == "partner" and _folded(holder) in first:
            yield Hit(f"partner.offices.{position}.holder", {"holder": holder})


def _no_source(subject: Subject) -> Iterator[Hit]:
    for side, position, office in subject.signing():
        claims = {one.field for one in subject.party(side).evidence}
        known = {f"offices.{office.id}.holder", f"offices.{office.id}", "offices"} & claims
        if office.holder and not office.source and not known:
            values = {"holder": office.holder, "office": office.function or office.id}
            yield Hit(f"{side}.offices.{position}.holder", values)


def _after_election(subject: Subject) -> Iterator[Hit]:
    agreement, election = subject.agreement, subject.election
    claims = {one.field for one in agreement.evidence}
    signed = agreement.dates.signed.district or "dates.signed.district" in claims
    if election is None or signed:
        return
    for side, position, office in subject.signing():
        since = office.valid_from
        if side != "district" or not office.holder or (since and since >= election.held_on):
            continue
        values = {
            "holder": office.holder,
            "office": office.function or office.id,
            "day": shown_day(election.held_on),
            "source": election.source,
        }
        yield Hit(f"{side}.offices.{position}.holder", values)


def _seats(subject: Subject) -> Iterator[tuple[str, str, str, bool, str | None]]:
    for side, party in (("district", subject.district), ("partner", subject.partner)):
        for number, seat in enumerate(party.seats, 1):
            address = f"{seat.street}, {seat.postcode} {seat.city}"
            yield f"{side}.seats.{number}", address, seat.postcode, seat.verified, seat.source


def _seat_without_source(subject: Subject) -> Iterator[Hit]:
    for path, address, _, verified, source in _seats(subject):
        if verified and not source:
            yield Hit(f"{path}.verified", {"address": address})


def _not_in_berlin(subject: Subject) -> Iterator[Hit]:
    if subject.agreement.example:
        return  # a made-up district has no real address
    for path, _, postcode, _, _ in _seats(subject):
        city = subject.value(f"{path}.city")
        if _folded(str(city)) == "berlin" and int(postcode) not in _BERLIN:
            yield Hit(f"{path}.postcode", {"postcode": postcode})


def _no_number(subject: Subject) -> Iterator[Hit]:
    for number, contact in enumerate(subject.agreement.cooperation.contacts or (), 1):
        phone = contact.phone
        if phone and sum(c.isdigit() for c in phone) < _DIGITS:
            path = f"cooperation.contacts.{number}.phone"
            yield Hit(path, {"title": title_of(path), "found": phone})


def _not_the_evidence(subject: Subject) -> Iterator[Hit]:
    for claim in subject.agreement.evidence:
        if not (claim.preferred and claim.precision == "day" and claim.value):
            continue
        try:
            value, told = subject.value(claim.field), date.fromisoformat(claim.value)
        except (AttributeError, IndexError, ValueError, TypeError):
            continue  # the claim is not about a day, or about no field
        if isinstance(value, date) and value != told:
            days = {"found": shown_day(value), "told": shown_day(told)}
            yield Hit(claim.field, {"title": title_of(claim.field), **days})


RULES = (
    Rule(
        "several offices across offices",
        kinds.LONE_OFFICE,
        ("coordination.core_team_offices", "coordination.form"),
        _lone_office,
    ),
    *(Rule(f"once: {path}", kinds.TWICE, (path,), _twice(path, fields)) for path, fields in LISTS),
    Rule(
        "one person signs for one side",
        kinds.BOTH_SIDES,
        ("partner.offices", "district.offices"),
        _both_sides,
    ),
    Rule(
        "a holder has a source",
        kinds.NO_SOURCE,
        ("district.offices", "partner.offices"),
        _no_source,
    ),
    Rule(
        "a holder is known since the election",
        kinds.AFTER_ELECTION,
        ("district.offices", "dates.signed.district"),
        _after_election,
    ),
    Rule(
        "a confirmed address has a source",
        kinds.SEAT_WITHOUT_SOURCE,
        ("district.seats", "partner.seats"),
        _seat_without_source,
    ),
    Rule(
        "a postcode of Berlin",
        kinds.NOT_IN_BERLIN,
        ("district.seats", "partner.seats"),
        _not_in_berlin,
    ),
    Rule("a telephone has a number", kinds.NO_NUMBER, ("cooperation.contacts",), _no_number),
    Rule("a value follows its evidence", kinds.NOT_THE_EVIDENCE, ("evidence",), _not_the_evidence),
)
