"""Step 3: plan and agreement to the clauses of the contract, each with the reason why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError

from contracts.assembly.conditions import Verdict, judge
from contracts.assembly.homes import data_path, home_of
from contracts.catalogue import select as kinds
from contracts.findings import NOWHERE, Finding, Place
from contracts.markup.complaints import complaint
from contracts.sources.clauses import ClauseText, Deviation, Library, text_name
from contracts.sources.titles import line_of
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts
    from contracts.assembly.values import Missing
    from contracts.model import ClauseChoice, PlanEntry
    from contracts.sources.cases import Case
    from contracts.sources.lock import Locked


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause that is in the contract: its text, the district's own wording, and why."""

    text: ClauseText
    reason: str
    deviation: Deviation | None = None
    undecided: tuple[Missing, ...] = ()


@dataclass(slots=True)
class Selection:
    """All clauses of a contract in the order of the plan."""

    chosen: dict[str, Chosen] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def select(case: Case, library: Library, facts: Facts) -> Selection:
    """Choose the clauses of one contract."""
    return _Selector(case, library, facts).run()


class _Selector:
    def __init__(self, case: Case, library: Library, facts: Facts) -> None:
        self.case = case
        self.library = library
        self.facts = facts
        self.selection = Selection()
        self.file = case.agreement.raw.file

    def run(self) -> Selection:
        plan = self.case.plan.model
        singles = [("heading", plan.heading), ("preamble", plan.preamble)]
        entries: list[tuple[tuple[str | int, ...], PlanEntry]] = [
            *(((name,), entry) for name, entry in singles),
            *((("sections", n), entry) for n, entry in enumerate(plan.sections)),
            (("signatures",), plan.signatures),
            *((("annexes", n), entry) for n, entry in enumerate(plan.annexes)),
        ]
        for path, entry in entries:
            self._choose(entry, self.case.plan.raw.place((*path, "clause")), path)
        self._unused([entry.clause for _, entry in entries])
        return self.selection

    def _choose(self, entry: PlanEntry, place: Place, path: tuple[str | int, ...]) -> None:
        if entry.clause not in self.library.clauses():
            if self._plainly_absent(entry, self.case.plan.raw.place((*path, "when"))):
                return
            near = suggestion(entry.clause, self.library.clauses())
            self._report(kinds.UNKNOWN_CLAUSE.at(place, name=entry.clause, suggestion=near))
            return
        choice = self.case.agreement.model.clauses.get(entry.clause)
        reason = self._included(entry, choice, self.case.plan.raw.place((*path, "when")))
        if reason is None:
            return
        found = self._variant(entry, choice)
        if found is None:
            return
        variant, why, undecided = found
        text = self._version(entry.clause, variant, choice)
        if text is None:
            return
        deviation = self._deviation(text)
        words = "; ".join(filter(None, (reason, why)))
        self.selection.chosen[entry.clause] = Chosen(text, words, deviation, undecided)

    def _plainly_absent(self, entry: PlanEntry, place: Place) -> bool:
        """Tell whether a clause is out by its condition, so that its text need not be there.

        The archive keeps the texts of one contract only; ``check`` tells what a plan names wrongly.
        """
        if entry.when is None or entry.clause in self.case.agreement.model.clauses:
            return False
        verdict = self._judge(entry.when, place)
        return verdict is not None and not verdict.holds and not verdict.missing

    def _included(self, entry: PlanEntry, choice: ClauseChoice | None, place: Place) -> str | None:
        """Return why the clause is in the contract, None where it is not."""
        if choice is not None and choice.included is not None:
            return f"Entscheidung: {choice.reason}" if choice.included else None
        if entry.when is None:
            return "im Plan vorgesehen"
        verdict = self._judge(entry.when, place)
        if verdict is None or verdict.holds:
            return f"Bedingung im Plan: {entry.when}"
        if verdict.missing:
            values = _fields(verdict.missing)
            finding = kinds.UNDECIDED_CLAUSE.at(
                self._missing_place(verdict),
                clause=self._title(entry.clause),
                file=self.file,
                **values,
            )
            self._report(finding)
        return None

    def _variant(
        self, entry: PlanEntry, choice: ClauseChoice | None
    ) -> tuple[str, str, tuple[Missing, ...]] | None:
        clause, known = entry.clause, self.library.variants(entry.clause)
        if choice is not None and choice.variant is not None:
            if choice.variant in known:
                return choice.variant, f"Wahl: {choice.reason}", ()
            near = suggestion(choice.variant, known)
            place = self.case.agreement.raw.place(("clauses", clause, "variant"))
            finding = kinds.UNKNOWN_VARIANT.at(
                place, clause=clause, name=choice.variant, suggestion=near, known=", ".join(known)
            )
            self._report(finding)
            return None
        verdicts = {v: self._verdict(clause, v) for v in known}
        fitting = [v for v, verdict in verdicts.items() if verdict.holds]
        if len(fitting) == 1:
            when = self.library.newest(clause, fitting[0]).head.when
            return fitting[0], f"Bedingung der Variante: {when}" if when else "", ()
        if len(fitting) > 1:
            shown = ", ".join(text_name(clause, v) for v in fitting)
            self._report(kinds.SEVERAL_VARIANTS.at(clause=clause, variants=shown))
            return None
        return self._undecided(entry, verdicts)

    def _undecided(
        self, entry: PlanEntry, verdicts: dict[str, Verdict]
    ) -> tuple[str, str, tuple[Missing, ...]] | None:
        missing = tuple({m.path: m for v in verdicts.values() for m in v.missing}.values())
        if not missing or entry.undecided not in verdicts:
            self._report(kinds.NO_VARIANT.at(Place(self.file), clause=entry.clause))
            return None
        finding = kinds.UNDECIDED_VARIANT.at(
            self._missing_place(Verdict(holds=False, missing=missing)),
            clause=self._title(entry.clause),
            variant=entry.undecided,
            file=self.file,
            **_fields(missing),
        )
        self._report(finding)
        return entry.undecided, "noch nicht entschieden", missing

    def _title(self, clause: str) -> str:
        """Return what people call a clause."""
        variants = self.library.variants(clause)
        return self.library.newest(clause, variants[0]).head.title if variants else clause

    def _verdict(self, clause: str, variant: str) -> Verdict:
        text = self.library.newest(clause, variant)
        if text.head.when is None:
            return Verdict(holds=True)
        return self._judge(text.head.when, text.when_place) or Verdict(holds=False)

    def _judge(self, condition: str, place: Place) -> Verdict | None:
        try:
            verdict = judge(condition, self.facts, place)
        except TemplateSyntaxError as error:
            reason = complaint(error)
            self._report(kinds.BAD_CONDITION.at(place, condition=condition, reason=reason))
            return None
        self.selection.findings += verdict.findings
        return verdict

    def _version(self, clause: str, variant: str, choice: ClauseChoice | None) -> ClauseText | None:
        short, versions = text_name(clause, variant), self.library.versions(clause, variant)
        if choice is not None and choice.version is not None:
            if choice.version in versions:
                return self.library.texts[clause, variant, choice.version]
            place = self.case.agreement.raw.place(("clauses", clause, "version"))
            known = ", ".join(map(str, versions))
            finding = kinds.UNKNOWN_VERSION.at(
                place, version=choice.version, name=short, known=known
            )
            self._report(finding)
            return None
        newest = self.library.newest(clause, variant)
        for pin in self.case.pins.values():
            if pin.name.startswith(f"{short}@"):
                return self._pinned(pin, newest)
        return newest

    def _pinned(self, pin: Locked, newest: ClauseText) -> ClauseText | None:
        name, place = pin.name, pin.place
        version = int(name.rpartition("@")[2])
        text = self.library.texts.get((newest.clause, newest.variant, version))
        if text is None:
            self._report(kinds.PIN_MISSING.at(place, name=name))
            return None
        if text.sha256 != pin.sha256:
            self._report(kinds.PIN_CHANGED.at(place, name=name))
        if newest.version > version:
            finding = kinds.NEWER_VERSION.at(
                place, name=name, newest=newest.version, file=place.file
            )
            self._report(finding)
        return text

    def _deviation(self, text: ClauseText) -> Deviation | None:
        deviation = self.case.deviations.get(text.clause)
        if deviation is None:
            if not self.library.is_approved(text):
                self._report(kinds.NOT_APPROVED.at(Place(text.file), name=text.name))
            return None
        head, place = deviation.head, Place(deviation.file, 1)
        required = {"base": head.base, "reason": head.reason, "approved": head.approved}
        missing = [name for name, value in required.items() if value is None]
        if missing:
            finding = kinds.DEVIATION_INCOMPLETE.at(
                place, clause=text.clause, missing=", ".join(missing)
            )
            self._report(finding)
        names = {t.name for t in self.library.texts.values() if t.clause == text.clause}
        if head.base is not None and head.base not in names:
            self._report(kinds.DEVIATION_BASE.at(place, base=head.base, clause=text.clause))
        elif head.base is not None and head.base != text.name:
            finding = kinds.DEVIATION_OUTDATED.at(
                place, clause=text.clause, base=head.base, current=text.name
            )
            self._report(finding)
        return deviation

    def _unused(self, planned: list[str]) -> None:
        for clause in self.case.agreement.model.clauses:
            if clause not in planned:
                place = self.case.agreement.raw.place(("clauses", clause))
                self._report(kinds.CHOICE_UNUSED.at(place, clause=clause))
        for clause, deviation in self.case.deviations.items():
            if clause not in self.selection.chosen:
                self._report(kinds.DEVIATION_UNUSED.at(Place(deviation.file), clause=clause))

    def _missing_place(self, verdict: Verdict) -> Place:
        if not verdict.missing:
            return NOWHERE
        return home_of(verdict.missing[0].path, self.case).place

    def _report(self, finding: Finding) -> None:
        self.selection.findings.append(finding)


def _fields(missing: tuple[Missing, ...]) -> dict[str, Any]:
    return {
        "fields": ", ".join(m.title for m in missing),
        "paths": ", ".join(m.path for m in missing),
        "lines": "; ".join(line_of(data_path(m.path)) for m in missing),
    }
