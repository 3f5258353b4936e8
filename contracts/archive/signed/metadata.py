"""What a signing program may change in what a file says of itself: when, and by which program.

Titles, languages and the marks of PDF/A and PDF/UA stay as they were sent (ISO 16684-1: the same
statements may be written in several ways).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from contracts.archive.signed.filters import unpacked
from contracts.archive.signed.text import same, text_of
from contracts.archive.signed.tokens import Stream, Unclear

if TYPE_CHECKING:
    from contracts.archive.signed.tokens import Value

_DATE = re.compile(rb"D:[0-9]{4,14}(?:Z|[+\-Z](?:[0-9]{2}'?)?(?:[0-9]{2}'?)?)?")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PRODUCER = "{http://ns.adobe.com/pdf/1.3/}Producer"
_INSTANCE = "{http://ns.adobe.com/xap/1.0/mm/}InstanceID"
_FREE = {f"{_XMP}ModifyDate", f"{_XMP}MetadataDate", _PRODUCER, _INSTANCE}
_LONGEST = 200
_LISTS = {f"{_RDF}Alt", f"{_RDF}Bag", f"{_RDF}Seq"}


def info_problems(old: dict[str, Value], new: dict[str, Value]) -> list[str]:
    """Return which entries of the document information changed that may not."""
    return [
        f"metadata-info:{name.lstrip('/')}"
        for name in sorted(old.keys() | new.keys())
        if not same(old.get(name), new.get(name))
        and not _may_change(name, old.get(name), new.get(name))
    ]


def _may_change(name: str, old: Value, new: Value) -> bool:
    if not isinstance(new, bytes):
        return False
    if name == "/ModDate":
        return bool(_DATE.fullmatch(new))
    # programs put their name behind that of the one before
    return (
        name == "/Producer"
        and len(new) <= 2 * _LONGEST
        and text_of(new).startswith(text_of(old or b""))
    )


def is_date(value: Value) -> bool:
    """Tell whether a value is a date (ISO 32000-1, 7.9.4)."""
    return isinstance(value, bytes) and bool(_DATE.fullmatch(value))


def packet_problems(old: Stream, new: Stream) -> list[str]:
    """Return which statements of the XMP packet changed that may not."""
    if {**old.entries, "/Filter": None, "/DecodeParms": None} != {
        **new.entries, "/Filter": None, "/DecodeParms": None,
    }:  # fmt: skip
        return ["metadata-xmp"]
    try:
        before, after = _statements(unpacked(old)), _statements(unpacked(new))
    except (Unclear, ET.ParseError, UnicodeDecodeError, ValueError):
        return ["metadata-xmp"]
    names = before.keys() | after.keys()
    changed = sorted(n for n in names if before.get(n) != after.get(n) and n not in _FREE)
    long = [n for n in _FREE & after.keys() if not _short(after[n])]
    return [f"metadata-xmp:{name.rpartition('}')[2]}" for name in [*changed, *long]]


def _short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _statements(packet: bytes) -> dict[str, Any]:
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise ValueError("entities")
    root = ET.fromstring(packet.decode("utf-8-sig").strip())  # noqa: S314 - no entities
    found: dict[str, Any] = {}
    holders = [root] if root.tag == f"{_RDF}RDF" else list(root)
    if [holder.tag for holder in holders] != [f"{_RDF}RDF"]:
        raise ValueError("packet")
    for description in holders[0]:
        if description.tag != f"{_RDF}Description" or description.get(f"{_RDF}about"):
            raise ValueError("packet")
        _take(description, found)
    return found


def _take(description: ET.Element, found: dict[str, Any]) -> None:
    """Put the statements of one description beside the others."""
    _no_words(description)
    stated = [(n, v) for n, v in description.attrib.items() if not n.startswith(_RDF)]
    stated += [(child.tag, _value(child)) for child in description]
    for name, value in stated:
        if name in found:
            raise ValueError("twice")
        found[name] = value


def _value(element: ET.Element) -> Any:
    """Return the value of a statement, however it is written."""
    attributes = dict(element.attrib)
    kind = attributes.pop(f"{_RDF}parseType", None)
    resource = attributes.pop(f"{_RDF}resource", None)
    language = attributes.pop("{http://www.w3.org/XML/1998/namespace}lang", None)
    children = list(element)
    value: Any
    if attributes or kind not in (None, "Resource"):
        raise ValueError("statement")
    if resource is not None:
        value = resource
        if children or (element.text or "").strip():
            raise ValueError("statement")
    elif kind == "Resource":
        value = {}
        _fields(element, value)
    elif [child.tag for child in children] == [f"{_RDF}Description"]:
        _no_words(element)
        value = {}
        _take(children[0], value)
    elif len(children) == 1 and children[0].tag in _LISTS:
        _no_words(element)
        _no_words(children[0])
        value = [children[0].tag, *(_value(one) for one in children[0])]
    elif children:
        raise ValueError("statement")
    else:
        value = element.text or ""
    return value if language is None else (language, value)


def _fields(element: ET.Element, found: dict[str, Any]) -> None:
    _no_words(element)
    for child in element:
        if child.tag in found:
            raise ValueError("twice")
        found[child.tag] = _value(child)


def _no_words(element: ET.Element) -> None:
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        raise ValueError("words")
