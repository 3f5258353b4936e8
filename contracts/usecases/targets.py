"""Where the outputs of a contract lie, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.catalogue import usage
from contracts.errors import UsageError
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from contracts.document import Status
    from contracts.sources.workspace import Workspace

DOCUMENT = "document.json"
RECORD = "record.json"
FORMATS = ("docx", "pdf", "html", "txt", "json")
_FOLDERS: dict[Status, str] = {"draft": "drafts", "release": "releases"}


@dataclass(frozen=True, slots=True)
class Target:
    """The folder of one contract's outputs."""

    folder: Path
    agreement: str

    def name(self, format_: str) -> str:
        """Return the file name of a format, ``pankow-2023.docx``."""
        if format_ == "json":
            return DOCUMENT
        return f"{self.agreement.replace('/', '-')}.{format_}"

    def format_of(self, name: str) -> str | None:
        """Return the format that a file name belongs to, None for other files."""
        return next((f for f in FORMATS if self.name(f) == name), None)


def target_of(workspace: Workspace, agreement: str, status: Status) -> Target:
    """Return where a contract's drafts or final files lie."""
    district, _, name = agreement.partition("/")
    return Target(workspace.generated / _FOLDERS[status] / district / name, agreement)


def formats_of(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the formats asked for in their usual order, JSON always included.

    Raises:
        UsageError: there is no such format.
    """
    wanted = {*chosen_of(asked, FORMATS), "json"}
    return tuple(f for f in FORMATS if f in wanted)


def chosen_of(asked: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return which of the known formats are asked for, "docx,pdf" or one by one; none means all.

    Raises:
        UsageError: there is no such format.
    """
    wanted = {word.strip().lower() for text in asked for word in text.split(",") if word.strip()}
    unknown = sorted(wanted - set(known))
    if unknown:
        findings = [
            usage.UNKNOWN_FORMAT.at(
                name=name, suggestion=suggestion(name, list(known)), known=", ".join(known)
            )
            for name in unknown
        ]
        raise UsageError(*findings)
    return tuple(f for f in known if f in wanted or not wanted)
