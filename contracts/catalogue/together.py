"""Several people or runs at once."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

CHANGED_MEANWHILE = Kind(
    "K-709",
    Level.ERROR,
    N_("Somebody changed “{file}” while it was being worked on; it was not overwritten."),
    N_("Run the same command again; it then starts from the new content."),
)
