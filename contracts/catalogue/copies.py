"""Step 11, archive: what came back – signed PDFs, scans and their pages."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

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
    N_("See whether it is a scan of a final version with page codes; scan it anew, or split it."),
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
    N_("“{file}” is neither a PDF nor a scan as TIFF or JPEG."),
    N_("Ask the sender for a PDF, or for a scan as PDF, TIFF or JPEG."),
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
    N_("“{file}” holds what a scan does not need: {reason}. It was not stored."),
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
CODE_UNREADABLE = Kind(
    "K-1120",
    Level.WARNING,
    N_("The codes on page {page} of “{file}” are damaged; it was not sorted."),
    N_(
        "See its picture with --pictures FOLDER; name it with --page {file}:{page}=DISTRICT:PAGE, "
        "or scan it again."
    ),
)
CODE_CONFLICT = Kind(
    "K-1121",
    Level.WARNING,
    N_("Page {page} of “{file}” carries codes of two different pages; it was not sorted."),
    N_(
        "See its picture with --pictures FOLDER; is something pasted over it? Scan the sheets one "
        "by one, or name it with --page {file}:{page}=DISTRICT:PAGE."
    ),
)
NO_CODE = Kind(
    "K-1122",
    Level.WARNING,
    N_("Page {page} of “{file}” shows no code of a contract; it was not sorted."),
    N_(
        "See its picture with --pictures FOLDER; if it belongs to a contract, name it with "
        "--page {file}:{page}=DISTRICT:PAGE."
    ),
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
    N_("Look at both; where no page is missing, all of them are stored."),
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
    N_(
        "All pages of {agreement} are there and look like the final version; whose hand has "
        "signed, no program has checked."
    ),
    N_("Look at the page with the signatures yourself."),
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
    N_(
        "“{file}” is already in the archive: copy {copy} of {agreement}, version {version} of "
        "{date}."
    ),
    N_("There is nothing to do."),
)
NAMED_OTHERWISE = Kind(
    "K-1134",
    Level.ERROR,
    N_(
        "Page {page} of “{file}” shows the code of page {shown} of {agreement}; "
        "--page names another."
    ),
    N_("Leave it out of --page; what a page says of itself cannot be overruled."),
)
RELEASE_MADE_ANEW = Kind(
    "K-1135",
    Level.ERROR,
    N_(
        "“{file}” was not stored: the archive holds the final version {release} of {agreement} "
        "with other bytes."
    ),
    N_("It was made anew after copies were signed: use the one that was sent out."),
)
ONE_CERTIFICATE = Kind(
    "K-1136",
    Level.WARNING,
    N_("In “{file}” one certificate has signed several fields; each side must sign itself."),
    N_("Ask the side whose field it is for its own signature."),
)
FILE_CHANGED = Kind(
    "K-1137",
    Level.ERROR,
    N_("“{file}” changed while it was looked at; it was not stored."),
    N_("Wait until nothing writes to it any more, then run the same command again."),
)
OTHER_AGREEMENT = Kind(
    "K-1138",
    Level.NOTE,
    N_("“{file}” is a signed copy of {agreement} and was filed there."),
    N_("There is nothing to do; stacks may be of many agreements."),
)
FORM_OPEN = Kind(
    "K-1189",
    Level.NOTE,
    N_("“{file}”: whether the written form (§ 126a BGB) is kept is undetermined: {reason}."),
    N_("Ask for a copy signed at level B-LT or B-LTA; signing programs call it “long-term”."),
)
FIELD_WITHOUT_FILE = Kind(
    "K-1190",
    Level.ERROR,
    N_("--accept-field names “{file}”, which is none of the files of this call, or several."),
    N_("Name the file as it is given in the same call, e.g. signed.pdf:Signature1."),
)
NO_OWN_FIELD = Kind(
    "K-1191",
    Level.WARNING,
    N_("“{file}” holds no signature in a field “{field}” of its own; there is nothing to accept."),
    N_("Look for the right name: without --accept-field, the program names such a signature."),
)
