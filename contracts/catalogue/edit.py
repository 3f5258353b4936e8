"""Problems of changing single facts and of completing an agreement by questions."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NO_ASSIGNMENT = Kind(
    "K-940",
    Level.ERROR,
    N_("“{text}” does not say which field becomes what."),
    N_('Write the field, a sign of equality and the value, e.g. "Vollzeitäquivalente=1,5".'),
)
UNKNOWN_FIELD = Kind(
    "K-941",
    Level.ERROR,
    N_("There is no field “{name}”.{suggestion}"),
    N_("The titles of all fields stand as comments in the file of the agreement."),
)
AMBIGUOUS = Kind(
    "K-942",
    Level.ERROR,
    N_("“{name}” is the title of several fields."),
    N_("Name the one that is meant: {known}."),
)
IS_A_GROUP = Kind(
    "K-943",
    Level.ERROR,
    N_("“{title}” consists of several fields."),
    N_("Name one of them; all open ones are asked for by: contracts new DISTRICT"),
)
CANNOT_EDIT = Kind(
    "K-944",
    Level.ERROR,
    N_("“{title}” cannot be changed without touching what stands around it."),
    N_("Change it by hand in this line; a comment between the values, for example, stays yours."),
)
NO_SUCH_NUMBER = Kind(
    "K-945",
    Level.ERROR,
    N_("{number} is not in the list; it ends with {count}."),
    N_("Type a number of the list, or the function of another office."),
)
NO_SUCH_ENTRY = Kind(
    "K-949",
    Level.ERROR,
    N_("“{title}”: there is no entry {number}; the list has {count}."),
    N_("Name one that is there; new entries are asked for by: contracts new DISTRICT"),
)
TOO_MANY_PARTS = Kind(
    "K-946",
    Level.ERROR,
    N_("The line has {found} parts, but an entry has {most} fields."),
    N_("Put the sign | between the fields only."),
)
PART_MISSING = Kind(
    "K-947",
    Level.ERROR,
    N_("The entry lacks: {titles}."),
    N_("Type all fields of the entry in one line, with the sign | between them."),
)
INTERVIEW_ENDED = Kind(
    "K-948",
    Level.NOTE,
    N_("The questions ended early. {stored}"),
    N_("Go on with: contracts new {agreement}"),
)
