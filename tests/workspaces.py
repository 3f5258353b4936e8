"""Small workspaces for tests: a plan, a few clauses, one district, one agreement."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from contracts.assembly import Assembly, assemble
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.document import Status

ROOT = Path(__file__).parent.parent

HEAD = """\
---
title: {title}
duty_of: both
purpose: Für Tests
negotiable: no
risk: low
{more}---
"""

DISTRICT = """\
slug: pankow
key: "03"
name: Pankow
legal_entity: {gender: neuter, nominative: Land Berlin, genitive: Landes Berlin}
district: {gender: masculine, nominative: Bezirk Pankow von Berlin, genitive: Bezirks Pankow von Berlin}
authority:
  gender: neuter
  nominative: Bezirksamt Pankow von Berlin
  genitive: Bezirksamts Pankow von Berlin
seats:
  - {street: Breite Straße 24a-26, postcode: "13187", city: Berlin}
offices:
  - {id: jugend, function: Bezirksstadträtin, holder: R. Tietje, valid_from: 2021-11-01, valid_to: 2026-10-31}
"""

PARTNER = """\
name: {gender: none, nominative: Gesundheit Berlin-Brandenburg e. V., genitive: Gesundheit Berlin-Brandenburg e. V.}
legal_entity: {gender: none, nominative: Gesundheit Berlin-Brandenburg e. V., genitive: Gesundheit Berlin-Brandenburg e. V.}
project: MitWirkung – Perspektiven für Familien
offices:
  - {id: vorstand, function: Vorstand}
"""

PLAN = """\
name: Kooperationsvertrag
subtitle: im Bezirk {{ district.name }}
parties: {district: {short: Bezirk}, partner: {short: Gesundheit}}
heading: {clause: parties}
preamble: {clause: preamble}
sections:
SECTIONS
signatures: {clause: signatures}
annexes:
ANNEXES
"""

FIXED = {
    "parties": "dem Land Berlin,\\\nvertreten durch {{ district.authority | case }}\n\nGesundheit",
    "preamble": "Die Parteien wollen zusammenarbeiten.",
    "signatures": "Mit ihrer Unterschrift stimmen sie zu.",
}


def clause(body: str, title: str = "Titel", **head: str) -> str:
    """Return the text of a clause file."""
    more = "".join(f"{name}: {value}\n" for name, value in head.items())
    return HEAD.format(title=title, more=more) + dedent(body) + "\n"


def make(
    folder: Path,
    sections: Mapping[str, str],
    *,
    agreement: str = "law: public\n",
    annexes: Mapping[str, str] | None = None,
    plan: Mapping[str, str] | None = None,
) -> Workspace:
    """Write a workspace.

    Args:
        folder: where.
        sections: clause to body, or to a whole file text; "name/variant" names a variant.
        agreement: YAML of pankow/2023.
        annexes: like sections.
        plan: more of a plan entry, e.g. {"steering": "when: law"}.
    """
    every = {**FIXED, **sections, **(annexes or {})}
    for name, text in every.items():
        clause_id, _, variant = name.partition("/")
        path = folder / "clauses" / clause_id / f"{variant or 'standard'}@1.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text.startswith("---") else clause(text, clause_id.title()))
    entries = [_entries(part, plan or {}) for part in (sections, annexes or {})]
    template = folder / "templates" / "cooperation-contract"
    template.mkdir(parents=True, exist_ok=True)
    text = PLAN.replace("SECTIONS", entries[0]).replace(
        "annexes:\nANNEXES\n", "annexes:\n" + entries[1] if entries[1] else ""
    )
    (template / "plan.yaml").write_text(text)
    districts = folder / "districts" / "pankow"
    districts.mkdir(parents=True, exist_ok=True)
    (districts / "district.yaml").write_text(DISTRICT)
    (districts / "2023.yaml").write_text(dedent(agreement))
    (districts.parent / "partner.yaml").write_text(PARTNER)
    return Workspace(folder)


def _entries(names: Mapping[str, str], plan: Mapping[str, str]) -> str:
    ids = dict.fromkeys(name.partition("/")[0] for name in names)
    lines = [f"  - {{clause: {i}{', ' + plan[i] if i in plan else ''}}}" for i in ids]
    return "\n".join(lines) + ("\n" if lines else "")


def assembled(
    workspace: Workspace, agreement: str = "pankow/2023", status: Status = "draft"
) -> Assembly:
    """Return the assembly of an agreement; findings of loading come first."""
    library, found = load_library(workspace)
    case, problems = load_case(workspace, agreement)
    if case is None:
        return Assembly(None, (*found, *problems))
    result = assemble(case, library, status)
    return Assembly(result.document, (*found, *problems, *result.findings), result.uses)


def codes(assembly: Assembly) -> set[str]:
    """Return the codes of all findings but that nothing is approved here."""
    return {finding.code for finding in assembly.findings} - {"K-311"}


def lines(assembly: Assembly) -> list[str]:
    """Return the lines of the sections."""
    from contracts import plaintext

    assert assembly.document is not None, [str(f.place) + f.message for f in assembly.findings]
    sections = assembly.document.body[1:]
    return [line for section in sections for line in plaintext.part_lines(section)]
