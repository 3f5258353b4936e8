"""Findings as SARIF 2.1.0, which code hosts show beside the lines they are about.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from contracts import __version__
from contracts.findings import Finding, Level
from contracts.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PLACES = re.compile(r"\{\w+\}")
_LEVELS = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.GAP: "note",
    Level.NOTE: "note",
}


def sarif_bytes(findings: Sequence[Finding]) -> bytes:
    """Return a SARIF log with one run; files are named relative to the workspace."""
    kinds = sorted({f.code: f for f in findings}.values(), key=lambda f: f.code)
    index = {finding.code: number for number, finding in enumerate(kinds)}
    driver = {
        "name": "Vertragswerk",
        "version": __version__,
        "rules": [_rule(finding) for finding in kinds],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.code]) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.code,
        "shortDescription": {"text": _PLACES.sub("…", _(finding.kind.message))},
        "help": {"text": _PLACES.sub("…", _(finding.kind.hint))},
        "defaultConfiguration": {"level": _LEVELS[finding.level]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.message}\n{finding.hint}"},
    }
    place = finding.place
    if place.file:
        location: dict[str, Any] = {
            "artifactLocation": {"uri": quote(place.file), "uriBaseId": "SRCROOT"}
        }
        if place.line:
            location["region"] = {"startLine": place.line}
        if place.line and place.column:
            location["region"]["startColumn"] = place.column
        result["locations"] = [{"physicalLocation": location}]
    return result
