"""Where a line stands, as lawyers say it: "§ 6 Abs. 2 Nr. 1 Buchst. a"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.redline.tokens import flat_text
from contracts.redline.units import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.redline.units import Unit

NBSP = "\u00a0"
_FIXED = {"title": "Titel", "subtitle": "Untertitel", "file-reference": "Geschäftszeichen"}


class Places:
    """Place and title of the part for every line of a text."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """Walk the lines once."""
        self.names: list[str] = []
        self.titles: list[str] = []
        self._part = self._title = ""
        self._trail: list[str] = []
        self._tables = self._row = self._paragraph = 0
        shorts = {u.area: flat_text(u.contents[0]) for u in units if u.kind == "party"}
        for unit in units:
            name = self._name(unit, shorts)
            self.names.append(name)
            self.titles.append(self._title)

    def _name(self, unit: Unit, shorts: dict[str, str]) -> str:
        if unit.kind in HEADINGS:
            return self._heading(unit)
        if unit.kind in _FIXED:
            self._title = "Titel"
            return _FIXED[unit.kind]
        if unit.area.startswith("party:"):
            self._title = "Vertragsparteien"
            return f"Vertragspartei {shorts.get(unit.area, '')}".rstrip()
        if unit.kind == "gap":
            self._title = "Offene Angaben"
            return "Liste der offenen Angaben"
        return self._line(unit)

    def _heading(self, unit: Unit) -> str:
        self._title = flat_text(unit.contents[0])
        self._part = unit.label or self._title
        self._trail, self._tables, self._row, self._paragraph = [], 0, 0, 0
        return self._part

    def _line(self, unit: Unit) -> str:
        match unit.kind:
            case "source":
                self._paragraph += 1
                self._part = self._part or ""
                return unit.label or f"Block{NBSP}{self._paragraph}"
            case "paragraph":
                self._trail = [_absatz(unit.label)]
            case "item":
                self._trail = [*self._trail[: unit.depth], _item(unit)]
            case "table":
                self._tables += 1
                self._row = -1
                return f"{self._part}, {self._table()}"
            case "header" | "row":
                self._row += 1
                line = f"Zeile{NBSP}{self._row}" if unit.kind == "row" else "Kopfzeile"
                return f"{self._part}, {self._table()}, {line}"
            case "signing-party" | "signatory":
                return f"{self._part}, Unterzeichnende"
            case _:
                pass
        return " ".join(filter(None, (self._part, *self._trail)))

    def _table(self) -> str:
        return "Tabelle" if self._tables < 2 else f"Tabelle{NBSP}{self._tables}"  # noqa: PLR2004


def _absatz(label: str) -> str:
    return f"Abs.{NBSP}{label.strip('()')}" if label else ""


def _item(unit: Unit) -> str:
    if not unit.ordered:
        return "Spiegelstrich"
    label = unit.label.rstrip(".)")
    return f"Nr.{NBSP}{label}" if label.isdigit() else f"Buchst.{NBSP}{label}"
