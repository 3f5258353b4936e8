"""Rows of the case table about what must not be released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases import Row, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def refused(code: str, old: str, new: str, file: str = "2026.yaml") -> Callable[[Path], None]:
    """Return the row of a value that keeps an agreement from being released."""

    def row(workspace: Path) -> None:
        path = workspace / "districts/musterbezirk" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        line = text[: text.index(old)].count("\n") + 1
        told = tell(workspace, "generate", "musterbezirk", "--release")
        assert told.code in (1, 4)
        finding = told.finding(code)
        assert finding["file"] == f"districts/musterbezirk/{file}"
        assert finding["line"] == line
        assert finding["level"] in ("gap", "error")
        assert not (workspace / "generated/releases").exists()

    return row


CHAIR = "chair: die Bezirksstadträtin für Jugend und Familie"
BODY = "body: Steuerungsrunde Kinder- und Familienarmut"
ROWS = [
    Row("one copy for two parties", refused("K-631", "copies: 2", "copies: 1")),
    Row("N.N.", refused("K-611", CHAIR, "chair: N.N.")),
    Row("wird noch ergänzt", refused("K-611", BODY, "body: wird noch ergänzt")),
    Row(
        "resolution after the end",
        refused("K-621", "passed_on: 2026-11-24", "passed_on: 2030-01-01"),
    ),
    Row(
        "survey after the end", refused("K-621", "year: 2027\n    method", "year: 2030\n    method")
    ),
    Row(
        "seat not confirmed",
        refused("K-613", "verified: true", "verified: false", "district.yaml"),
    ),
]
