"""Importing this imports what pages need beside Word files, so that workers begin with it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

# named as strings: what is missing here is told by the contract that needs it
for _name in ("contracts.batch.warm_word", "weasyprint", "pikepdf"):
    with suppress(ImportError, OSError):
        import_module(_name)
