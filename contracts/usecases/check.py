"""Collects every finding of the data, the clause library, the plans and the contracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.assembly import assemble
from contracts.assembly.checks.library import check_library, check_plan, check_unplanned
from contracts.errors import ContractsError, ExitCode
from contracts.findings import Finding, Level
from contracts.model import District, Partner, Plan
from contracts.sources.cases import load_case
from contracts.sources.clauses import Library, load_library
from contracts.sources.models import Loaded, load_model
from contracts.sources.unread import unread_files
from contracts.usecases.outputs import check_outputs
from contracts.usecases.prepare import code_of, unique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.sources.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at and found, each finding once, errors first."""

    agreements: tuple[str, ...]
    findings: tuple[Finding, ...]

    def code(self, *, strict: bool) -> ExitCode:
        """Return the exit code: errors count, when strict also warnings and gaps."""
        serious = any(f.level >= Level.GAP for f in self.findings)
        return code_of(self.findings) or (ExitCode.FINDINGS if strict and serious else ExitCode.OK)


def check(
    workspace: Workspace, agreements: Sequence[str] = (), *, outputs: bool = False
) -> Checked:
    """Check some agreements, or the whole workspace; library and templates always with them.

    Args:
        workspace: what to check.
        agreements: ids; none means all.
        outputs: also read what was generated, and compare it with its document.
    """
    library, found = load_library(workspace)
    findings = [*found, *check_library(library, library.glossary), *_plans(workspace, library)]
    findings += _skeletons(workspace)
    if not agreements:
        findings += _organisations(workspace)
    chosen = tuple(agreements or workspace.agreements())
    named = [agreement.partition("/")[0] for agreement in agreements]
    findings += unread_files(workspace, named if agreements else None)
    for agreement in chosen:
        findings += _contract(workspace, agreement, library)
        if outputs:
            findings += check_outputs(workspace, agreement)
    return Checked(chosen, unique(findings))


def _plans(workspace: Workspace, library: Library) -> list[Finding]:
    plans: list[Loaded[Plan]] = []
    findings: list[Finding] = []
    for path in sorted((workspace.root / "templates").glob("*/plan.yaml")):
        plan, found = load_model(path, workspace.root, Plan)
        findings += found
        if plan is not None:
            plans.append(plan)
            findings += check_plan(plan, library)
    return [*findings, *(check_unplanned(library, plans) if plans else ())]


def _skeletons(workspace: Workspace) -> list[Finding]:
    from contracts.writers.docx import check_skeleton

    findings: list[Finding] = []
    for path in sorted((workspace.root / "templates").glob("*/plan.yaml")):
        try:
            findings += check_skeleton(path.parent)
        except ContractsError as error:
            findings += error.findings
    return findings


def _organisations(workspace: Workspace) -> list[Finding]:
    """Check districts that have no agreement yet, and the partner, too."""
    findings: list[Finding] = []
    for slug in workspace.district_slugs():
        path = workspace.districts / slug / "district.yaml"
        findings += load_model(path, workspace.root, District)[1]
    partner = workspace.districts / "partner.yaml"
    if partner.exists():
        findings += load_model(partner, workspace.root, Partner)[1]
    return findings


def _contract(workspace: Workspace, agreement: str, library: Library) -> list[Finding]:
    from contracts.writers.pdf import missing_glyphs

    try:
        case, findings = load_case(workspace, agreement)
        if case is None:
            return list(findings)
        assembly = assemble(case, library)
        glyphs = missing_glyphs(assembly.document, case.template) if assembly.document else ()
    except ContractsError as error:
        return list(error.findings)
    return [*findings, *assembly.findings, *glyphs]
