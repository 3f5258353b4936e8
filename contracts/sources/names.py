"""Names as people write them to the names of folders and files: Neukölln is neukoelln."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-", "_": "-"})
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_ENDINGS = (".yaml", ".lock")


def slug_of(text: str) -> str:
    """Return the folder's name that a name such as Treptow-Köpenick means."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_DASHES).translate(_LETTERS)
    return "-".join(part for part in text.split("-") if part)


def named(name: str, districts: Path) -> str:
    """Return what a name or path means as ``district`` or ``district/agreement``, unchecked.

    Taken are a district's slug or German name, an agreement below it, and the path of a file of
    the agreement: from the workspace, from the current folder, or absolute.
    """
    inside = _inside(name, districts)
    text = name.replace("\\", "/") if inside is None else inside
    parts = [part for part in PurePosixPath(text).parts if part not in ("/", ".")]
    if parts[:1] == [districts.name]:
        parts = parts[1:]
    if not parts:
        return name
    district, rest = slug_of(parts[0]), [unicodedata.normalize("NFC", p) for p in parts[1:2]]
    if rest in (["district.yaml"], ["partner.yaml"]):
        return district
    agreement = rest[0] if rest else ""
    for ending in _ENDINGS:
        agreement = agreement.removesuffix(ending)
    lowered = slug_of(agreement)
    return f"{district}/{lowered if _is_harmless(agreement) else agreement}" if rest else district


def _is_harmless(name: str) -> bool:
    """Tell whether a name may be read in small letters; 2027.yml is no agreement 2027."""
    return "." not in name and "(" not in name


def _inside(name: str, districts: Path) -> str | None:
    """Return the path below the folder of districts that an existing file or folder has."""
    try:
        path = Path(name).resolve()
        if not path.is_relative_to(districts.resolve()) or not path.exists():
            return None
        return path.relative_to(districts.resolve()).as_posix()
    except (OSError, RuntimeError, ValueError):
        return None
