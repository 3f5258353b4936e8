"""What a file is that is called a table and is none, by its name or its bytes."""

from __future__ import annotations

from contracts.language import N_, _
from contracts.received import filetypes

# What may turn out to be a table; whoever reads it says what is wrong with it otherwise.
_SHEETS = (filetypes.WORKBOOK, filetypes.ZIP, filetypes.UNKNOWN, "empty")
_TEXTS = (filetypes.TEXT, filetypes.JSON, filetypes.UNKNOWN, "empty", "mail", "keys")
_OLD = ("ole", "doc", "xls")
_ENDINGS = {
    ".xls": N_("it is an old Excel file"),
    ".xlsm": N_("it is an Excel file that may hold macros"),
    ".xltx": N_("it is an Excel template"),
    ".xltm": N_("it is an Excel template"),
    ".xlsb": N_("it is a binary Excel file"),
    ".ods": N_("it is a LibreOffice table"),
    ".fods": N_("it is a LibreOffice table"),
    ".numbers": N_("it is a Numbers table"),
    ".docx": N_("it is a Word file"),
    ".pdf": N_("it is a PDF"),
    ".tsv": N_("its name does not end in .csv"),
    ".txt": N_("its name does not end in .csv"),
}
OTHER_ENDING = N_("its name ends neither in .xlsx nor in .csv")


def ending_of(suffix: str) -> str:
    """Return why a file of that ending is not read."""
    return _ENDINGS.get(suffix.lower(), OTHER_ENDING)


def stranger(data: bytes, *, sheet: bool) -> str:
    """Return in words what a file is instead, "" where it may be what its name says.

    Args:
        data: the whole file.
        sheet: whether it is called .xlsx, not .csv.
    """
    kind = filetypes.type_of(data)
    if kind == filetypes.LOCKED:
        return _("it is protected by a password")
    if kind in _OLD:
        return _("it is an old Excel or Word file with another ending")
    if kind in (_SHEETS if sheet else _TEXTS):
        return ""
    if kind in _TEXTS:
        return _("it is a text, not an Excel file")
    if kind in _SHEETS:
        return _("it is an Excel file or archive, not CSV")
    return _("it is {what}").format(what=filetypes.named(kind))
