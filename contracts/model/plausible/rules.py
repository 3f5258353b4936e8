"""The table of all plausibility rules."""

from __future__ import annotations

from contracts.model.plausible import amounts, days, people

RULES = (*days.RULES, *amounts.RULES, *people.RULES)
KINDS = frozenset(rule.kind for rule in RULES)
