"""The ledger: one line a stored version, each with the hash of the line before.

A forged inventory does not match its line, and a forged line not the lines behind it. Whoever
replaces the whole ledger is found out by any earlier copy of it: each package carries one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "ledger.txt"
START = "0" * 128
_LINE = re.compile(
    r"(?P<agreement>[a-z0-9-]+/[a-z0-9-]+) v(?P<version>[1-9][0-9]*) "
    r"(?P<inventory>[0-9a-f]{128}) (?P<before>[0-9a-f]{128})"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored version: which agreement, which version, the SHA-512 of its inventory."""

    agreement: str
    version: int
    inventory: str
    before: str = START

    @property
    def line(self) -> str:
        """The entry as it stands in the file, without the line feed."""
        return f"{self.agreement} v{self.version} {self.inventory} {self.before}"

    @property
    def digest(self) -> str:
        """The hash that the next line must name."""
        return hashlib.sha512(self.line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries in their order.

    ``broken`` is the first line that does not follow from those before it, 0 for none; ``torn``
    says that a last line is incomplete, as an interrupted run leaves it.
    """

    entries: tuple[Entry, ...] = ()
    broken: int = 0
    torn: bool = False

    @property
    def head(self) -> str:
        """The hash over everything so far."""
        return self.entries[-1].digest if self.entries else START

    def heads(self) -> dict[str, Entry]:
        """Return the newest entry of each agreement."""
        return {entry.agreement: entry for entry in self.entries}

    def contradicts(self, other: Ledger) -> bool:
        """Tell whether both name some agreement, and neither is the beginning of the other."""
        pairs = zip(self.entries, other.entries, strict=False)
        shared = self.heads().keys() & other.heads().keys()
        return bool(shared) and any(mine != theirs for mine, theirs in pairs)

    def next(self, agreement: str, version: int, inventory: str) -> Entry:
        """Return the entry that would follow."""
        return Entry(agreement, version, inventory, self.head)


def read_ledger(path: Path) -> Ledger:
    """Return a ledger; a missing file is an empty one.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        return parse_ledger(path.read_bytes())
    except FileNotFoundError:
        return Ledger()


def parse_ledger(data: bytes) -> Ledger:
    """Return the ledger in the bytes of a file."""
    whole, _, rest = data.rpartition(b"\n")
    entries: list[Entry] = []
    head = START
    for number, line in enumerate(whole.split(b"\n") if whole else (), start=1):
        entry = _entry(line)
        if entry is None or entry.before != head:
            return Ledger(tuple(entries), broken=number, torn=bool(rest))
        entries.append(entry)
        head = entry.digest
    return Ledger(tuple(entries), torn=bool(rest))


def _entry(line: bytes) -> Entry | None:
    found = _LINE.fullmatch(line.decode("ascii", "replace"))
    if found is None:
        return None
    return Entry(found["agreement"], int(found["version"]), found["inventory"], found["before"])
