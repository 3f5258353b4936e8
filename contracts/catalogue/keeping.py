"""Step 11, archive: its witnesses outside of it, corrections, protocols."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

ARCHIVE_OLDER = Kind(
    "K-1310",
    Level.ERROR,
    N_("The archive is {versions} older than “{file}” knows; missing: {missing}."),
    N_(
        "Restore the archive from the newest backup. If there is none: "
        "contracts archive accept --reason TEXT"
    ),
)
ARCHIVE_FORKED = Kind(
    "K-1311",
    Level.ERROR,
    N_(
        "The archive is {versions} older than “{file}” knows and goes on otherwise with {others}; "
        "missing: {missing}."
    ),
    N_("Find out who changed it; restore the archive from a backup, then add the copies again."),
)
ARCHIVE_NEWER = Kind(
    "K-1312",
    Level.NOTE,
    N_("The archive is {versions} newer than “{file}” knows."),
    N_("Somebody has added copies elsewhere, or “{file}” is an older one."),
)
WITNESS_MISSING = Kind(
    "K-1313",
    Level.WARNING,
    N_("“{file}” is missing; whether the archive is an older one cannot be told by it."),
    N_("Look for a copy of it; where there was none before, it is begun now."),
)
WITNESS_DAMAGED = Kind(
    "K-1314",
    Level.ERROR,
    N_("Line {line} of “{file}” is not as it was written."),
    N_("Restore the file from a backup; find out who changed it."),
)
WITNESS_UNWRITABLE = Kind(
    "K-1315",
    Level.WARNING,
    N_("“{file}” could not be read or written ({reason}); the archive itself is complete."),
    N_("Make room or rights; the next call of contracts archive verify completes it."),
)
PACKAGE_OLDER = Kind(
    "K-1316",
    Level.WARNING,
    N_("The package “{file}” is {versions} older than this archive."),
    N_("Use the newest package, or build one: contracts archive build --all -o FILE.zip"),
)
PACKAGE_REPLACED = Kind(
    "K-1317",
    Level.ERROR,
    N_(
        "“{file}” is an older package: the one that was built there last ({date}) is "
        "{versions} newer."
    ),
    N_("Find out who replaced it; build the package again."),
)
OLDER_ACCEPTED = Kind(
    "K-1318",
    Level.NOTE,
    N_("On {date} {by} accepted that the archive is {versions} older: {reason}"),
    N_("There is nothing to do; what was lost then is missing for good."),
)
WITNESS_INSIDE = Kind(
    "K-1319",
    Level.ERROR,
    N_("The witness “{file}” lies in the archive and would be restored with it, or is a folder."),
    N_("Name a file outside of generated/archive under “witness” in archive.yaml."),
)
NOT_OLDER = Kind(
    "K-1320",
    Level.ERROR,
    N_("The archive is not older than its witnesses know; there is nothing to accept."),
    N_("Look at the archive with: contracts archive verify"),
)
NO_TIME_SERVICE = Kind(
    "K-1321",
    Level.ERROR,
    N_("{file} names no time stamp service."),
    N_("Name a service in archive.yaml: timestamp: {{url: https://…}}"),
)
NOT_A_LINE = Kind(
    "K-1322",
    Level.ERROR,
    N_("{option} wants one line of text that can be printed."),
    N_('Write it in quotation marks: {option} "TEXT"'),
)
NO_SUCH_COPY = Kind(
    "K-1323",
    Level.ERROR,
    N_("{agreement} has no copy {copy} in the archive; there are: {known}."),
    N_("See them with: contracts archive show {agreement}"),
)
WITHDRAWN_ALREADY = Kind(
    "K-1324",
    Level.ERROR,
    N_("Copy {copy} of {agreement} was withdrawn already ({by}, {date}): {reason}"),
    N_("There is nothing to do; to file it again: contracts archive add {agreement} FILE --anew"),
)
WITHDRAWN_BEFORE = Kind(
    "K-1325",
    Level.ERROR,
    N_(
        "“{file}” was filed as copy {copy} of {agreement} and withdrawn ({by}, {date}): {reason}. "
        "It was not filed again."
    ),
    N_("If it belongs there after all, call the same command with --anew."),
)
MOVE_REFUSED = Kind(
    "K-1326",
    Level.ERROR,
    N_("Copy {copy} of {agreement} cannot be moved to {to}; it was left where it is."),
    N_("Its pages or bytes name the agreement they belong to; withdraw the copy instead."),
)
MOVE_NOWHERE = Kind(
    "K-1327",
    Level.ERROR,
    N_("{agreement} is where copy {copy} lies already."),
    N_("Name another district, or withdraw the copy."),
)
NOT_RECORDED = Kind(
    "K-1328",
    Level.NOTE,
    N_("Who checked what could not be written to “{file}” ({reason})."),
    N_("The result of the check stands; make room or rights if it is to be recorded."),
)
PROTOCOL_CLOSED = Kind(
    "K-1329",
    Level.WARNING,
    N_("An earlier run of archive add was interrupted; its protocol “{file}” was completed."),
    N_("Look there which of its files are not filed, and add them again."),
)
STAMP_WRONG = Kind(
    "K-1330",
    Level.ERROR,
    N_("The time stamp that the witnesses keep for version {count} does not fit: {reason}."),
    N_("Find out who changed the witness or the archive; restore both from a backup."),
)
