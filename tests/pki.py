"""A public key infrastructure of our own: one root, one authority, signers, a time stamp service.

All of it is made anew per process and valid from 2020 to 2050; nothing asks a network.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

if TYPE_CHECKING:
    from collections.abc import Sequence

START, END = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2050, 1, 1, tzinfo=dt.UTC)
WHEN = dt.datetime(2026, 12, 15, 9, 30, tzinfo=dt.UTC)
QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")


@dataclass(frozen=True)
class Holder:
    """A key and its certificate."""

    certificate: x509.Certificate
    key: Any

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        der = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return asn1_keys.PrivateKeyInfo.load(der)


def qc_statements(kind: str) -> bytes:
    """Return the DER of the statements of a qualified certificate for signatures or seals."""
    type_oid = {"esign": "0.4.0.1862.1.6.1", "eseal": "0.4.0.1862.1.6.2"}[kind]
    from asn1crypto import core

    class Oids(core.SequenceOf):
        _child_spec = core.ObjectIdentifier

    def statement(oid: str, info: bytes = b"") -> bytes:
        content = core.ObjectIdentifier(oid).dump() + info
        return b"\x30" + bytes([len(content)]) + content

    content = (
        statement("0.4.0.1862.1.1")
        + statement("0.4.0.1862.1.4")
        + statement("0.4.0.1862.1.6", Oids([type_oid]).dump())
    )
    return b"\x30" + bytes([len(content)]) + content


def _name(common: str, organisation: str = "Prüfstelle Musterbezirk") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _key(kind: str) -> Any:
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


@cache
def holder(
    common: str,
    *,
    issuer: str = "",
    kind: str = "ec",
    ca: bool = False,
    qualified: str = "",
    tsa: bool = False,
) -> Holder:
    """Return a holder by its name; the same name is the same holder."""
    key = _key(kind)
    parent = authority(issuer) if issuer else None
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(parent.certificate.subject if parent else _name(common))
        .public_key(key.public_key())
        .serial_number(int.from_bytes(common.encode()[:12].ljust(12, b"x")) >> 1)
        .not_valid_before(START)
        .not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca,
                content_commitment=not ca and not tsa,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if parent:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(parent.key.public_key()),
            critical=False,
        )
    if tsa:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    if qualified:
        value = qc_statements(qualified)
        builder = builder.add_extension(
            x509.UnrecognizedExtension(QC_STATEMENTS, value), critical=False
        )
    signing = parent.key if parent else key
    return Holder(builder.sign(signing, hashes.SHA256()), key)


def authority(name: str) -> Holder:
    if name == "Wurzel":
        return holder(name, ca=True)
    return holder(name, issuer="Wurzel", ca=True)


def root() -> Holder:
    return authority("Wurzel")


def signer(name: str = "R. Tietje", *, kind: str = "ec", qualified: str = "esign") -> Holder:
    return holder(name, issuer="Aussteller", kind=kind, qualified=qualified)


def time_service() -> Holder:
    return holder("Zeitstempel", issuer="Aussteller", kind="rsa", tsa=True)


@cache
def revocations(name: str, revoked: int = 0) -> asn1_crl.CertificateList:
    parent = authority(name)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(parent.certificate.subject)
        .last_update(START)
        .next_update(END)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(parent.key.public_key()),
            critical=False,
        )
    )
    if revoked:
        entry = x509.RevokedCertificateBuilder(revoked, START)
        builder = builder.add_revoked_certificate(entry.build())
    der = builder.sign(parent.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return asn1_crl.CertificateList.load(der)


def chain() -> list[asn1_x509.Certificate]:
    return [authority("Aussteller").asn1, root().asn1]


def stamper() -> DummyTimeStamper:
    store = SimpleCertificateStore()
    store.register_multiple(chain())
    service = time_service()
    return DummyTimeStamper(service.asn1, service.asn1_key, certs_to_embed=store, fixed_dt=WHEN)


def context() -> ValidationContext:
    return ValidationContext(
        trust_roots=[root().asn1],
        other_certs=[*chain(), time_service().asn1],
        crls=[revocations("Wurzel"), revocations("Aussteller")],
        allow_fetching=False,
        moment=WHEN,
    )


def sign(
    pdf: bytes,
    by: Holder,
    level: str = "B-B",
    field: str = "signature-1",
    **more: Any,
) -> bytes:
    """Return the PDF with one more signature at a PAdES level."""
    store = SimpleCertificateStore()
    store.register_multiple(chain())
    hand = signers.SimpleSigner(
        signing_cert=by.asn1,
        signing_key=by.asn1_key,
        cert_registry=store,
    )
    long_term = level in {"B-LT", "B-LTA"}
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        embed_validation_info=long_term,
        use_pades_lta=level == "B-LTA",
        validation_context=context() if long_term else None,
        **more,
    )
    timestamper = None if level == "B-B" else stamper()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    out = signers.PdfSigner(metadata, hand, timestamper=timestamper).sign_pdf(
        writer, existing_fields_only=True
    )
    data: bytes = out.getvalue()
    return data


def sign_all(pdf: bytes, holders: Sequence[Holder], level: str = "B-B") -> bytes:
    for number, by in enumerate(holders, start=1):
        pdf = sign(pdf, by, level, f"signature-{number}")
    return pdf
