"""The document that a Word or PDF file of ours was made from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.assembly import assemble
from contracts.catalogue import compare as kinds
from contracts.catalogue import received
from contracts.catalogue.inside import NOT_OUR_PAGES
from contracts.errors import ContractsError, SourceError, UsageError
from contracts.findings import Finding, Place
from contracts.language import N_, _
from contracts.ooxml.package import read_package
from contracts.ooxml.returned import HARMLESS, inspect_package
from contracts.ooxml.xml import parse
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.usecases.carried import MOST_JSON
from contracts.usecases.edited import edited_clauses, words_of
from contracts.usecases.handed_in import too_large
from contracts.usecases.jailed import attachments_of
from contracts.usecases.outside import differences_outside
from contracts.usecases.targets import DOCUMENT, target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from contracts.document import Document, Status
    from contracts.ooxml.package import Package
    from contracts.sources.workspace import Workspace

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRACKED = {
    "ins": N_("insertions"), "del": N_("deletions"),
    "moveFrom": N_("moves"), "moveTo": N_("moves"),
    "rPrChange": N_("formats"), "pPrChange": N_("formats"), "numberingChange": N_("formats"),
    "sectPrChange": N_("formats"), "tblPrChange": N_("formats"), "tblPrExChange": N_("formats"),
    "trPrChange": N_("formats"), "tcPrChange": N_("formats"), "tblGridChange": N_("formats"),
    "cellIns": N_("cells"), "cellDel": N_("cells"), "cellMerge": N_("cells"),
    "customXmlInsRangeStart": N_("insertions"), "customXmlDelRangeStart": N_("deletions"),
    "customXmlMoveFromRangeStart": N_("moves"), "customXmlMoveToRangeStart": N_("moves"),
}  # fmt: skip
_STATES: tuple[Status, ...] = ("draft", "release")


def document_of_pdf(data: bytes, name: str) -> Document:
    """Return the document that a PDF of ours carries.

    Raises:
        SourceError: it is no PDF of ours or damaged.
    """
    for attachment in attachments_of(data, name):
        if attachment.name == DOCUMENT:
            return document_in(attachment.data, name)
    reason = _("it lacks {names}").format(names=DOCUMENT)
    raise SourceError(NOT_OUR_PAGES.at(Place(name), file=name, reason=reason))


def document_in(data: bytes, name: str) -> Document:
    """Return the document in JSON from outside.

    Raises:
        SourceError: it is none, or larger than any contract.
    """
    if len(data) > MOST_JSON:
        raise SourceError(too_large(name, MOST_JSON))
    try:
        return canonical.from_json(data)
    except ValueError as error:
        found = kinds.BAD_DOCUMENT.at(Place(name), file=name, reason=why_no_document(error))
        raise SourceError(found) from error


def why_no_document(error: ValueError) -> str:
    """Return in words why bytes are no document."""
    if isinstance(error, json.JSONDecodeError):
        words = _("it is not JSON (line {line}, column {column})")
        return words.format(line=error.lineno, column=error.colno)
    if isinstance(error.__cause__, RecursionError):
        return _("it is nested too deeply")
    return _("its form is unknown")


def document_of_docx(
    workspace: Workspace, path: Path, name: str, unaccepted: str
) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document that a Word file of ours was made from.

    A Word file names its draft; the document is looked for beside the file, among the outputs and
    in the sources as they are now. Tracked changes count as ``unaccepted`` says, "accept" or
    "reject". A file that says word for word what another document of its agreement says, as a
    redline of ours does once it is settled, leads to that one. Any other difference is an edit that
    no document holds: the draft is returned with a warning that names the clauses.

    Raises:
        SourceError: it is no Word file of ours, or its document is nowhere.
        IntegrityError: its signs contradict each other.
        UsageError: it holds tracked changes and nobody said what to do with them.
    """
    package = read_package(path.read_bytes(), name, external=HARMLESS)
    changes = tracked_changes(package)
    if changes and unaccepted not in ("accept", "reject"):
        shown = ", ".join(f"{_(kind)}: {count}" for kind, count in sorted(changes.items()))
        total = sum(changes.values())
        raise UsageError(kinds.UNACCEPTED.at(Place(name), file=name, count=total, changes=shown))
    returned, accept = inspect_package(package), unaccepted != "reject"
    words = words_of(package, accept=accept)
    code = returned.draft_code
    document, edited = _nearest(_candidates(workspace, path, returned.agreement), code, words)
    if document is None:
        finding = kinds.NO_DOCUMENT_INSIDE.at(Place(name), file=name, draft=code or "–")
        raise SourceError(finding)
    findings = [*returned.findings]
    if edited:
        values = {"file": name, "draft": code, "clauses": ", ".join(edited)}
        findings.append(kinds.FILE_EDITED.at(Place(name), **values))
    outside = differences_outside(workspace, document, package, accept=accept, edited=bool(edited))
    if outside:
        values = {"file": name, "draft": code, "differences": outside}
        findings.append(received.FILE_OUTSIDE.at(Place(name), **values))
    return document, tuple(findings)


def _nearest(
    candidates: Iterable[Document], code: str, words: tuple[str, ...]
) -> tuple[Document | None, tuple[str, ...]]:
    """Return the document that says these words, else the one of that draft and its edits."""
    named, alike = None, None
    edits: tuple[str, ...] = ()
    for document in candidates:
        edited = edited_clauses(document, words)
        if _letters(document.draft_code) == _letters(code):
            if not edited:
                return document, ()
            named, edits = named or document, edits or edited
        elif not edited:
            alike = alike or document
    return (alike, ()) if alike is not None else (named, edits)


def tracked_changes(package: Package) -> dict[str, int]:
    """Return how many tracked changes of which kind a Word file holds.

    Raises:
        SourceError: a part cannot be read.
    """
    found: dict[str, int] = {}
    for part, content in package.parts.items():
        if not re.fullmatch(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml", part):
            continue
        root = parse(content, part, package.file)
        for tag, kind in _TRACKED.items():
            count = sum(1 for _ in root.iter(_W + tag))
            if count:
                found[kind] = found.get(kind, 0) + count
    return found


def _letters(code: str) -> str:
    return code.replace("-", "").upper()


def _candidates(workspace: Workspace, path: Path, agreement: str) -> Iterator[Document]:
    places = [path.parent / DOCUMENT]
    if re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", agreement):
        places += [target_of(workspace, agreement, s).folder / DOCUMENT for s in _STATES]
    for place in places:
        if place.is_file() and place.stat().st_size <= MOST_JSON:
            try:
                yield canonical.from_json(place.read_bytes())
            except ValueError:
                continue
    if agreement:
        yield from _from_sources(workspace, agreement)


def _from_sources(workspace: Workspace, agreement: str) -> Iterator[Document]:
    try:
        known = workspace.resolve(agreement)
    except ContractsError:
        return
    case = load_case(workspace, known)[0]
    if case is None:
        return
    library = load_library(workspace)[0]
    for status in _STATES:
        made = assemble(case, library, status)
        if made.document is not None:
            yield made.document
