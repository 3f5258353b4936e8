"""Step 7: lint rules over data, clause library and tree."""

from __future__ import annotations

from contracts.assembly.checks.data import check_case
from contracts.assembly.checks.library import check_library, check_plan

__all__ = ["check_case", "check_library", "check_plan"]
