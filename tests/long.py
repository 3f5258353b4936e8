"""Full counts or a share of them: ``VERTRAGSWERK_LONG=1`` (``make long``) makes all counts full."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("VERTRAGSWERK_LONG"))


def count(full: int, short: int = 0) -> int:
    """Return how often to try: in `make test` a tenth of the full count, or as often as named."""
    return full if LONG else short or max(1, full // 10)


def steps(last: int, shift: int) -> range:
    """Return the steps to fail at: all of them in the long run, else each fault takes its share."""
    return range(1, last + 1) if LONG else range(1 + shift, last + 1, 4)
