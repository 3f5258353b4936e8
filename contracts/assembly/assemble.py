"""Steps 3 to 7 in order: from a case and the library to a document and its findings."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.assembly import gaps as gap_lists
from contracts.assembly.checks import check_case
from contracts.assembly.checks.library import check_wording
from contracts.assembly.checks.plausible import (
    is_plausibility,
    placeholder_paths,
    unconfirmed_seats,
)
from contracts.assembly.facts import facts_of
from contracts.assembly.fill import scope_of
from contracts.assembly.number import Referrer, number_blocks, target_of
from contracts.assembly.parts import PartMaker
from contracts.assembly.select import Chosen, select
from contracts.assembly.signatures import signing_parties
from contracts.catalogue import fill as kinds
from contracts.document import (
    Annex,
    Block,
    ClauseUse,
    Document,
    Preamble,
    Section,
    SignatureBlock,
    Status,
)
from contracts.findings import Finding, Level, Place

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts
    from contracts.sources.cases import Case
    from contracts.sources.clauses import Library

NBSP = "\u00a0"
PLACE_AND_DATE = "Ort, Datum"
SIGNATURE = "Unterschrift"


@dataclass(frozen=True, slots=True)
class Assembly:
    """What came of a case; ``document`` is None where errors prevent one."""

    document: Document | None
    findings: tuple[Finding, ...]
    uses: tuple[ClauseUse, ...] = ()


def assemble(case: Case, library: Library, status: Status = "draft") -> Assembly:
    """Assemble one contract; every problem is a finding, none is raised."""
    return _Assembler(case, library, status).run()


class _Assembler:
    def __init__(self, case: Case, library: Library, status: Status) -> None:
        self.case = case
        self.library = library
        self.status = status
        self.facts: Facts = facts_of(case, status)
        self.findings: list[Finding] = []
        self.maker = PartMaker(self.facts, self.findings)

    def run(self) -> Assembly:
        selection = select(self.case, self.library, self.facts)
        self.findings += selection.findings
        self.findings += check_case(self.case, self.library.glossary)
        for chosen in selection.chosen.values():
            if chosen.deviation is not None:
                self.findings += check_wording(chosen.deviation, self.library.glossary)
        plan = self.case.plan.model
        needed = [plan.heading, plan.preamble, plan.signatures]
        if any(entry.clause not in selection.chosen for entry in needed):
            return self._result(None)
        document = self._document(selection.chosen)
        document = self._with_references(document, selection.chosen)
        document = self._with_gaps(document)
        return self._result(document)

    def _result(self, document: Document | None) -> Assembly:
        findings = tuple(sorted(dict.fromkeys(self.findings), key=Finding.sort_key))
        # what cannot be meant can still be said: only prepare() refuses it
        wrong = (f for f in findings if f.level is Level.ERROR and not is_plausibility(f))
        if document is None or any(wrong):
            return Assembly(None, findings)
        code = base64.b32encode(bytes.fromhex(canonical.digest(document))[:5]).decode()
        document = replace(document, draft_code=f"{code[:4]}-{code[4:]}")
        heads = (document.parties_use,) if document.parties_use else ()
        uses = (*heads, *(part.use for part in document.parts))
        return Assembly(document, findings, uses)

    def _document(self, chosen: dict[str, Chosen]) -> Document:
        plan, maker = self.case.plan.model, self.maker
        heading = chosen[plan.heading.clause]
        opening = chosen[plan.preamble.clause]
        sections = [chosen[e.clause] for e in plan.sections if e.clause in chosen]
        annexes = [chosen[e.clause] for e in plan.annexes if e.clause in chosen]
        file_reference = scope_of(self.facts)["file_reference"]
        subtitle = self.case.plan.raw.place(("subtitle",))
        return Document(
            agreement=self.case.id,
            template=self.facts.template,
            status=self.status,
            title=self.facts.title,
            subtitle=maker.line(plan.subtitle, subtitle),
            file_reference=(maker.inline(file_reference),) if file_reference else (),
            parties=maker.parties(heading, plan.parties),
            parties_use=maker.use(heading),
            body=(
                Preamble(maker.use(opening), maker.title(opening), self._blocks(opening)),
                *(
                    Section(
                        maker.use(c), f"§{NBSP}{n}", maker.title(c), self._blocks(c, numbered=True)
                    )
                    for n, c in enumerate(sections, 1)
                ),
            ),
            signatures=self._signatures(chosen[plan.signatures.clause]),
            annexes=tuple(
                Annex(maker.use(c), f"Anlage{NBSP}{n}", maker.title(c), self._blocks(c))
                for n, c in enumerate(annexes, 1)
            ),
            gaps=(),
            draft_code="",
            toc=self.facts.toc,
        )

    def _blocks(self, chosen: Chosen, *, numbered: bool = False) -> tuple[Block, ...]:
        return number_blocks(self.maker.blocks(chosen), chosen.text.clause, numbered=numbered)

    def _signatures(self, chosen: Chosen) -> SignatureBlock:
        return SignatureBlock(
            self.maker.use(chosen),
            self.maker.title(chosen),
            self._blocks(chosen),
            signing_parties(self.facts, self.maker),
            PLACE_AND_DATE,
            SIGNATURE,
        )

    def _with_references(self, document: Document, chosen: dict[str, Chosen]) -> Document:
        targets = {part.anchor: target_of(part) for part in document.parts}
        planned = [entry.clause for entry in self.case.plan.model.annexes]
        wrong = {f.place.file for f in self.findings if f.level is Level.ERROR}
        broken = [id_ for id_, c in chosen.items() if (c.deviation or c.text).file in wrong]
        referrer = Referrer(targets, planned, self.library.clauses(), broken)
        places = {clause: self.maker.call_places(c) for clause, c in chosen.items()}
        body = tuple(referrer.resolve(part, places[part.anchor]) for part in document.body)
        signatures = referrer.resolve(document.signatures, places[document.signatures.anchor])
        annexes = tuple(referrer.resolve(part, places[part.anchor]) for part in document.annexes)
        self.findings += referrer.findings
        self.findings += referrer.circles()
        named = {target for targets in referrer.edges.values() for target in targets}
        for annex in document.annexes:
            if annex.anchor not in named:
                place = Place(chosen[annex.anchor].text.file)
                self.findings.append(kinds.ANNEX_UNNAMED.at(place, clause=annex.anchor))
        return replace(document, body=body, signatures=signatures, annexes=annexes)

    def _with_gaps(self, document: Document) -> Document:
        head = [i for party in document.parties for line in party.lines for i in line]
        head += [*document.subtitle, *document.file_reference]
        needed = gap_lists.where_needed(head, document.parts)
        gaps = gap_lists.gap_list(needed, self.maker.missing, self.facts)
        told = placeholder_paths(self.case)
        self.findings += gap_lists.gap_findings(gaps, self.case, told)
        printed = gap_lists.printed(head, document.parts)
        self.findings += unconfirmed_seats(self.case, printed)
        return replace(document, gaps=gaps)
