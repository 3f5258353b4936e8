"""``record.json``: what the outputs beside it were made from, and what they are.

The same inputs give the same bytes: no time, no machine, no user.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts import __version__, canonical
from contracts.findings import Level
from contracts.usecases.accept import told
from contracts.usecases.inputs import Inputs, Surroundings, sha256
from contracts.usecases.targets import RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from contracts.assembly import Assembly
    from contracts.document import ClauseUse, Document
    from contracts.findings import Finding
    from contracts.usecases.accept import Acceptance

SCHEMA = "record/1"
MAX_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """The part of a record that decides whether something must be done."""

    inputs: str
    document: str
    template: str
    outputs: dict[str, str]
    gaps: int = 0


def read_record(folder: Path) -> Record | None:
    """Return the record of a folder, None where there is none that can be understood."""
    try:
        with (folder / RECORD).open("rb") as stream:
            raw = json.loads(stream.read(MAX_BYTES))
        if raw["schema"] != SCHEMA:
            return None
        outputs = {str(name): str(entry["sha256"]) for name, entry in raw["outputs"].items()}
        return Record(
            inputs=str(raw["inputs"]),
            document=str(raw["document"]),
            template=str(raw["template"]["sha256"]),
            outputs=outputs,
            gaps=int(raw["gaps"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def record_bytes(
    assembly: Assembly,
    document: Document,
    outputs: Mapping[str, bytes],
    inputs: Inputs,
    surroundings: Surroundings,
    accepted: Sequence[Acceptance] = (),
) -> bytes:
    """Return the record of a contract's outputs as canonical JSON.

    Warnings that a person confirmed stand in it only where there are any.
    """
    confirmed = told(assembly.findings, accepted)
    return canonical.dump(
        {
            "schema": SCHEMA,
            "agreement": document.agreement,
            "status": document.status,
            "draft_code": document.draft_code,
            "document": canonical.digest(document),
            "gaps": sum(f.level is Level.GAP for f in assembly.findings),
            "inputs": inputs.sha256,
            "tracked": inputs.tracked,
            **_made_with(document.template, surroundings),
            "sources": inputs.sources,
            "clauses": [_use(use) for use in assembly.uses],
            "findings": [_finding(finding) for finding in assembly.findings],
            **({"accepted": confirmed} if confirmed else {}),
            "outputs": {
                name: {"sha256": sha256(data), "size": len(data)} for name, data in outputs.items()
            },
        }
    )


def _made_with(template: str, surroundings: Surroundings) -> dict[str, Any]:
    files = surroundings.templates[template]
    return {
        "program": {
            "name": "vertragswerk",
            "version": __version__,
            "sha256": surroundings.program,
        },
        "libraries": surroundings.libraries,
        "template": {
            "name": template,
            "sha256": surroundings.template(template),
            "files": files,
        },
        "fonts": {name: digest for name, digest in files.items() if name.startswith("fonts/")},
    }


def _use(use: ClauseUse) -> dict[str, Any]:
    return {
        "name": use.name,
        "sha256": use.sha256,
        "deviation": use.deviation,
        "reason": use.reason,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "level": finding.level.name.lower(),
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }
