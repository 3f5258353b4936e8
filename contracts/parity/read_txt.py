"""What a text file says: its lines, labels and all."""

from __future__ import annotations

from contracts.parity.account import Account, Line


def read_txt(data: bytes) -> Account:
    """Return what a text file says; it has no kinds of lines, so all are text."""
    out = Account("txt", draft_mark=False)
    for number, raw in enumerate(data.decode("utf-8", "replace").splitlines()):
        words = raw.strip()
        if number == 0 and words.startswith("Entwurf"):
            out.draft_mark = True
            out.draft_code = words.rpartition(" ")[2]
        elif words:
            out.lines.append(Line("text", words))
    return out
