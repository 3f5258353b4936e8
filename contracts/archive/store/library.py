"""The OCFL library, imported without its side effect: it turns on everybody's log messages."""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib import import_module
from typing import Any


@lru_cache(maxsize=1)
def ocfl() -> Any:
    """Return the library ``ocfl``; the root logger stays as it was."""
    root = logging.getLogger()
    level, handlers = root.level, [*root.handlers]
    try:
        return import_module("ocfl")
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers
