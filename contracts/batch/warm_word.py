"""Importing this imports what Word files need, so that workers begin with it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

# named as strings: what is missing here is told by the contract that needs it
for _name in ("docxtpl", "lxml.etree", "babel.dates"):
    with suppress(ImportError, OSError):
        import_module(_name)
