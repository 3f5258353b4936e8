"""Compares documents and clause texts: one change model, and what is written from it.

Start with ``compare.py``; ``model.py`` says what a comparison holds.
"""

from __future__ import annotations

from contracts.redline.compare import compare
from contracts.redline.model import Change, Comparison
from contracts.redline.resolve import accept, apply, prove, reject, resolve

__all__ = ["Change", "Comparison", "accept", "apply", "compare", "prove", "reject", "resolve"]
