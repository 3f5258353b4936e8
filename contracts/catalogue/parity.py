"""Step 8, parity: what one format of a contract says otherwise than another."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

DIFFERENCE = Kind(
    "K-870",
    Level.ERROR,
    N_(
        "The {format} file differs from the contract in {check}, clause {clause}: "
        "expected “{expected}”, found “{found}”."
    ),
    N_("Do not send it. Run `contracts generate --force`; if it stays, report the clause named."),
)
