"""Proves agreements side by side, and keeps what was proven; see ``kept``."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from contracts.archive.holding import holding_of
from contracts.archive.jail import Jail
from contracts.archive.proof import Rebuild, prove
from contracts.errors import ContractsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from contracts.archive.kept import Kept, Plan, Surroundings
    from contracts.archive.store.store import Store
    from contracts.findings import Finding

T = TypeVar("T")
R = TypeVar("R")
Tell: TypeAlias = "Callable[[int, int], None]"


def silent(_done: int, _count: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one agreement; the days of the proofs that were kept of its copies."""

    copies: int = 0
    findings: Sequence[Finding] = ()
    kept: Sequence[str] = ()
    withdrawn: int = 0


@dataclass(frozen=True)
class Memory:
    """Proofs of earlier runs and what they depend on; ``full`` asks for none of them."""

    kept: Kept
    surroundings: Surroundings
    full: bool = False


class Counter:
    """Counts in several threads."""

    def __init__(self, count: int, tell: Tell) -> None:
        self._count, self._done, self._tell = count, 0, tell
        self._lock = Lock()

    def one_more(self) -> None:
        """Count and tell."""
        with self._lock:
            self._done += 1
            self._tell(self._done, self._count)


def keep(memory: Memory, known: Plan, agreement: str, found: Proof) -> None:
    """Keep the proofs of those parts of an agreement that were just made without a finding."""
    parts, done = known.units.get(agreement, {}), known.skipped(agreement)
    doubted = set()
    for finding in found.findings:
        part = next((n for n in parts if _is_about(finding, f"{agreement}/{n}")), None)
        if part is None:
            return
        doubted.add(part)
    new = [unit for name, unit in parts.items() if name not in done and name not in doubted]
    if found.copies:
        memory.kept.keep(new, memory.surroundings.day)


def forget(memory: Memory, known: Plan, agreements: Sequence[str]) -> None:
    """Forget proofs of files that are not there any more, where all that is there is known."""
    if known.units and all(agreement in known.units for agreement in agreements):
        memory.kept.only([unit for parts in known.units.values() for unit in parts.values()])


def _is_about(finding: Finding, part: str) -> bool:
    return finding.place.file == part or finding.place.file.startswith(f"{part}/")


def proof_of(
    store: Store,
    agreement: str,
    jail: Jail,
    trust: Sequence[bytes],
    rebuild: Rebuild | None,
    proven: Mapping[str, str],
) -> Proof:
    """Prove what the store holds of an agreement, but for the parts that are proven already."""
    try:
        holding = holding_of(store, agreement)
        if holding is None:
            return Proof()
        findings = prove(holding, jail, trust, rebuild, proven)
    except ContractsError as error:
        return Proof(findings=error.findings)
    except OSError:
        return Proof()  # check_store has named the file
    names = [f"signed/{copy.number}" for copy in holding.copies]
    kept = [proven[name] for name in names if name in proven]
    withdrawn = len(holding.copies) - len(holding.valid)
    return Proof(len(holding.copies), findings, kept, withdrawn)


def in_parallel(items: Sequence[T], work: Callable[[T, Jail], R], jobs: int) -> list[R]:
    """Work with some jails side by side; the results keep the order of the items."""
    count = max(1, min(jobs, len(items)))
    jails = [Jail() for _ in range(count)]

    def share(number: int) -> list[R]:
        return [work(item, jails[number]) for item in items[number::count]]

    try:
        with ThreadPoolExecutor(count) as pool:
            # each side speaks the language of the caller
            sides = [pool.submit(copy_context().run, share, number) for number in range(count)]
            results = [side.result() for side in sides]
    finally:
        for jail in jails:
            jail.close()
    return [results[n % count][n // count] for n in range(len(items))]
