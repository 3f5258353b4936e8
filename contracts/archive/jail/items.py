"""What children have told of a list, item by item, so that one slow item costs only itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.archive.jail.frames import Frame

# So many items of a file may fail; a file with more of them is given up from there on.
MOST_LOST = 5
MOST_ITEMS = 100_000
LOST = {"time": "slow", "memory": "hungry", "died": "hungry", "unreadable": "broken"}


@dataclass
class Items:
    """The items known so far; ``count`` is None as long as no list was begun."""

    count: int | None = None
    name: str = "items"
    found: list[dict[str, Any]] = field(default_factory=list)
    lost: int = 0

    def take(self, told: Mapping[str, Any]) -> bool:
        """Keep what a child has told; False where that is its answer."""
        if "count" in told:
            self.count, self.name = min(int(told["count"]), MOST_ITEMS), str(told.get("name"))
        elif "item" in told and self.count is not None and len(self.found) < self.count:
            self.found.append(dict(told["item"]))
        else:
            return False
        return True

    def goes_on(self, error: str) -> bool:
        """Keep that the item at work was lost by an error; True where another child may go on."""
        if not error or self.count is None or len(self.found) >= self.count:
            return False
        self.found.append({"state": LOST.get(error, "broken")})
        self.lost += 1
        if self.lost >= MOST_LOST:
            self.found += [{"state": "skipped"}] * (self.count - len(self.found))
        return len(self.found) < self.count

    def header(self, answer: Frame) -> dict[str, Any]:
        """Return the answer with the list, and without the error that only items were lost by."""
        if self.count is None:
            return answer.header
        kept = {k: v for k, v in answer.header.items() if k not in ("error", "reason")}
        return {**kept, self.name: self.found}
