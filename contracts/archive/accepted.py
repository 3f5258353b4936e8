"""Signed fields that a person lets pass although the final version does not have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.archive.signed.verdict import Verdict

_KEY = "accepted_fields"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Fields by the name of the file they are in; who lets them pass and why, where it is said."""

    fields: Mapping[str, tuple[str, ...]]
    by: str = ""
    reason: str = ""

    def in_file(self, name: str) -> list[str]:
        """Return the fields that may pass in a file."""
        return list(self.fields.get(name, ()))

    def proof(self, name: str, verdict: Verdict) -> dict[str, Any]:
        """Return what the evidence keeps of it: the fields that are there, or nothing."""
        fields = [field for field in self.in_file(name) if field in verdict.own_fields]
        if not fields:
            return {}
        return {_KEY: {"fields": fields, "by": self.by, "reason": self.reason}}

    def nowhere(self, name: str, verdict: Verdict) -> list[str]:
        """Return the fields that may pass in a file and in which nothing is signed."""
        return [field for field in self.in_file(name) if field not in verdict.own_fields]


NOBODY = Accepted({})


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the evidence of a copy keeps: which fields a person let pass, who and why."""

    fields: tuple[str, ...]
    by: str
    reason: str

    @property
    def shown(self) -> str:
        """The names of the fields."""
        return ", ".join(self.fields)


def acceptance_in(evidence: Mapping[str, Any]) -> Acceptance | None:
    """Return what a person let pass when a copy came in, None for nothing.

    Raises:
        LookupError, TypeError, AttributeError: the evidence is damaged.
    """
    kept = evidence.get(_KEY)
    if not kept:
        return None
    fields = tuple(str(name) for name in kept["fields"])
    return Acceptance(fields, str(kept["by"]), str(kept["reason"])) if fields else None


def accepted_in(evidence: Mapping[str, Any]) -> list[str]:
    """Return the fields that a person let pass when a copy came in."""
    found = acceptance_in(evidence)
    return list(found.fields) if found else []
