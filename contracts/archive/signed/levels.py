"""Which PAdES level a signature reached, by what is embedded (ETSI EN 319 142-1, 5.3 to 5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.signed.verdict import Level

PADES = "/ETSI.CAdES.detached"


def level_of(embedded: Any, timed: bool, stamps: Sequence[Any]) -> Level:  # noqa: FBT001
    """Return the level.

    Args:
        embedded: the signature.
        timed: whether it carries a time stamp that holds.
        stamps: the document timestamps that hold, in the order of the file.
    """
    if embedded.sig_object.get("/SubFilter") != PADES or not _names_its_certificate(embedded):
        return "CMS"
    later = [s for s in stamps if s.signed_revision > embedded.signed_revision]
    if not timed and not later:
        return "B-B"
    if not _has_revocation(embedded.reader.root, embedded.signer_cert):
        return "B-T"
    reader = embedded.reader
    roots = (reader.get_historical_root(stamp.signed_revision) for stamp in later)
    kept = any(_has_revocation(root, embedded.signer_cert) for root in roots)
    return "B-LTA" if kept else "B-LT"


def _names_its_certificate(embedded: Any) -> bool:
    names = {attribute["type"].native for attribute in embedded.signer_info["signed_attrs"]}
    return bool(names & {"signing_certificate_v2", "signing_certificate"})


def _has_revocation(root: Any, certificate: Any) -> bool:
    """Tell whether the file brings what says that the signer's certificate was not revoked."""
    from asn1crypto import crl, ocsp

    store = _followed(root, "/DSS", {})
    for stream in _followed(store, "/CRLs", ()):
        if crl.CertificateList.load(stream.get_object().data).issuer == certificate.issuer:
            return True
    for stream in _followed(store, "/OCSPs", ()):
        response = ocsp.OCSPResponse.load(stream.get_object().data).response_data
        for one in response["responses"]:
            if one["cert_id"]["serial_number"].native == certificate.serial_number:
                return True
    return False


def _followed(holder: Any, name: str, absent: Any) -> Any:
    """Return an entry itself; past revisions hand out references."""
    entry = holder.get(name, absent)
    return entry.get_object() if hasattr(entry, "get_object") else entry
