"""What examiners found, as findings for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.reasons import active_text, open_points_text, problems_text
from contracts.archive.words import doubts_text
from contracts.catalogue import copies as kinds
from contracts.catalogue import scans
from contracts.findings import Finding, Kind, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.archive.jail import JailError
    from contracts.archive.signed.verdict import Verdict

_LIMITS: dict[str, Kind] = {
    "time": kinds.FILE_TOO_SLOW,
    "memory": kinds.FILE_TOO_HUNGRY,
    "died": kinds.FILE_TOO_HUNGRY,
    "unreadable": kinds.FILE_BROKEN,
}
_ABOUT_TIME = {"no-time", "revocation-open"}
_SCANS: dict[str, Kind] = {
    "not-a-pdf": kinds.NOT_A_PDF,
    "encrypted": kinds.FILE_ENCRYPTED,
    "pages": kinds.PAGES_TOO_MANY,
    "active": kinds.FILE_ACTIVE,
    "not-a-picture": scans.PICTURE_BROKEN,
    "signed": kinds.SIGNED_BUT_NOT_SENT,
}


def jail_finding(error: JailError, file: str) -> Finding:
    """Return why a file could not be looked at within the limits."""
    return _LIMITS[error.error].at(Place(file), file=file)


def scan_problem(found: Mapping[str, Any], file: str) -> Finding:
    """Return why a file is no scan, by what ``read_scan`` has answered."""
    values = {"file": file, "format": found.get("format", "")}
    if values["format"]:
        return scans.OTHER_FORMAT.at(Place(file), **values)
    reason = active_text(found.get("parts", ()))
    kind = _SCANS.get(str(found.get("problem")), kinds.NOT_A_PDF)
    return kind.at(Place(file), reason=reason, **values)


def digital_findings(
    verdict: Verdict,
    file: str,
    agreement: str,
    has_trust_list: bool,  # noqa: FBT001
) -> list[Finding]:
    """Return what there is to say about a digitally signed copy."""
    place, values = Place(file), {"file": file, "agreement": agreement}
    if verdict.result == "refused":
        reason = problems_text(verdict.problems)
        kind = kinds.NOT_SIGNED if verdict.problems == ("not-signed",) else kinds.COPY_REFUSED
        return [kind.at(place, reason=reason, **values)]
    found = []
    if verdict.result == "undetermined":
        kind = kinds.SIGNER_NOT_TRUSTED if has_trust_list else kinds.NO_TRUST_LIST
        found.append(kind.at(place, **values))
    if verdict.unprotected and "bytes-behind" not in verdict.doubts:
        shown = ", ".join(f"{first}–{end - 1}" for first, end in verdict.unprotected)
        found.append(kinds.UNPROTECTED.at(place, bytes=shown, **values))
    if verdict.doubts:
        found.append(kinds.DOUBTFUL.at(place, reason=doubts_text(verdict.doubts), **values))
    if verdict.missing:
        counts = {"open": verdict.missing, "count": len(verdict.fields)}
        found.append(kinds.FIELDS_OPEN.at(place, **counts, **values))
    if verdict.by_one_hand:
        found.append(kinds.ONE_CERTIFICATE.at(place, **values))
    return found + _about_form(verdict, place, values)


def _about_form(verdict: Verdict, place: Place, values: dict[str, str]) -> list[Finding]:
    """Return what the written form lacks that no other finding says."""
    if any(s.qualified != "signature" for s in verdict.signers):
        return [kinds.NOT_QUALIFIED.at(place, **values)]
    left = [code for code in verdict.open_points if code in _ABOUT_TIME]
    if not left or verdict.result != "valid":
        return []
    return [kinds.FORM_OPEN.at(place, reason=open_points_text(left), **values)]
