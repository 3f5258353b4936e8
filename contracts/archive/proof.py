"""Proves again what was found when a copy came in: copy against release, release against data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts import canonical
from contracts.archive.findings import jail_finding
from contracts.archive.jail import Jail, JailError
from contracts.archive.words import problems_text
from contracts.catalogue import archive as kinds
from contracts.document import Document
from contracts.errors import ContractsError, IntegrityError
from contracts.findings import Finding, Place
from contracts.plaintext import document_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.archive.holding import Filed, Holding
    from contracts.archive.release import Release

Rebuild: TypeAlias = Callable[[str, Mapping[str, bytes]], Document]
"""Makes the document of an agreement again from the stored sources (path in a workspace to bytes).

It raises a ContractsError where the sources do not give a final version.
"""


def prove(
    holding: Holding, jail: Jail, trust: Sequence[bytes], rebuild: Rebuild | None
) -> list[Finding]:
    """Return what of one agreement does not prove itself; an empty list is the proof.

    Whether signers are trusted is not asked again, only whether each copy still is an unaltered
    signed copy of its release.
    """
    findings: list[Finding] = []
    releases: dict[str, Release] = {}
    for code in holding.releases:
        try:
            releases[code] = holding.release(code)
            findings += _release(releases[code], holding.agreement, rebuild)
        except IntegrityError as error:
            findings += error.findings
        except ValueError as error:
            findings.append(_unreadable(holding, f"release/{code}/{error}"))
    for copy in holding.copies:
        release = releases.get(str(copy.evidence["release"]))
        if release is None:
            findings.append(_unreadable(holding, f"release/{copy.evidence['release']}"))
        else:
            findings += _copy(copy, release, jail, trust)
    return findings


def _unreadable(holding: Holding, name: str) -> Finding:
    file = f"{holding.agreement}/{name}"
    return kinds.RELEASE_UNREADABLE.at(Place(file), file=file)


def _release(release: Release, agreement: str, rebuild: Rebuild | None) -> Iterator[Finding]:
    place = Place(f"{agreement}/release/{release.code.release}")
    for name in _not_as_recorded(release):
        file = f"{place.file}/{name}"
        yield kinds.NOT_AS_RECORDED.at(Place(file), file=file)
    if rebuild is None:
        return
    try:
        again = rebuild(agreement, release.sources)
    except ContractsError as error:
        reason = "; ".join(f.message for f in error.findings[:3])
        yield kinds.NO_REBUILD.at(place, agreement=agreement, reason=reason)
        return
    if list(document_lines(again)) != list(document_lines(release.document)):
        yield kinds.REBUILD_DIFFERS.at(place, agreement=agreement)


def _not_as_recorded(release: Release) -> Iterator[str]:
    """Yield the files that ``record.json`` knows with another hash."""
    try:
        record = json.loads(release.files.get("record.json", b"{}"))
        outputs = {str(n): str(e["sha256"]) for n, e in record.get("outputs", {}).items()}
        document = record.get("document")
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "record.json"
        return
    if document is not None and document != canonical.digest(release.document):
        yield "document.json"
    for name, digest in outputs.items():
        data = release.files.get(name)
        if data is not None and hashlib.sha256(data).hexdigest() != digest:
            yield name


def _copy(copy: Filed, release: Release, jail: Jail, trust: Sequence[bytes]) -> Iterator[Finding]:
    name = f"{release.agreement}/signed/{copy.number}"
    place = Place(name)
    try:
        originals = [
            copy.files[f"original-{number}.pdf"].read_bytes()
            for number in range(1, len(copy.evidence["files"]) + 1)
        ]
    except (KeyError, OSError):
        yield kinds.EVIDENCE_UNREADABLE.at(place, file=name)
        return
    digests = [hashlib.sha512(data).hexdigest() for data in originals]
    sent = hashlib.sha512(release.pdf).hexdigest()
    if digests != [file["sha512"] for file in copy.evidence["files"]]:
        yield kinds.COPY_UNPROVEN.at(place, file=name, reason="SHA-512")
        return
    if sent != copy.evidence["released_sha512"]:
        yield kinds.COPY_UNPROVEN.at(place, file=name, reason=release.pdf_name)
        return
    try:
        reason = (_digital if copy.kind == "digital" else _paper)(
            originals, release, jail, trust, copy.evidence
        )
    except JailError as error:
        yield jail_finding(error, name)
        return
    if reason:
        yield kinds.COPY_UNPROVEN.at(place, file=name, reason=reason)


def _digital(
    originals: Sequence[bytes],
    release: Release,
    jail: Jail,
    trust: Sequence[bytes],
    evidence: Mapping[str, Any],
) -> str:
    blobs = [originals[0], release.pdf, *trust]
    verdict = jail.ask("judge", blobs, moment=evidence["checked_at"]).header
    return problems_text(verdict["problems"]) if verdict["result"] == "refused" else ""


def _paper(
    originals: Sequence[bytes],
    release: Release,
    jail: Jail,
    trust: Sequence[bytes],  # noqa: ARG001 - the same for both kinds
    evidence: Mapping[str, Any],
) -> str:
    """Read the codes of all sheets again; those that a person named are theirs to answer for."""
    pages = [jail.ask("scan", [data]).header.get("pages", []) for data in originals]
    shown = set()
    for sheet in evidence["sheets"]:
        shown.add(sheet["page"])
        code = release.code.at(sheet["page"], release.pages)
        file, number = sheet["file"], sheet["sheet"] - 1
        read = pages[file][number] if number < len(pages[file]) else {}
        if not sheet["by_hand"] and read.get("payload") != code.payload:
            return f"{sheet['page']}/{release.pages}"
    return "" if shown == set(range(1, release.pages + 1)) else f"{len(shown)}/{release.pages}"
