"""Problems of files from outside, whatever they were meant to be."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NEITHER = Kind(
    "K-881",
    Level.ERROR,
    N_("“{file}” is neither a Word file (.docx) nor a PDF: it is {found}."),
    N_("Name a file that Vertragswerk made, or one that came back of it."),
)
OTHER_TYPE = Kind(
    "K-1240",
    Level.ERROR,
    N_("“{file}” is {found}; what is needed here is {wanted}."),
    N_("Name another file, or save it in the form that is needed."),
)
TOO_LARGE = Kind(
    "K-1241",
    Level.ERROR,
    N_("“{file}” is larger than {limit} MB; it was not opened."),
    N_("See whether it is the right file; a contract, a table or a key is never that large."),
)
TOO_SLOW = Kind(
    "K-1242",
    Level.ERROR,
    N_("“{file}” takes too long to read; it was given up."),
    N_("Do not trust the file; ask the sender for it again, or for a Word file (.docx)."),
)
TOO_HUNGRY = Kind(
    "K-1243",
    Level.ERROR,
    N_("“{file}” needs more memory than a contract may; it was given up."),
    N_("Do not trust the file; ask the sender for it again, or for a Word file (.docx)."),
)
UNREADABLE = Kind(
    "K-1244",
    Level.ERROR,
    N_("“{file}” cannot be read; it is damaged."),
    N_("Ask the sender for the file again."),
)
PACKAGE_REFUSED = Kind(
    "K-1245",
    Level.ERROR,
    N_("“{file}” was not opened as a package: {reason}."),
    N_("No package of the archive is like that; ask for the one that archive build wrote."),
)
FILE_OUTSIDE = Kind(
    "K-1246",
    Level.WARNING,
    N_(
        "“{file}” differs from its draft {draft} outside the words of its clauses, or holds what "
        "is not understood."
    ),
    N_("Look for it by hand: {differences}"),
)
