"""What was found out about a digitally signed copy, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

Result: TypeAlias = Literal["valid", "undetermined", "refused"]
Integrity: TypeAlias = Literal["complete", "partial", "broken"]
Claim: TypeAlias = Literal["signature", "seal", "none"]
Level: TypeAlias = Literal["B-B", "B-T", "B-LT", "B-LTA", "CMS", "timestamp"]


OWN_FIELD = "field-of-its-own"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature or document timestamp.

    ``qualified`` is what the certificate claims by its statements (ETSI EN 319 412-5); only with
    ``trusted`` is it more than a claim. ``claimed_time`` is the signer's own clock, ``time`` that
    of a time stamp service; ``proven_time`` is the earliest that a trusted one vouches for.
    ``revocation`` says whether the file proves that nobody in the chain was revoked then.
    ``level`` is the PAdES level (ETSI EN 319 142-1) by what is embedded.
    """

    field: str
    kind: Literal["signature", "timestamp"]
    level: Level
    signer: str
    issuer: str
    serial: str
    fingerprint: str
    qualified: Claim
    trusted: bool
    algorithm: str
    covers: int
    claimed_time: str = ""
    time: str = ""
    revocation: Literal["checked", "unknown"] = "unknown"
    proven_time: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole file.

    ``valid`` needs a trust list that knows every signer; without one the best is ``undetermined``.
    ``problems`` refuse the file, ``doubts`` do not. ``unprotected`` are ranges of bytes that no
    signature covers, ``fields`` the prepared fields and whether each is signed.
    """

    result: Result
    integrity: Integrity
    signatures: tuple[Signature, ...] = ()
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unprotected: tuple[tuple[int, int], ...] = ()
    fields: dict[str, bool] = field(default_factory=dict)

    @property
    def signers(self) -> tuple[Signature, ...]:
        """The signatures without the document timestamps."""
        return tuple(s for s in self.signatures if s.kind == "signature")

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The signed fields that were not prepared."""
        return tuple(s.field for s in self.signers if s.field not in self.fields)

    @property
    def complete(self) -> bool:
        """Whether every prepared field is signed."""
        return bool(self.fields) and all(self.fields.values())

    @property
    def by_one_hand(self) -> bool:
        """Whether one certificate has signed more than once: that is one side, not two."""
        return len({s.fingerprint for s in self.signers}) < len(self.signers)

    @property
    def missing(self) -> int:
        """How many prepared fields nobody has signed."""
        return sum(not signed for signed in self.fields.values())

    @property
    def written_form(self) -> bool:
        """Whether the electronic form that replaces the written one is established."""
        return not self.open_points

    @property
    def open_points(self) -> tuple[str, ...]:
        """Why the electronic form is not established, as codes; empty where it is.

        It needs a trusted qualified signature in every field, each of another certificate, at a
        time that a trusted service has stamped and for which it was asked whether a certificate
        was revoked (§ 126a BGB; § 3a VwVfG, § 36a SGB I). A seal or an advanced signature never
        does. What a field that was not prepared shows may hide the text, so that a person must
        look.
        """
        signers = self.signers
        points = {
            "refused": self.result == "refused",
            "not-trusted": not signers or not all(s.trusted for s in signers),
            "not-qualified": any(s.qualified != "signature" for s in signers),
            "fields-open": not self.complete,
            "one-hand": self.by_one_hand,
            OWN_FIELD: OWN_FIELD in self.doubts,
            "no-time": not all(s.proven_time for s in signers),
            "revocation-open": not all(s.revocation == "checked" for s in signers),
            "undetermined": self.result == "undetermined",
        }
        found = tuple(code for code, holds in points.items() if holds)
        return found[:-1] if found[-1:] == ("undetermined",) and len(found) > 1 else found

    def data(self) -> dict[str, Any]:
        """Return the verdict as plain data, see ``from_data``."""
        return {**asdict(self), "written_form": self.written_form}


def from_data(data: dict[str, Any]) -> Verdict:
    """Return the verdict that ``Verdict.data`` made."""
    return Verdict(
        result=data["result"],
        integrity=data["integrity"],
        signatures=tuple(Signature(**one) for one in data["signatures"]),
        problems=tuple(data["problems"]),
        doubts=tuple(data["doubts"]),
        unprotected=tuple((int(a), int(b)) for a, b in data["unprotected"]),
        fields={str(name): bool(signed) for name, signed in data["fields"].items()},
    )


def refused(*problems: str) -> Verdict:
    """Return the verdict on a file that is not even worth a look at its signatures."""
    return Verdict("refused", "broken", problems=problems)
