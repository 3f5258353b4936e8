"""Proof that Word, PDF, page and text say what the document says, by readers of their own.

``compare`` is what others call. It stands beside the writers and knows nothing of them: a file is
read as a stranger reads it (Word's numbers counted, the PDF's words taken from what is painted).
``expected`` tells what must be said, ``read_*`` what a file says, ``checks`` what is compared.
"""

from __future__ import annotations

from contracts.parity.checks import CHECKS, Difference
from contracts.parity.compare import compare, differences

__all__ = ["CHECKS", "Difference", "compare", "differences"]
