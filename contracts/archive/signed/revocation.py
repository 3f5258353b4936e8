"""Whether it was asked, at the time of signing, if a certificate was revoked.

Asked means: the file brings lists or answers that prove it for the signer's certificate and all
those above it; nothing is fetched (ETSI EN 319 102-1, 5.2.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.signed.trust import context_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_ENCLOSED = "adobe_revocation_info_archival"


def is_revocation_checked(
    embedded: Any, reader: Any, roots: Sequence[Any], moment: datetime
) -> bool:
    """Tell whether the file proves that nobody in the signer's chain was revoked at a time."""
    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    if not roots:
        return False
    lists, answers = _enclosed(embedded)
    context = context_of(
        reader, roots, moment,
        revocation_mode="require", retroactive_revinfo=True, crls=lists, ocsps=answers,
    )  # fmt: skip
    validator = CertificateValidator(
        embedded.signer_cert,
        intermediate_certs=list(embedded.other_embedded_certs),
        validation_context=context,
    )
    try:
        _finished(validator.async_validate_path())
    except (PathBuildingError, PathValidationError):
        return False
    return True


def _finished(waiting: Any) -> Any:
    import asyncio

    return asyncio.run(waiting)


def _enclosed(embedded: Any) -> tuple[list[Any], list[Any]]:
    """Return lists and answers out of the signature itself (ISO 32000-1, 12.8.3.3.2)."""
    for attribute in embedded.signer_info["signed_attrs"]:
        if attribute["type"].native == _ENCLOSED:
            held = attribute["values"][0]
            return [list(held[name] or ()) for name in ("crl", "ocsp")]  # type: ignore[return-value]
    return [], []
