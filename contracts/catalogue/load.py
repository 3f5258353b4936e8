"""Step 1: problems of reading files."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

UNREADABLE = Kind(
    "K-101",
    Level.ERROR,
    N_("“{file}” cannot be read: {reason}."),
    N_("Check that the file exists and that you may read it."),
)
NOT_UTF8 = Kind(
    "K-102",
    Level.ERROR,
    N_("The file is not UTF-8 text (byte {byte})."),
    N_("Save it with the encoding UTF-8."),
)
TOO_LARGE = Kind(
    "K-103",
    Level.ERROR,
    N_("The file is larger than {limit} kilobytes."),
    N_("Shorten it; no source file needs to be that long."),
)
TAB = Kind(
    "K-104",
    Level.ERROR,
    N_("A tab stands in the indentation."),
    N_("Replace tabs by blanks."),
)
SYNTAX = Kind(
    "K-105",
    Level.ERROR,
    N_("The file cannot be understood here: {reason}."),
    N_("{remedy}"),
)
DUPLICATE_KEY = Kind(
    "K-106",
    Level.ERROR,
    N_("The key “{key}” stands here a second time (first in line {first})."),
    N_("Keep one of the two."),
)
EMPTY_FILE = Kind(
    "K-107",
    Level.ERROR,
    N_("The file is empty."),
    N_("Fill it in, or put the file back as it was before."),
)
NOT_A_MAP = Kind(
    "K-108",
    Level.ERROR,
    N_("The file must consist of lines “key: value” at its top level."),
    N_("Compare with districts/musterbezirk."),
)
ALIAS = Kind(
    "K-109",
    Level.ERROR,
    N_("A value must not begin with “{sign}”, which means something of its own in such a file."),
    N_("Put it in quotation marks: {line}"),
)
TOO_DEEP = Kind(
    "K-110",
    Level.ERROR,
    N_("The file is nested deeper than {limit} levels."),
    N_("Use the structure of districts/musterbezirk."),
)
TOO_MANY = Kind(
    "K-111",
    Level.ERROR,
    N_("The file has more than {limit} entries."),
    N_("Split or shorten it."),
)
OUTSIDE = Kind(
    "K-112",
    Level.ERROR,
    N_("“{file}” lies outside of the workspace."),
    N_("Replace the link or path by a file inside of the workspace."),
)
BAD_NAME = Kind(
    "K-113",
    Level.ERROR,
    N_("“{name}” is not a name of a clause file."),
    N_("Name it <clause>/<variant>@<version>.md with small letters, digits and hyphens."),
)
NO_FRONT_MATTER = Kind(
    "K-114",
    Level.ERROR,
    N_("The file does not begin with a head between two lines “---”."),
    N_("Copy the head of another clause; clauses/README.md explains each line."),
)
EMPTY_TEXT = Kind(
    "K-115",
    Level.ERROR,
    N_("There is a head but no text below it."),
    N_("Write the text of the clause below the second “---”."),
)
LOCK_SYNTAX = Kind(
    "K-116",
    Level.ERROR,
    N_("This line of the lock file cannot be understood."),
    N_("Undo the change of this line; lock files are written by the program."),
)
NOT_A_FILE = Kind(
    "K-117",
    Level.ERROR,
    N_("“{file}” is missing."),
    N_("Restore it, or make a new workspace with: contracts init DIR"),
)
COMMENT_SWALLOWS = Kind(
    "K-118",
    Level.WARNING,
    N_("Only “{read}” is read here; “{rest}” behind it counts as a comment."),
    N_("If it belongs to the value, write: {line} – otherwise put a blank behind the #."),
)
SEVERAL_LINES = Kind(
    "K-119",
    Level.WARNING,
    N_("The value goes on in the next line and is read as “{read}”."),
    N_("Begin each entry of a list with “- ”; a long text with “>-” in a line of its own."),
)
BULLET = Kind(
    "K-120",
    Level.ERROR,
    N_("The character “{sign}” does not begin an entry of a list."),
    N_("Write: {line}"),
)
INDENTATION = Kind(
    "K-121",
    Level.ERROR,
    N_("The line begins with the character {character}, which looks like a blank but is none."),
    N_("Delete it and indent with the space bar."),
)
PRINTED_QUOTES = Kind(
    "K-122",
    Level.WARNING,
    N_("The quotation marks around “{found}” belong to the value and will be printed."),
    N_("If they should not: {line}"),
)
WORD_FOR_NOTHING = Kind(
    "K-123",
    Level.WARNING,
    N_("“{found}” counts as no value at all."),
    N_("If the word itself is meant, write: {line}"),
)
NOT_READ = Kind(
    "K-124",
    Level.WARNING,
    N_("“{file}” is not read: {reason}."),
    N_("{remedy}"),
)
BESIDE = Kind(
    "K-125",
    Level.NOTE,
    N_("“{file}” is not read: {reason}."),
    N_("{remedy}"),
)
