"""Whom we trust, and when: nothing is fetched, the operating system's list is never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from contracts.archive.signed.verdict import Claim


def roots_of(files: Sequence[bytes]) -> list[Any]:
    """Return the certificates in PEM or DER files.

    Raises:
        ValueError: a file holds no certificate.
    """
    from asn1crypto import pem, x509

    found = []
    for data in files:
        if pem.detect(data):
            found += [x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)]
        else:
            found.append(x509.Certificate.load(data, strict=True))
    for certificate in found:
        certificate.native  # noqa: B018 - parses the whole of it
    return found


def context_of(reader: Any, roots: Sequence[Any], moment: datetime, **more: Any) -> Any:
    """Return what to validate against: the roots, and what the file itself brings along.

    ``more`` are further settings of the library's context.
    """
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError
    from pyhanko_certvalidator import ValidationContext

    settings: dict[str, Any] = {
        "trust_roots": list(roots),
        "allow_fetching": False,
        "moment": moment,
        **more,
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
    except NoDSSFoundError:
        return ValidationContext(**settings)


def qualified_claim(certificate: Any) -> Claim:
    """Return what a certificate claims to be for: ``signature``, ``seal`` or ``none``.

    Source: ETSI EN 319 412-5, 4.2; a claim needs a qualified signature device (QcSSCD) as well.
    """
    from pyhanko.sign.ades.qualified_asn1 import get_qc_statements

    try:
        statements = {
            statement["statement_id"].native: statement["statement_info"]
            for statement in get_qc_statements(certificate)
        }
    except (KeyError, ValueError, TypeError):
        return "none"
    if not {"qc_compliance", "qc_sscd"} <= statements.keys():
        return "none"
    # a certificate from before the statement of types existed is for signatures
    kinds = statements["qc_type"].native if "qc_type" in statements else ["qct_esign"]
    names: dict[str, Claim] = {"qct_esign": "signature", "qct_eseal": "seal"}
    return names.get(kinds[0], "none") if len(kinds) == 1 else "none"
