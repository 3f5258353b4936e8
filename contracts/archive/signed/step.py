"""One update against the state before it: what in it is understood, and as what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.signed.text import same
from contracts.archive.signed.tokens import Ref, Unclear

if TYPE_CHECKING:
    from contracts.archive.signed.revisions import Update
    from contracts.archive.signed.tokens import Value
    from contracts.archive.signed.world import State

# What may be written anew where it stands, as long as it stays what it is.
CHANGEABLE = frozenset(
    ("catalog", "info", "packet", "form", "fields", "prepared", "page", "annotations", "security",
     "security-list", "security-map", "security-entry", "extensions", "permissions", "fonts",
     "empty-look")
)  # fmt: skip


@dataclass
class Step:
    """One update; ``roles`` says of each object what it is, over all updates.

    ``understood`` are the objects of the update that some rule knows; what is left at the end
    was put there for a reason that nobody knows.
    """

    before: State
    after: State
    update: Update
    roles: dict[int, str]
    problems: list[str]
    understood: set[int] = field(default_factory=set)

    def enter(self, value: Value, role: str) -> Value:
        """Return what stands at a place that has a role, and remember that role.

        An object that was there before is understood only where it had the same role before, so
        that nothing is changed under another name.
        """
        if not isinstance(value, Ref):
            return value
        number = value.number
        if number in self.update.objects:
            self._understand(number, role)
        found = self.after.get(number)
        if isinstance(found, Ref):
            raise Unclear("reference")
        return found

    def _understand(self, number: int, role: str) -> None:
        known = self.roles.get(number)
        if self.before.known(number):
            if known == role and role in CHANGEABLE:
                self.understood.add(number)
            return
        if known not in (None, role):
            self.problem("object-unknown")
        self.roles[number] = role
        self.understood.add(number)

    def is_new(self, value: Value) -> bool:
        """Tell whether a reference leads to an object that this update brought."""
        if not isinstance(value, Ref) or self.before.known(value.number):
            return False
        return value.number in self.update.objects

    def problem(self, code: str) -> None:
        """Remember what is wrong."""
        self.problems.append(code)

    def differing(self, old: dict[str, Value], new: dict[str, Value]) -> list[str]:
        """Return the entries that are not the same in two dictionaries."""
        return sorted(
            name for name in old.keys() | new.keys() if not same(old.get(name), new.get(name))
        )
