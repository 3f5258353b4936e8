"""Rules over the clause library and the plans, whether or not an agreement uses a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from contracts.assembly.conditions import can_hold
from contracts.assembly.environment import compile_text
from contracts.catalogue import check as kinds
from contracts.catalogue import select as select_kinds
from contracts.findings import Finding, Place
from contracts.german.roles import styles_in
from contracts.markup.complaints import complaint
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contracts.model import Plan, PlanEntry
    from contracts.sources.clauses import ClauseText, Deviation, Library
    from contracts.sources.glossary import Glossary
    from contracts.sources.models import Loaded

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")


def check_library(library: Library, glossary: Glossary) -> list[Finding]:
    """Return what is wrong with the clause texts, every branch of them included."""
    findings: list[Finding] = []
    for text in library.texts.values():
        findings += compile_text(text.body, text.file, text.body_line).reading.findings
        if text.head.when is not None:
            findings += check_condition(text.head.when, text.when_place)
        findings += check_wording(text, glossary)
    return findings


def check_plan(plan: Loaded[Plan], library: Library) -> list[Finding]:
    """Return what is wrong with a plan: doubled clauses, conditions, unknown variants."""
    findings, seen = [], set()
    for path, entry in _entries(plan.model):
        place = plan.raw.place((*path, "clause"))
        if entry.clause in seen:
            findings.append(kinds.PLAN_DUPLICATE.at(place, clause=entry.clause))
        seen.add(entry.clause)
        if entry.when is not None and entry.clause not in library.clauses():
            near = suggestion(entry.clause, library.clauses())
            unknown = select_kinds.UNKNOWN_CLAUSE.at(place, name=entry.clause, suggestion=near)
            findings.append(unknown)
        if entry.when is not None:
            findings += check_condition(entry.when, plan.raw.place((*path, "when")))
        known = library.variants(entry.clause)
        if entry.undecided is not None and entry.undecided not in known:
            near = suggestion(entry.undecided, known)
            finding = kinds.UNDECIDED_UNKNOWN.at(
                plan.raw.place((*path, "undecided")),
                variant=entry.undecided,
                clause=entry.clause,
                suggestion=near,
                known=", ".join(known),
            )
            findings.append(finding)
    return findings


def check_unplanned(library: Library, plans: Iterable[Loaded[Plan]]) -> list[Finding]:
    """Return a finding for every clause that no plan uses."""
    planned = {entry.clause for plan in plans for _, entry in _entries(plan.model)}
    return [
        kinds.LONE_VARIANT.at(Place(text.file), name=text.name)
        for text in library.texts.values()
        if text.clause not in planned
    ]


def check_condition(condition: str, place: Place) -> tuple[Finding, ...]:
    """Return why a condition cannot be understood or never holds."""
    try:
        return can_hold(condition, place)
    except TemplateSyntaxError as error:
        reason = complaint(error)
        finding = select_kinds.BAD_CONDITION.at(place, condition=condition, reason=reason)
        return (finding,)


def check_wording(text: ClauseText | Deviation, glossary: Glossary) -> list[Finding]:
    """Return misspelt names, typed gender styles and typewriter signs of a text."""
    return list(_wording(text, glossary))


def _wording(text: ClauseText | Deviation, glossary: Glossary) -> Iterator[Finding]:
    # blanked, not cut, so that columns and lines stay true
    body = _JINJA.sub(lambda m: re.sub(r"[^\n]", "\0", m[0]), text.body)
    yield from _names(body, text, glossary)
    for number, line in enumerate(body.split("\n"), text.body_line):
        for style, word in styles_in(line).items():
            if style != "pair":
                yield kinds.TYPED_STYLE.at(Place(text.file, number), word=word, found=style)
        if '"' in line:
            yield kinds.STRAIGHT_QUOTE.at(Place(text.file, number, line.index('"') + 1))
        if " - " in line.lstrip(" -") and not _TABLE_RULE.match(line):
            yield kinds.HYPHEN_AS_DASH.at(Place(text.file, number, line.index(" - ", 2) + 2))


def _names(body: str, text: ClauseText | Deviation, glossary: Glossary) -> Iterator[Finding]:
    # a name may run over a line break, so the whole text is searched with blanks for breaks
    for found, term in glossary.misspelt(re.sub(r"\s", " ", body)):
        offset = re.sub(r"\s", " ", body).find(found)
        line = text.body_line + body.count("\n", 0, max(offset, 0))
        yield kinds.NAME_VARIANT.at(
            Place(text.file, line), found=found, name=term.name, canonical=term.canonical
        )


def _entries(plan: Plan) -> list[tuple[tuple[str | int, ...], PlanEntry]]:
    return [
        (("heading",), plan.heading),
        (("preamble",), plan.preamble),
        *((("sections", n), entry) for n, entry in enumerate(plan.sections)),
        (("signatures",), plan.signatures),
        *((("annexes", n), entry) for n, entry in enumerate(plan.annexes)),
    ]
