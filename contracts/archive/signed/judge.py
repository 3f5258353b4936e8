"""Judges a signed PDF against the released one; runs only in the child process.

Refused is what is not our bytes with signatures behind them, and whatever cannot be read: the
libraries meet bytes from outside here, and any exception of theirs says that something is wrong.
What was added is judged first, by rules of our own (``closed``), then the signatures, then what
the pages show (``pictures``).
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contracts.archive.signed.closed import World, judge_appended
from contracts.archive.signed.cms import loose_parts
from contracts.archive.signed.container import BrokenContainer, Container, read_container
from contracts.archive.signed.levels import level_of
from contracts.archive.signed.pictures import differing_pages
from contracts.archive.signed.readers import readers_agree
from contracts.archive.signed.revocation import is_revocation_checked
from contracts.archive.signed.tokens import Unclear
from contracts.archive.signed.trust import context_of, qualified_claim, roots_of
from contracts.archive.signed.verdict import OWN_FIELD, Signature, Verdict, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

_DOCUMENT_TIMESTAMP = "/DocTimeStamp"


def judge(
    copy: bytes,
    release: bytes,
    trust: Sequence[bytes],
    moment: datetime,
    accepted: Collection[str] = (),
    earn: Callable[[], None] = lambda: None,
) -> Verdict:
    """Return what a signed copy of a release is worth.

    Args:
        copy: the file that came back.
        release: the file that was sent.
        trust: certificates of those who may vouch for signers; none is no trust list.
        moment: the time at which certificates must be valid, where no time stamp says it.
        accepted: signed fields that the release does not have and that a person lets pass.
        earn: called for each page that shows what was sent.
    """
    if not copy.startswith(release):
        return refused("not-the-release")
    if b"/ByteRange" not in copy[len(release) :]:
        return refused("not-signed")
    logging.disable(logging.CRITICAL)
    try:
        return _judged(copy, release, (trust, moment), accepted, earn)
    except BrokenContainer as error:
        return refused(f"signature-{error}")
    except Unclear as error:
        return refused(f"unclear: {error}")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - see the module
        return refused(f"unreadable: {type(error).__name__}: {str(error)[:200]}")


def _judged(
    copy: bytes,
    release: bytes,
    against: tuple[Sequence[bytes], datetime],
    accepted: Collection[str],
    earn: Callable[[], None],
) -> Verdict:
    world = judge_appended(copy, release, accepted)
    if world.problems:
        return refused(*world.problems)
    verdict = _Judge(copy, release, *against, world).verdict()
    if verdict.result == "refused":
        return verdict
    differing = tuple(differing_pages(copy, release, world.boxes, earn))
    return refused(*differing) if differing else verdict


@dataclass
class _Found:
    embedded: Any
    container: Container
    status: Any

    @property
    def covers(self) -> int:
        """The byte at which what it signs ends."""
        return self.container.end + int(self.embedded.byte_range[3])


@dataclass
class _Judge:
    copy: bytes
    release: bytes
    trust: Sequence[bytes]
    moment: datetime
    world: World
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def verdict(self) -> Verdict:
        from pyhanko.pdf_utils.reader import PdfFileReader

        self.reader = PdfFileReader(io.BytesIO(self.copy), strict=True)
        self.roots = roots_of(self.trust)
        embedded = self.reader.embedded_signatures
        if not readers_agree(self.copy, self.reader, self.world):
            self.problems.append("readers-disagree")
        known = [one.field for one in self.world.form.signings]
        if sorted(str(one.field_name) for one in embedded) != sorted(known):
            self.problems.append("signature-unknown-kind")
        if self.copy.count(b"/ByteRange", len(self.release)) != len(embedded):
            self.problems.append("signature-unknown-kind")
        found = [self._check(one) for one in embedded]
        stamps = [f for f in found if f.embedded.sig_object_type == _DOCUMENT_TIMESTAMP]
        signatures = tuple(self._describe(f, stamps) for f in found)
        fields = self._fields(found)
        if not any(s.kind == "signature" for s in signatures):
            self.problems.append("not-signed")
        unprotected = self._unprotected(found)
        return self._sum_up(signatures, fields, unprotected)

    def _sum_up(
        self,
        signatures: tuple[Signature, ...],
        fields: dict[str, bool],
        unprotected: tuple[tuple[int, int], ...],
    ) -> Verdict:
        trusted = bool(self.roots) and all(s.trusted for s in signatures)
        complete = not unprotected and not self.doubts
        return Verdict(
            result="refused" if self.problems else "valid" if trusted else "undetermined",
            integrity="broken" if self.problems else "complete" if complete else "partial",
            signatures=signatures,
            problems=tuple(dict.fromkeys(self.problems)),
            doubts=tuple(dict.fromkeys(self.doubts)),
            unprotected=unprotected,
            fields=fields,
        )

    def _check(self, embedded: Any) -> _Found:
        container = read_container(self.copy, [int(n) for n in embedded.byte_range])
        if container.start < len(self.release):
            self.problems.append("signature-byte-range")
        if embedded.pkcs7_content.rstrip(b"\0") != container.der.rstrip(b"\0"):
            self.problems.append("signature-contents")
        status = self._status(embedded, self.moment)
        time = getattr(status.timestamp_validity, "timestamp", None) if _signed(embedded) else None
        if time and not status.trusted and status.timestamp_validity.trusted:
            status = self._status(embedded, time)
        self._note(embedded, status)
        return _Found(embedded, container, status)

    def _status(self, embedded: Any, moment: datetime) -> Any:
        from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp

        context = context_of(self.reader, self.roots, moment)
        if _signed(embedded):
            return validate_pdf_signature(embedded, context, skip_diff=True)
        return validate_pdf_timestamp(embedded, context, skip_diff=True)

    def _note(self, embedded: Any, status: Any) -> None:
        from pyhanko.sign.validation import SignatureCoverageLevel

        if not (status.intact and status.valid):
            self.problems.append("signature-broken")
        if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            self.problems.append("signature-covers-too-little")
        if status.revoked:
            self.problems.append("certificate-revoked")
        if _signed(embedded):
            time = status.timestamp_validity
            if not status.seed_value_ok:
                self.problems.append("changed-against-rules")
            if time is not None and not (time.intact and time.valid):
                self.problems.append("timestamp-broken")

    def _describe(self, found: _Found, stamps: Sequence[_Found]) -> Signature:
        embedded, status = found.embedded, found.status
        certificate = status.signing_cert
        time = status if not _signed(embedded) else status.timestamp_validity
        timed = time is not None and bool(time.intact and time.valid)
        trusted = bool(status.trusted) and (time is None or bool(time.trusted))
        claimed = embedded.self_reported_timestamp if _signed(embedded) else None
        proven = self._proven_time(found, stamps)
        checked = is_revocation_checked(
            embedded, self.reader, self.roots, proven or self.moment
        )  # fmt: skip
        later = [stamp.embedded for stamp in stamps]
        return Signature(
            field=str(embedded.field_name),
            kind="signature" if _signed(embedded) else "timestamp",
            level=level_of(embedded, timed, later) if _signed(embedded) else "timestamp",
            signer=str(certificate.subject.human_friendly),
            issuer=str(certificate.issuer.human_friendly),
            serial=f"{certificate.serial_number:x}",
            fingerprint=certificate.sha256.hex(),
            qualified=qualified_claim(certificate),
            trusted=trusted,
            algorithm=f"{status.md_algorithm} {status.pkcs7_signature_mechanism}",
            covers=found.covers,
            claimed_time=claimed.isoformat() if claimed else "",
            time=time.timestamp.isoformat() if timed else "",
            revocation="checked" if checked else "unknown",
            proven_time=proven.isoformat() if proven else "",
        )

    def _proven_time(self, found: _Found, stamps: Sequence[_Found]) -> datetime | None:
        """Return the earliest time at which a trusted time stamp says that a signature was there.

        A time stamp of the whole document speaks for all signatures before it.
        """
        own = found.status.timestamp_validity if _signed(found.embedded) else found.status
        held = [own, *(stamp.status for stamp in stamps if stamp.covers > found.covers)]
        times = [one.timestamp for one in held if one and one.intact and one.valid and one.trusted]
        return min(times, default=None)

    def _fields(self, found: Sequence[_Found]) -> dict[str, bool]:
        """Return the prepared fields; doubt those that only a person let pass."""
        signed = {str(f.embedded.field_name) for f in found if _signed(f.embedded)}
        if self.world.accepted:
            self.doubts.append(OWN_FIELD)
        return {name: name in signed for name in self.world.form.prepared.values()}

    def _unprotected(self, found: Sequence[_Found]) -> tuple[tuple[int, int], ...]:
        """Return the bytes behind all signatures; doubt what the last one does not protect."""
        if not found:
            return ()
        last = max(found, key=lambda f: f.container.end)
        if not last.container.uniform:
            self.doubts.append("signature-digits")
        self.doubts += [f"signature-{part}" for part in loose_parts(last.container.der)]
        end = last.covers
        if end == len(self.copy):
            return ()
        if self.world.appended.junk:
            self.doubts.append("bytes-behind")
        return ((end, len(self.copy)),)


def _signed(embedded: Any) -> bool:
    return bool(embedded.sig_object_type != _DOCUMENT_TIMESTAMP)
