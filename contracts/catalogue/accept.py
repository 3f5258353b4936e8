"""Warnings that a person confirms by name when a final version is made."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NEEDS = Kind(
    "K-671",
    Level.ERROR,
    N_("{option} has a meaning only together with {needed}."),
    N_('For example: contracts generate {example} --release --accept "K-622=…" --by "…"'),
)
NO_CODE = Kind(
    "K-672",
    Level.ERROR,
    N_("“{given}” is not the code of a warning."),
    N_('Give the code as it is printed, e.g. --accept "K-622=Rückwirkend vereinbart"'),
)
NAMED_TWICE = Kind(
    "K-673",
    Level.ERROR,
    N_("--accept names {code} more than once."),
    N_("Confirm each code once, with one reason."),
)
NO_REASON = Kind(
    "K-674",
    Level.ERROR,
    N_("--accept {code} needs a reason that says something."),
    N_('Write --accept "{code}=reason", or give one for all codes with --reason.'),
)
NO_PERSON = Kind(
    "K-675",
    Level.ERROR,
    N_("--accept needs the name of the person who confirms."),
    N_('Add --by "First name Last name"; it is kept in the record.'),
)
NOT_CONFIRMED = Kind(
    "K-676",
    Level.ERROR,
    N_(
        "There is no final version of {agreement} yet: a person must confirm these warnings by "
        "name: {codes}."
    ),
    N_(
        "Correct what is wrong. For what is meant: contracts generate {agreement} --release "
        '{accepts} --by "Name"'
    ),
)
NOT_A_WARNING = Kind(
    "K-677",
    Level.ERROR,
    N_("{code} cannot be confirmed: it must be settled before there is a final version."),
    N_("See what it says: contracts check {agreement}"),
)
NOT_THERE = Kind(
    "K-678",
    Level.ERROR,
    N_("{code} does not occur in what was asked for, so there is nothing to confirm."),
    N_("Leave it out. Warnings there: {known}."),
)
