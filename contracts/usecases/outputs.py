"""Reads what was generated, and compares every format with the document it was made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.catalogue import outputs as kinds
from contracts.findings import Place
from contracts.language import _
from contracts.sources.files import show
from contracts.usecases.files_of_ours import why_no_document
from contracts.usecases.record import read_record
from contracts.usecases.targets import DOCUMENT, FORMATS, target_of

if TYPE_CHECKING:
    from contracts.document import Status
    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace

_STATES: tuple[Status, ...] = ("draft", "release")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return error.strerror or _("it is damaged")
    return why_no_document(error)


def check_outputs(workspace: Workspace, agreement: str) -> list[Finding]:
    """Return each difference between the outputs of an agreement and their own document."""
    return [f for state in _STATES for f in _folder(workspace, agreement, state)]


def _folder(workspace: Workspace, agreement: str, state: Status) -> list[Finding]:
    from contracts.parity.compare import compare

    target = target_of(workspace, agreement, state)
    record = read_record(target.folder)
    if record is None:
        return []
    shown = show(target.folder, workspace.root)
    try:
        document = canonical.from_json((target.folder / DOCUMENT).read_bytes())
        names = {f: target.name(f) for f in FORMATS if target.name(f) in record.outputs}
        files = {f: (target.folder / name).read_bytes() for f, name in names.items()}
    except (OSError, ValueError) as error:
        place = Place(f"{shown}/{DOCUMENT}")
        return [kinds.OUTPUT_UNREADABLE.at(place, folder=shown, reason=_reason(error))]
    return [
        replace(finding, place=Place(f"{shown}/{finding.place.file}"))
        for finding in compare(document, files)
    ]
