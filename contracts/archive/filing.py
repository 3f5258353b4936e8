"""Puts examined signed copies into the store, with release, evidence and a cover page."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from contracts import canonical
from contracts.archive.holding import COVER, EVIDENCE, Added, Filed, Holding, holding_of, is_mixed
from contracts.archive.originals import original_name, parts_of
from contracts.catalogue import copies as kinds
from contracts.catalogue.keeping import WITHDRAWN_BEFORE
from contracts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from contracts.archive.intake import SignedCopy
    from contracts.archive.release import Release
    from contracts.archive.store.store import Store

Cover: TypeAlias = "Callable[[Release, Sequence[dict[str, Any]]], bytes]"
"""Makes the cover page of an agreement from its release and the evidence of all its copies."""
Outcome: TypeAlias = Literal["stored", "known", "withdrawn", "refused"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A new version: of which agreement, its number, and the folders of its new copies."""

    agreement: str
    version: int
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """What became of one copy: ``stored``, ``known`` (it was there), ``withdrawn`` or ``refused``.

    ``number``, ``version`` and ``date`` say where it lies and since when; of a copy that was
    refused they say nothing.
    """

    copy: SignedCopy
    outcome: Outcome
    number: str = ""
    version: int = 0
    date: str = ""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who files copies: the name and the organisation, both kept with each copy.

    ``anew`` says that copies are filed again that were withdrawn.
    """

    by: str = ""
    organisation: str = ""
    anew: bool = False


def file_copies(
    store: Store,
    copies: Iterable[SignedCopy],
    created: str,
    cover: Cover,
    clerk: Clerk = Clerk(),
    tell: Callable[[Filing], None] = lambda _filing: None,
) -> tuple[list[Stored], list[Finding]]:
    """Store signed copies, one version per agreement; those already there are left out.

    Args:
        store: the archive.
        copies: what was examined.
        created: the time, as in RFC 3339.
        cover: makes the cover page.
        clerk: who does it.
        tell: is told of each copy once it is on the disk, or is not going to be.

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
        filings, known = _sifted(some, holding, created[:10], anew=clerk.anew)
        findings += known
        new = [_by(clerk, f.copy) for f in filings if f.outcome == "stored"]
        if new:
            done, mixed = _add(store, new, holding, (created, clerk.by), cover)
            stored.append(done)
            findings += mixed
        for filing in filings:
            tell(filing)
    return stored, findings


def _add(
    store: Store,
    new: Sequence[SignedCopy],
    holding: Holding | None,
    made: tuple[str, str],
    cover: Cover,
) -> tuple[Stored, list[Finding]]:
    """Add a version with new copies of one agreement; ``made`` says when and by whom."""
    agreement = new[0].release.agreement
    files, evidence = _files(new, holding)
    files[COVER] = cover(new[-1].release, evidence)
    numbers = tuple(sorted({n.split("/")[1] for n in files if n.startswith("signed/")}))
    message = "signed copies " + ", ".join(numbers)
    after = holding.version if holding else 0
    version = store.add(agreement, files, made[0], message, after=after, by=made[1])
    mixed = is_mixed([one for one in evidence if "withdrawal" not in one])
    found = [kinds.MIXED_MEDIA.at(agreement=agreement)] if mixed else []
    return Stored(agreement, version, numbers), found


def _by(clerk: Clerk, copy: SignedCopy) -> SignedCopy:
    """Note in the evidence who took a copy in."""
    if not clerk.by:
        return copy
    added = {"by": clerk.by, "organisation": clerk.organisation}
    return replace(copy, evidence={**copy.evidence, "added": added})


def _sifted(
    copies: Sequence[SignedCopy], holding: Holding | None, date: str, *, anew: bool
) -> tuple[list[Filing], list[Finding]]:
    """Return what is to become of each copy, and a finding for each that is not to be stored."""
    filed = list(holding.copies) if holding else []
    known = [(_consists_of(copy.evidence), copy) for copy in filed]
    coming: list[Filing] = []
    filings: list[Filing] = []
    findings: list[Finding] = []
    for copy in copies:
        own = _consists_of(copy.evidence)
        there = [one for parts, one in known if own <= parts]
        filing = next((f for f in coming if own <= _consists_of(f.copy.evidence)), None)
        if filing is not None:
            filing = replace(filing, copy=copy, outcome="known")
        elif holding and there and not (anew and all(one.withdrawal for one in there)):
            filing = _there(copy, there, holding)
        elif holding and _sent_differently(copy, holding):
            filing = Filing(copy, "refused")
        else:
            number = f"{len(filed) + len(coming) + 1:03}"
            version = holding.version + 1 if holding else 1
            filing = Filing(copy, "stored", number, version, date)
            coming.append(filing)
        filings.append(filing)
        findings += _told(filing, there)
    return filings, findings


def _consists_of(evidence: Mapping[str, Any]) -> set[tuple[str, ...]]:
    release = str(evidence["release"])
    return {(release, *part) for part in parts_of(evidence)}


def _there(copy: SignedCopy, there: Sequence[Filed], holding: Holding) -> Filing:
    """Return where a copy lies already; one that was withdrawn only where there is no other."""
    one = next((filed for filed in there if filed.withdrawal is None), there[-1])
    added = holding.added.get(one.number, Added(holding.version, ""))
    outcome: Outcome = "withdrawn" if one.withdrawal else "known"
    return Filing(copy, outcome, one.number, added.version, added.date)


def _told(filing: Filing, there: Sequence[Filed]) -> Iterator[Finding]:
    copy = filing.copy
    place = Place(copy.originals[0].name)
    about = {"file": place.file, "agreement": copy.release.agreement, "copy": filing.number}
    if filing.outcome == "known":
        since = {"version": filing.version, "date": filing.date}
        yield kinds.STORED_ALREADY.at(place, **since, **about)
    elif filing.outcome == "refused":
        code = copy.release.code.release
        yield kinds.RELEASE_MADE_ANEW.at(place, release=code, **about)
    elif filing.outcome == "withdrawn":
        taken = next(one.withdrawal for one in there if one.number == filing.number)
        if taken is not None:
            why = {"by": taken.by, "date": taken.date, "reason": taken.reason}
            yield WITHDRAWN_BEFORE.at(place, **why, **about)


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
    evidence = [told_evidence(filed) for filed in holding.copies] if holding else []
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


def told_evidence(filed: Filed) -> dict[str, Any]:
    """Return the evidence of a copy as the cover page tells it, with its withdrawal."""
    if filed.withdrawal is None:
        return filed.evidence
    return {**filed.evidence, "withdrawal": asdict(filed.withdrawal)}
