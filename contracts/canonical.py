"""The canonical JSON form of a document: equal contracts are equal bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from json.encoder import encode_basestring
from typing import Any

from contracts import document as nodes

SCHEMA = "document/1"
_NODES: dict[str, type] = {
    name: kind
    for name, kind in vars(nodes).items()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == nodes.__name__
}


def _shape(name: str, kind: type) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return what stands before each field of a node, by the field's name, and behind the last."""
    starts: list[tuple[str, str]] = []
    before = "{"
    for key in sorted(["node", *(field.name for field in fields(kind))]):
        before += f'"{key}":'
        if key == "node":
            before += f'"{name}",'
        else:
            starts.append((before, key))
            before = ","
    return tuple(starts), f"{before.removesuffix(',')}}}"


_SHAPES = {kind: _shape(name, kind) for name, kind in _NODES.items()}


def to_json(document: nodes.Document) -> bytes:
    """Return the canonical JSON of a document, UTF-8, one line feed at the end."""
    return f'{{"document":{text(document)},"schema":"{SCHEMA}"}}\n'.encode()


def from_json(data: bytes) -> nodes.Document:
    """Read a document back from its canonical JSON.

    Raises:
        ValueError: the bytes are not a document of this schema.
    """
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
            msg = "not a document of schema " + SCHEMA
            raise ValueError(msg)
        found = decode(raw["document"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, nodes.Document):
        msg = "the outermost node is not a document"
        raise ValueError(msg)  # noqa: TRY004 - callers ask whether the bytes are valid
    return found


def dump(value: object) -> bytes:
    """Return any plain value as canonical JSON: sorted keys, no blanks, UTF-8, line feed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def digest(document: nodes.Document) -> str:
    """Return the sha256 of the canonical JSON, hexadecimal."""
    return hashlib.sha256(to_json(document)).hexdigest()


def text(value: object) -> str:
    """Return a node, and all below it, as JSON in the form that ``dump`` gives plain values."""
    shape = _SHAPES.get(type(value))
    if shape is not None:
        starts, end = shape
        parts = [
            start + (encode_basestring(item) if type(item) is str else text(item))
            for start, name in starts
            for item in (getattr(value, name),)
        ]
        return "".join(parts) + end
    if isinstance(value, tuple):
        return f"[{','.join([text(item) for item in value])}]"
    return encode_basestring(value) if isinstance(value, str) else json.dumps(value)


def decode(value: Any) -> Any:
    """Return the nodes that plain JSON values stand for."""
    if isinstance(value, dict):
        rest = {name: decode(item) for name, item in value.items() if name != "node"}
        return _NODES[value["node"]](**rest)
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    return value
