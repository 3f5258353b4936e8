"""The facts of the sample contract, changed in single places."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

from contracts.model import Agreement, District, Election, Partner
from contracts.model.plausible.rule import Subject
from contracts.sources.files import read_text, show
from contracts.sources.yaml import read_map
from tests.tools.workspace import ROOT

ELECTION = Election(held_on=date(2026, 9, 20), name="Wahl", source="Wahlamt")


def put(data: Any, path: str, value: object) -> None:
    """Set a value in plain data; missing groups on the way are made, list entries exist."""
    *way, last = path.split(".")
    for name in way:
        data = data[int(name) - 1] if name.isdigit() else data.setdefault(name, {})
    if last.isdigit():
        data[int(last) - 1] = value
    elif value is None:
        data.pop(last, None)
    else:
        data[last] = value


def subject(edits: dict[str, object]) -> Subject:
    """Return the sample with some values changed; None takes a value out."""
    data = deepcopy(_sample())
    for path, value in edits.items():
        first, _, rest = path.partition(".")
        where, key = (first, rest) if first in ("district", "partner") else ("agreement", path)
        put(data[where], key, value)
    return Subject(
        Agreement.model_validate(data["agreement"]),
        District.model_validate(data["district"]),
        Partner.model_validate(data["partner"]),
        ELECTION,
    )


@lru_cache(maxsize=1)
def _sample() -> dict[str, Any]:
    folder = ROOT / "districts/musterbezirk"
    files = {"agreement": "2026.yaml", "district": "district.yaml", "partner": "partner.yaml"}
    return {
        name: read_map(read_text(folder / file, ROOT), show(folder / file, ROOT)).data
        for name, file in files.items()
    }
