"""JSON Schemas of all files that people write, for their editors, and of comparisons."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contracts.model import (
    Agreement,
    ClauseHead,
    DeviationHead,
    District,
    Elections,
    Partner,
    Plan,
)
from contracts.sources.atomic import write_atomically
from contracts.sources.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.model import Model

FOLDER = ".schema"
_NUMBER = {"type": "string", "pattern": "^-?[0-9][0-9., ]*$"}
_FORMS: dict[str, dict[str, Any]] = {
    "integer": _NUMBER,
    "number": _NUMBER,
    "boolean": {"enum": ["ja", "nein"]},
    "date": {
        "type": "string",
        "pattern": "^[0-9]{1,2}\\. ?([0-9]{1,2}\\.|[^0-9 .]+\\.?) ?[0-9]{2,4}$",
    },
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, type[Model]] = {
    "agreement": Agreement,
    "district": District,
    "partner": Partner,
    "elections": Elections,
    "clause": ClauseHead,
    "deviation": DeviationHead,
    "plan": Plan,
    "glossary": Glossary,
}
COMPARISON = "comparison"
NAMES = (*_MODELS, COMPARISON)


def schema_bytes(name: str) -> bytes:
    """Return the JSON Schema of a kind of file."""
    if name == COMPARISON:
        from contracts.redline.encode import schema as comparison_schema

        return _bytes(comparison_schema())
    schema = _as_written(_nullable(_in_words(_MODELS[name].model_json_schema())))
    return _bytes({"$schema": _DIALECT, **schema})


def _bytes(schema: dict[str, Any]) -> bytes:
    return json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into a folder and return their paths; what is up to date stays."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in NAMES:
        path, data = folder / f"{name}.schema.json", schema_bytes(name)
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)
        paths.append(path)
    return paths


def _in_words(node: Any) -> Any:
    """Say in JSON Schema that a choice may be written as its value or as its German word."""
    if isinstance(node, list):
        return [_in_words(item) for item in node]
    if not isinstance(node, dict):
        return node
    words = node.get("choices")
    node = {k: _in_words(v) for k, v in node.items() if k not in ("choices", "only_if")}
    if isinstance(words, dict):
        for inner in (node, *node.get("anyOf", [])):
            if "enum" in inner:
                inner["enum"] = list(dict.fromkeys([*inner["enum"], *words.values()]))
    return node


def _nullable(node: Any) -> Any:
    """Allow every optional key to be empty: a value nobody knows is the same as no value."""
    if isinstance(node, list):
        return [_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _nullable(value) for key, value in node.items()}
    properties, required = node.get("properties"), node.get("required", [])
    if isinstance(properties, dict):
        node["properties"] = {
            name: value if name in required else _or_null(value)
            for name, value in properties.items()
        }
    return node


def _as_written(node: Any) -> Any:
    """Allow numbers, days and answers in all forms that files are read in (decision 0035)."""
    if isinstance(node, list):
        return [_as_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _as_written(value) for key, value in node.items()}
    if isinstance(node.get("anyOf"), list):
        more = [_FORMS[kind] for kind in map(_scalar, node["anyOf"]) if kind in _FORMS]
        node["anyOf"] = [*node["anyOf"], *more]
    return node


def _scalar(node: dict[str, Any]) -> str:
    return str(node.get("format") or node.get("type"))


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in schema.get("anyOf", []):
        return schema
    about = {k: v for k, v in schema.items() if k in ("title", "description", "default")}
    rest = {k: v for k, v in schema.items() if k not in about}
    return {**about, "anyOf": [rest, {"type": "null"}]}
