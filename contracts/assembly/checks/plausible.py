"""Runs the plausibility rules over a case, and says where in which file each is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts.assembly.homes import home_of
from contracts.catalogue import plausible as kinds
from contracts.findings import Finding, Place
from contracts.model.plausible.placeholders import placeholder
from contracts.model.plausible.rule import Subject
from contracts.model.plausible.rules import KINDS, RULES
from contracts.model.plausible.texts import placeholders_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contracts.sources.cases import Case
    from contracts.sources.clauses import Deviation

_STATEMENT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKER = re.compile(r"^\s*(?:\d+\.|-|\|)\s*", re.MULTILINE)


def check_plausible(case: Case) -> list[Finding]:
    """Return everything in the data of one agreement that cannot be meant."""
    return [*_placeholders(case), *_unfinished(case), *_broken(case)]


def is_plausibility(finding: Finding) -> bool:
    """Tell whether a finding is the word of a rule, so that the text itself could still be made."""
    return finding.kind in KINDS


def placeholder_paths(case: Case) -> list[str]:
    """Return the paths of all placeholders."""
    return [path for path, _, _ in _found(case)]


def unconfirmed_seats(case: Case, printed: Iterable[str]) -> list[Finding]:
    """Return a gap for each address that the contract prints and nobody has confirmed.

    Args:
        case: the sources.
        printed: the paths of all values in the text.
    """
    findings = {}
    for path in printed:
        side, _, rest = path.partition(".")
        group, number, *_ = (*rest.split("."), "", "")
        if side not in ("district", "partner") or group != "seats" or not number.isdigit():
            continue
        organisation = case.district.model if side == "district" else case.partner.model
        seat = organisation.seats[int(number) - 1]
        if not seat.verified:
            home = home_of(f"{side}.seats.{number}.verified", case)
            address = f"{seat.street}, {seat.postcode} {seat.city}"
            findings[home.key, side] = kinds.SEAT_UNCONFIRMED.at(
                home.place, address=address, file=home.file
            )
    return list(findings.values())


def _found(case: Case) -> Iterator[tuple[str, str, str]]:
    example = case.agreement.model.example
    models = (("", case.agreement.model), ("district.", case.district.model),
              ("partner.", case.partner.model))  # fmt: skip
    for start, model in models:
        for path, title, found in placeholders_in(model, example=example):
            yield f"{start}{path}", title, found


def _placeholders(case: Case) -> Iterator[Finding]:
    for path, title, found in _found(case):
        home = home_of(path, case)
        yield kinds.PLACEHOLDER.at(
            home.place, title=title, path=home.key, found=found[:80], file=home.file
        )


def _unfinished(case: Case) -> Iterator[Finding]:
    for clause, deviation in case.deviations.items():
        for line, found in _left_open(deviation):
            yield kinds.PLACEHOLDER_CLAUSE.at(
                Place(deviation.file, line), clause=clause, found=found[:80], file=deviation.file
            )


def _left_open(deviation: Deviation) -> Iterator[tuple[int, str]]:
    head = deviation.head
    for text in (head.title, head.reason, head.approved.by if head.approved else None):
        if text and (found := placeholder(text, example=True)):
            yield 1, found
    line = deviation.body_line
    for paragraph in re.split(r"(\n[ \t]*\n)", deviation.body):
        words = _MARKER.sub("", _STATEMENT.sub("Wert", paragraph)).strip()
        if words and (found := placeholder(" ".join(words.split()), example=True)):
            yield line, found
        line += paragraph.count("\n")


def _broken(case: Case) -> Iterator[Finding]:
    agreement = case.agreement.model
    subject = Subject(agreement, case.district.model, case.partner.model, case.election)
    for rule in RULES:
        for hit in rule.breaks(subject):
            home = home_of(hit.path, case)
            yield rule.kind.at(home.place, **{"file": home.file, **hit.values})
