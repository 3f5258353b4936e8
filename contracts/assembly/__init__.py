"""Steps 3 to 7: select, fill, parse, number, check; the result is an immutable document."""

from __future__ import annotations

from contracts.assembly.assemble import Assembly, assemble

__all__ = ["Assembly", "assemble"]
