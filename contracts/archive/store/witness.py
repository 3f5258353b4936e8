"""A witness: what the ledger has been, kept outside of the archive.

The archive's own hashes agree in every older state of it. A witness knows the head of the ledger
after each version, so that taking versions off, or restoring an older archive, contradicts it.
It is a file of JSON lines that only grows, each with the hash of the line before. It is no secret
and not signed: it proves something to those who keep it where the archive's writer cannot reach.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from contracts.archive.store.ledger import START

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contracts.archive.lines import Lines
    from contracts.archive.store.ledger import Ledger

BEGUN, VERSION, ACCEPTED, PACKAGE, STAMP = "begun", "version", "accepted", "package", "stamp"
_NOTE = (
    "Zeuge des Archivs: welche Fassungen es zuletzt hatte. Bitte getrennt vom Archiv sichern und "
    "nicht ändern."
)


@dataclass(frozen=True, slots=True)
class Compared:
    """How a ledger stands to what a witness knows; counts are versions.

    ``missing`` are the names of those that the witness knows and the ledger does not have,
    ``others`` how many the ledger has in their place, ``newer`` how many it has behind all that
    the witness knows.
    """

    missing: tuple[str, ...] = ()
    others: int = 0
    newer: int = 0

    @property
    def older(self) -> int:
        """How many versions the ledger lacks."""
        return len(self.missing)


@dataclass
class Known:
    """What stands in a witness; ``damaged`` is the first line that is not as it was written."""

    heads: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    damaged: int = 0
    last: bytes = b""

    @property
    def count(self) -> int:
        """How many versions the ledger had at last."""
        return max(self.heads, default=0)

    def compare(self, ledger: Ledger) -> Compared:
        """Return how a ledger that is not broken stands to this."""
        count, own = self.count, len(ledger.entries)
        digests = [START, *(entry.before for entry in ledger.entries[1:]), ledger.head]
        asked = [n for n in sorted(self.heads, reverse=True) if 0 < n <= own]
        same = next((n for n in asked if self.heads[n] == digests[n]), 0)
        if not asked or same == asked[0]:
            same = min(count, own)  # not each version need be known, e.g. of a time stamp alone
        if same == count:
            return Compared(newer=own - count)
        missing = tuple(self.names.get(n, "?") for n in range(same + 1, count + 1))
        return Compared(missing, others=own - same)

    def take(self, line: Mapping[str, Any]) -> None:
        """Take one line, in the order of the file."""
        what, count = str(line["what"]), int(line["count"])
        if what in (BEGUN, ACCEPTED):
            self.heads = {n: head for n, head in self.heads.items() if n <= count}
            # what a person gave up is no longer held against the archive
            self.events = [e for e in self.events if e["what"] != STAMP or e["count"] <= count]
        if what in (VERSION, ACCEPTED, STAMP) and count:
            self.heads[count] = str(line["head"])
            self.names[count] = str(line.get("name", self.names.get(count, "?")))
        if what in (ACCEPTED, PACKAGE, STAMP):
            self.events.append(dict(line))


def known_in(lines: Sequence[bytes]) -> Known:
    """Return what the lines of a witness say; damaged ones are counted and passed over."""
    known = Known()
    for number, raw in enumerate(lines, start=1):
        try:
            line = json.loads(raw)
            sound = line["before"] == _digest(known.last)
            known.take(line)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            sound = False
        if not sound and not known.damaged:
            known.damaged = number
        known.last = raw
    return known


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness: its file, and what people call it.

    ``quiet`` is one of a single user on a single machine: others add to the archive without it, so
    that it says nothing where it is missing or behind, and where the archive was begun anew.
    """

    lines: Lines
    name: str
    quiet: bool = False

    def known(self) -> Known | None:
        """Return what it knows, None where it is missing.

        Raises:
            OSError: it cannot be read.
        """
        lines = self.lines.read()
        return known_in(lines) if lines else None

    def compare(self, ledger: Ledger) -> Compared:
        """Return how a ledger stands to it; where it is missing, nothing is behind or before.

        Raises:
            OSError: it cannot be read.
        """
        known = self.known()
        if known is None or self._of_another(known, ledger):
            return Compared()
        return known.compare(ledger)

    def learn(self, ledger: Ledger, at: str) -> bool:
        """Note the versions that are new, unless something contradicts; tell whether there were.

        Raises:
            OSError: it cannot be read or written.
        """
        if ledger.broken or not ledger.entries or not self._is_behind(self.known(), ledger):
            return False
        if self.quiet:
            self.lines.disk.make_folder(self.lines.path.parent)
        with self.lines.alone() as held:
            known = known_in(held.lines)
            if not self._is_behind(known, ledger):
                return False
            new: list[dict[str, Any]] = []
            if not held.lines or self._of_another(known, ledger):
                new.append({"what": BEGUN, "count": 0, "head": START, "note": _NOTE})
                known = replace(known, heads={})
            for count, entry in enumerate(ledger.entries[known.count :], start=known.count + 1):
                name = f"{entry.agreement} v{entry.version}"
                line = {"what": VERSION, "count": count, "head": entry.digest, "name": name}
                new.append({**line, "at": at})
            held.append(_chained(new, known.last))
        return True

    def note(self, what: str, ledger: Ledger, **more: Any) -> None:
        """Note an event at the ledger's present end.

        Raises:
            OSError: it cannot be read or written.
        """
        with self.lines.alone() as held:
            line = {"what": what, "count": len(ledger.entries), "head": ledger.head, **more}
            held.append(_chained([line], known_in(held.lines).last))

    def _is_behind(self, known: Known | None, ledger: Ledger) -> bool:
        if known is None or self._of_another(known, ledger):
            return True
        compared = known.compare(ledger)
        return not compared.older and compared.newer > 0

    def _of_another(self, known: Known, ledger: Ledger) -> bool:
        """Tell whether this is of an archive that was there before at the same place."""
        if not self.quiet or 1 not in known.heads:
            return False
        return not ledger.entries or known.heads[1] != ledger.entries[0].digest


def _chained(new: Sequence[dict[str, Any]], last: bytes) -> list[bytes]:
    lines = []
    for line in new:
        last = json.dumps(
            {**line, "before": _digest(last)}, ensure_ascii=False, separators=(",", ":")
        ).encode()
        lines.append(last)
    return lines


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest() if line else ""
