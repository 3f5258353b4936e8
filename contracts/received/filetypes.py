"""What a file is, told from its bytes; names of files say what somebody hoped.

Nothing is unpacked here but the directory of a ZIP file and its two shortest parts.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from contracts.catalogue import received as kinds
from contracts.catalogue.copies import FILE_ENCRYPTED
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import N_, _

if TYPE_CHECKING:
    from contracts.findings import Finding

PDF: Final = "pdf"
WORD: Final = "docx"
WORD_WITH_MACROS: Final = "docm"
WORKBOOK: Final = "xlsx"
JSON: Final = "json"
TEXT: Final = "text"
LOCKED: Final = "locked"
ZIP: Final = "zip"
FOLDER: Final = "folder"
UNKNOWN: Final = "unknown"
# Each is the end of a sentence: “x” is neither a Word file nor a PDF, but …
NAMES: Final = {
    PDF: N_("a PDF"),
    WORD: N_("a Word file (.docx)"),
    WORD_WITH_MACROS: N_("a Word file with macros (.docm)"),
    WORKBOOK: N_("an Excel workbook"),
    JSON: N_("JSON data"),
    TEXT: N_("plain text"),
    LOCKED: N_("an Office file with a password"),
    ZIP: N_("a ZIP file of another kind"),
    FOLDER: N_("a folder"),
    UNKNOWN: N_("of a kind that is not known here"),
    "empty": N_("empty"),
    "xlsm": N_("an Excel workbook with macros"),
    "xlsb": N_("a binary Excel workbook (.xlsb)"),
    "pptx": N_("a PowerPoint presentation"),
    "odt": N_("an OpenDocument text (.odt, e.g. of LibreOffice)"),
    "ods": N_("an OpenDocument spreadsheet (.ods)"),
    "opendocument": N_("an OpenDocument file (e.g. of LibreOffice)"),
    "epub": N_("an e-book (EPUB)"),
    "pages": N_("a document of Apple Pages, Numbers or Keynote"),
    "rtf": N_("a Rich Text file (.rtf)"),
    "doc": N_("an old Word file (.doc)"),
    "xls": N_("an old Excel workbook (.xls)"),
    "ppt": N_("an old PowerPoint presentation (.ppt)"),
    "msg": N_("an Outlook message (.msg)"),
    "ole": N_("an old Office file"),
    "flat": N_("a Word file saved as XML"),
    "html": N_("a web page (HTML)"),
    "xml": N_("an XML file"),
    "jpeg": N_("a picture (JPEG)"),
    "png": N_("a picture (PNG)"),
    "gif": N_("a picture (GIF)"),
    "tiff": N_("a picture (TIFF)"),
    "heic": N_("a picture of a phone (HEIC)"),
    "webp": N_("a picture (WebP)"),
    "bmp": N_("a picture (BMP)"),
    "packed": N_("a packed archive (7z, RAR, GZIP or TAR)"),
    "mail": N_("an e-mail"),
    "keys": N_("a certificate or key"),
    "p7": N_("a signed or encrypted container (.p7m, .p12 or the like)"),
}
_HEAD: Final = 1024  # bytes in which the mark of a PDF may stand (ISO 32000-1, note 13 of annex H)
_MOST: Final = 8192
_MOST_ENTRIES: Final = 5000
_TYPES: Final = "[Content_Types].xml"
_LONGEST_TYPES: Final = 1_000_000
_INSIDE: Final = ((4, b"ftyp", "heic"), (8, b"WEBP", "webp"), (257, b"ustar", "packed"))
_BEGINNINGS: Final = (
    (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n", "png"), (b"GIF8", "gif"),
    (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"II+\0", "tiff"), (b"MM\0+", "tiff"),
    (b"BM", "bmp"), (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"), (b"\x1f\x8b", "packed"), (b"BZh", "packed"), (b"\xfd7zXZ", "packed"),
    (b"-----BEGIN", "keys"), (b"\x30\x80", "p7"), (b"\x30\x82", "p7"), (b"\x30\x83", "p7"),
)  # fmt: skip
_STREAMS: Final = (
    ("EncryptedPackage", LOCKED), ("WordDocument", "doc"), ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"), ("__substg1.0_", "msg"), ("Book", "xls"),
)  # fmt: skip
_MARKUP: Final = (
    (re.compile(r"<pkg:package|<w:wordDocument|mso-application progid=\"Word"), "flat"),
    (re.compile(r"<office:document\b"), "opendocument"),
    (re.compile(r"<!doctype html|<html\b", re.IGNORECASE), "html"),
    (re.compile(r"\A\s*<\?xml|\A\s*<[A-Za-z]"), "xml"),
)
_MAIL: Final = re.compile(r"\A(?:(?:Return-Path|Received|From|MIME-Version|Delivered-To): )")
_TELLTALE: Final = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/epub+zip": "epub",
}


def type_of(data: bytes) -> str:
    """Return what a file is, a key of ``NAMES``."""
    if not data:
        return "empty"
    if b"%PDF-" in data[:_HEAD]:
        return PDF
    beginning = next((kind for mark, kind in _BEGINNINGS if data.startswith(mark)), "")
    if beginning == ZIP:
        return _zip_type(data)
    if beginning == "bmp" and data[6:10] != bytes(4):
        beginning = ""  # a text may begin with these letters, e.g. BMFSFJ
    if beginning == "ole":
        found = (kind for name, kind in _STREAMS if name.encode("utf-16-le") in data)
        return next(found, "ole")
    inside = (kind for at, mark, kind in _INSIDE if data[at : at + len(mark)] == mark)
    return beginning or next(inside, "") or _text_type(data)


def named(kind: str) -> str:
    """Return in words what a type is."""
    return _(NAMES[kind])


def neither(file: str, kind: str) -> Finding:
    """Return that a file is none of those that can hold a contract of ours."""
    if kind == LOCKED:
        return FILE_ENCRYPTED.at(Place(file), file=file)
    return kinds.NEITHER.at(Place(file), file=file, found=named(kind))


def refuse_unless(data: bytes, file: str, allowed: tuple[str, ...], wanted: str) -> None:
    """Refuse a file that is plainly something else than what is needed.

    Args:
        data: its bytes.
        file: how people name it.
        allowed: the types that may be what is wanted.
        wanted: what is wanted, in words.

    Raises:
        SourceError: it is of another type, or protected by a password.
    """
    kind = type_of(data)
    if kind == LOCKED:
        raise SourceError(FILE_ENCRYPTED.at(Place(file), file=file))
    if kind not in allowed:
        raise SourceError(
            kinds.OTHER_TYPE.at(Place(file), file=file, found=named(kind), wanted=wanted)
        )


def _zip_type(data: bytes) -> str:
    if data.count(b"PK\x01\x02") > _MOST_ENTRIES:
        return WORD if _TYPES.encode() in data else ZIP  # whoever opens it refuses it
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    told = stream.read(200).decode("ascii", "replace").strip()
                open_ = "opendocument" in told or "content.xml" in names
                return _TELLTALE.get(told, "opendocument" if open_ else ZIP)
            if _TYPES in names:
                with archive.open(_TYPES) as stream:
                    return _office_type(stream.read(_LONGEST_TYPES))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        # a damaged file is named by whoever opens it
        return WORD if b"word/" in data or _TYPES.encode() in data else ZIP
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "pages"
    told_by = {"xl/workbook.bin": "xlsb", "word/document.xml": WORD}
    return next((kind for name, kind in told_by.items() if name in names), ZIP)


def _office_type(types: bytes) -> str:
    if b"wordprocessingml" in types or b"vnd.ms-word" in types:
        return WORD_WITH_MACROS if b"macroEnabled" in types else WORD
    if b"sheet.binary" in types:
        return "xlsb"
    if b"spreadsheetml" in types or b"vnd.ms-excel" in types:
        return "xlsm" if b"macroEnabled" in types else WORKBOOK
    return "pptx" if b"presentationml" in types or b"vnd.ms-powerpoint" in types else ZIP


def _text_type(data: bytes) -> str:
    head = data[:_MOST]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UNKNOWN
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "replace")
    if text.lstrip().startswith(("{", "[")):
        return JSON
    for pattern, kind in _MARKUP:
        if pattern.search(text):
            return kind
    if _MAIL.match(text):
        return "mail"
    strange = sum(not (c.isprintable() or c in "\r\n\t\f") for c in text)
    return TEXT if strange * 20 <= len(text) else UNKNOWN
