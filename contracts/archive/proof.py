"""Proves again what was found when a copy came in: copy against release, release against data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts import canonical
from contracts.archive.accepted import accepted_in
from contracts.archive.findings import jail_finding
from contracts.archive.jail import Jail, JailError
from contracts.archive.originals import original_name
from contracts.archive.reasons import problems_text
from contracts.archive.release import DOCUMENT
from contracts.archive.scan.sort import NAMEABLE
from contracts.archive.signed.verdict import Verdict, from_data
from contracts.catalogue import archive as kinds
from contracts.document import Document
from contracts.errors import ContractsError, IntegrityError
from contracts.findings import Finding, Place
from contracts.plaintext import document_lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from contracts.archive.holding import Filed, Holding
    from contracts.archive.release import Release

Rebuild: TypeAlias = Callable[[str, Mapping[str, bytes]], Document]
"""Makes the document of an agreement again from the stored sources (path in a workspace to bytes).

It raises a ContractsError where the sources do not give a final version.
"""


def prove(
    holding: Holding,
    jail: Jail,
    trust: Sequence[bytes],
    rebuild: Rebuild | None,
    proven: Container[str] = (),
) -> list[Finding]:
    """Return what of one agreement does not prove itself; an empty list is the proof.

    Whether signers are trusted is not asked again, only whether each copy still is an unaltered
    signed copy of its release. ``proven`` are parts that need no proof: ``release/CODE`` and
    ``signed/NUMBER``.
    """
    findings: list[Finding] = []
    releases: dict[str, Release] = {}
    copies = [copy for copy in holding.copies if f"signed/{copy.number}" not in proven]
    needed = {str(copy.evidence["release"]) for copy in copies}
    for code in holding.releases:
        if code not in needed and f"release/{code}" in proven:
            continue
        try:
            releases[code] = _readable(holding, code)
        except IntegrityError as error:
            findings += error.findings
            continue
        if f"release/{code}" not in proven:
            findings += _release(releases[code], holding.agreement, rebuild)
    for copy in copies:
        release = releases.get(str(copy.evidence["release"]))
        if release is None:
            findings.append(_unreadable(holding, f"release/{copy.evidence['release']}"))
        else:
            findings += _copy(copy, release, jail, trust)
    return findings


def _readable(holding: Holding, code: str) -> Release:
    """Return a release all parts of which can be read and belong to one another.

    Raises:
        IntegrityError: one of them cannot, or is that of another contract.
    """
    release = holding.release(code)
    name = DOCUMENT
    try:
        own = (release.agreement, release.code.release) == (holding.agreement, code)
        name = release.pdf_name
        if own and release.pages:
            return release
    except Exception as error:  # damaged files, read by several libraries
        raise IntegrityError(_unreadable(holding, f"release/{code}/{name}")) from error
    raise IntegrityError(_unreadable(holding, f"release/{code}/{name if own else DOCUMENT}"))


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
    except (ContractsError, OSError, ValueError, RecursionError) as error:
        found = error.findings[:3] if isinstance(error, ContractsError) else ()
        reason = "; ".join(f.message for f in found) or type(error).__name__
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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "record.json"
        return
    if document is not None and document != canonical.digest(release.document):
        yield "document.json"
    for name, digest in outputs.items():
        data = release.files.get(name)
        if data is not None and hashlib.sha256(data).hexdigest() != digest:
            yield name


def _copy(copy: Filed, release: Release, jail: Jail, trust: Sequence[bytes]) -> list[Finding]:
    name = f"{release.agreement}/signed/{copy.number}"
    try:
        return list(_doubts(copy, release, jail, trust))
    except JailError as error:
        return [jail_finding(error, name)]
    except (OSError, LookupError, TypeError, ValueError, AttributeError):
        return [kinds.EVIDENCE_UNREADABLE.at(Place(name), file=name)]


def _doubts(copy: Filed, release: Release, jail: Jail, trust: Sequence[bytes]) -> Iterator[Finding]:
    """Yield what contradicts the evidence of a copy; damaged evidence raises all kinds of errors.

    Raises:
        JailError: a file is beyond the limits or cannot be read.
    """
    name, evidence = f"{release.agreement}/signed/{copy.number}", copy.evidence
    originals = [
        copy.files[original_name(number, entry)].read_bytes()
        for number, entry in enumerate(evidence["files"], start=1)
    ]
    found: Verdict | None = None
    if [_sha512(data) for data in originals] != [file["sha512"] for file in evidence["files"]]:
        reason = "SHA-512"
    elif _sha512(release.pdf) != evidence["released_sha512"]:
        reason = release.pdf_name
    elif copy.kind == "digital":
        blobs = [originals[0], release.pdf, *trust]
        about = {"moment": evidence["checked_at"], "accepted": accepted_in(evidence)}
        found = from_data(jail.ask("judge", blobs, **about).header)
        reason = problems_text(found.problems) if found.result == "refused" else ""
    else:
        reason = _paper(originals, release, jail, evidence)
    if reason:
        yield kinds.COPY_UNPROVEN.at(Place(name), file=name, reason=reason)
    elif found and _overstated(evidence, found, trust):
        yield kinds.EVIDENCE_CONTRADICTED.at(Place(name), file=name)


def _overstated(evidence: Mapping[str, Any], found: Verdict, trust: Sequence[bytes]) -> bool:
    """Tell whether the evidence names other signers than the file, or claims more than it proves.

    Trust is compared only where the list is the one of then.
    """
    claimed = from_data(evidence["verdict"])
    if claimed.result == "valid" and not evidence["trust"]:
        return True
    if _identity(claimed) != _identity(found):
        return True
    if evidence["trust"] != [_sha512(one) for one in trust]:
        return False
    pairs = zip(claimed.signatures, found.signatures, strict=True)
    return (
        (claimed.result == "valid" and found.result != "valid")
        or (claimed.written_form and not found.written_form)
        or any(mine.trusted and not theirs.trusted for mine, theirs in pairs)
    )


def _identity(verdict: Verdict) -> object:
    signatures = [
        (s.field, s.kind, s.signer, s.fingerprint, s.qualified, s.covers, s.time)
        for s in verdict.signatures
    ]
    return signatures, verdict.fields


def _paper(
    originals: Sequence[bytes], release: Release, jail: Jail, evidence: Mapping[str, Any]
) -> str:
    """Read the codes of all sheets again; those that a person named are theirs to answer for."""
    pages = [jail.ask("scan", [data]).header.get("pages", []) for data in originals]
    shown = set()
    for sheet in evidence["sheets"]:
        shown.add(sheet["page"])
        code = release.code.at(sheet["page"], release.pages)
        file, number = sheet["file"], sheet["sheet"] - 1
        read = pages[file][number] if number < len(pages[file]) else {}
        if read.get("state") == "two" and sheet.get("half"):
            read = read["parts"][sheet["half"] - 1]
        silent = sheet["by_hand"] and read.get("state") in NAMEABLE
        if not silent and read.get("payload") != code.payload:
            return f"{sheet['page']}/{release.pages}"
    return "" if shown == set(range(1, release.pages + 1)) else f"{len(shown)}/{release.pages}"


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()
