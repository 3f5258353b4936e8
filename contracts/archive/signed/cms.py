"""Parts of a signature's own bytes that its cryptography does not protect (RFC 5652).

The signed attributes are covered by the signature; the frame around them, further certificates
and unsigned attributes are not. What is there must at least follow from the rest, so that no
byte of it can change unnoticed.
"""

from __future__ import annotations

from typing import Any

TIMESTAMP_TOKEN = "signature_time_stamp_token"  # noqa: S105 - the name of an attribute


def loose_parts(der: bytes) -> list[str]:
    """Return what in a CMS signature could be changed without breaking it; empty is best."""
    from asn1crypto import cms

    message = cms.ContentInfo.load(der, strict=True)
    if message.copy().dump(force=True) != der:
        return ["encoding"]
    found = []
    content = message["content"]
    signers = content["signer_infos"]
    if len(signers) != 1:
        return ["signers"]
    signer = signers[0]
    if not _frame_follows(content, signer):
        found.append("frame")
    if not _certificates_follow(content, signer):
        found.append("certificates")
    if len(content["crls"]):
        found.append("revocation-lists")
    for attribute in signer["unsigned_attrs"]:
        if attribute["type"].native != TIMESTAMP_TOKEN or len(attribute["values"]) != 1:
            found.append("attributes")
        else:
            inner = loose_parts(attribute["values"][0].dump())
            found += [f"timestamp-{part}" for part in inner]
    return found


def _frame_follows(content: Any, signer: Any) -> bool:
    """Tell whether versions and algorithms are those that the rest demands."""
    by_serial = signer["sid"].name == "issuer_and_serial_number"
    plain = content["encap_content_info"]["content_type"].native == "data"
    version = 1 if by_serial and plain else 3
    digests = [one.dump() for one in content["digest_algorithms"]]
    digest = signer["digest_algorithm"]
    return (
        content["version"].native == f"v{version}"
        and signer["version"].native == ("v1" if by_serial else "v3")
        and digests == [digest.dump()]
        and _no_parameters(digest)
        and _plain_signature(signer["signature_algorithm"])
    )


def _plain_signature(algorithm: Any) -> bool:
    # the parameters of PSS are used in the check itself, so they cannot change unnoticed
    return algorithm["algorithm"].native == "rsassa_pss" or _no_parameters(algorithm)


def _no_parameters(algorithm: Any) -> bool:
    return algorithm["parameters"].dump() in (b"", b"\x05\x00")


def _certificates_follow(content: Any, signer: Any) -> bool:
    """Tell whether each certificate vouches for the one before, from the signer's up to a root."""
    from asn1crypto import x509

    rest = [one.chosen for one in content["certificates"] if one.name == "certificate"]
    if len(rest) != len(content["certificates"]):
        return False
    serial = _serial(signer)
    current = next((one for one in rest if _is_signers(one, serial, signer)), None)
    while current is not None:
        rest.remove(current)
        issuer = current if current.self_issued else _issuer(current, rest)
        if issuer is None or not _signed_by(current, issuer):
            return False
        if issuer is current:
            return not rest
        assert isinstance(issuer, x509.Certificate)  # noqa: S101 - narrows Any
        current = issuer
    return False


def _issuer(certificate: Any, among: list[Any]) -> Any:
    return next((one for one in among if one.subject == certificate.issuer), None)


def _serial(signer: Any) -> int | None:
    sid = signer["sid"]
    if sid.name != "issuer_and_serial_number":
        return None
    return int(sid.chosen["serial_number"].native)


def _is_signers(certificate: Any, serial: int | None, signer: Any) -> bool:
    if serial is None:
        return bool(certificate.key_identifier == signer["sid"].chosen.native)
    return bool(certificate.serial_number == serial)


def _signed_by(certificate: Any, issuer: Any) -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        child = x509.load_der_x509_certificate(certificate.dump())
        child.verify_directly_issued_by(x509.load_der_x509_certificate(issuer.dump()))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
