"""What the store holds of one agreement: its releases and its signed copies, newest version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, get_args

from contracts.archive.release import Release, from_stored
from contracts.archive.signed.verdict import Result
from contracts.catalogue import archive as kinds
from contracts.errors import IntegrityError
from contracts.findings import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.archive.store.store import Store

EVIDENCE = "evidence.json"
COVER = "cover.pdf"


class Readable(Protocol):
    """A file of the store or of a package."""

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Filed:
    """One signed copy in the store; ``files`` are its originals (and ``pages.pdf``) by name."""

    number: str
    evidence: dict[str, Any]
    files: Mapping[str, Readable]

    @property
    def kind(self) -> str:
        """``digital`` or ``scan``."""
        return str(self.evidence["kind"])

    @property
    def result(self) -> str:
        """``valid``, ``undetermined``, or ``paper`` for a scan."""
        if self.kind == "scan":
            return "paper"
        return str(self.evidence["verdict"]["result"])

    @property
    def missing(self) -> int:
        """How many prepared signature fields are empty; a scan has none."""
        fields = (self.evidence.get("verdict") or {}).get("fields", {})
        return sum(not signed for signed in fields.values())

    @property
    def by_hand(self) -> tuple[int, ...]:
        """The pages that a person has named because no program could read them."""
        sheets = self.evidence.get("sheets", ())
        return tuple(sorted({int(sheet["page"]) for sheet in sheets if sheet["by_hand"]}))

    @property
    def compared(self) -> bool:
        """Whether the pictures of a scan were laid over the final version; older ones were not."""
        return "looks" in self.evidence

    def pages_that(self, *states: str) -> tuple[int, ...]:
        """Return the pages whose pictures are in one of these states, see ``paper.compare``."""
        looks = self.evidence.get("looks", ())
        pairs = zip(self.evidence.get("sheets", ()), looks, strict=bool(looks))
        return tuple(sorted({int(s["page"]) for s, look in pairs if look["state"] in states}))

    @property
    def differing(self) -> tuple[int, ...]:
        """The pages of a scan that do not look like the final version."""
        return self.pages_that("differs")

    @property
    def uncompared(self) -> tuple[int, ...]:
        """The pages of a scan that could not be laid over the final version."""
        return self.pages_that("unknown", "slow", "hungry", "broken", "skipped")

    @property
    def unsigned(self) -> int:
        """In how many boxes for signatures nothing is written."""
        looks = self.evidence.get("looks", ())
        return sum(not written for look in looks for written in look.get("boxes", {}).values())

    @property
    def digests(self) -> set[str]:
        """The SHA-512 of the originals."""
        return {str(file["sha512"]) for file in self.evidence["files"]}

    @property
    def signers(self) -> tuple[str, ...]:
        """The names in the certificates, without what else stands there."""
        verdict = self.evidence.get("verdict") or {}
        names = [s["signer"] for s in verdict.get("signatures", ()) if s["kind"] == "signature"]
        return tuple(common_name(str(name)) for name in names)


@dataclass(frozen=True, slots=True)
class Holding:
    """All of one agreement."""

    agreement: str
    version: int
    files: Mapping[str, Readable]
    copies: tuple[Filed, ...]

    @property
    def releases(self) -> tuple[str, ...]:
        """The codes of the releases."""
        return tuple(sorted({n.split("/")[1] for n in self.files if n.startswith("release/")}))

    @property
    def mixed(self) -> bool:
        """Whether one side has signed on paper and the other electronically."""
        return is_mixed([copy.evidence for copy in self.copies])

    def release(self, code: str) -> Release:
        """Return a release with its bytes.

        Raises:
            IntegrityError: its files are not readable.
        """
        start = f"release/{code}/"
        try:
            return from_stored(
                {
                    name.removeprefix(start): path.read_bytes()
                    for name, path in self.files.items()
                    if name.startswith(start)
                }
            )
        except (ValueError, OSError, RecursionError) as error:
            place = Place(f"{self.agreement}/{start}")
            raise IntegrityError(kinds.RELEASE_UNREADABLE.at(place, file=place.file)) from error


def holding_of(store: Store, agreement: str) -> Holding | None:
    """Return what the store holds of an agreement, None for nothing.

    Raises:
        IntegrityError: an inventory or an evidence file cannot be read.
    """
    inventory = store.inventory(agreement)
    if inventory is None:
        return None
    files = store.files(agreement)
    return Holding(agreement, inventory.head, files, copies_in(files, agreement))


def copies_in(files: Mapping[str, Readable], agreement: str) -> tuple[Filed, ...]:
    """Return the signed copies among the files of an agreement.

    Raises:
        IntegrityError: an evidence file cannot be read.
    """
    found = []
    for name in sorted(files):
        folder, _, last = name.rpartition("/")
        if not folder.startswith("signed/") or last != EVIDENCE:
            continue
        own = {
            n.removeprefix(f"{folder}/"): path
            for n, path in sorted(files.items())
            if n.startswith(f"{folder}/") and n != name
        }
        try:
            copy = _filed(folder.removeprefix("signed/"), files[name].read_bytes(), own)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            place = Place(f"{agreement}/{name}")
            raise IntegrityError(kinds.EVIDENCE_UNREADABLE.at(place, file=place.file)) from error
        found.append(copy)
    return tuple(found)


def _filed(number: str, evidence: bytes, files: Mapping[str, Readable]) -> Filed:
    """Return a signed copy whose evidence has all that lists show.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it has not.
    """
    try:
        copy = Filed(number, json.loads(evidence), files)
    except RecursionError as error:
        raise ValueError(number) from error
    _ = (copy.digests, copy.signers, copy.missing, copy.by_hand, copy.evidence["release"])
    _ = (copy.differing, copy.uncompared, copy.unsigned)
    _ = datetime.fromisoformat(copy.evidence["checked_at"])
    _ = sum(file["size"] for file in copy.evidence["files"])
    if copy.kind not in ("digital", "scan") or copy.result not in (*get_args(Result), "paper"):
        raise ValueError(copy.kind)
    return copy


def is_mixed(evidence: list[dict[str, Any]]) -> bool:
    """Tell whether there is paper, and electronic copies none of which all sides have signed."""
    digital = [one["verdict"] for one in evidence if one["kind"] == "digital"]
    paper = any(one["kind"] == "scan" for one in evidence)
    whole = any(verdict["fields"] and all(verdict["fields"].values()) for verdict in digital)
    return paper and bool(digital) and not whole


def common_name(subject: str) -> str:
    """Return the common name out of a subject as certificates show it."""
    for part in subject.split(", "):
        key, _, value = part.partition(": ")
        if key == "Common Name":
            return value
    return subject
