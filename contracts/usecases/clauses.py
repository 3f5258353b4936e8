"""The clause library as data, and the approval of its texts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.catalogue import outputs as output_kinds
from contracts.catalogue import select, together, usage
from contracts.errors import ConflictError, ContractsError, IntegrityError, SourceError, UsageError
from contracts.findings import Finding, Place
from contracts.sources.atomic import write_atomically
from contracts.sources.clauses import LOCK, ClauseText, Library, load_library, read_clause
from contracts.sources.files import show
from contracts.sources.lock import NAME, lock_text
from contracts.usecases.alone import alone, replace_known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from contracts.sources.workspace import Workspace

LOCK_COMMENT = "sha256 of every approved text; written by: contracts clauses approve"
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval changed; ``names`` are the texts that are approved now and were not."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def texts_of(library: Library, clause: str | None = None) -> list[ClauseText]:
    """Return the texts of one clause or of all, in the order of their names."""
    found = (text for text in library.texts.values() if clause in (None, text.clause))
    return sorted(found, key=lambda text: (text.clause, text.variant, text.version))


def text_data(text: ClauseText, library: Library) -> dict[str, Any]:
    """Return what is known about a text as plain data."""
    return {
        "name": text.name,
        "clause": text.clause,
        "variant": text.variant,
        "version": text.version,
        "approved": library.is_approved(text),
        "file": text.file,
        "sha256": text.sha256,
        **text.head.model_dump(mode="json", exclude={"approved"}),
        "approval": text.head.approved and text.head.approved.model_dump(mode="json"),
    }


def approve(workspace: Workspace, names: Sequence[str], *, by: str | None, on: date) -> Approved:
    """Approve texts: note who and when in their heads, and lock them.

    A head that already says who approved it stays as it is.

    Raises:
        UsageError: a name is unknown or has no version, or nobody is named as approving.
        IntegrityError: an approved text was changed; nothing is approved then.
        SourceError: a text could not be read after the note was added; it is as it was.
        ConflictError: somebody just changed a text or approves others; it is as it was.
    """
    with alone(workspace.clauses, show(workspace.clauses, workspace.root)):
        return _approve(workspace, names, by, on)


def _approve(workspace: Workspace, names: Sequence[str], by: str | None, on: date) -> Approved:
    library, found = load_library(workspace)
    broken = [f for f in found if f.place.file.endswith(LOCK) and f.kind.code.startswith("K-1")]
    if broken:
        raise SourceError(*broken)
    texts = [_exact(library, name) for name in names]
    _refuse(texts, library, by)
    done = [text for text in texts if library.is_approved(text)]
    new = [text for text in texts if not library.is_approved(text)]
    locked = {name: line.sha256 for name, line in library.locked.items()}
    for text in new:
        locked[text.name] = _noted(workspace, text, by, on).sha256
    if new:
        write_atomically(workspace.clauses / LOCK, lock_text(locked, LOCK_COMMENT).encode())
    notes = tuple(output_kinds.ALREADY_APPROVED.at(name=text.name) for text in done)
    return Approved(tuple(text.name for text in new), notes)


def _exact(library: Library, name: str) -> ClauseText:
    text, match = library.find(name), NAME.match(name)
    if match is None or match["version"] is None:
        raise UsageError(usage.VERSION_NEEDED.at(name=name, example=text.name))
    return text


def _refuse(texts: Sequence[ClauseText], library: Library, by: str | None) -> None:
    changed = [
        select.APPROVED_CHANGED.at(Place(text.file), name=text.name)
        for text in texts
        if text.name in library.locked and not library.is_approved(text)
    ]
    if changed:
        raise IntegrityError(*changed)
    unsigned = [text for text in texts if text.head.approved is None]
    if unsigned and by is None:
        raise UsageError(*(usage.APPROVER_NEEDED.at(Place(t.file), name=t.name) for t in unsigned))


def _noted(workspace: Workspace, text: ClauseText, by: str | None, on: date) -> ClauseText:
    """Add the approval to the head where it is missing; everything else keeps its bytes."""
    path = workspace.root / text.file
    if text.head.approved is not None:
        return text
    before = path.read_bytes()
    lines = before.decode("utf-8-sig").split("\n")
    end = [line.rstrip() for line in lines].index(_FENCE, 1)
    ending = "\r" if lines[end].endswith("\r") else ""
    # a JSON string is a YAML string
    note = f"approved: {{by: {json.dumps(by, ensure_ascii=False)}, on: {on.isoformat()}}}{ending}"
    noted = "\n".join([*lines[:end], note, *lines[end:]]).encode()
    replace_known(path, before, noted, text.file)
    try:
        found = read_clause(path, workspace.root)
        if found.body != text.body:
            raise ConflictError(together.CHANGED_MEANWHILE.at(Place(text.file), file=text.file))
    except ContractsError:
        write_atomically(path, before)
        raise
    return found
