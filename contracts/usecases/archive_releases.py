"""The final versions that a command needs, each read once."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.catalogue import archive as kinds
from contracts.errors import UsageError
from contracts.usecases.archive_sources import release_of
from contracts.usecases.targets import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.archive.release import Release
    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace

_END = 256  # bytes


@dataclass
class Releases:
    """Final versions by agreement, each read once; keeps what is to be said about them."""

    workspace: Workspace
    known: dict[str, Release | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    needed: str | None = None
    _ends: list[tuple[int, bytes, str]] | None = None

    def __post_init__(self) -> None:
        """Read the one that is needed.

        Raises:
            UsageError: it does not exist.
        """
        if self.needed is not None and self.of(self.needed) is None:
            raise UsageError(kinds.NO_RELEASE.at(agreement=self.needed))

    def of(self, agreement: str) -> Release | None:
        """Return the final version of an agreement, None where there is none."""
        if agreement not in self.known:
            found = None
            if agreement in self.workspace.agreements():
                found, findings = release_of(self.workspace, agreement)
                self.findings += findings
            self.known[agreement] = found
        return self.known[agreement]

    def sent(self, data: bytes) -> Release | None:
        """Return the final version that a file begins with, None where there is none."""
        if self._ends is None:
            self._ends = list(self._read_ends())
        for size, end, agreement in self._ends:
            if data[max(size - len(end), 0) : size] == end:
                release = self.of(agreement)
                if release is not None and data.startswith(release.pdf):
                    return release
        return None

    def _read_ends(self) -> Iterator[tuple[int, bytes, str]]:
        """Yield size and last bytes of each PDF, which are enough to know which one to read."""
        for agreement in self.workspace.agreements():
            target = target_of(self.workspace, agreement, "release")
            with suppress(OSError), (target.folder / target.name("pdf")).open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                stream.seek(max(size - _END, 0))
                if size:
                    yield size, stream.read(), agreement
