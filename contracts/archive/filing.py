"""Puts examined signed copies into the store, with release, evidence and a cover page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts import canonical
from contracts.archive.holding import COVER, EVIDENCE, Holding, holding_of, is_mixed
from contracts.archive.originals import original_name
from contracts.catalogue import copies as kinds
from contracts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from contracts.archive.intake import SignedCopy
    from contracts.archive.release import Release
    from contracts.archive.store.store import Store

Cover: TypeAlias = "Callable[[Release, Sequence[dict[str, Any]]], bytes]"
"""Makes the cover page of an agreement from its release and the evidence of all its copies."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A new version: of which agreement, its number, and the folders of its new copies."""

    agreement: str
    version: int
    copies: tuple[str, ...]


def file_copies(
    store: Store, copies: Iterable[SignedCopy], created: str, cover: Cover
) -> tuple[list[Stored], list[Finding]]:
    """Store signed copies, one version per agreement; those already there are left out.

    Raises:
        ConflictError: another run is just writing, or has written in between.
        IntegrityError: the store is not what it was.
        OSError: the disk refuses; each agreement is as before or has its whole new version.
    """
    store.recover()
    by_agreement: dict[str, list[SignedCopy]] = {}
    for copy in copies:
        by_agreement.setdefault(copy.release.agreement, []).append(copy)
    stored, findings = [], []
    for agreement, some in sorted(by_agreement.items()):
        holding = holding_of(store, agreement)
        new, known = _new(some, holding)
        findings += known
        if not new:
            continue
        files, evidence = _files(new, holding)
        files[COVER] = cover(new[-1].release, evidence)
        numbers = tuple(sorted({n.split("/")[1] for n in files if n.startswith("signed/")}))
        message = "signed copies " + ", ".join(numbers)
        after = holding.version if holding else 0
        version = store.add(agreement, files, created, message, after=after)
        stored.append(Stored(agreement, version, numbers))
        if is_mixed(evidence):
            findings.append(kinds.MIXED_MEDIA.at(agreement=agreement))
    return stored, findings


def _new(
    copies: Sequence[SignedCopy], holding: Holding | None
) -> tuple[list[SignedCopy], list[Finding]]:
    """Return the copies that are not in the store, and a note for each that is."""
    known = [_pages_of(filed.evidence) for filed in holding.copies] if holding else []
    new, findings = [], []
    for copy in copies:
        pages = _pages_of(copy.evidence)
        name = copy.originals[0].name
        about = {"file": name, "agreement": copy.release.agreement}
        if any(pages <= one for one in known):
            findings.append(kinds.STORED_ALREADY.at(Place(name), **about))
        elif holding and _sent_differently(copy, holding):
            code = copy.release.code.release
            findings.append(kinds.RELEASE_MADE_ANEW.at(Place(name), release=code, **about))
        else:
            known.append(pages)
            new.append(copy)
    return new, findings


def _pages_of(evidence: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Return what a copy consists of: the version, and the hash of each file or sheet.

    One file may hold several copies, so a scan is known by its sheets.
    """
    digests = [str(file["sha512"]) for file in evidence["files"]]
    release = str(evidence["release"])
    if evidence["kind"] != "scan":
        return {(release, digest) for digest in digests}
    return {
        (release, digests[sheet["file"]], str(sheet["sheet"]), str(sheet.get("half", 0)))
        for sheet in evidence["sheets"]
    }


def _sent_differently(copy: SignedCopy, holding: Holding) -> bool:
    """Tell whether the store knows other bytes as the version that the copy is one of.

    Its words are the same, for its code is; but the copy could never be proven by those bytes.
    """
    code = copy.release.code.release
    if code not in holding.releases:
        return False
    sent = hashlib.sha512(holding.release(code).pdf).hexdigest()
    return bool(sent != copy.evidence["released_sha512"])


def _files(
    copies: Sequence[SignedCopy], holding: Holding | None
) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    evidence = [filed.evidence for filed in holding.copies] if holding else []
    files: dict[str, bytes] = {}
    for copy in copies:
        if holding is None or copy.release.code.release not in holding.releases:
            files.update(copy.release.stored())
        folder = f"signed/{len(evidence) + 1:03}"
        entries = zip(copy.evidence["files"], copy.originals, strict=True)
        for number, (entry, original) in enumerate(entries, start=1):
            files[f"{folder}/{original_name(number, entry)}"] = original.data
        if copy.pages is not None:
            files[f"{folder}/pages.pdf"] = copy.pages
        files[f"{folder}/{EVIDENCE}"] = canonical.dump(copy.evidence)
        evidence.append(copy.evidence)
    return files, evidence
