"""Step 8: problems of putting outputs where they belong."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

CHANGED_BY_HAND = Kind(
    "K-801",
    Level.ERROR,
    N_("“{file}” was changed after it was made; nothing was overwritten."),
    N_("Save your changes elsewhere, or make it anew with --force, which keeps a copy beside it."),
)
NOT_OURS = Kind(
    "K-802",
    Level.ERROR,
    N_("“{file}” is there already and has no record; nothing was overwritten."),
    N_("Move it elsewhere, or write with --force, which keeps a copy beside it."),
)
RELEASE_DIFFERS = Kind(
    "K-803",
    Level.ERROR,
    N_(
        "The final version of {agreement} exists and would now read or look "
        "otherwise; it was not touched."
    ),
    N_("Undo the change, or write a new agreement: contracts new {district}"),
)
RELEASE_CHANGED = Kind(
    "K-804",
    Level.ERROR,
    N_("“{file}” belongs to a final version and is not what its record says."),
    N_("Restore the file from a backup; the record names its sha256."),
)
RELEASE_LOST = Kind(
    "K-805",
    Level.ERROR,
    N_("“{file}” of the final version is missing and cannot be made again byte for byte."),
    N_("Restore it from a backup, or use the versions of program and libraries in {record}."),
)
NOT_READY = Kind(
    "K-806",
    Level.ERROR,
    N_("There is no final version of {agreement} yet: {count} points are open."),
    N_(
        "Settle each point below; a draft can be written at any time: contracts generate "
        "{agreement}"
    ),
)
BUSY = Kind(
    "K-807",
    Level.ERROR,
    N_("Another run is just writing to “{folder}”."),
    N_("Wait until it has finished, then run the same command again."),
)
NO_DOCUMENT = Kind(
    "K-808",
    Level.ERROR,
    N_("{agreement} could not be made because of the findings; no output was touched."),
    N_("Correct the errors, then check: contracts check {agreement}"),
)
EXISTS = Kind(
    "K-809",
    Level.ERROR,
    N_("“{file}” exists already; nothing was overwritten."),
    N_("{way}"),
)
NOT_EMPTY = Kind(
    "K-810",
    Level.ERROR,
    N_("“{folder}” is not empty; nothing was written."),
    N_("Name a new or an empty folder."),
)
FOREIGN_FILE = Kind(
    "K-811",
    Level.ERROR,
    N_("“{file}” is not a file; nothing was written."),
    N_("Remove or rename what has this name."),
)
BATCH_FAILED = Kind(
    "K-812",
    Level.ERROR,
    N_("{failed} of {count} contracts failed."),
    N_("Try them again with: contracts generate {names}"),
)
WORKER_DIED = Kind(
    "K-813",
    Level.ERROR,
    N_("The process that made {agreement} ended without an answer."),
    N_("Probably memory ran out; try it alone: contracts generate {agreement}"),
)
NOT_YET_ABLE = Kind(
    "K-814",
    Level.ERROR,
    N_("Vertragswerk cannot write {format} here: {reason}."),
    N_("See what is missing with: contracts doctor"),
)
ALREADY_APPROVED = Kind(
    "K-815",
    Level.NOTE,
    N_("{name} is approved already."),
    N_("There is nothing to do."),
)
"""Approving twice changes nothing."""
NO_EXAMPLE = Kind(
    "K-816",
    Level.ERROR,
    N_("“{name}” is not part of this installation."),
    N_("Install Vertragswerk again, or copy the folder from its repository."),
)
OUTPUT_UNREADABLE = Kind(
    "K-817",
    Level.ERROR,
    N_("What was generated in “{folder}” cannot be read: {reason}."),
    N_("Make it anew with --force, or restore it from a backup."),
)
