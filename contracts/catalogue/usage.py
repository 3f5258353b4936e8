"""Step 9: problems of the call and of the machine."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

WRONG_CALL = Kind(
    "K-901",
    Level.ERROR,
    N_("{message}"),
    N_("See: {command} --help"),
)
BUG = Kind(
    "K-902",
    Level.ERROR,
    N_("The program has an error: {problem}"),
    N_("Please send this report to those who look after Vertragswerk: {report}"),
)
INTERRUPTED = Kind(
    "K-903",
    Level.ERROR,
    N_("Interrupted; no file is half written."),
    N_("Run the same command again; what is finished is kept."),
)
DISK_FULL = Kind(
    "K-904",
    Level.ERROR,
    N_("“{file}” cannot be written: {reason}."),
    N_("Make room on this disk, then run the same command again."),
)
NOT_PERMITTED = Kind(
    "K-905",
    Level.ERROR,
    N_("“{file}” may not be read or written here: {reason}."),
    N_("Ask for the right to write there, or work in a copy of the workspace."),
)
MACHINE = Kind(
    "K-906",
    Level.ERROR,
    N_("The computer refuses something with “{file}”: {reason}."),
    N_("Look at the file and its folder; then run: contracts doctor"),
)
LIBRARY = Kind(
    "K-907",
    Level.ERROR,
    N_("A part of the program is missing: {name}."),
    N_("Install it as the README says; then run: contracts doctor"),
)
NOTHING_ASKED = Kind(
    "K-908",
    Level.ERROR,
    N_("No district was named."),
    N_("Name one, e.g. contracts {command} {example}, or all with --all."),
)
BOTH_ASKED = Kind(
    "K-909",
    Level.ERROR,
    N_("{first} and {second} cannot be used together."),
    N_("Leave one of the two out."),
)
UNKNOWN_FORMAT = Kind(
    "K-910",
    Level.ERROR,
    N_("There is no format “{name}”.{suggestion}"),
    N_("Known formats: {known}."),
)
BAD_ID = Kind(
    "K-911",
    Level.ERROR,
    N_("“{name}” cannot be the name of a folder or file here."),
    N_("Use small letters, digits and hyphens, e.g. {example}."),
)
VERSION_NEEDED = Kind(
    "K-912",
    Level.ERROR,
    N_("“{name}” does not say which version is meant."),
    N_("Name it, e.g. {example}."),
)
BAD_DAY = Kind(
    "K-913",
    Level.ERROR,
    N_("“{text}” is no date."),
    N_("Write it like 1.3.2026 or 2026-03-01."),
)
APPROVER_NEEDED = Kind(
    "K-914",
    Level.ERROR,
    N_("It is not said who approves {name}."),
    N_("Name the person or office: contracts clauses approve {name} --by NAME"),
)
NEW_DISTRICT = Kind(
    "K-915",
    Level.NOTE,
    N_("A district that is not there yet must first be added."),
    N_("If “{name}” is meant: contracts new {name} --add-district"),
)
PART_MISSING = Kind(
    "K-921",
    Level.ERROR,
    N_("Missing: {name} ({purpose})."),
    N_("{remedy}"),
)
PART_ADVISED = Kind(
    "K-922",
    Level.NOTE,
    N_("Not installed: {name} ({purpose})."),
    N_("{remedy}"),
)
"""Optional tools that ``doctor`` would like to find."""
OUTPUT_CLOSED = Kind(
    "K-923",
    Level.ERROR,
    N_("There is nowhere to write the answer to: standard output is closed. Nothing was done."),
    N_("Run the command in a terminal, or send its output to a file: contracts … > answer.txt"),
)
