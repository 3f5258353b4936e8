"""One command on the archive: who gives it, when, and who wants to know how far it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from contracts.archive import journal
from contracts.archive.settings import load_settings
from contracts.catalogue import keeping as kinds
from contracts.findings import Finding, Place
from contracts.sources.files import show
from contracts.usecases.archive_places import protocol_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.archive.store.store import Store
    from contracts.sources.workspace import Workspace


def _silent(_step: str, _done: int, _count: int) -> None:
    return


@dataclass(frozen=True)
class Run:
    """Who gives a command and when.

    ``tell`` is told of each step: its name, how many are done and how many there are.
    """

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))
    by: str = ""
    tell: Callable[[str, int, int], None] = _silent

    @property
    def at(self) -> str:
        """The time as in RFC 3339, in seconds."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def note(
        self, workspace: Workspace, store: Store, what: str, about: str, result: str
    ) -> list[Finding]:
        """Write into the journal; a finding says that it could not be written."""
        count, head = "", ""
        with suppress(OSError):
            ledger = store.ledger()
            count, head = str(len(ledger.entries)), ledger.head[:16]
        organisation = load_settings(workspace.root).organisation or ""
        folder = protocol_folder(workspace)
        try:
            cells = (self.at, self.by, organisation, what, about, result, count, head)
            journal.note(folder, cells)
        except OSError as error:
            file = show(folder / journal.NAME, workspace.root)
            reason = error.strerror or ""
            return [kinds.NOT_RECORDED.at(Place(file), file=file, reason=reason)]
        return []
