"""A comparison as a Word file with tracked changes.

Two finished Word files, the old contract and the new one, are woven into one. What the writer made
of a line is taken over as it is, so accepting all changes gives the new file and rejecting all
gives the old one, styles and numbers included. Nothing is delivered that does not prove this.
"""

from __future__ import annotations

from contracts.redline.word.proof import NotProvenError
from contracts.redline.word.weave import tracked

__all__ = ["NotProvenError", "tracked"]
