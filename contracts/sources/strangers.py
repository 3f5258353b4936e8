"""What a file is that is called a table and is none, by its first bytes and parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEGINNINGS = (
    (b"%PDF-", N_("it is a PDF")),
    (b"{\\rtf", N_("it is an RTF text")),
    (b"<?xml", N_("it is an XML file")),
    (b"<!DOCTYPE", N_("it is a web page")),
    (b"<html", N_("it is a web page")),
    (b"<table", N_("it is a web page")),
)
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
    """Return what a file is instead, "" where its first bytes are as they should be.

    Args:
        data: the whole file.
        sheet: whether it is called .xlsx, not .csv.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return N_("it is protected by a password")
        return N_("it is an old Excel or Word file with another ending")
    found = next((why for start, why in _BEGINNINGS if data.lstrip().startswith(start)), "")
    if found:
        return found
    if data.startswith(_ZIP):
        return "" if sheet else N_("it is an Excel file or archive, not CSV")
    if sheet and data.strip() and b"\0" not in data[:1000]:
        return N_("it is a text, not an Excel file")
    return ""


def stranger_package(names: Iterable[str]) -> str:
    """Return what a package with these parts is instead of an Excel file, "" for one."""
    parts = set(names)
    if "xl/workbook.bin" in parts:
        return N_("it is a binary Excel file")
    if "word/document.xml" in parts:
        return N_("it is a Word file")
    if "ppt/presentation.xml" in parts:
        return N_("it is a PowerPoint file")
    if "content.xml" in parts and "mimetype" in parts:
        return N_("it is a LibreOffice file")
    if any(name.endswith(".iwa") for name in parts):
        return N_("it is a Numbers table")
    return ""
