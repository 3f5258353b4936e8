"""Step 2: the models of everything that a contract is made of, with German titles for people."""

from __future__ import annotations

from contracts.model.agreement import Agreement, ClauseChoice, Dates, SignatoryChoice
from contracts.model.base import Model, Name
from contracts.model.clause import ClauseHead, DeviationHead, Plan, PlanEntry
from contracts.model.district import District, Office, Organisation, Partner, Seat
from contracts.model.election import Election, Elections
from contracts.model.evidence import Evidence

__all__ = [
    "Agreement",
    "ClauseChoice",
    "ClauseHead",
    "Dates",
    "DeviationHead",
    "District",
    "Election",
    "Elections",
    "Evidence",
    "Model",
    "Name",
    "Office",
    "Organisation",
    "Partner",
    "Plan",
    "PlanEntry",
    "Seat",
    "SignatoryChoice",
]
