"""What the store holds of one agreement: its releases and its signed copies, newest version."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, get_args

from contracts.archive.accepted import acceptance_in
from contracts.archive.names import common_name
from contracts.archive.originals import parts_of
from contracts.archive.release import Release, from_stored
from contracts.archive.signed.verdict import Result
from contracts.catalogue import archive as kinds
from contracts.errors import IntegrityError
from contracts.findings import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.archive.store.inventory import Inventory
    from contracts.archive.store.store import Store

EVIDENCE = "evidence.json"
WITHDRAWN = "withdrawn.json"
COVER = "cover.pdf"


class Readable(Protocol):
    """A file of the store or of a package."""

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a copy back, when (RFC 3339) and why; ``moved_to`` is agreement and copy or ""."""

    by: str
    at: str
    reason: str
    moved_to: str = ""

    @property
    def date(self) -> str:
        """The day."""
        return self.at[:10]


@dataclass(frozen=True, slots=True)
class Filed:
    """One signed copy in the store; ``files`` are its originals (and ``pages.pdf``) by name.

    ``withdrawal`` says who took it back when and why; its files stay where they are.
    """

    number: str
    evidence: dict[str, Any]
    files: Mapping[str, Readable]
    withdrawal: Withdrawal | None = None

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
    def signers(self) -> tuple[str, ...]:
        """The names in the certificates, without what else stands there."""
        verdict = self.evidence.get("verdict") or {}
        names = [s["signer"] for s in verdict.get("signatures", ()) if s["kind"] == "signature"]
        return tuple(common_name(str(name)) for name in names)


@dataclass(frozen=True, slots=True)
class Added:
    """The version in which a copy came in, and its time (RFC 3339)."""

    version: int
    created: str

    @property
    def date(self) -> str:
        """The day."""
        return self.created[:10]


@dataclass(frozen=True, slots=True)
class Holding:
    """All of one agreement; ``added`` says of each copy when it came in, where that is known."""

    agreement: str
    version: int
    files: Mapping[str, Readable]
    copies: tuple[Filed, ...]
    added: Mapping[str, Added] = field(default_factory=dict)

    @property
    def valid(self) -> tuple[Filed, ...]:
        """The copies that nobody has withdrawn."""
        return tuple(copy for copy in self.copies if copy.withdrawal is None)

    @property
    def releases(self) -> tuple[str, ...]:
        """The codes of the releases."""
        return tuple(sorted({n.split("/")[1] for n in self.files if n.startswith("release/")}))

    @property
    def mixed(self) -> bool:
        """Whether one side has signed on paper and the other electronically."""
        return is_mixed([copy.evidence for copy in self.valid])

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
    copies = copies_in(files, agreement)
    return Holding(agreement, inventory.head, files, copies, _added(inventory, copies))


def _added(inventory: Inventory, copies: tuple[Filed, ...]) -> dict[str, Added]:
    """Return in which version each copy came in, as the versions' own lists of files say."""
    found: dict[str, Added] = {}
    with suppress(LookupError, TypeError, AttributeError):
        for number in range(1, inventory.head + 1):
            version = inventory.raw["versions"][f"v{number}"]
            names = {name for some in version["state"].values() for name in some}
            for copy in copies:
                if f"signed/{copy.number}/{EVIDENCE}" in names:
                    found.setdefault(copy.number, Added(number, str(version["created"])))
    return found


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
        taken = own.pop(WITHDRAWN, None)
        try:
            copy = _filed(folder.removeprefix("signed/"), files[name].read_bytes(), own)
            copy = replace(copy, withdrawal=_withdrawal(taken) if taken else None)
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
    _ = (copy.signers, copy.missing, copy.by_hand, copy.evidence["release"])
    _ = (parts_of(copy.evidence), acceptance_in(copy.evidence))
    _ = (copy.differing, copy.uncompared, copy.unsigned)
    _ = datetime.fromisoformat(copy.evidence["checked_at"])
    _ = sum(file["size"] for file in copy.evidence["files"])
    if copy.kind not in ("digital", "scan") or copy.result not in (*get_args(Result), "paper"):
        raise ValueError(copy.kind)
    return copy


def _withdrawal(file: Readable) -> Withdrawal:
    """Return who took a copy back.

    Raises:
        OSError, ValueError, LookupError, TypeError: it is not said as it must be.
    """
    try:
        raw = json.loads(file.read_bytes())
    except RecursionError as error:
        raise ValueError(WITHDRAWN) from error
    found = Withdrawal(raw["by"], raw["at"], raw["reason"], raw.get("moved_to", ""))
    if not all(isinstance(value, str) for value in astuple(found)):
        raise ValueError(WITHDRAWN)
    _ = datetime.fromisoformat(found.at)
    return found


def is_mixed(evidence: list[dict[str, Any]]) -> bool:
    """Tell whether there is paper, and electronic copies none of which all sides have signed."""
    digital = [one["verdict"] for one in evidence if one["kind"] == "digital"]
    paper = any(one["kind"] == "scan" for one in evidence)
    whole = any(verdict["fields"] and all(verdict["fields"].values()) for verdict in digital)
    return paper and bool(digital) and not whole
