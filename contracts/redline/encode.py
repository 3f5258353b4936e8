"""The change model as JSON, without loss, and its JSON Schema."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from enum import IntEnum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from contracts import canonical, document
from contracts.redline import model, units
from contracts.redline.model import Comparison, Severity

SCHEMA = "comparison/1"
_RENAMED = {"klass": "class"}
_NODES: dict[str, type] = {
    name: kind
    for module in (document, units, model)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and is_dataclass(kind)
}


def to_json(comparison: Comparison) -> bytes:
    """Return a comparison as canonical JSON: sorted keys, UTF-8, line feed."""
    return canonical.dump({"schema": SCHEMA, "comparison": _encode(comparison)})


def from_json(data: bytes) -> Comparison:
    """Read a comparison back.

    Raises:
        ValueError: the bytes are no comparison of this schema.
    """
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
            raise ValueError("not a comparison of schema " + SCHEMA)
        found = _decode(raw["comparison"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, Comparison):
        raise ValueError("the outermost node is not a comparison")  # noqa: TRY004 - as above
    return found


def plain(node: object) -> Any:
    """Return a node of the change model or of a document as plain data."""
    return _encode(node)


def _encode(value: object) -> Any:
    if isinstance(value, Severity):
        return int(value)
    if is_dataclass(value) and not isinstance(value, type):
        encoded = {
            _RENAMED.get(f.name, f.name): _encode(getattr(value, f.name)) for f in fields(value)
        }
        return {"node": type(value).__name__, **encoded}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, dict):
        kind: Any = _NODES[value["node"]]
        back = {new: old for old, new in _RENAMED.items()}
        rest: dict[str, Any] = {
            str(back.get(k, k)): _decode(v) for k, v in value.items() if k != "node"
        }
        if "severity" in rest:
            rest["severity"] = Severity(rest["severity"])
        return kind(**rest)
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    return value


def schema() -> dict[str, Any]:
    """Return the JSON Schema of ``to_json``, made from the model itself."""
    definitions: dict[str, Any] = {}
    root = _schema_of(Comparison, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vergleich zweier Fassungen",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema", "comparison"],
        "properties": {"schema": {"const": SCHEMA}, "comparison": root},
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_of(annotation: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema_of(kind, definitions) for kind in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if isinstance(annotation, type) and issubclass(annotation, IntEnum):
        return {"enum": [int(member) for member in annotation]}
    if is_dataclass(annotation) and isinstance(annotation, type):
        return _node(annotation, definitions)
    plain = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
    return {"type": plain[annotation]}


def _node(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    reference = {"$ref": f"#/$defs/{name}"}
    if name in definitions:
        return reference
    definitions[name] = {}
    hints = get_type_hints(kind)
    properties = {
        _RENAMED.get(f.name, f.name): _schema_of(hints[f.name], definitions) for f in fields(kind)
    }
    definitions[name] = {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "additionalProperties": False,
        "required": ["node", *properties],
        "properties": {"node": {"const": name}, **properties},
    }
    return reference
