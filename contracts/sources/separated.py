"""CSV: which encoding and separator a file has, and its rows; what is not certain is named."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from contracts.catalogue import batch as kinds
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = (";", "\t", ",", "|")  # the first of equals
_ANNOUNCED = re.compile(r'"?sep=(?P<separator>[;,|\t])"?\r?\n', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_GERMAN = "äöüÄÖÜß§€é–„“"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_REASONS = (
    ("unexpected end of data", N_("a quotation mark is not closed")),
    ("expected after", N_("a quotation mark stands inside of a value")),
    ("field larger", N_("a value is too long")),
)


def csv_rows(data: bytes, file: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file; a line ``sep=`` is none.

    Raises:
        SourceError: the encoding is not certain, or quotation marks do not fit.
    """
    text = _decoded(data, file)
    announced = _ANNOUNCED.match(text)
    if announced:
        text = text[announced.end() :]
        separator = announced["separator"]
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        place = Place(file, reader.line_num + bool(announced))
        found = next((words for part, words in _REASONS if part in str(error)), None)
        reason = _(found) if found else _("a quotation mark or character does not fit")
        raise SourceError(kinds.TABLE_UNREADABLE.at(place, file=file, reason=reason)) from None


def _separator(text: str) -> str:
    """Return what separates the names in the first row that has any."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = _QUOTED.sub("", first)
    return max(SEPARATORS, key=bare.count)


def _decoded(data: bytes, file: str) -> str:
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_utf8(data, error, file, "UTF-16") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, file, _looks_like(data)) from None
    if "\0" in text:
        place, byte = Place(file, 1), "0x00"
        raise SourceError(kinds.TABLE_NOT_UTF8.at(place, byte=byte, encoding="UTF-16"))
    return text


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str, encoding: str) -> SourceError:
    line = data.count(b"\n", 0, error.start) + 1
    byte = f"0x{data[min(error.start, len(data) - 1)]:02X}"
    return SourceError(kinds.TABLE_NOT_UTF8.at(Place(file, line), byte=byte, encoding=encoding))


def _looks_like(data: bytes) -> str:
    """Return the encoding in which most of the odd bytes are letters of German texts."""
    if b"\0" in data:
        return "UTF-16"
    names = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS 850"}
    texts = {name: data.decode(name, "replace") for name in names}
    best = max(texts, key=lambda name: sum(c in _GERMAN for c in texts[name]))
    return names[best]
