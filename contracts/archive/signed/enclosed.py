"""What signing programs enclose: signatures, material for later checks, names of extensions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts.archive.signed.looks import is_number
from contracts.archive.signed.metadata import is_date
from contracts.archive.signed.tokens import Flag, Name, Ref, Stream, Value

if TYPE_CHECKING:
    from contracts.archive.signed.step import Step

_SIGNATURE = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name",
              "/Location", "/Reason", "/ContactInfo", "/Prop_Build", "/Prop_AuthTime",
              "/Prop_AuthType", "/Reference", "/Cert", "/Changes", "/R", "/V"}  # fmt: skip
_TEXTS = ("/Name", "/Location", "/Reason", "/ContactInfo")
_METHODS = ("/DocMDP", "/FieldMDP")
_STORE = {"/Type", "/Certs", "/CRLs", "/OCSPs", "/VRI"}
_ENTRY = {"/Type", "/Cert", "/CRL", "/OCSP", "/TU", "/TS"}
_EXTENSION = {"/Type", "/BaseVersion", "/ExtensionLevel", "/URL", "/ExtensionRevision"}
_DEEPEST = 6


def signature_problem(step: Step, value: Value) -> str:
    """Return what is wrong with the dictionary of a signature, "" for nothing."""
    if not isinstance(value, Ref) or not step.is_new(value):
        return "signature-contents"
    found = step.enter(value, "signature")
    if not isinstance(found, dict) or not found.keys() <= _SIGNATURE:
        return "signature-contents"
    span, contents = found.get("/ByteRange"), found.get("/Contents")
    if not isinstance(span, list) or len(span) != 4 or any(type(n) is not int for n in span):  # noqa: PLR2004
        return "signature-byte-range"
    if not isinstance(contents, bytes) or not contents.strip(b"\0"):
        return "signature-contents"
    if not _stands_where_it_says(step, value.number, span, contents):
        return "signature-byte-range"
    rest = {**found, "/ByteRange": None, "/Contents": None}
    return "" if _plain_entries(step, rest) else "signature-contents"


def _stands_where_it_says(step: Step, number: int, span: list[int], contents: bytes) -> bool:
    """Tell whether the hole in the signed bytes is the signature of this very object.

    Else bytes could stand in the hole that one program reads and no signature covers.
    """
    update, place = step.update, step.update.places.get(number)
    if place is None:
        return False
    start, end, last = span[1], span[2], span[2] + span[3]
    inside = place[0] < start < end < place[1] and span[0] == 0
    size = end - start == 2 * len(contents) + 2
    return inside and size and update.end <= last <= update.after


def _plain_entries(step: Step, found: dict[str, Value]) -> bool:
    dates = found.get("/M")
    return (
        (dates is None or is_date(dates))
        and all(isinstance(found.get(n), bytes | None) for n in _TEXTS)
        and isinstance(found.get("/Cert"), bytes | None | list)
        and all(_reference(step, one) for one in _listed(step, found.get("/Reference")))
        and is_plain(step, found.get("/Prop_Build"), "build")
    )


def _listed(step: Step, value: Value) -> list[Value]:
    found = step.enter(value, "references")
    return found if isinstance(found, list) else [] if found is None else [None]


def _reference(step: Step, value: Value) -> bool:
    found = step.enter(value, "reference")
    if not isinstance(found, dict) or found.get("/TransformMethod") not in _METHODS:
        return False
    rest = dict(found)
    data = rest.pop("/Data", None)
    return is_plain(step, rest, "reference") and isinstance(data, Ref | None)


def is_plain(step: Step, value: Value, role: str, depth: int = 0) -> bool:
    """Tell whether a value holds only names, numbers and words, no streams."""
    found = step.enter(value, role)
    if depth > _DEEPEST:
        return False
    if isinstance(found, dict):
        return all(is_plain(step, one, role, depth + 1) for one in found.values())
    if isinstance(found, list):
        return all(is_plain(step, one, role, depth + 1) for one in found)
    return found is None or isinstance(found, (bytes, Name, Flag)) or is_number(found)


def security_is_plain(step: Step, value: Value) -> bool:
    """Tell whether a document security store holds nothing else (ETSI EN 319 142-1, 5.4.2)."""
    store = step.enter(value, "security")
    if not isinstance(store, dict) or not store.keys() <= _STORE:
        return False
    lists = all(_streams(step, store.get(name)) for name in ("/Certs", "/CRLs", "/OCSPs"))
    entries = step.enter(store.get("/VRI", {}), "security-map")
    if not lists or not isinstance(entries, dict):
        return False
    named = all(re.fullmatch(r"/[0-9A-Fa-f]{40}", name) for name in entries)
    return named and all(_entry(step, one) for one in entries.values())


def _entry(step: Step, value: Value) -> bool:
    entry = step.enter(value, "security-entry")
    if not isinstance(entry, dict) or not entry.keys() <= _ENTRY:
        return False
    stamp = entry.get("/TS")
    return (
        all(_streams(step, entry.get(name)) for name in ("/Cert", "/CRL", "/OCSP"))
        and (stamp is None or _stream(step, stamp))
        and (entry.get("/TU") is None or is_date(step.after.follow(entry["/TU"])))
    )


def _streams(step: Step, value: Value) -> bool:
    found = step.enter(value, "security-list")
    return found is None or (isinstance(found, list) and all(_stream(step, o) for o in found))


def _stream(step: Step, value: Value) -> bool:
    found = step.enter(value, "security-stream")
    if not isinstance(found, Stream) or not found.entries.keys() <= {"/Filter", "/DecodeParms"}:
        return False
    return found.entries.get("/Filter") in (None, "/FlateDecode", ["/FlateDecode"])


def extensions_are_plain(step: Step, value: Value) -> bool:
    """Tell whether developer extensions are only named (ISO 32000-1, 7.12)."""
    found = step.enter(value, "extensions")
    if not isinstance(found, dict):
        return False
    for name, one in found.items():
        if name == "/Type":
            continue
        held = step.enter(one, "extensions")
        for single in held if isinstance(held, list) else [held]:
            entry = step.enter(single, "extensions")
            if not isinstance(entry, dict) or not entry.keys() <= _EXTENSION:
                return False
            if not is_plain(step, entry, "extensions"):
                return False
    return True
