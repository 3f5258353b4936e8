"""What a number format shows (ECMA-376, part 1, 18.8.31), as an Excel in German does.

Only what is known to be shown exactly so is on the list; any other format is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
# The formats that a file names by number only, as a German Excel shows them (18.8.30).
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '#,##0 "€";-#,##0 "€"', 6: '#,##0 "€";[Red]-#,##0 "€"',
    7: '#,##0.00 "€";-#,##0.00 "€"', 8: '#,##0.00 "€";[Red]-#,##0.00 "€"',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: r"dd\.mm\.yyyy", 15: r"dd\.\ mmm\ yy", 16: r"dd\.\ mmm", 17: r"mmm\ yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss", 22: r"dd\.mm\.yyyy\ hh:mm",
    37: "#,##0 _€;-#,##0 _€", 38: "#,##0 _€;[Red]-#,##0 _€",
    39: "#,##0.00 _€;-#,##0.00 _€", 40: "#,##0.00 _€;[Red]-#,##0.00 _€",
    41: '_-* #,##0 _€_-;-* #,##0 _€_-;_-* "-" _€_-;_-@_-',
    42: '_-* #,##0 "€"_-;-* #,##0 "€"_-;_-* "-" "€"_-;_-@_-',
    43: '_-* #,##0.00 _€_-;-* #,##0.00 _€_-;_-* "-"?? _€_-;_-@_-',
    44: '_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-;_-@_-',
    45: "mm:ss", 46: "[h]:mm:ss", 49: "@",
}  # fmt: skip

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]\-]*)(?:-(?P<locale>[0-9A-Fa-f]+))?\]
    | \[(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|color\s?[0-9]{1,2})\]
    | \[(?P<elapsed>h+|m+|s+)\]
    | (?P<general>general) | (?P<half>AM/PM)
    | (?P<date>y+|m+|d+|h+|s+)
    | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@)
    | (?P<literal>[-+/():;!^&'~{}<>=\ $€£§\u00a0]|[^\W\d_a-zA-Z])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GERMAN = frozenset({None, "407", "0407", "C07", "c07", "0C07", "2", "1", "409", "0409"})
_NAMES_IN_GERMAN = frozenset({None, "407", "0407", "C07", "c07", "0C07"})
MAX_GENERAL = 11
_MAX_DIGITS = 15


class UnknownFormatError(ValueError):
    """A format, or a value in it, of which it is not known what it shows."""


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a format: what it is and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a format for positive or negative numbers, zero, or text."""

    tokens: tuple[Token, ...]

    def has(self, *kinds: str) -> bool:
        """Tell whether it has a token of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows days or times."""
        return self.has("date", "elapsed", "half")


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format.

    Raises:
        UnknownFormatError: it has something that is not on the list.
    """
    found: list[list[Token]] = [[]]
    place = 0
    while place < len(code):
        if code[place] == ";":
            found.append([])
            place += 1
            continue
        match = _TOKEN.match(code, place)
        if match is None or match["locale"] not in _GERMAN:
            raise UnknownFormatError(code)
        kind = match.lastgroup or ""
        kind = "currency" if kind == "locale" else kind
        found[-1].append(Token(kind, match[kind] or ""))
        if match["locale"] is not None and match["locale"] not in _NAMES_IN_GERMAN:
            found[-1].append(Token("foreign", match["locale"]))
        place = match.end()
    if len(found) > 4:  # noqa: PLR2004 - positive, negative, zero, text
        raise UnknownFormatError(code)
    return tuple(Section(tuple(tokens)) for tokens in found)


def literal(token: Token) -> str | None:
    """Return what a token shows by itself, None where it stands for a part of the value."""
    if token.kind in ("quoted", "escaped", "literal", "currency"):
        return token.text
    if token.kind == "space":
        return " "
    return "" if token.kind in ("fill", "colour", "foreign") else None


def shown_text(code: str, text: str) -> str:
    """Return what a text in a cell of this format shows.

    Raises:
        UnknownFormatError: the format is not on the list.
    """
    if code.lower() in ("general", "@"):
        return text
    parts = sections(code)
    if len(parts) == 4:  # noqa: PLR2004
        chosen = parts[3]
    elif parts[-1].has("text"):
        chosen = parts[-1]
    else:
        return text
    return "".join(_text_piece(token, text, code) for token in chosen.tokens)


def _text_piece(token: Token, text: str, code: str) -> str:
    if token.kind == "text":
        return text
    said = literal(token)
    if said is None:
        raise UnknownFormatError(code)
    return said


def section_for(code: str, value: Decimal) -> tuple[Section, Decimal]:
    """Return the section that shows a number, and the number that it shows.

    Raises:
        UnknownFormatError: the format is not on the list.
    """
    parts = sections(code)
    numbers = parts[:-1] if len(parts) == 4 or (parts[-1].has("text")) else parts  # noqa: PLR2004
    if not numbers:
        raise UnknownFormatError(code)  # a number under a format for texts alone
    if value < 0 and len(numbers) > 1:
        return numbers[1], -value
    if value == 0 and len(numbers) > 2:  # noqa: PLR2004
        return numbers[2], value
    return numbers[0], value


def shown_number(code: str, value: Decimal) -> str:
    """Return what a number in a cell of this format shows.

    Raises:
        UnknownFormatError: it is not known what it shows.
    """
    if code.lower() in ("general", "@"):
        return general(value)
    section, value = section_for(code, value)
    if section.is_date or section.has("half"):
        raise UnknownFormatError(code)
    if section.has("general"):
        return "".join(
            general(value) if token.kind == "general" else _text_piece(token, "", code)
            for token in section.tokens
        )
    return _Number(section, code).shown(value)


def general(value: Decimal) -> str:
    """Return a number in the format “General”; long ones depend on the width of the column.

    Raises:
        UnknownFormatError: it is too long.
    """
    text = format(value.normalize(), "f").replace(".", ",")
    if len(text.lstrip("-")) > MAX_GENERAL:
        raise UnknownFormatError(GENERAL)
    return text


class _Number:
    """A section with places for figures: before the point, behind it, signs around and between."""

    def __init__(self, section: Section, code: str) -> None:
        self._code = code
        kinds = [token.kind for token in section.tokens]
        if kinds.count("point") > 1 or section.has("text"):
            raise UnknownFormatError(code)
        places = [n for n, kind in enumerate(kinds) if kind == "digit"]
        self._has_places = bool(places)
        self.tokens = section.tokens
        self.point = kinds.index("point") if "point" in kinds else None
        if any(token.text == "/" and token.kind == "literal" for token in section.tokens):
            raise UnknownFormatError(code)  # a fraction
        last = places[-1] if places else -1
        commas = [n for n, kind in enumerate(kinds) if kind == "comma"]
        end = self.point if self.point is not None else last + 1
        whole = [n for n in places if n < end]
        self.grouped = any(whole and whole[0] < n < whole[-1] for n in commas)
        self.thousands = sum(1 for n in commas if n > last)
        if any(n > end and n < last for n in commas):
            raise UnknownFormatError(code)
        self.percents = kinds.count("percent")
        self.whole = whole
        self.fraction = [n for n in places if n >= end]

    def shown(self, value: Decimal) -> str:
        value = value.scaleb(2 * self.percents - 3 * self.thousands)
        if not self._has_places:
            return "".join(self._piece(token, {}, n) for n, token in enumerate(self.tokens))
        step = Decimal(1).scaleb(-len(self.fraction))
        rounded = value.quantize(step, ROUND_HALF_UP)
        digits, _, decimals = format(abs(rounded), "f").partition(".")
        pieces = self._whole(digits.lstrip("0")) | self._fraction(decimals)
        sign = "-" if rounded < 0 else ""
        said = (self._piece(token, pieces, n) for n, token in enumerate(self.tokens))
        return sign + "".join(said)

    def _piece(self, token: Token, pieces: dict[int, str], place: int) -> str:
        if token.kind == "digit":
            return pieces.get(place, "")
        if token.kind == "point":
            return ","
        if token.kind == "percent":
            return "%"
        if token.kind == "comma":
            return ""
        said = literal(token)
        if said is None:
            raise UnknownFormatError(self._code)
        return said

    def _whole(self, digits: str) -> dict[int, str]:
        """Return the figures before the point by the place in the format that shows them."""
        pieces: dict[int, str] = {}
        rest, count = digits, 0
        for place in reversed(self.whole):
            figure, rest = (rest[-1], rest[:-1]) if rest else ("", "")
            if not figure:
                figure = {"0": "0", "?": " ", "#": ""}[self.tokens[place].text]
            pieces[place] = figure + self._separator(count) if figure.strip() else figure
            count += bool(figure.strip())
        if self.whole:
            for figure in reversed(rest):
                first = self.whole[0]
                pieces[first] = figure + self._separator(count) + pieces[first]
                count += 1
        elif rest:
            raise UnknownFormatError(self._code)
        return pieces

    def _separator(self, count: int) -> str:
        return "." if self.grouped and count and count % 3 == 0 else ""

    def _fraction(self, decimals: str) -> dict[int, str]:
        pieces: dict[int, str] = {}
        used = len(decimals.rstrip("0"))
        for number, place in enumerate(self.fraction):
            kind = self.tokens[place].text
            shown = number < used or kind == "0"
            pieces[place] = decimals[number] if shown else (" " if kind == "?" else "")
        return pieces


def significant(text: str) -> Decimal:
    """Return a stored number with the fifteen figures that Excel shows of it.

    Raises:
        UnknownFormatError: it is no number, or a whole one with more figures.
    """
    number = float(text)
    shown = Decimal(f"{number:.15g}")
    if not shown.is_finite() or abs(shown) >= Decimal(10) ** _MAX_DIGITS:
        raise UnknownFormatError(text)
    return shown
