"""Step 8, pages: what can go wrong between a document and its PDF."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

TEMPLATE_FILE_MISSING = Kind(
    "K-850",
    Level.ERROR,
    N_("The template has no file {name}."),
    N_("Restore it with `git checkout -- {folder}`, or copy it from `contracts init DIR`."),
)
TEMPLATE_PAGE_UNREADABLE = Kind(
    "K-851",
    Level.ERROR,
    N_("The page template cannot be read: {problem}"),
    N_("Close every element and quote every attribute at this place, then run `contracts doctor`."),
)
TEMPLATE_STYLE_UNREADABLE = Kind(
    "K-852",
    Level.ERROR,
    N_("The page style or a font of it cannot be read: {problem}"),
    N_("Correct page.css or restore the fonts folder, then run `contracts doctor`."),
)
LAYOUT_COMPLAINT = Kind(
    "K-853",
    Level.ERROR,
    N_("The page layout was not done as asked: {problem}"),
    N_("Correct the template; nothing is written before every page is as asked."),
)
ADDRESS_REFUSED = Kind(
    "K-854",
    Level.ERROR,
    N_("The page asks for {address}, which is not a file of its template folder."),
    N_("Put the file into the template folder and name it by its path there."),
)
GLYPH_MISSING = Kind(
    "K-855",
    Level.ERROR,
    N_("The contract's font has no character for {character} ({codepoint}) in {field}."),
    N_("Replace the character in {field}; the font covers Latin, Greek and Cyrillic script."),
)
FOREIGN_FONT = Kind(
    "K-856",
    Level.ERROR,
    N_("The page uses the font {font}, which is not in the template's fonts folder."),
    N_("Name only the family of the bundled fonts in page.css."),
)
PAGE_OVERFLOW = Kind(
    "K-857",
    Level.ERROR,
    N_("On page {page} text stands outside the page: {text}"),
    N_("Shorten the text or give it room in page.css."),
)
PAGE_MARKS_LOST = Kind(
    "K-858",
    Level.ERROR,
    N_("The words of the page cannot be matched with its structure: {problem}"),
    N_("Remove floats and positioned boxes from page.css; they change the reading order."),
)
SOURCE_NOT_OURS = Kind(
    "K-859",
    Level.ERROR,
    N_("The PDF cannot be read: {problem}"),
    N_("Take the file as Vertragswerk wrote it."),
)
PICTURE_SILENT = Kind(
    "K-860",
    Level.ERROR,
    N_("The picture {name} of the page has no description."),
    N_("Say in its alt attribute what it shows, for people who hear the page."),
)
