"""A workspace with many agreements: the sample contract again and again, no two alike."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from tests.tools.workspace import ROOT, make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAMPLE = ROOT / "districts" / "musterbezirk"
_CHANGED = {
    "example": lambda _: "false",
    "file_reference": lambda n: f"Jug 1 - {n:04}/2026",
    "  agreed": lambda n: f"2026-12-{1 + n % 28:02}",
    "  full_time_equivalents": lambda n: f"{0.5 + n % 40 / 20:.2f}",
    "    meetings_per_year": lambda n: str(1 + n % 12),
    "  notice_months": lambda n: str(1 + n % 12),
}


def make_many(folder: Path, count: int, *, per_district: int = 1) -> Path:
    """Make a workspace with so many complete agreements, none of them an example.

    Args:
        folder: where; its name is no part of anything.
        count: how many agreements.
        per_district: how many of them a district has.
    """
    (folder / "districts").mkdir(parents=True)
    make_workspace(folder, ())
    facts = (SAMPLE / "2026.yaml").read_text("utf-8")
    district = (SAMPLE / "district.yaml").read_text("utf-8")
    for number, agreement in enumerate(names(count, per_district)):
        slug, _, name = agreement.partition("/")
        home = folder / "districts" / slug
        if not home.exists():
            home.mkdir()
            (home / "district.yaml").write_text(
                district.replace("slug: musterbezirk", f"slug: {slug}"), "utf-8"
            )
            shutil.copy(SAMPLE / "partner.yaml", home)
        (home / f"{name}.yaml").write_text(varied(facts, number), "utf-8")
    return folder


def names(count: int, per_district: int = 1) -> Iterator[str]:
    """Yield the ids of the agreements that ``make_many`` makes, in their order."""
    for number in range(count):
        yield f"bezirk-{number // per_district:05}/v-{number % per_district:05}"


def varied(facts: str, number: int) -> str:
    """Return the facts of the sample with some values that depend on a number."""
    for key, value in _CHANGED.items():
        facts, found = re.subn(
            rf"^{key}: .*$", f"{key}: {value(number)}", facts, count=1, flags=re.MULTILINE
        )
        assert found, key
    return facts
