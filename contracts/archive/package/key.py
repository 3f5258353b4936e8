"""The registry's key, and the signature over the package's lists (CMS, RFC 5652)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from contracts.catalogue import archive as kinds
from contracts.errors import MachineError
from contracts.findings import Place

_LEAST_BITS = 2048
_CURVES = ("secp256r1", "secp384r1")


@dataclass(frozen=True)
class SigningKey:
    """A private key with its certificate, as the libraries know them."""

    key: Any
    certificate: Any

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, by which people recognise it."""
        from cryptography.hazmat.primitives.hashes import SHA256

        fingerprint: bytes = self.certificate.fingerprint(SHA256())
        return fingerprint.hex()


def load_key(data: bytes, password: bytes | None = None, *, name: str = "") -> SigningKey:
    """Return the key in a PEM file (key and certificates one behind the other) or PKCS #12 file.

    Raises:
        MachineError: the file holds no key we can use, or the password is wrong.
    """
    try:
        found = _pem(data, password) if b"-----BEGIN" in data else _pkcs12(data, password)
    except (ValueError, TypeError) as error:
        raise MachineError(kinds.KEY_UNREADABLE.at(Place(name), file=name)) from error
    if not _usable(found.key):
        raise MachineError(kinds.KEY_UNSUITABLE.at(Place(name), file=name))
    return found


def _pem(data: bytes, password: bytes | None) -> SigningKey:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    certificates = x509.load_pem_x509_certificates(data)
    key = load_pem_private_key(data, password)
    return _matched(key, certificates)


def _pkcs12(data: bytes, password: bytes | None) -> SigningKey:
    from cryptography.hazmat.primitives.serialization import pkcs12

    key, certificate, more = pkcs12.load_key_and_certificates(data, password)
    return _matched(key, [c for c in (certificate, *more) if c is not None])


def _matched(key: Any, certificates: list[Any]) -> SigningKey:
    for certificate in certificates:
        if key is not None and certificate.public_key() == key.public_key():
            return SigningKey(key, certificate)
    raise ValueError("no certificate for the key")


def _usable(key: Any) -> bool:
    """Tell whether ``verify.py`` can check signatures of this key."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return key.key_size >= _LEAST_BITS
    return isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES


def sign_detached(content: bytes, signing: SigningKey) -> bytes:
    """Return the CMS signature over bytes that stay outside of it, as DER.

    The same key and content give the same bytes: there is no time in it, and ECDSA is used in its
    deterministic form (RFC 6979).
    """
    from asn1crypto import algos, cms, x509
    from cryptography.hazmat.primitives.serialization import Encoding

    own = x509.Certificate.load(signing.certificate.public_bytes(Encoding.DER))
    attributes = _attributes(content, own)
    mark, kind = _mark(signing.key, attributes.untag().dump())
    digest = algos.DigestAlgorithm({"algorithm": "sha512"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.IssuerAndSerialNumber(
                {"issuer": own.issuer, "serial_number": own.serial_number}
            ),
            "digest_algorithm": digest,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": kind},
            "signature": mark,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "data"},
            # no chain: nothing in the signature would protect it
            "certificates": [own],
            "signer_infos": [signer],
        }
    )
    info = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    der: bytes = info.dump()
    return der


def _attributes(content: bytes, own: Any) -> Any:
    """Return what the signature covers: the content by its hash, and who signs it."""
    from asn1crypto import cms, tsp

    named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(own.dump()).digest()})
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [hashlib.sha512(content).digest()]},
            {
                "type": "signing_certificate_v2",
                "values": [tsp.SigningCertificateV2({"certs": [named]})],
            },
        ]
    )


def _mark(key: Any, signed: bytes) -> tuple[bytes, str]:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding

    if isinstance(key, ec.EllipticCurvePrivateKey):
        scheme = ec.ECDSA(hashes.SHA512(), deterministic_signing=True)
        return key.sign(signed, scheme), "sha512_ecdsa"
    return key.sign(signed, padding.PKCS1v15(), hashes.SHA512()), "sha512_rsa"
