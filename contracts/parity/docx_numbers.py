"""The numbers that Word shows: counted from its own definitions, as Word counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contracts.parity.docx_styles import w

if TYPE_CHECKING:
    from contracts.parity.docx_styles import Styles

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class Level:
    """One level of a list definition."""

    form: str
    text: str
    start: int
    style: str


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of a document in reading order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any) -> Numbers:
        """Read the definitions; a file without numbering has None."""
        numbers = cls()
        if root is None:
            return numbers
        for definition in root.iterfind(w("abstractNum")):
            levels = {
                int(level.get(w("ilvl"))): _level(level) for level in definition.iter(w("lvl"))
            }
            numbers.levels[definition.get(w("abstractNumId"))] = levels
        for number in root.iterfind(w("num")):
            identifier = number.get(w("numId"))
            numbers.lists[identifier] = _value(number, "abstractNumId")
            for override in number.iterfind(w("lvlOverride")):
                start = override.find(w("startOverride"))
                if start is not None:
                    key = (identifier, int(override.get(w("ilvl"))))
                    numbers.overrides[key] = int(start.get(w("val")))
        return numbers

    def label(self, paragraph: Any, style: str, styles: Styles) -> tuple[str, int]:
        """Return the number of a paragraph and its level from 1; "" and 0 where it has none."""
        found = self._place(paragraph, style, styles)
        if found is None:
            return "", 0
        identifier, level = found
        definition = self.lists[identifier]
        levels = self.levels[definition]
        if levels[level].form == "bullet":
            return levels[level].text, level + 1
        counters = self.counters.setdefault(definition, {})
        self._restart(identifier, counters)
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        text = levels[level].text
        for number, shown in levels.items():
            count = counters.get(number, shown.start)
            text = text.replace(f"%{number + 1}", _formatted(count, shown.form))
        return text, level + 1

    def _restart(self, identifier: str, counters: dict[int, int]) -> None:
        if identifier not in self.used:
            self.used.add(identifier)
            for (owner, level), start in self.overrides.items():
                if owner == identifier:
                    counters[level] = start - 1

    def _place(self, paragraph: Any, style: str, styles: Styles) -> tuple[str, int] | None:
        properties = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        identifier = level = ""
        if properties is not None:
            identifier, level = _value(properties, "numId"), _value(properties, "ilvl")
        if not identifier:
            identifier, level = styles.numbering(style)
        if identifier in ("", "0") or identifier not in self.lists:
            return None
        levels = self.levels.get(self.lists[identifier], {})
        linked = [number for number, shown in levels.items() if shown.style == style]
        number = int(level) if level else next(iter(linked), 0)
        return (identifier, number) if number in levels else None


def _level(level: Any) -> Level:
    start = _value(level, "start") or "1"
    form, text = _value(level, "numFmt"), _value(level, "lvlText")
    return Level(form, text, int(start), _value(level, "pStyle"))


def _value(element: Any, name: str) -> str:
    found = element.find(w(name))
    return "" if found is None else str(found.get(w("val"), ""))


def _formatted(count: int, form: str) -> str:
    """Return a count as a list shows it (ISO/IEC 29500-1, 17.18.59); other forms by their name."""
    if form in ("decimal", ""):
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        # After z comes aa, bb, … in Word.
        letters = LETTERS[(count - 1) % 26] * (1 + (count - 1) // 26)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    return "" if form == "none" else f"{form} {count}"


def _roman(count: int) -> str:
    out = ""
    for value, letters in ROMAN:
        out += letters * (count // value)
        count %= value
    return out
