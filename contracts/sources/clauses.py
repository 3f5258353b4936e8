"""The clause library: every text by clause, variant and version."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.catalogue import load, select
from contracts.errors import ContractsError, SourceError, UsageError
from contracts.findings import Finding, Place
from contracts.model.clause import ClauseHead, DeviationHead
from contracts.sources.files import decode, read_bytes, show
from contracts.sources.glossary import Glossary, load_glossary
from contracts.sources.lock import NAME, Locked, read_lock
from contracts.sources.validate import M, suggestion, validate
from contracts.sources.yaml import read_map

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.sources.workspace import Workspace
    from contracts.sources.yaml import Yaml

STANDARD = "standard"
LOCK = "clauses.lock"
_FILE = re.compile(r"(?P<variant>[a-z0-9]+(-[a-z0-9]+)*)@(?P<version>[1-9]\d{0,3})\.md\Z")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One wording of a clause in one version.

    ``body_line`` is the line of the file in which the body begins; ``sha256`` the hash of the
    file's bytes, hexadecimal; ``findings`` what its head may mean otherwise.
    """

    clause: str
    variant: str
    version: int
    head: ClauseHead
    body: str
    body_line: int
    sha256: str
    file: str
    when_place: Place
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """Short form: ``steering@1``, ``liability/strict@2``."""
        return text_name(self.clause, self.variant, self.version)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A district's own wording of a clause."""

    clause: str
    head: DeviationHead
    body: str
    body_line: int
    sha256: str
    file: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All clause texts of a workspace, and which of them are approved."""

    texts: dict[tuple[str, str, int], ClauseText] = field(default_factory=dict)
    locked: dict[str, Locked] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=lambda: Glossary(terms=()))

    def clauses(self) -> list[str]:
        """Return the ids of all clauses, sorted."""
        return sorted({clause for clause, _, _ in self.texts})

    def variants(self, clause: str) -> list[str]:
        """Return the variants of a clause, sorted."""
        return sorted({v for c, v, _ in self.texts if c == clause})

    def versions(self, clause: str, variant: str) -> list[int]:
        """Return the versions of a variant, sorted."""
        return sorted(n for c, v, n in self.texts if (c, v) == (clause, variant))

    def is_approved(self, text: ClauseText) -> bool:
        """Tell whether the lock protects exactly this text."""
        locked = self.locked.get(text.name)
        return locked is not None and locked.sha256 == text.sha256

    def newest(self, clause: str, variant: str) -> ClauseText:
        """Return the newest approved version, the newest at all where none is approved."""
        texts = [self.texts[clause, variant, n] for n in self.versions(clause, variant)]
        approved = [text for text in texts if self.is_approved(text)]
        return (approved or texts)[-1]

    def find(self, name: str) -> ClauseText:
        """Return the text that a short form names; without version the newest.

        Raises:
            UsageError: there is no such clause, variant or version.
        """
        match = NAME.match(name)
        clause = match["clause"] if match else name
        if match is None or clause not in self.clauses():
            near = suggestion(clause, self.clauses())
            raise UsageError(select.UNKNOWN_CLAUSE.at(name=clause, suggestion=near))
        variant, known = match["variant"] or STANDARD, self.variants(clause)
        if match["variant"] is None and variant not in known:
            number = int(match["version"]) if match["version"] else None
            having = [v for v in known if number in self.versions(clause, v)]
            names = (text_name(clause, v, number if having else None) for v in having or known)
            shown = ", ".join(names)
            raise UsageError(select.VARIANT_NEEDED.at(clause=clause, known=shown))
        if variant not in known:
            near = suggestion(variant, known)
            finding = select.UNKNOWN_VARIANT.at(
                clause=clause, name=variant, suggestion=near, known=", ".join(known)
            )
            raise UsageError(finding)
        if match["version"] is None:
            return self.newest(clause, variant)
        versions = self.versions(clause, variant)
        if int(match["version"]) not in versions:
            shown = ", ".join(map(str, versions))
            short = text_name(clause, variant)
            finding = select.UNKNOWN_VERSION.at(version=match["version"], name=short, known=shown)
            raise UsageError(finding)
        return self.texts[clause, variant, int(match["version"])]

    def find_any(self, name: str) -> ClauseText:
        """Return the text that a short form names; for a clause alone one of any variant.

        Raises:
            UsageError: there is no such clause, variant or version.
        """
        if name in self.clauses():
            variants = self.variants(name)
            return self.newest(name, STANDARD if STANDARD in variants else variants[0])
        return self.find(name)


def text_name(clause: str, variant: str, version: int | None = None) -> str:
    """Return the short form of a name; the variant ``standard`` is not written."""
    middle = "" if variant == STANDARD else f"/{variant}"
    return f"{clause}{middle}" + ("" if version is None else f"@{version}")


def load_library(workspace: Workspace) -> tuple[Library, tuple[Finding, ...]]:
    """Read all clause files; what cannot be read is left out and reported."""
    glossary, findings = load_glossary(workspace)
    library = Library(glossary=glossary)
    for folder in sorted(p for p in workspace.clauses.iterdir() if p.is_dir()):
        for path in sorted(folder.glob("*.md")):
            try:
                text = read_clause(path, workspace.root)
            except ContractsError as error:
                findings += error.findings
            else:
                library.texts[text.clause, text.variant, text.version] = text
                findings += text.findings
    try:
        library.locked.update(read_lock(workspace.clauses / LOCK, workspace.root))
    except ContractsError as error:
        findings += error.findings
    findings += _lock_findings(library)
    return library, tuple(findings)


def _lock_findings(library: Library) -> list[Finding]:
    found = []
    by_name = {text.name: text for text in library.texts.values()}
    for name, locked in library.locked.items():
        text = by_name.get(name)
        if text is None:
            found.append(select.APPROVED_MISSING.at(locked.place, name=name))
        elif text.sha256 != locked.sha256:
            found.append(select.APPROVED_CHANGED.at(Place(text.file), name=name))
    return found


def read_clause(path: Path, root: Path) -> ClauseText:
    """Read one clause file.

    Raises:
        SourceError: name, head or encoding are wrong; all problems of the head are reported.
    """
    file, match = show(path, root), _FILE.match(path.name)
    if match is None or not NAME.match(path.parent.name):
        raise SourceError(load.BAD_NAME.at(Place(file), name=f"{path.parent.name}/{path.name}"))
    data = read_bytes(path, root)
    head, body, body_line, raw = _split(decode(data, file), file, ClauseHead)
    return ClauseText(
        clause=path.parent.name,
        variant=match["variant"],
        version=int(match["version"]),
        head=head,
        body=body,
        body_line=body_line,
        sha256=hashlib.sha256(data).hexdigest(),
        file=file,
        when_place=raw.place(("when",)),
        findings=tuple(raw.findings),
    )


def read_deviation(path: Path, root: Path) -> Deviation:
    """Read a district's own wording of a clause.

    Raises:
        SourceError: name, head or encoding are wrong.
    """
    file = show(path, root)
    data = read_bytes(path, root)
    head, body, body_line, raw = _split(decode(data, file), file, DeviationHead)
    sha256 = hashlib.sha256(data).hexdigest()
    return Deviation(path.stem, head, body, body_line, sha256, file, tuple(raw.findings))


def _split(text: str, file: str, model: type[M]) -> tuple[M, str, int, Yaml]:
    """Return head, body, the body's first line and the head as it is written."""
    if not text.strip():
        raise SourceError(load.EMPTY_FILE.at(Place(file)))
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE or _FENCE not in [line.rstrip() for line in lines[1:]]:
        raise SourceError(load.NO_FRONT_MATTER.at(Place(file, 1)))
    end = [line.rstrip() for line in lines].index(_FENCE, 1)
    raw = read_map("\n".join(lines[1:end]), file, first_line=2)
    head, findings = validate(model, raw)
    if head is None:
        raise SourceError(*findings)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        raise SourceError(load.EMPTY_TEXT.at(Place(file, end + 1)))
    return head, body, end + 2, raw
