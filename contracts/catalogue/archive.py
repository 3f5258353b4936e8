"""Step 11, archive: page codes, signed copies, the store and the package for hand-over."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NO_ROOM = Kind(
    "K-1101",
    Level.ERROR,
    N_("On page {page} there is no free room at the foot for the page codes."),
    N_("Give page.css a bottom margin of at least 2.5 cm, and keep 8 cm of the footer free."),
)
TOO_MANY_PAGES = Kind(
    "K-1102",
    Level.ERROR,
    N_("The contract has {pages} pages; page codes count to {most}."),
    N_("Move long annexes into files of their own."),
)
NO_JAIL = Kind(
    "K-1103",
    Level.ERROR,
    N_("The process that opens files from outside cannot be started."),
    N_("See what is missing with: contracts doctor"),
)
INVENTORY_UNREADABLE = Kind(
    "K-1140",
    Level.ERROR,
    N_("“{file}” is not an inventory."),
    N_("Restore the folder from a backup; nothing is added before."),
)
INVENTORY_NOT_IN_LEDGER = Kind(
    "K-1141",
    Level.ERROR,
    N_("“{file}” is not the inventory that the ledger names."),
    N_("Restore the folder from a backup; find out who changed it."),
)
LEDGER_BROKEN = Kind(
    "K-1142",
    Level.ERROR,
    N_("Line {line} of the ledger does not follow from the lines before it."),
    N_("Restore ledger.txt from a backup or from the newest package."),
)
BUSY = Kind(
    "K-1143",
    Level.ERROR,
    N_("Another run is just writing to the archive."),
    N_("Wait until it has finished, then run the same command again."),
)
