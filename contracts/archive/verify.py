"""Checks the whole store or a package: every byte, then every proof."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from contracts.archive.holding import Holding, Readable, copies_in, holding_of
from contracts.archive.intake import MOST_BYTES
from contracts.archive.jail import Jail
from contracts.archive.package import verify as shipped
from contracts.archive.package.container import as_written
from contracts.archive.proof import Rebuild, prove
from contracts.archive.store.check import check_store
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.ledger import parse_ledger
from contracts.archive.words import shipped_text
from contracts.catalogue import archive as kinds
from contracts.errors import ContractsError, IntegrityError, SourceError
from contracts.findings import Finding, Level, Place
from contracts.language import in_this_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from contracts.archive.store.store import Store

T = TypeVar("T")
_LISTS = {shipped.TAGS, shipped.MANIFEST, shipped.SIGNATURE}
_WITHOUT_PROOF = (
    kinds.PACKAGE_UNPROVEN, kinds.LEDGER_LOST, kinds.LEDGER_BROKEN, kinds.INVENTORY_NOT_IN_LEDGER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """The result; ``notes`` are sentences of the package's own program."""

    agreements: int
    copies: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

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
) -> Verified:
    """Check the store: bytes, inventories, ledger, each signed copy, each release.

    What damaged files make impossible to prove is told once, by the damaged file.
    """
    findings = check_store(store)
    heads = sorted(store.ledger().heads())
    found = _in_parallel(
        heads, lambda agreement, jail: _proof(store, agreement, jail, trust, rebuild), jobs
    )
    copies = sum(count for count, _ in found)
    for _, some in found:
        findings += some
    return Verified(len(heads), copies, tuple(_once(findings)))


def _proof(
    store: Store, agreement: str, jail: Jail, trust: Sequence[bytes], rebuild: Rebuild | None
) -> tuple[int, list[Finding]]:
    try:
        holding = holding_of(store, agreement)
        if holding is None:
            return 0, []
        return len(holding.copies), prove(holding, jail, trust, rebuild)
    except ContractsError as error:
        return 0, list(error.findings)
    except OSError:
        return 0, []  # check_store has named the file


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
    found = _in_parallel(
        sorted(own), lambda name, jail: _stranger(name, own[name], jail, trust, rebuild), jobs
    )
    for _, some in found:
        findings += some
    texts = tuple(_named(name, shipped_text(sentence)) for name, sentence in notes if name)
    copies = sum(count for count, _ in found)
    return Verified(len(own), copies, tuple(_once(findings)), texts)


def compare_ledgers(path: Path, store: Store) -> list[Finding]:
    """Return whether a package and the store tell one history: whoever rewrites one needs both."""
    try:
        carried = parse_ledger(shipped.Files(path).read(LEDGER))
    except shipped.UNREADABLE:
        return []  # the lists of the package have named it
    own = store.ledger()
    if carried.contradicts(own):
        return [kinds.LEDGERS_CONTRADICT.at(Place(path.name), file=path.name)]
    known = len(own.entries)
    if own.entries and carried.entries[:known] == own.entries and carried.entries[known:]:
        return [kinds.LEDGER_BEHIND.at(Place(LEDGER), file=path.name)]
    return []


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
) -> tuple[int, list[Finding]]:
    """Prove what a package holds of an agreement; what is damaged costs no other its proof."""
    try:
        holding = Holding(agreement, 0, files, copies_in(files, agreement))
    except IntegrityError as error:
        return 0, list(error.findings)
    return len(holding.copies), prove(holding, jail, trust, rebuild)


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


def _in_parallel(
    items: Sequence[T], work: Callable[[T, Jail], tuple[int, list[Finding]]], jobs: int
) -> list[tuple[int, list[Finding]]]:
    """Work with some jails side by side; the results keep the order of the items."""
    count = max(1, min(jobs, len(items)))
    jails = [Jail() for _ in range(count)]

    def share(number: int) -> list[tuple[int, list[Finding]]]:
        return [work(item, jails[number]) for item in items[number::count]]

    try:
        with ThreadPoolExecutor(count) as pool:
            results = list(pool.map(in_this_language(share), range(count)))
    finally:
        for jail in jails:
            jail.close()
    return [results[n % count][n // count] for n in range(len(items))]


def _once(findings: Sequence[Finding]) -> list[Finding]:
    return list({(f.code, f.place, f.message): f for f in findings}.values())
