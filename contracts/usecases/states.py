"""How far an agreement is: sources only, draft, final version, signed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from contracts.language import N_, _
from contracts.usecases.targets import RECORD, target_of

if TYPE_CHECKING:
    from contracts.model import Agreement
    from contracts.sources.workspace import Workspace

State = Literal["open", "draft", "release", "signed"]
GERMAN: dict[State, str] = {
    "open": "noch ohne Entwurf",
    "draft": "Entwurf",
    "release": "Ausfertigung",
    "signed": "unterzeichnet",
}
_NAMES: dict[State, str] = {
    "open": N_("without draft"),
    "draft": N_("a draft"),
    "release": N_("final"),
    "signed": N_("signed"),
}
FINAL: frozenset[State] = frozenset({"release", "signed"})
MAX_BYTES = 2_000_000


def state_of(workspace: Workspace, agreement: str, data: Agreement) -> State:
    """Return the state of an agreement: signed where one party has signed."""
    if data.dates.signed.district or data.dates.signed.partner:
        return "signed"
    if (target_of(workspace, agreement, "release").folder / RECORD).is_file():
        return "release"
    if (target_of(workspace, agreement, "draft").folder / RECORD).is_file():
        return "draft"
    return "open"


def state_name(state: State) -> str:
    """Return the name of a state in the active language."""
    return _(_NAMES[state])


def released_clauses(workspace: Workspace, agreement: str) -> dict[str, str]:
    """Return the clauses of a final version, name to sha256; empty where there is none."""
    path = target_of(workspace, agreement, "release").folder / RECORD
    try:
        with path.open("rb") as stream:
            raw = json.loads(stream.read(MAX_BYTES))
        return {str(use["name"]): str(use["sha256"]) for use in raw["clauses"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
