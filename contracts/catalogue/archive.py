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
    N_("Restore this file from a backup; all other files are still good."),
)
FILE_LOST = Kind(
    "K-1146",
    Level.ERROR,
    N_("“{file}” is missing."),
    N_("Restore this file from a backup; all other files are still good."),
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
CODE_UNREADABLE = Kind(
    "K-1120",
    Level.WARNING,
    N_("The codes on page {page} of “{file}” are damaged; it was not sorted."),
    N_("Look at the page; name it with --page FILE:{page}=AGREEMENT:PAGE, or scan it again."),
)
CODE_CONFLICT = Kind(
    "K-1121",
    Level.WARNING,
    N_("Page {page} of “{file}” carries codes of two different pages; it was not sorted."),
    N_("Look at the page; is something pasted over it? Scan the sheets one by one."),
)
NO_CODE = Kind(
    "K-1122",
    Level.WARNING,
    N_("Page {page} of “{file}” shows no code of a contract; it was not sorted."),
    N_("If it belongs to a contract, name it with --page FILE:{page}=AGREEMENT:PAGE."),
)
PAGE_DRAWN = Kind(
    "K-1123",
    Level.WARNING,
    N_("Page {page} of “{file}” is not a picture of paper but drawn by a program."),
    N_("Take the signed PDF itself, byte for byte, or a scan of the signed sheets."),
)
PAGE_HUGE = Kind(
    "K-1124",
    Level.WARNING,
    N_("Page {page} of “{file}” is larger than A0 or has no size; it was not read."),
    N_("Scan the sheet again."),
)
FOREIGN_AGREEMENT = Kind(
    "K-1125",
    Level.WARNING,
    N_("Page {page} of “{file}” belongs to {agreement}, of which no final version is known."),
    N_("Name that district as well, or file the page where it belongs."),
)
OTHER_RELEASE = Kind(
    "K-1126",
    Level.WARNING,
    N_(
        "Page {page} of “{file}” belongs to the version {found} of {agreement}; final is {release}."
    ),
    N_("Ask for the page of the final version; this one was not sorted."),
)
PAGES_MISSING = Kind(
    "K-1127",
    Level.ERROR,
    N_("Of the signed copy of {agreement}, pages are missing: {pages}. It was not stored."),
    N_("Scan the missing pages and add all files again in one call."),
)
PAGE_TWICE = Kind(
    "K-1128",
    Level.WARNING,
    N_("Page {page} of {agreement} is there more than once, again as page {at} of “{file}”."),
    N_("Look at both; all of them are stored."),
)
FILE_TOO_LARGE = Kind(
    "K-1104",
    Level.ERROR,
    N_("“{file}” is larger than {limit} MB; it was not opened."),
    N_("Scan with fewer dots per inch, or split the file."),
)
FILE_TOO_SLOW = Kind(
    "K-1105",
    Level.ERROR,
    N_("“{file}” takes too long to read; it was given up."),
    N_("Open it in a viewer, print it into a new scan, or split it."),
)
FILE_TOO_HUNGRY = Kind(
    "K-1106",
    Level.ERROR,
    N_("“{file}” needs more memory than a signed copy may; it was given up."),
    N_("Do not trust the file; ask for the signed sheets or scan them again."),
)
FILE_BROKEN = Kind(
    "K-1107",
    Level.ERROR,
    N_("“{file}” cannot be read as a PDF."),
    N_("Ask the sender for the file again."),
)
NOT_A_PDF = Kind(
    "K-1108",
    Level.ERROR,
    N_("“{file}” is not a PDF."),
    N_("Ask the sender for a PDF; pictures become one with any scanning program."),
)
FILE_ENCRYPTED = Kind(
    "K-1109",
    Level.ERROR,
    N_("“{file}” is protected by a password."),
    N_("Ask the sender for the file without a password."),
)
PAGES_TOO_MANY = Kind(
    "K-1110",
    Level.ERROR,
    N_("“{file}” has no page, or more than 500."),
    N_("Split the stack into several files."),
)
FILE_ACTIVE = Kind(
    "K-1111",
    Level.ERROR,
    N_("“{file}” holds forms, programs or attachments; a scan has none of these."),
    N_("Take a scan of the signed sheets as the scanner made it."),
)
SIGNED_BUT_NOT_SENT = Kind(
    "K-1112",
    Level.ERROR,
    N_("“{file}” is signed, but is not the final version that was sent out."),
    N_("Compare it with the final version; was it printed to a new PDF before signing?"),
)
NOT_SIGNED = Kind(
    "K-1113",
    Level.ERROR,
    N_("“{file}” is the final version of {agreement} without a signature behind it."),
    N_("Ask for the file that came out of the signing program."),
)
COPY_REFUSED = Kind(
    "K-1114",
    Level.ERROR,
    N_("“{file}” is not an unaltered signed copy of {agreement}: {reason}."),
    N_("Ask for the signed file again; this one was not stored."),
)
NO_TRUST_LIST = Kind(
    "K-1115",
    Level.WARNING,
    N_("“{file}”: unaltered, but undetermined, because there is no trust list."),
    N_("Name the certificates of trusted issuers under “trust” in archive.yaml."),
)
SIGNER_NOT_TRUSTED = Kind(
    "K-1116",
    Level.WARNING,
    N_("“{file}”: unaltered, but undetermined, because the trust list does not know a signer."),
    N_("Check the issuer in the European trust list; then name it in archive.yaml."),
)
UNPROTECTED = Kind(
    "K-1117",
    Level.NOTE,
    N_("“{file}”: no signature protects the bytes {bytes} (material for long-term checks)."),
    N_("There is nothing to do; the archive's own hashes cover them from now on."),
)
DOUBTFUL = Kind(
    "K-1118",
    Level.WARNING,
    N_("“{file}”: {reason}."),
    N_("Look at the file in a second program before you rely on it."),
)
FIELDS_OPEN = Kind(
    "K-1119",
    Level.NOTE,
    N_("“{file}”: {open} of {count} signature fields are still empty."),
    N_("Add the copy of the other side as well when it comes."),
)
NOT_QUALIFIED = Kind(
    "K-1129",
    Level.WARNING,
    N_("“{file}” carries an advanced signature or a seal, which does not replace a signature."),
    N_("Where the law wants the written form, ask for a qualified signature or ink."),
)
LOOK_AT_SIGNATURES = Kind(
    "K-1130",
    Level.NOTE,
    N_("All pages of {agreement} are there; no program has looked at the signatures on them."),
    N_("Look at the signature page yourself."),
)
MIXED_MEDIA = Kind(
    "K-1131",
    Level.WARNING,
    N_("{agreement} is signed partly on paper and partly electronically."),
    N_("Ask the legal office: both sides should sign in the same way."),
)
STORED_ALREADY = Kind(
    "K-1132",
    Level.NOTE,
    N_("“{file}” is already in the archive of {agreement}."),
    N_("There is nothing to do."),
)
NO_RELEASE = Kind(
    "K-1133",
    Level.ERROR,
    N_("There is no final version of {agreement} that could have been signed."),
    N_("Make it with: contracts generate {agreement} --release"),
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
NO_PACKAGE = Kind(
    "K-1179",
    Level.ERROR,
    N_("“{file}” is not a package of the archive."),
    N_("Name the ZIP file that archive build wrote, or the folder in it."),
)
PACKAGE_FAULT = Kind(
    "K-1180",
    Level.ERROR,
    N_("“{file}” in the package: {reason}."),
    N_("Take another copy of the package; all files not named here are good."),
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
