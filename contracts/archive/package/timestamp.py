"""Time stamps over the package's signature from a service of the registry's choice (RFC 3161)."""

from __future__ import annotations

import hashlib
import secrets
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from contracts.catalogue import archive as kinds
from contracts.errors import MachineError

SECONDS = 20
MOST_BYTES = 200_000
_GRANTED = ("granted", "granted_with_mods")


def timestamp(data: bytes, url: str) -> bytes:
    """Return a time stamp token over bytes, as DER.

    Raises:
        MachineError: the service cannot be reached or answers something else.
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
        response = tsp.TimeStampResp.load(answer, strict=True)
        status = response["status"]["status"].native
        token = response["time_stamp_token"]
        reason = _mismatch(token, asked) if status in _GRANTED else str(status)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MachineError(kinds.TIME_SERVICE.at(url=url, reason=type(error).__name__)) from error
    if reason:
        raise MachineError(kinds.TIME_SERVICE.at(url=url, reason=reason))
    der: bytes = token.dump()
    return der


def _mismatch(token: Any, asked: Any) -> str:
    info = token["content"]["encap_content_info"]["content"].parsed
    same = info["message_imprint"].native == asked["message_imprint"].native
    if not same or info["nonce"].native != asked["nonce"].native:
        return "other data"
    return ""


def _post(url: str, data: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        if urlsplit(url).scheme not in ("http", "https"):
            raise MachineError(kinds.TIME_SERVICE.at(url=url, reason="http(s)"))
        request = Request(url, data, headers)  # noqa: S310 - the scheme is checked
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            found: bytes = answer.read(MOST_BYTES)
    except (OSError, ValueError, HTTPException) as error:
        inner = getattr(error, "reason", error)
        reason = str(getattr(inner, "strerror", "") or inner or type(error).__name__)
        raise MachineError(kinds.TIME_SERVICE.at(url=url, reason=reason)) from error
    return found
