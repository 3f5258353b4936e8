"""Step 2: problems of values."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

UNKNOWN_KEY = Kind(
    "K-201",
    Level.ERROR,
    N_("“{key}” is not known here.{suggestion}"),
    N_("Known here: {known}."),
)
MISSING = Kind(
    "K-202",
    Level.ERROR,
    N_("“{title}” is missing."),
    N_("Add it: {line}."),
)
WRONG_TYPE = Kind(
    "K-203",
    Level.ERROR,
    N_("“{title}” must be {expected}; here stands: “{found}”."),
    N_("Correct the value, or delete the line if nobody knows it yet.{advice}"),
)
NOT_ALLOWED = Kind(
    "K-204",
    Level.ERROR,
    N_("“{title}” does not allow the value “{found}”."),
    N_("Allowed: {expected}."),
)
OUT_OF_RANGE = Kind(
    "K-205",
    Level.ERROR,
    N_("“{title}” is “{found}”, but must be {expected}."),
    N_("Correct the value."),
)
TOO_LONG = Kind(
    "K-206",
    Level.ERROR,
    N_("“{title}” is longer than {limit} characters ({length})."),
    N_("Shorten the text."),
)
BAD_FORM = Kind(
    "K-207",
    Level.ERROR,
    N_("“{title}” must be {expected}; here stands: “{found}”."),
    N_("Correct the value, or delete the line if nobody knows it yet."),
)
PRIVATE_USE = Kind(
    "K-208",
    Level.ERROR,
    N_("“{title}” holds the private-use character {character}."),
    N_("Delete the character; no font can show it reliably."),
)
HIDDEN = Kind(
    "K-209",
    Level.ERROR,
    N_("“{title}” holds the invisible or direction character {character}."),
    N_("Delete the character: it could make the text read otherwise than it is stored."),
)
CONTROL = Kind(
    "K-210",
    Level.ERROR,
    N_("“{title}” holds the control character {character}."),
    N_("Delete the character."),
)
LINE_BREAK = Kind(
    "K-211",
    Level.ERROR,
    N_("“{title}” holds a line break or tab ({character})."),
    N_("Write the value in one line, or begin it with “>-” to fold its lines."),
)
EMPTY_VALUE = Kind(
    "K-212",
    Level.ERROR,
    N_("“{title}” is empty."),
    N_("Fill it in, or delete the line if nobody knows it yet."),
)
TOO_MANY_ITEMS = Kind(
    "K-213",
    Level.ERROR,
    N_("“{title}” must have {expected} entries; it has {found}."),
    N_("Add or remove entries, or delete the line if nobody knows it yet."),
)
DATES_ORDER = Kind(
    "K-221",
    Level.ERROR,
    N_("“{later}” ({later_day}) lies before “{earlier}” ({earlier_day})."),
    N_("Check both dates."),
)
CONTRADICTION = Kind(
    "K-222",
    Level.WARNING,
    N_("“{title}” is given although {condition}."),
    N_("Correct one of the two, or delete the value that does not apply."),
)
UNKNOWN_OFFICE = Kind(
    "K-223",
    Level.ERROR,
    N_("There is no office “{office}” in {file}.{suggestion}"),
    N_("Known offices: {known}."),
)
NOT_IN_OFFICE = Kind(
    "K-224",
    Level.ERROR,
    N_("{holder} ({office}) does not hold the office on {day}: it is valid {validity}."),
    N_("Choose the office holder of that day, or correct the validity in {file}."),
)
SLUG_DIFFERS = Kind(
    "K-225",
    Level.ERROR,
    N_("The slug “{slug}” differs from the name of the folder “{folder}”."),
    N_("Rename one of the two."),
)

TWO_NUMBERS = Kind(
    "K-214",
    Level.ERROR,
    N_("“{title}”: “{found}” could mean {thousands} or {decimals}."),
    N_("Write {thousands} or {decimals}."),
)
LEADING_ZERO = Kind(
    "K-215",
    Level.ERROR,
    N_("“{title}”: “{found}” begins with a zero, as no number does."),
    N_("Write {number} if a number is meant."),
)
SHORT_YEAR = Kind(
    "K-216",
    Level.ERROR,
    N_("“{title}”: the century of “{found}” is not clear."),
    N_("Write the year with four figures, e.g. {example}."),
)
MENU_NUMBER = Kind(
    "K-217",
    Level.ERROR,
    N_("“{title}” does not allow the number “{found}”; numbers choose only in the questions."),
    N_("Write one of these words: {expected}."),
)
