"""Step 11, archive: what scans show – formats, blank backs, pictures beside the release."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

OTHER_FORMAT = Kind(
    "K-1161",
    Level.ERROR,
    N_("“{file}” is a {format} file; scans are taken as PDF, TIFF or JPEG."),
    N_("Scan the sheets as PDF, or let a program save the picture as JPEG or TIFF."),
)
PAGES_BLANK = Kind(
    "K-1162",
    Level.NOTE,
    N_("Blank pages of “{file}” were left out, {count} in all: {pages}."),
    N_("There is nothing to do, unless something should stand there."),
)
PAGE_SLOW = Kind(
    "K-1163",
    Level.WARNING,
    N_("Page {page} of “{file}” takes too long or too much memory to read; it was not sorted."),
    N_(
        "Scan this page anew with 300 dots per inch, or name it with "
        "--page {file}:{page}=DISTRICT:PAGE. All other pages were read."
    ),
)
PAGES_SKIPPED = Kind(
    "K-1164",
    Level.WARNING,
    N_(
        "In “{file}” too many pages took too long; these were not looked at any more, {count} in "
        "all: {pages}."
    ),
    N_("Scan the sheets anew with 300 dots per inch, or split the file."),
)
PAGE_BROKEN = Kind(
    "K-1165",
    Level.WARNING,
    N_("Page {page} of “{file}” is damaged and cannot be read; it was not sorted."),
    N_("Scan this page again and add all files in one call."),
)
COPIES_IN_ONE_FILE = Kind(
    "K-1166",
    Level.NOTE,
    N_("“{file}” holds {count} complete originals of {agreement}; each was filed as its own copy."),
    N_("There is nothing to do; each side has its own original."),
)
PICTURE_BROKEN = Kind(
    "K-1167",
    Level.ERROR,
    N_("“{file}” cannot be read as a picture; it is damaged or larger than 150 million dots."),
    N_("Scan the sheets again with 300 dots per inch."),
)
PICTURES_WRITTEN = Kind(
    "K-1168",
    Level.NOTE,
    N_("Pictures of the pages to look at, {count} in all, are in “{folder}”."),
    N_("Look at them; name each page that was not sorted with --page."),
)
WORDS_DIFFER = Kind(
    "K-1301",
    Level.WARNING,
    N_(
        "Page {page} of {agreement} does not look like the final version {where}, where that says "
        "“{words}”; see page {at} of “{file}”."
    ),
    N_("Lay both beside one another: was a word or figure changed, covered or erased?"),
)
SOMETHING_ADDED = Kind(
    "K-1302",
    Level.WARNING,
    N_(
        "On page {page} of {agreement} something was added {where} that the final version does not "
        "have; see page {at} of “{file}”."
    ),
    N_("Look at it: a stamp of entry is harmless, a handwritten clause is not."),
)
SIGNATURE_MISSING = Kind(
    "K-1303",
    Level.WARNING,
    N_("On page {page} of {agreement} nothing is written where {name} should sign."),
    N_("Look at page {at} of “{file}”; ask for the signature if it is missing."),
)
NOT_COMPARED = Kind(
    "K-1304",
    Level.WARNING,
    N_(
        "Page {page} of {agreement} could not be laid over the final version; see page {at} of "
        "“{file}”."
    ),
    N_("Compare its words with the final version yourself, or scan it flat and straight."),
)
FILED_WITH_DOUBTS = Kind(
    "K-1305",
    Level.NOTE,
    N_(
        "All pages of {agreement} are there; not all look like the final version, which is kept "
        "with the copy."
    ),
    N_("Look at the places named above before you rely on this copy."),
)
