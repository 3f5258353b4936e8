"""Step 7: what is well-formed and still cannot be meant; the words of the plausibility rules."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

PLACEHOLDER = Kind(
    "K-611",
    Level.GAP,
    N_("“{title}” is still open: “{found}” stands there, which says nothing."),
    N_("Fill in what is agreed in {file}, or delete the line if nobody knows it yet."),
)
PLACEHOLDER_DAY = Kind(
    "K-612",
    Level.GAP,
    N_("“{title}” is still open: {day} stands for an unknown day."),
    N_("Fill in the day, or delete the line if nobody knows it yet."),
)
SEAT_UNCONFIRMED = Kind(
    "K-613",
    Level.GAP,
    N_("The address “{address}” is printed but not confirmed (verified: false)."),
    N_("Have it confirmed, then write “verified: true” and the source in {file}."),
)
PLACEHOLDER_CLAUSE = Kind(
    "K-614",
    Level.GAP,
    N_("The own wording of “{clause}” is not finished: “{found}” stands in it."),
    N_("Finish the wording in {file}."),
)
TOO_LATE = Kind(
    "K-621",
    Level.ERROR,
    N_("“{later}” ({later_value}) lies before “{earlier}” ({earlier_value})."),
    N_("Check both: one of them must be another day or year."),
)
UNUSUAL_ORDER = Kind(
    "K-622",
    Level.WARNING,
    N_("“{later}” ({later_value}) lies before “{earlier}” ({earlier_value}), which is unusual."),
    N_("Check both; if it is meant, say so when the final version is made."),
)
FAR_APART = Kind(
    "K-623",
    Level.WARNING,
    N_("Between “{earlier}” ({earlier_value}) and “{later}” ({later_value}) lie {months} months."),
    N_("Check both years; if it is meant, say so when the final version is made."),
)
VALIDITY_ORDER = Kind(
    "K-624",
    Level.ERROR,
    N_("“{name}” is valid until {end}, before it becomes valid on {start}."),
    N_("Check both days."),
)
RESOLUTION_YOUNGER = Kind(
    "K-625",
    Level.ERROR,
    N_(
        "The contract rests the district's tasks on a resolution of {passed}, but the district "
        "signed on {signed}, before it was passed."
    ),
    N_(
        "The text must say what was true at the signature: write “state: planned”. The day of the "
        "resolution may stay."
    ),
)
RESOLUTION_AHEAD = Kind(
    "K-626",
    Level.WARNING,
    N_("The resolution is said to be passed on {passed}, after the agreement of {agreed}."),
    N_("Check both days; before the resolution, write “state: planned”."),
)
TOO_FEW_COPIES = Kind(
    "K-631",
    Level.ERROR,
    N_("There are {parties} parties, but only {copies} signed original."),
    N_("On paper each party gets an original: write at least {parties}."),
)
NOTICE_TOO_LONG = Kind(
    "K-632",
    Level.ERROR,
    N_("The notice period of {notice} months is longer than the term of {term} months."),
    N_("Check the notice period and the dates."),
)
NOTICE_OVER_RENEWAL = Kind(
    "K-633",
    Level.WARNING,
    N_("The notice period of {notice} months is longer than the renewal of {renewal} months."),
    N_("Check both; if it is meant, say so when the final version is made."),
)
NOTHING_PAID = Kind(
    "K-634",
    Level.ERROR,
    N_("A payment is agreed, but its amount is 0 euros."),
    N_("Fill in the amount; if nothing is paid, write “mutual_payment: false” and no amount."),
)
TINY_AMOUNT = Kind(
    "K-635",
    Level.WARNING,
    N_("The amount is {shown} euros a year; was {thousand} euros meant?"),
    N_("Numbers are written without a point between thousands: 10000 or 10000.50."),
)
HUGE_AMOUNT = Kind(
    "K-636",
    Level.WARNING,
    N_("The amount of {shown} euros a year is unusually high."),
    N_("Check the number; if it is meant, say so when the final version is made."),
)
PERCENT = Kind(
    "K-637",
    Level.WARNING,
    N_("“{title}” says “{found}”; a share lies between 0 and 100 percent."),
    N_("Check the number; if it is meant, say so when the final version is made."),
)
MORE_THAN_ALL = Kind(
    "K-638",
    Level.ERROR,
    N_("{part} residents under 18 are more than all {total} residents."),
    N_("Check both numbers with their source."),
)
ODD_NUMBER = Kind(
    "K-639",
    Level.WARNING,
    N_("“{title}” is {found}; usual is {least} to {most}."),
    N_("Check the number; if it is meant, say so when the final version is made."),
)
REPORT_TOO_RARE = Kind(
    "K-640",
    Level.WARNING,
    N_("A report is due every {every} months, but the term has only {term} months."),
    N_("Check both; otherwise no report ever becomes due."),
)
LONE_OFFICE = Kind(
    "K-651",
    Level.WARNING,
    N_("The core team is said to reach across offices, but only “{office}” belongs to it."),
    N_("Name the other offices, or choose “form: post”."),
)
TWICE = Kind(
    "K-652",
    Level.WARNING,
    N_("“{title}” names “{found}” a second time."),
    N_("Delete one of the two entries."),
)
BOTH_SIDES = Kind(
    "K-653",
    Level.WARNING,
    N_("{holder} signs for both parties."),
    N_("Check who may sign for whom (§ 181 BGB)."),
)
NO_SOURCE = Kind(
    "K-654",
    Level.WARNING,
    N_("No source says that {holder} holds the office “{office}”."),
    N_("Add “source” to the office in {file}."),
)
AFTER_ELECTION = Kind(
    "K-655",
    Level.WARNING,
    N_(
        "Whether {holder} still holds the office “{office}” since the election of {day} is not "
        "known."
    ),
    N_(
        "Check who holds it now ({source}); then write “valid_from” with a day after the election, "
        "and the source, in {file}."
    ),
)
SEAT_WITHOUT_SOURCE = Kind(
    "K-656",
    Level.WARNING,
    N_("The address “{address}” is called confirmed, but no source is given."),
    N_("Add “source” to the address in {file}."),
)
NOT_IN_BERLIN = Kind(
    "K-657",
    Level.WARNING,
    N_("The postcode {postcode} does not belong to Berlin."),
    N_("Check postcode and city; Berlin has 10115 to 14199."),
)
NO_NUMBER = Kind(
    "K-658",
    Level.WARNING,
    N_("“{title}” is “{found}”, in which nobody can find a telephone number."),
    N_("Correct it, or delete the line if nobody knows it yet."),
)
NOT_THE_EVIDENCE = Kind(
    "K-659",
    Level.WARNING,
    N_("“{title}” is {found}, but the preferred evidence says {told}."),
    N_("Correct the value or the evidence."),
)
