"""Batches: limits, other machines, tables of agreements."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

BEYOND_TIME = Kind(
    "K-1201",
    Level.ERROR,
    N_("{agreement} took longer than {limit} seconds and was stopped; nothing of it changed."),
    N_("Allow more with --time-limit, or see where it stops: contracts generate {agreement} -v"),
)
BEYOND_MEMORY = Kind(
    "K-1202",
    Level.ERROR,
    N_("{agreement} needed more than {limit} megabytes and was stopped; nothing of it changed."),
    N_("Shorten what is unusually long in it, or allow more with --memory-limit."),
)
NOT_BEGUN = Kind(
    "K-1203",
    Level.ERROR,
    N_("{count} contracts were not tried any more."),
    N_("Settle what stopped the run, then run the same command again; what is finished is kept."),
)
UNKNOWN_EXECUTOR = Kind(
    "K-1204",
    Level.ERROR,
    N_("“{address}” does not name an executor."),
    N_("Use “local”, or the address of a Dask scheduler, e.g. dask://127.0.0.1:8786"),
)
NO_CLUSTER_LIBRARY = Kind(
    "K-1205",
    Level.ERROR,
    N_("Work on several machines needs the library {name}, which is not installed."),
    N_("Install it with: pip install 'vertragswerk[cluster]'"),
)
NO_SCHEDULER = Kind(
    "K-1206",
    Level.ERROR,
    N_("The scheduler at {address} cannot be reached: {reason}."),
    N_("Check that “dask scheduler” runs there, or work on this machine with --jobs."),
)
NO_WORKERS = Kind(
    "K-1207",
    Level.ERROR,
    N_("The scheduler at {address} has no workers."),
    N_("Start at least one: dask worker {address} --nthreads 1"),
)
OTHER_PROGRAM = Kind(
    "K-1208",
    Level.ERROR,
    N_("The worker on {host} is not like this machine; it differs in: {differences}."),
    N_("Install the same versions there, and let all machines see the same workspace."),
)
NO_WORKSPACE_THERE = Kind(
    "K-1209",
    Level.ERROR,
    N_("The worker on {host} does not see the folder “{folder}”."),
    N_("Put the workspace on storage that all machines have at the same path."),
)
CLUSTER_LOST = Kind(
    "K-1210",
    Level.ERROR,
    N_("The cluster did not finish {agreement}: {reason}."),
    N_("Look at the scheduler's page, then try it on this machine: contracts generate {agreement}"),
)
MORE_FINDINGS = Kind(
    "K-1211",
    Level.WARNING,
    N_("{count} further findings are not shown."),
    N_("See those of one contract with: contracts check DISTRICT"),
)

TABLE_UNREADABLE = Kind(
    "K-1221",
    Level.ERROR,
    N_("The table “{file}” cannot be read: {reason}."),
    N_("Save it anew as .xlsx or as CSV (UTF-8)."),
)
TABLE_ENDING = Kind(
    "K-1222",
    Level.ERROR,
    N_("“{file}” is no table that can be read here: {reason}."),
    N_("Save it as .xlsx or as CSV (UTF-8); old .xls files and macros are not accepted."),
)
TABLE_TOO_LARGE = Kind(
    "K-1223",
    Level.ERROR,
    N_("The table has more than {limit} {what}."),
    N_("Split it into several tables."),
)
TABLE_NOT_UTF8 = Kind(
    "K-1224",
    Level.ERROR,
    N_("The table is not UTF-8 text (byte {byte}); it looks like {encoding}."),
    N_("In Excel choose “CSV UTF-8 (comma delimited)” when saving, or save it as .xlsx."),
)
TABLE_EMPTY = Kind(
    "K-1225",
    Level.ERROR,
    N_("The table has no rows below its first one."),
    N_("Write the names of the fields in the first row, and one agreement in each row below it."),
)
UNKNOWN_COLUMN = Kind(
    "K-1226",
    Level.ERROR,
    N_("Column {column}: there is no field “{header}”.{suggestion}"),
    N_(
        "Write its path, e.g. coordination.full_time_equivalents, or its German title; "
        "all fields: contracts schema"
    ),
)
AMBIGUOUS_COLUMN = Kind(
    "K-1227",
    Level.ERROR,
    N_("Column {column}: several fields are called “{header}”."),
    N_("Write which one is meant: {known}."),
)
GROUP_COLUMN = Kind(
    "K-1228",
    Level.ERROR,
    N_("Column {column}: “{header}” is a group of fields, not a field."),
    N_("Name a field of it, e.g. {example}."),
)
COLUMN_TWICE = Kind(
    "K-1229",
    Level.ERROR,
    N_("Columns {first} and {column} hold the same field “{header}”."),
    N_("Delete one of the two."),
)
COLUMN_MISSING = Kind(
    "K-1230",
    Level.ERROR,
    N_("The table has no column “district”."),
    N_("Add it, with the name of a folder in districts/ in each row."),
)
ROW_TOO_LONG = Kind(
    "K-1231",
    Level.ERROR,
    N_("Row {row} has values in columns without a name (column {column})."),
    N_("Write the field's name in the first row, or quote a value that holds the separator."),
)
FORMULA = Kind(
    "K-1232",
    Level.ERROR,
    N_("Row {row}, column {column}: formulas are not accepted."),
    N_("Copy the column and paste it as values; what is reviewed must be what is written."),
)
BROKEN_CELL = Kind(
    "K-1233",
    Level.ERROR,
    N_("Row {row}, column {column}: the cell holds {found} instead of a value."),
    N_("Correct the cell, or empty it if nobody knows the value yet."),
)
ROW_WITHOUT_NAME = Kind(
    "K-1234",
    Level.ERROR,
    N_("Row {row}: the agreement has no name, and no date to take the year from."),
    N_("Add a column “agreement”, e.g. with 2026, or fill in dates.agreed."),
)
ROW_TWICE = Kind(
    "K-1235",
    Level.ERROR,
    N_("Row {row} is about {agreement}, which row {first} is about already."),
    N_("Keep one of the two, or give them different names in a column “agreement”."),
)
BAD_ROWS = Kind(
    "K-1236",
    Level.ERROR,
    N_("{bad} of {count} rows cannot be used; nothing was written."),
    N_("Correct them in the table, then run the same command again."),
)
TABLE_WITH_MACROS = Kind(
    "K-1237",
    Level.ERROR,
    N_("The table “{file}” holds macros or other active content."),
    N_("Save it as .xlsx without macros."),
)
ROW_WITHOUT_DISTRICT = Kind(
    "K-1238",
    Level.ERROR,
    N_("Row {row}: the district is missing."),
    N_("Write it into each row; of merged cells only the first holds a value."),
)
MORE_SHEETS = Kind(
    "K-1239",
    Level.ERROR,
    N_("The table “{file}” has several sheets with content: {sheets}."),
    N_("Keep one sheet in it, or save each as a file of its own; none is left out silently."),
)
UNKNOWN_FORMAT = Kind(
    "K-226",
    Level.ERROR,
    N_("{sheet}, cell {cell}: it holds {stored}, but what it shows in the format “{format}” is "
       "not certain."),
    N_("Format the cell as text and write the value as it should stand in the contract."),
)  # fmt: skip
STRUCK = Kind(
    "K-227",
    Level.ERROR,
    N_("Row {row}, column {column}: “{shown}” is struck through."),
    N_("Delete what is struck through, or take the line through it away."),
)
RAISED = Kind(
    "K-228",
    Level.ERROR,
    N_("Row {row}, column {column}: a part of “{shown}” is raised or lowered."),
    N_("Write it with the characters ² ³ ₂ or in words; only plain text is taken over."),
)
MERGED = Kind(
    "K-229",
    Level.ERROR,
    N_("Row {row}, column {column}: the cell is merged with another one."),
    N_("Split the merged cells and write the value into each row that it holds for."),
)
ROWS_LEFT_OUT = Kind(
    "K-230",
    Level.WARNING,
    N_("Hidden or filtered rows were left out: {rows}."),
    N_("If they belong in: show them (remove the filter), save, run the command again."),
)
COLUMNS_LEFT_OUT = Kind(
    "K-231",
    Level.WARNING,
    N_("Hidden columns were left out: {columns}."),
    N_("If they belong in: show them, save, run the command again."),
)
SHEETS_LEFT_OUT = Kind(
    "K-232",
    Level.WARNING,
    N_("Hidden sheets were left out: {sheets}."),
    N_("If they belong in: show them and keep only one sheet in the file."),
)
PARTS_LEFT_OUT = Kind(
    "K-233",
    Level.WARNING,
    N_("The table also holds {parts}; they were left out."),
    N_("What matters must stand in a cell."),
)
SHOWS_OTHER = Kind(
    "K-234",
    Level.ERROR,
    N_("Row {row}, column {column}: the cell shows “{shown}”, but holds {stored}."),
    N_("Write the value in full, in a cell that is formatted as text."),
)
RAGGED = Kind(
    "K-235",
    Level.ERROR,
    N_("Row {row} has {found} values, the first row names {expected} columns."),
    N_("Compare the separators; a value that holds one must stand in quotation marks."),
)
WRONG_ORDER = Kind(
    "K-236",
    Level.ERROR,
    N_("Row {row}: “{later}” ({later_day}) lies before “{earlier}” ({earlier_day})."),
    N_("Check both dates in the table."),
)
