"""Problems of comparing texts and of what reviewers do with the clause library."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

UNKNOWN_OPERAND = Kind(
    "K-1001",
    Level.ERROR,
    N_("“{name}” is neither a clause nor a district, agreement or file.{suggestion}"),
    N_(
        "Name e.g. liability@1, pankow, pankow/2023, a document.json, a DOCX or PDF of ours, "
        "standard, or REVISION:districts/pankow/2023.yaml."
    ),
)
NO_GIT = Kind(
    "K-1002",
    Level.ERROR,
    N_("“{name}” names a revision, but git cannot be used here: {reason}."),
    N_("Install git and work in a clone of the repository, or compare files instead."),
)
UNKNOWN_REVISION = Kind(
    "K-1003",
    Level.ERROR,
    N_("There is no revision “{revision}”."),
    N_("List them with: git log --oneline -- {path}"),
)
NOT_IN_REVISION = Kind(
    "K-1004",
    Level.ERROR,
    N_("The revision “{revision}” has no “{path}”."),
    N_("See what it has with: git ls-tree -r --name-only {revision}"),
)
CLAUSE_AND_CONTRACT = Kind(
    "K-1005",
    Level.ERROR,
    N_("“{old}” and “{new}” cannot be compared: one is a clause, the other a whole contract."),
    N_("Name two clauses, or two contracts."),
)
STANDARD_ALONE = Kind(
    "K-1006",
    Level.ERROR,
    N_("“standard” needs an agreement beside it."),
    N_("Name one, e.g. contracts diff standard pankow"),
)
NO_DOCUMENT_INSIDE = Kind(
    "K-1007",
    Level.ERROR,
    N_("“{file}” does not carry its document, and none of that draft was found."),
    N_("Put the document.json of draft {draft} beside it, or compare that file."),
)
UNACCEPTED = Kind(
    "K-1008",
    Level.ERROR,
    N_("“{file}” holds {count} changes that nobody accepted or rejected: {changes}."),
    N_("Settle them in Word, or say --accept-first or --reject-first."),
)
SAME = Kind(
    "K-1009",
    Level.NOTE,
    N_("“{old}” and “{new}” are the same text."),
    N_("There is nothing to compare; name another version or file."),
)
BAD_DOCUMENT = Kind(
    "K-1010",
    Level.ERROR,
    N_("“{file}” is no document of Vertragswerk: {reason}."),
    N_("Name the document.json beside a draft or final version."),
)
RECORD_DIFFERS = Kind(
    "K-1011",
    Level.ERROR,
    N_("The document beside “{file}” is not the one that the record describes."),
    N_("Make the draft again: contracts generate {agreement}"),
)
NOT_PROVEN = Kind(
    "K-1012",
    Level.ERROR,
    N_("The comparison could not be proven: {reason}; nothing was written."),
    N_("Please send both texts to those who look after Vertragswerk."),
)
NO_CONTRACT = Kind(
    "K-1013",
    Level.ERROR,
    N_("{agreement} cannot be compared, because its sources have errors."),
    N_("See them with: contracts check {agreement}"),
)
FILE_EDITED = Kind(
    "K-1014",
    Level.WARNING,
    N_("“{file}” no longer says what its draft {draft} says; the draft is compared."),
    N_("Look for what was changed by hand in: {clauses}"),
)
FINAL_UNTOUCHED = Kind(
    "K-1015",
    Level.NOTE,
    N_("{agreement} is {state} and was not altered."),
    N_("A change needs a new agreement: contracts new {district}"),
)
ALREADY_ADOPTED = Kind(
    "K-1016",
    Level.NOTE,
    N_("{agreement} uses {name} already."),
    N_("There is nothing to do."),
)
NOT_USED = Kind(
    "K-1017",
    Level.WARNING,
    N_("{agreement} does not use {name}: {reason}."),
    N_("See who does with: contracts clauses uses {clause}"),
)
NOT_PINNED = Kind(
    "K-1018",
    Level.NOTE,
    N_("{agreement} has no draft yet and takes the newest approved version by itself."),
    N_("Make the draft: contracts generate {agreement}"),
)
REBASE_CONFLICT = Kind(
    "K-1019",
    Level.ERROR,
    N_(
        "The own wording of “{clause}” and {name} changed the same place differently; nothing "
        "was altered: {places}"
    ),
    N_("Decide on the wording in {file}, set “base” to {name}, and have it approved."),
)
REBASED = Kind(
    "K-1020",
    Level.WARNING,
    N_("The own wording of “{clause}” was carried over to {name} and needs a new approval."),
    N_(
        "Read it (contracts diff {name} {file}), then add “approved” (by, on) to the head of "
        "{file}."
    ),
)
NOT_APPROVED_YET = Kind(
    "K-1021",
    Level.ERROR,
    N_("{name} is not approved and cannot be adopted."),
    N_("Have it approved: contracts clauses approve {name}"),
)
NO_WORD_OF_CLAUSE = Kind(
    "K-1022",
    Level.ERROR,
    N_("“{old}” and “{new}” are clause texts; only contracts become Word files."),
    N_("Add --layout synopsis for a Synopse in Word, or choose text, html, pdf or json."),
)
FILE_IN_THE_WAY = Kind(
    "K-1023",
    Level.ERROR,
    N_("“{file}” is there and not as this program left it; nothing was overwritten."),
    N_("Move it elsewhere, or name another folder with --output."),
)
