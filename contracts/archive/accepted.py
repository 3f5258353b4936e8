"""Signed fields that a person lets pass although the final version does not have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    def proof(self, name: str) -> dict[str, Any]:
        """Return what the evidence keeps of it: nothing where there is nothing."""
        fields = self.in_file(name)
        if not fields:
            return {}
        return {_KEY: {"fields": fields, "by": self.by, "reason": self.reason}}


NOBODY = Accepted({})


def accepted_in(evidence: Mapping[str, Any]) -> list[str]:
    """Return the fields that a person let pass when a copy came in."""
    return [str(name) for name in evidence.get(_KEY, {}).get("fields", ())]
