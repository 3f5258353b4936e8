"""What a new text of a clause would change, agreement by agreement, without touching any."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from contracts.assembly.conditions import judge
from contracts.assembly.facts import Facts, facts_of
from contracts.assembly.number import NBSP, PLAIN_NAMES, decode, number_blocks
from contracts.assembly.parts import PartMaker
from contracts.assembly.select import Chosen, select
from contracts.document import Inline, Reference, Section
from contracts.findings import NOWHERE
from contracts.redline.model import CLASSES
from contracts.redline.sections import compare_parts
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.usecases.compare import with_reasons
from contracts.usecases.operands import reasons_of
from contracts.usecases.states import FINAL, State, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.document import Block
    from contracts.findings import Finding
    from contracts.model import PlanEntry
    from contracts.redline.model import Comparison
    from contracts.sources.cases import Case
    from contracts.sources.clauses import ClauseText, Library
    from contracts.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Affected:
    """What a new text does to one agreement.

    ``comparison`` is None for agreements that are not altered any more, and where the district has
    its own wording (``deviation``), which would have to be carried over.
    """

    agreement: str
    state: State
    uses: str
    place: str
    comparison: Comparison | None = None
    deviation: bool = False

    @property
    def changes(self) -> bool:
        """Tell whether any word of a draft would change."""
        return self.comparison is not None and not self.comparison.same


@dataclass(frozen=True, slots=True)
class Impact:
    """What a new text does to all agreements."""

    name: str
    affected: tuple[Affected, ...]
    findings: tuple[Finding, ...]

    def summary(self) -> dict[str, int]:
        """Return counts for the head of a report, by German words."""
        found = Counter(
            "unverändert, weil ausgefertigt oder unterzeichnet" if a.state in FINAL
            else "eigener Wortlaut" if a.deviation
            else "geändert" if a.changes
            else "kein Unterschied im Wortlaut"
            for a in self.affected
        )  # fmt: skip
        return dict(sorted(found.items()))

    def classes(self) -> dict[str, int]:
        """Return how many agreements have a change of each class as their most serious one."""
        found: Counter[str] = Counter()
        for entry in self.affected:
            if entry.comparison is not None and entry.comparison.changes:
                ranked = (c.verdict.klass for c in entry.comparison.changes)
                found[min(ranked, key=CLASSES.index)] += 1
        return {klass: found[klass] for klass in CLASSES if found[klass]}


def impact(workspace: Workspace, name: str) -> Impact:
    """Return what the text of that name would change in the agreements that use its clause.

    Raises:
        UsageError: there is no such text.
    """
    library, _ = load_library(workspace)
    text = library.find(name)
    worker = _Worker(workspace, library, text)
    found = [worker.look(agreement) for agreement in workspace.agreements()]
    affected = tuple(entry for entry in found if entry is not None)
    return Impact(text.name, affected, tuple(worker.findings))


class _Worker:
    def __init__(self, workspace: Workspace, library: Library, text: ClauseText) -> None:
        self.workspace, self.library, self.text = workspace, library, text
        self.findings: list[Finding] = []
        self._known: dict[tuple[Section, Section], Comparison] = {}

    def look(self, agreement: str) -> Affected | None:
        case, problems = load_case(self.workspace, agreement)
        if case is None:
            self.findings += problems
            return None
        facts = facts_of(case)
        now = _chosen(case, self.library, facts, self.text.clause)
        if now is None or now.text.variant != self.text.variant:
            return None
        state = state_of(self.workspace, agreement, case.agreement.model)
        numbers = _numbers(case, facts, self.library)
        place, uses = numbers[self.text.clause], now.text.name
        if state in FINAL:
            return Affected(agreement, state, uses, place)
        if now.deviation is not None:
            return Affected(agreement, state, uses, place, deviation=True)
        comparison = self._compare(facts, numbers, now)
        return Affected(agreement, state, uses, place, comparison)

    def _compare(self, facts: Facts, numbers: dict[str, str], now: Chosen) -> Comparison:
        maker = PartMaker(facts, [])
        old = _section(maker, now, numbers)
        new = _section(maker, Chosen(self.text, now.reason, None, now.undecided), numbers)
        # many districts share the facts of a clause, and then everything about it
        if (old, new) not in self._known:
            comparison = compare_parts(old, new)
            self._known[old, new] = with_reasons(comparison, reasons_of([self.text]))
        return self._known[old, new]


def _chosen(case: Case, library: Library, facts: Facts, clause: str) -> Chosen | None:
    """Return what a contract takes for one clause, without choosing all the others."""
    plan = case.plan.model
    sections = tuple(e for e in plan.sections if e.clause == clause)
    annexes = tuple(e for e in plan.annexes if e.clause == clause)
    only = plan.model_copy(update={"sections": sections, "annexes": annexes})
    return select(replace(case, plan=replace(case.plan, model=only)), library, facts).chosen.get(
        clause
    )


def _numbers(case: Case, facts: Facts, library: Library) -> dict[str, str]:
    """Return the number of every part of a contract without making it."""
    plan = case.plan.model
    entries = (plan.heading, plan.preamble, plan.signatures)
    found = {e.clause: PLAIN_NAMES.get(e.clause, _title(library, e.clause)) for e in entries}
    sections = [e.clause for e in plan.sections if _included(case, facts, e)]
    annexes = [e.clause for e in plan.annexes if _included(case, facts, e)]
    found.update((clause, f"§{NBSP}{n}") for n, clause in enumerate(sections, 1))
    found.update((clause, f"Anlage{NBSP}{n}") for n, clause in enumerate(annexes, 1))
    return found


def _title(library: Library, clause: str) -> str:
    return library.newest(clause, library.variants(clause)[0]).head.title


def _included(case: Case, facts: Facts, entry: PlanEntry) -> bool:
    choice = case.agreement.model.clauses.get(entry.clause)
    if choice is not None and choice.included is not None:
        return choice.included
    if entry.when is None:
        return True
    try:
        return judge(entry.when, facts, NOWHERE).holds
    except TemplateSyntaxError:
        return True  # select says what is wrong with it


def _section(maker: PartMaker, chosen: Chosen, numbers: dict[str, str]) -> Section:
    clause = chosen.text.clause
    numbered = numbers[clause].startswith("§")
    blocks = number_blocks(maker.blocks(chosen), clause, numbered=numbered)
    number = numbers[clause] if numbered else ""
    title = maker.title(chosen)
    return Section(maker.use(chosen), number, title, _referred(blocks, numbers))


def _referred(blocks: Sequence[Block], numbers: dict[str, str]) -> tuple[Block, ...]:
    from contracts.assembly.inlines import map_block

    def shown(inline: Inline) -> Inline:
        if not isinstance(inline, Reference) or inline.shown:
            return inline
        _, target, paragraph = decode(inline.target)
        name = numbers.get(target, f"[{target}]")
        words = f"{name} Abs.{NBSP}{paragraph}" if paragraph else name
        return Reference(f"{target}:{paragraph}" if paragraph else target, words)

    return tuple(map_block(block, shown) for block in blocks)
