"""Checks the whole store or a package: every byte, then every proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contracts.archive.arrived import MOST_BYTES
from contracts.archive.holding import Holding, Readable, copies_in
from contracts.archive.kept import Plan, plan
from contracts.archive.package import verify as shipped
from contracts.archive.package.container import as_written
from contracts.archive.package.limits import refuse_bomb
from contracts.archive.proof import Rebuild, prove
from contracts.archive.proving import (
    Counter,
    Memory,
    Proof,
    Tell,
    forget,
    in_parallel,
    keep,
    proof_of,
    silent,
)
from contracts.archive.store.check import check_store
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.ledger import parse_ledger
from contracts.archive.store.rollback import versions
from contracts.archive.watch import package_replaced
from contracts.archive.words import shipped_text
from contracts.catalogue import archive as kinds
from contracts.catalogue.keeping import PACKAGE_OLDER
from contracts.errors import IntegrityError, SourceError
from contracts.findings import Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from contracts.archive.jail import Jail
    from contracts.archive.store.store import Store

_LISTS = {shipped.TAGS, shipped.MANIFEST, shipped.SIGNATURE}
_WITHOUT_PROOF = (
    kinds.PACKAGE_UNPROVEN, kinds.LEDGER_LOST, kinds.LEDGER_BROKEN, kinds.INVENTORY_NOT_IN_LEDGER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """The result; ``notes`` are sentences of the package's own program.

    ``kept`` counts the copies whose proof was kept from an earlier run, the oldest of them from
    the day ``oldest``; all others were proven anew. ``withdrawn`` are those taken back.
    """

    agreements: int
    copies: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    kept: int = 0
    oldest: str = ""
    withdrawn: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was found that is wrong."""
        return all(finding.level is not Level.ERROR for finding in self.findings)

    @property
    def rest_holds(self) -> bool:
        """Whether what no finding names is proven to be unaltered: not without sound lists."""
        return all(finding.kind not in _WITHOUT_PROOF for finding in self.findings)


def verify_store(
    store: Store,
    trust: Sequence[bytes] = (),
    rebuild: Rebuild | None = None,
    *,
    jobs: int = 1,
    memory: Memory | None = None,
    tell: Tell = silent,
) -> Verified:
    """Check the store: bytes, inventories, ledger, each signed copy, each release.

    What damaged files make impossible to prove is told once, by the damaged file.

    Args:
        store: the archive.
        trust: certificates of those who may vouch for signers.
        rebuild: makes a document again from stored sources.
        jobs: how many child processes work side by side.
        memory: what is proven already; every byte is compared all the same.
        tell: is told how many agreements are done, and how many there are.
    """
    findings = check_store(store)
    heads = sorted(store.ledger().heads())
    known = plan(store, findings, memory.kept, memory.surroundings) if memory else Plan()
    if memory and memory.full:
        known = Plan(known.units)
    counter = Counter(len(heads), tell)

    def work(agreement: str, jail: Jail) -> Proof:
        found = proof_of(store, agreement, jail, trust, rebuild, known.skipped(agreement))
        if memory:
            keep(memory, known, agreement, found)
        counter.one_more()
        return found

    proofs = in_parallel(heads, work, jobs)
    if memory:
        forget(memory, known, heads)
    return _summed(findings, proofs)


def _summed(findings: list[Finding], proofs: Sequence[Proof]) -> Verified:
    days = [day for proof in proofs for day in proof.kept]
    return Verified(
        len(proofs),
        sum(proof.copies for proof in proofs),
        tuple(_once([*findings, *(one for proof in proofs for one in proof.findings)])),
        kept=len(days),
        oldest=min(days, default=""),
        withdrawn=sum(proof.withdrawn for proof in proofs),
    )


def verify_package(
    path: Path,
    signer: str | None = None,
    trust: Sequence[bytes] = (),
    rebuild: Rebuild | None = None,
    *,
    jobs: int = 1,
) -> Verified:
    """Check a package, a folder or a ZIP file, with its own program and then each proof in it.

    Args:
        path: the package.
        signer: the SHA-256 that the certificate of its signature must have.
        trust: certificates of those who may vouch for signers.
        rebuild: makes a document again from stored sources.
        jobs: how many child processes work side by side.

    Raises:
        SourceError: there is no package.
    """
    refuse_bomb(path)
    try:
        faults, notes = shipped.check(path, signer)
        files = _files(path)
        repacked = path.is_file() and not as_written(path)
    except shipped.UNREADABLE as error:
        raise SourceError(kinds.NO_PACKAGE.at(Place(path.name), file=path.name)) from error
    if not files.keys() & _LISTS:
        raise SourceError(kinds.NO_PACKAGE.at(Place(path.name), file=path.name))
    findings = [_fault(name, sentence) for name, sentence in faults]
    if repacked:
        findings.append(kinds.REPACKED.at(Place(path.name), file=path.name))
    own = _by_agreement(files)
    found = in_parallel(
        sorted(own), lambda name, jail: _stranger(name, own[name], jail, trust, rebuild), jobs
    )
    texts = tuple(_named(name, shipped_text(sentence)) for name, sentence in notes if name)
    return replace(_summed(findings, found), notes=texts)


def compare_ledgers(path: Path, store: Store) -> list[Finding]:
    """Return whether a package and the store tell one history: whoever rewrites one needs both.

    A package that is older than the store, or than the one that was built in its place, is told.
    """
    try:
        carried = parse_ledger(shipped.Files(path).read(LEDGER))
    except shipped.UNREADABLE:
        return []  # the lists of the package have named it
    own = store.ledger()
    place, known, more = Place(path.name), len(own.entries), len(carried.entries)
    if carried.contradicts(own):
        return [kinds.LEDGERS_CONTRADICT.at(place, file=path.name)]
    if own.entries and carried.entries[:known] == own.entries and carried.entries[known:]:
        lacking = versions(more - known)
        return [kinds.LEDGER_BEHIND.at(Place(LEDGER), file=path.name, versions=lacking)]
    replaced = package_replaced(store, path, carried)
    if carried.entries and own.entries[:more] == carried.entries and known > more:
        values = {"file": path.name, "versions": versions(known - more)}
        replaced = replaced or [PACKAGE_OLDER.at(place, **values)]
    return replaced


def _fault(name: str, sentence: str) -> Finding:
    kind = kinds.PACKAGE_UNPROVEN if name in _LISTS else kinds.PACKAGE_FAULT
    return kind.at(Place(name), file=name, reason=shipped_text(sentence))


def _named(name: str, sentence: str) -> str:
    return f"{name}: {sentence}"


def _stranger(
    agreement: str,
    files: Mapping[str, Readable],
    jail: Jail,
    trust: Sequence[bytes],
    rebuild: Rebuild | None,
) -> Proof:
    """Prove what a package holds of an agreement; what is damaged costs no other its proof."""
    try:
        holding = Holding(agreement, 0, files, copies_in(files, agreement))
    except IntegrityError as error:
        return Proof(findings=error.findings)
    withdrawn = len(holding.copies) - len(holding.valid)
    findings = prove(holding, jail, trust, rebuild)
    return Proof(len(holding.copies), findings, withdrawn=withdrawn)


def _by_agreement(package: Mapping[str, Readable]) -> dict[str, dict[str, Readable]]:
    """Return the files of each agreement by their names in the store."""
    files: dict[str, dict[str, Readable]] = {}
    for name, file in package.items():
        parts = name.split("/", 3)
        if parts[0] == "data" and len(parts) == 4:  # noqa: PLR2004 - data/district/agreement/file
            files.setdefault(f"{parts[1]}/{parts[2]}", {})[parts[3]] = file
    return files


def _files(path: Path) -> dict[str, Readable]:
    package = shipped.Files(path)
    return {name: _Member(package, name) for name in package.names}


@dataclass(frozen=True, slots=True)
class _Member:
    package: shipped.Files
    name: str

    def read_bytes(self) -> bytes:
        try:
            return self.package.read(self.name, MOST_BYTES)
        except shipped.UNREADABLE as error:
            raise OSError(str(error)) from error


def _once(findings: Sequence[Finding]) -> list[Finding]:
    return list({(f.code, f.place, f.message): f for f in findings}.values())
