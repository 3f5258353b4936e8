"""Step 11, archive: page codes, signed copies, the store and the package for hand-over."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NO_ROOM = Kind(
    "K-1101",
    Level.ERROR,
    N_("On page {page} there is no free room at the foot for the page codes."),
    N_("Give page.css a bottom margin of at least 2.5 cm, and keep 8 cm of the footer free."),
)
TOO_MANY_PAGES = Kind(
    "K-1102",
    Level.ERROR,
    N_("The contract has {pages} pages; page codes count to {most}."),
    N_("Move long annexes into files of their own."),
)
NO_JAIL = Kind(
    "K-1103",
    Level.ERROR,
    N_("The process that opens files from outside cannot be started."),
    N_("See what is missing with: contracts doctor"),
)
NO_RELEASE = Kind(
    "K-1133",
    Level.ERROR,
    N_("There is no final version of {agreement} that could have been signed."),
    N_("Make it with: contracts generate {agreement} --release"),
)
INVENTORY_UNREADABLE = Kind(
    "K-1140",
    Level.ERROR,
    N_("“{file}” is not an inventory."),
    N_("Restore the folder from a backup; nothing is added before."),
)
INVENTORY_NOT_IN_LEDGER = Kind(
    "K-1141",
    Level.ERROR,
    N_("“{file}” is not the inventory that the ledger names."),
    N_("Restore the folder from a backup; find out who changed it."),
)
LEDGER_BROKEN = Kind(
    "K-1142",
    Level.ERROR,
    N_("Line {line} of the ledger does not follow from the lines before it."),
    N_("Restore ledger.txt from a backup or from the newest package."),
)
LEDGER_CONTRADICTED = Kind(
    "K-1160",
    Level.ERROR,
    N_("Line {line} of the ledger contradicts what is stored; one of the two was changed."),
    N_("Compare ledger.txt with that of the newest package; restore what differs from a backup."),
)
BUSY = Kind(
    "K-1143",
    Level.ERROR,
    N_("Another run is just writing to the archive."),
    N_("Wait until it has finished, then run the same command again."),
)
INTERRUPTED = Kind(
    "K-1144",
    Level.WARNING,
    N_("An interrupted run left “{file}” behind."),
    N_("Complete it with: contracts archive reindex"),
)
FILE_ALTERED = Kind(
    "K-1145",
    Level.ERROR,
    N_("“{file}” is not what was stored."),
    N_("Restore this file from a backup."),
)
FILE_LOST = Kind(
    "K-1146",
    Level.ERROR,
    N_("“{file}” is missing."),
    N_("Restore this file from a backup."),
)
FILE_EXTRA = Kind(
    "K-1147",
    Level.ERROR,
    N_("“{file}” was not stored by the archive."),
    N_("Find out where it comes from, then remove it."),
)
FILE_UNREADABLE = Kind(
    "K-1148",
    Level.ERROR,
    N_("“{file}” cannot be read: {reason}"),
    N_("Check the disk, then restore this file from a backup."),
)
NOT_OCFL = Kind(
    "K-1149",
    Level.ERROR,
    N_("“{file}” breaks the rules of OCFL: {reason}"),
    N_("Restore the folder from a backup."),
)
RELEASE_UNREADABLE = Kind(
    "K-1150",
    Level.ERROR,
    N_("The final version in “{file}” cannot be read."),
    N_("Find the damaged file with: contracts archive verify"),
)
EVIDENCE_UNREADABLE = Kind(
    "K-1151",
    Level.ERROR,
    N_("“{file}” is not the evidence of a signed copy."),
    N_("Find the damaged file with: contracts archive verify"),
)
NOT_AS_RECORDED = Kind(
    "K-1152",
    Level.ERROR,
    N_("“{file}” is not the file that record.json names."),
    N_("Restore the folder from a backup; find out who changed it."),
)
NO_REBUILD = Kind(
    "K-1153",
    Level.WARNING,
    N_("The text of {agreement} could not be made again from the stored data: {reason}"),
    N_("Use the version of the program that record.json names."),
)
REBUILD_DIFFERS = Kind(
    "K-1154",
    Level.ERROR,
    N_("The stored data of {agreement} gives another text than the released one."),
    N_("Use the version of the program that record.json names; then find out who changed it."),
)
COPY_UNPROVEN = Kind(
    "K-1155",
    Level.ERROR,
    N_("“{file}” is not an unaltered signed copy of its final version: {reason}."),
    N_("Restore the file from a backup; find out who changed it."),
)
NO_SOURCES = Kind(
    "K-1156",
    Level.ERROR,
    N_("The archive holds no sources of {agreement} that could be made into a text again."),
    N_("The released document itself is there: document.json beside the PDF."),
)
SOURCES_CHANGED = Kind(
    "K-1157",
    Level.WARNING,
    N_("“{file}” has changed since the final version of {agreement}; no sources are archived."),
    N_("Add the copy from a checkout of that time if the text is to be made again from them."),
)
NO_SUCH_PAGE = Kind(
    "K-1158",
    Level.ERROR,
    N_("{agreement} has {pages} pages; there is no page {page}."),
    N_("Correct --page."),
)
EVIDENCE_CONTRADICTED = Kind(
    "K-1159",
    Level.ERROR,
    N_("The evidence of “{file}” says something else than the file itself."),
    N_("Restore evidence.json from a backup; find out who changed it."),
)
NO_RETENTION = Kind(
    "K-1170",
    Level.ERROR,
    N_("How long signed copies are kept is not said in {file}; there is no default."),
    N_("Write “retention:” with start ({dates}), counts_from (day, year-end) and years."),
)
RETENTION_OPEN = Kind(
    "K-1171",
    Level.WARNING,
    N_("Retention of {agreement} is open, because its date “{date}” is not known."),
    N_("Complete the date in the agreement, or have the registry decide."),
)
NOT_A_CERTIFICATE = Kind(
    "K-1172",
    Level.ERROR,
    N_("“{file}” holds no certificate."),
    N_("Name certificates as PEM or DER files under “trust” in archive.yaml."),
)
KEY_UNREADABLE = Kind(
    "K-1173",
    Level.ERROR,
    N_("“{file}” holds no key with its certificate, or the password is wrong."),
    N_("Use a PEM file with key and certificate, or a PKCS #12 file (.p12)."),
)
KEY_UNSUITABLE = Kind(
    "K-1174",
    Level.ERROR,
    N_("The key in “{file}” is of a kind that verify.py cannot check."),
    N_("Use RSA with at least 2048 bits, or an elliptic curve P-256 or P-384."),
)
TIME_SERVICE = Kind(
    "K-1175",
    Level.ERROR,
    N_("The time stamp service {url} did not give a time stamp: {reason}"),
    N_("Try again later, or remove “timestamp:” from archive.yaml."),
)
NOTHING_STORED = Kind(
    "K-1176",
    Level.ERROR,
    N_("The archive holds no signed copy of {agreement}."),
    N_("Add one first: contracts archive add DISTRICT FILE.pdf"),
)
PACKAGE_UNSIGNED = Kind(
    "K-1177",
    Level.WARNING,
    N_("The package is not signed; whoever can change it can also change its lists."),
    N_("Sign it: contracts archive build --key FILE.pem"),
)
PACKAGE_WITHOUT_TIME = Kind(
    "K-1178",
    Level.NOTE,
    N_("The package has no time stamp; when it was signed is not proven."),
    N_("Name a service in archive.yaml: timestamp: {{url: https://…}}"),
)
NO_PACKAGE = Kind(
    "K-1179",
    Level.ERROR,
    N_("“{file}” is not a package of the archive."),
    N_(
        "Name the ZIP file that archive build wrote, or the folder in it; if it is that one, "
        "it is damaged: take another copy."
    ),
)
PACKAGE_FAULT = Kind(
    "K-1180",
    Level.ERROR,
    N_("“{file}” in the package: {reason}."),
    N_("Take another copy of the package."),
)
PACKAGE_UNPROVEN = Kind(
    "K-1181",
    Level.ERROR,
    N_("“{file}” in the package: {reason}."),
    N_("Take another copy of the package; without sound lists nothing in it is proven."),
)
REPACKED = Kind(
    "K-1182",
    Level.WARNING,
    N_(
        "“{file}” is not the ZIP file as it was written: damaged between its files, or packed anew."
    ),
    N_("The files in it are checked one by one; keep the ZIP file that archive build wrote."),
)
LEDGER_LOST = Kind(
    "K-1183",
    Level.ERROR,
    N_("“{file}” is missing; nothing proves any more what was stored."),
    N_("Restore ledger.txt from a backup or from the newest package."),
)
TARGET_TAKEN = Kind(
    "K-1184",
    Level.ERROR,
    N_("“{file}” is there already and is no package of the archive; nothing was overwritten."),
    N_("Choose another name after -o, or move that file away."),
)
ARCHIVE_EMPTY = Kind(
    "K-1185",
    Level.ERROR,
    N_("The archive is empty."),
    N_("Add a signed copy first: contracts archive add DISTRICT FILE.pdf"),
)
NAMED_WITHOUT_FILE = Kind(
    "K-1186",
    Level.ERROR,
    N_("--page names “{file}”, but not exactly one of the files given is called so."),
    N_("Correct --page; files of one name must be renamed or added one by one."),
)
LEDGERS_CONTRADICT = Kind(
    "K-1187",
    Level.ERROR,
    N_("The ledger in “{file}” and that of this archive contradict each other."),
    N_("One of them was changed, or the package is of another archive; find out which."),
)
LEDGER_BEHIND = Kind(
    "K-1188",
    Level.ERROR,
    N_("The archive is {versions} older than the ledger in “{file}”."),
    N_("Restore the archive from a newer backup, or from the package."),
)
