"""A case: everything that is known about one agreement of one district."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.catalogue import validate as kinds
from contracts.errors import ContractsError
from contracts.model import Agreement, District, Election, Elections, Partner, Plan
from contracts.sources.clauses import Deviation, read_deviation
from contracts.sources.lock import Locked, read_lock
from contracts.sources.models import Loaded, load_model

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace


ELECTIONS = "elections.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """The sources of one contract, apart from the clause library."""

    id: str
    district: Loaded[District]
    partner: Loaded[Partner]
    agreement: Loaded[Agreement]
    plan: Loaded[Plan]
    template: Path
    deviations: dict[str, Deviation] = field(default_factory=dict)
    pins: dict[str, Locked] = field(default_factory=dict)
    election: Election | None = None


def load_case(workspace: Workspace, agreement_id: str) -> tuple[Case | None, tuple[Finding, ...]]:
    """Read all sources of one agreement; returns None and every reason where it cannot be used."""
    slug, _, name = agreement_id.partition("/")
    folder, root = workspace.districts / slug, workspace.root
    findings: list[Finding] = []

    district, found = load_model(folder / "district.yaml", root, District)
    findings += found
    own_partner = folder / "partner.yaml"
    partner_path = own_partner if own_partner.exists() else workspace.districts / "partner.yaml"
    partner, found = load_model(partner_path, root, Partner)
    findings += found
    agreement, found = load_model(folder / f"{name}.yaml", root, Agreement)
    findings += found
    election, found = _last_election(workspace)
    findings += found
    deviations, found = _deviations(folder / name, root)
    findings += found
    pins: dict[str, Locked] = {}
    try:
        pins = read_lock(folder / f"{name}.lock", root)
        template = workspace.template(agreement.model.template) if agreement else None
    except ContractsError as error:
        findings += error.findings
        template = None
    plan = None
    if template is not None:
        plan, found = load_model(template / "plan.yaml", root, Plan)
        findings += found
    if district and district.model.slug != slug:
        place = district.raw.place(("slug",))
        findings.append(kinds.SLUG_DIFFERS.at(place, slug=district.model.slug, folder=slug))
    if not (district and partner and agreement and plan and template):
        return None, tuple(findings)
    case = Case(
        agreement_id, district, partner, agreement, plan, template, deviations, pins, election
    )
    return case, tuple(findings)


def _last_election(workspace: Workspace) -> tuple[Election | None, list[Finding]]:
    path = workspace.districts / ELECTIONS
    if not path.exists():
        return None, []  # a workspace of another house may not have such a list
    loaded, findings = load_model(path, workspace.root, Elections)
    return loaded.model.last() if loaded else None, findings


def _deviations(folder: Path, root: Path) -> tuple[dict[str, Deviation], list[Finding]]:
    deviations: dict[str, Deviation] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        try:
            deviations[path.stem] = read_deviation(path, root)
            findings += deviations[path.stem].findings
        except ContractsError as error:
            findings += error.findings
    return deviations, findings
