"""Step 8: problems of Word files: skeletons, documents to write, files that come back."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NOT_WORD = Kind(
    "K-820",
    Level.ERROR,
    N_("This is not a Word document (.docx): {reason}."),
    N_("Open it in Word or LibreOffice and save it as “Word document (.docx)”."),
)
PACKAGE_TOO_LARGE = Kind(
    "K-821",
    Level.ERROR,
    N_("The Word file unpacks to more than {limit}; it is not opened."),
    N_("Shrink its pictures, or start again from a fresh copy."),
)
PACKAGE_PATH = Kind(
    "K-822",
    Level.ERROR,
    N_("The Word file contains the forbidden entry “{entry}”."),
    N_("Do not use this file; ask where it comes from."),
)
MACROS = Kind(
    "K-823",
    Level.ERROR,
    N_("The Word file contains macros (“{part}”)."),
    N_("Save it in Word as “Word document (.docx)”, which drops the macros."),
)
EXTERNAL = Kind(
    "K-824",
    Level.ERROR,
    N_("The Word file would load “{target}” from elsewhere (“{part}”)."),
    N_("Embed the picture or object in the file, or remove it."),
)
BROKEN_PART = Kind(
    "K-825",
    Level.ERROR,
    N_("The part “{part}” of the Word file cannot be read: {reason}."),
    N_("Open it in Word or LibreOffice and save it again."),
)
SKELETON_MISSING = Kind(
    "K-826",
    Level.ERROR,
    N_("The template has no skeleton.docx."),
    N_("Copy one from another template, or run: contracts init"),
)
SKELETON_STYLE = Kind(
    "K-827",
    Level.ERROR,
    N_("The skeleton lacks the {type} style “{style}” ({purpose})."),
    N_("Create a style with exactly this name in Word, or copy it from the delivered skeleton."),
)
SKELETON_NUMBERING = Kind(
    "K-828",
    Level.ERROR,
    N_("The style “{style}” of the skeleton must be numbered as “{expected}”, but is “{found}”."),
    N_("Link the style to this level of the multilevel list (Word: Define New Multilevel List)."),
)
SKELETON_PLACE = Kind(
    "K-829",
    Level.ERROR,
    N_("The skeleton has no place for {purpose}: “{name}” is missing."),
    N_("Write this placeholder into the skeleton where the text shall stand."),
)
SKELETON_SYNTAX = Kind(
    "K-830",
    Level.ERROR,
    N_("A placeholder of the skeleton cannot be understood: {reason}."),
    N_("Look at paragraph {paragraph} of “{part}”: “{words}”."),
)
SKELETON_FORBIDDEN = Kind(
    "K-831",
    Level.ERROR,
    N_("The skeleton uses “{construct}”, which placeholders must not contain."),
    N_("Look at paragraph {paragraph} of “{part}”; only names, “if” and “for” are allowed."),
)
SKELETON_UNKNOWN = Kind(
    "K-832",
    Level.ERROR,
    N_("The skeleton uses the unknown placeholder “{name}”."),
    N_("Known are: {known}."),
)
SKELETON_LANGUAGE = Kind(
    "K-833",
    Level.WARNING,
    N_("The skeleton's text language is “{found}” instead of “de-DE”."),
    N_("Set the language of the style “Standard” to German (Germany) in Word."),
)
SKELETON_PAGES = Kind(
    "K-834",
    Level.WARNING,
    N_("No footer of the skeleton shows the field {field}."),
    N_("Insert the field into the footer, so that pages are numbered."),
)
SKELETON_ADVICE = Kind(
    "K-835",
    Level.WARNING,
    N_("The style “{style}” of the skeleton lacks the setting “{setting}”."),
    N_("Switch it on in Word: Modify Style, Format, Paragraph, Line and Page Breaks."),
)
SKELETON_UPDATES = Kind(
    "K-836",
    Level.ERROR,
    N_("The skeleton asks to update fields whenever it is opened."),
    N_("Remove “updateFields” from its settings: people would be asked a question they dislike."),
)
CONTROL_CHARACTER = Kind(
    "K-837",
    Level.ERROR,
    N_("The value “{name}” contains the character {character}, which Word files cannot hold."),
    N_("Delete the invisible character in {where}; retyping the words helps."),
)
LABEL = Kind(
    "K-838",
    Level.ERROR,
    N_("Word would number “{where}” as “{found}” instead of “{expected}”."),
    N_("Please report this; the Word file was not written."),
)
TARGET = Kind(
    "K-839",
    Level.ERROR,
    N_("The reference “{shown}” points to “{target}”, which is not there."),
    N_("Please report this; the Word file was not written."),
)
NOT_OURS = Kind(
    "K-840",
    Level.ERROR,
    N_("No sign was found that Vertragswerk made this file."),
    N_("Ask for the file that was sent, with the changes made in it."),
)
CONTRADICTION = Kind(
    "K-841",
    Level.ERROR,
    N_("The file bears signs of more than one draft, none of them prevailing: {drafts}."),
    N_("Find out which draft it was made from, and compare with that one by naming it."),
)
DISSENT = Kind(
    "K-842",
    Level.WARNING,
    N_("Some signs in the file ({signs}) point to another draft: {drafts}."),
    N_("Text was probably copied from another contract; look at the clauses it brought along."),
)
SIGN_LOST = Kind(
    "K-843",
    Level.NOTE,
    N_("These signs were lost: {signs}."),
    N_("Nothing needs to be done: the remaining signs were enough."),
)
CLAUSE_LOST = Kind(
    "K-844",
    Level.WARNING,
    N_("The clause “{clause}” cannot be found in the file any more."),
    N_("It was probably deleted without tracking; compare the file with the draft."),
)
CLAUSE_FOREIGN = Kind(
    "K-845",
    Level.WARNING,
    N_("The file holds the clause “{clause}”, which was not in the draft as it was sent."),
    N_("Text was probably copied from another contract; compare the file with the draft."),
)
DRAFT_UNKNOWN = Kind(
    "K-846",
    Level.WARNING,
    N_("The clauses of the file are known, but not the draft it was made from."),
    N_("Name the draft to compare it with."),
)
SKELETON_RESULT = Kind(
    "K-847",
    Level.ERROR,
    N_("With its placeholders filled in, “{part}” would be no valid Word text: {reason}."),
    N_("Write “{{{{p … }}}}” for paragraphs and “{{{{r … }}}}” for words, alone in their place."),
)
PACKAGE_TOO_MUCH = Kind(
    "K-861",
    Level.ERROR,
    N_("The Word file holds more than {limit} pieces of text and format; it is not opened."),
    N_("No contract needs as many; ask where the file comes from, or start from a fresh copy."),
)
EMBEDDED = Kind(
    "K-862",
    Level.ERROR,
    N_("The Word file carries something that is neither text nor picture (“{part}”: {what})."),
    N_("Remove the object, control or embedded file in Word, and save it again."),
)
SKELETON_REVISIONS = Kind(
    "K-848",
    Level.ERROR,
    N_("The skeleton contains tracked changes (“{part}”)."),
    N_("Accept or reject them in Word and save the skeleton again."),
)
