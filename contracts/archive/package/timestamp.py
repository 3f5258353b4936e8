"""Time stamps over the package's signature from a service of the registry's choice (RFC 3161)."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from contracts.archive.package.verify import check_stamp
from contracts.catalogue import archive as kinds
from contracts.errors import MachineError
from contracts.language import _

SECONDS = 20
MOST_BYTES = 200_000
_GRANTED = ("granted", "granted_with_mods")


def timestamp(data: bytes, url: str) -> bytes:
    """Return a time stamp token over bytes, as DER.

    Raises:
        MachineError: the service cannot be reached, refuses, or answers what is no sound
            time stamp over these bytes.
    """
    from asn1crypto import tsp

    nonce = secrets.randbits(63)
    imprint = {
        "hash_algorithm": {"algorithm": "sha512"},
        "hashed_message": hashlib.sha512(data).digest(),
    }
    asked = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    )
    answer = _post(url, asked.dump())
    try:
        response = _answer().load(answer, strict=True)
        status = response["status"]["status"].native
        token = response["time_stamp_token"]
        reason = _mismatch(token, asked, data) if status in _GRANTED else _("it refused")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _failed(url, _("its answer is no time stamp")) from error
    if reason:
        raise _failed(url, reason)
    der: bytes = token.dump()
    return der


@cache
def _answer() -> Any:
    """Return the type of an answer: one that refuses has no token (RFC 3161, 2.4.2)."""
    from asn1crypto import cms, core, tsp

    class Response(core.Sequence):  # type: ignore[misc]
        _fields = [  # noqa: RUF012 - asn1crypto's way, which changes it
            ("status", tsp.PKIStatusInfo),
            ("time_stamp_token", cms.ContentInfo, {"optional": True}),
        ]

    return Response


def _mismatch(token: Any, asked: Any, data: bytes) -> str:
    info = token["content"]["encap_content_info"]["content"].parsed
    same = info["message_imprint"].native == asked["message_imprint"].native
    if not same or info["nonce"].native != asked["nonce"].native:
        return _("its answer is about other data")
    try:
        check_stamp(token.dump(), data)
    except Exception:  # noqa: BLE001 - damaged bytes make it raise almost anything
        return _("the signature of its answer does not hold")
    return ""


def _post(url: str, data: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        if urlsplit(url).scheme not in ("http", "https"):
            raise _failed(url, _("its address must begin with http:// or https://"))
        request = Request(url, data, headers)  # noqa: S310 - the scheme is checked
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            found: bytes = answer.read(MOST_BYTES)
    except HTTPError as error:
        raise _failed(url, _("it answered with error {code}").format(code=error.code)) from error
    except (OSError, ValueError, HTTPException) as error:
        late = isinstance(getattr(error, "reason", error), TimeoutError)
        waited = _("it did not answer within {count} seconds").format(count=SECONDS)
        raise _failed(url, waited if late else _("it cannot be reached")) from error
    return found


def _failed(url: str, reason: str) -> MachineError:
    return MachineError(kinds.TIME_SERVICE.at(url=url, reason=reason))
