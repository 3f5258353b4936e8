"""Days and times in cells (ECMA-376, part 1, 18.17.4) as a German Excel shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from contracts.sources.excel.number_format import (
    Section,
    Token,
    UnknownFormatError,
    literal,
    section_for,
    sections,
)

if TYPE_CHECKING:
    from decimal import Decimal

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember")  # fmt: skip
_SHORT_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_SECONDS = 86_400
_LEAP_1900 = 60  # Excel counts a 29 February 1900, which never was
_LAST = 2_958_465  # 31 December 9999


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time or both: what the cell shows, and the day where it shows exactly one.

    ``has_time`` tells whether a time other than midnight is stored.
    """

    shown: str
    day: date | None
    has_time: bool


def is_date(code: str) -> bool:
    """Tell whether a format shows days or times; raises as ``sections``."""
    return any(section.is_date for section in sections(code))


def moment(code: str, value: Decimal, *, mac: bool = False) -> Moment:
    """Return what a serial number in a format of days or times shows.

    Args:
        code: the format.
        value: days since the epoch.
        mac: whether the file counts from 1904.

    Raises:
        UnknownFormatError: it is not known what it shows, or it is no day.
    """
    section, number = section_for(code, value)
    if not section.is_date or value < 0:
        raise UnknownFormatError(code)
    seconds = int((number * _SECONDS).to_integral_value())
    if section.has("elapsed"):
        return Moment(_elapsed(section, seconds, code), None, has_time=True)
    parts = _parts(section)
    needs_day = bool(parts & {"y", "d", "month"})
    when = _when(seconds, code, mac=mac, needs_day=needs_day)
    shown = _shown(section, when, code)
    if _month_first(section):
        raise UnknownFormatError(code)  # 3.1.2031 would be read as 3 January
    exact = {"y", "d", "month"} <= parts
    has_time = seconds % _SECONDS != 0
    return Moment(shown, when.date() if exact else None, has_time=has_time)


def _when(seconds: int, code: str, *, mac: bool, needs_day: bool) -> datetime:
    days, rest = divmod(seconds, _SECONDS)
    if not needs_day:
        return datetime(2000, 1, 1) + timedelta(seconds=rest)  # noqa: DTZ001 - a time of any day
    if mac:
        epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet knows no zone
    elif days in (0, _LEAP_1900):
        raise UnknownFormatError(code)
    else:
        epoch = datetime(1899, 12, 30 if days > _LEAP_1900 else 31)  # noqa: DTZ001
    if days > _LAST:
        raise UnknownFormatError(code)
    return epoch + timedelta(days=days, seconds=rest)


def _parts(section: Section) -> set[str]:
    """Return which of y, d, month, h, minute, s the section shows; ddd alone is no day."""
    found = set()
    for token, kind in _with_minutes(section):
        if kind == "d" and len(token.text) > 2:  # noqa: PLR2004 - the name of the day
            continue
        found.add(kind)
    return found


def _with_minutes(section: Section) -> list[tuple[Token, str]]:
    """Return the tokens of days and times; an m beside hours or seconds is a minute."""
    tokens = [token for token in section.tokens if token.kind in ("date", "elapsed")]
    found = []
    for number, token in enumerate(tokens):
        letter = token.text[0].lower()
        before = tokens[number - 1].text[0].lower() if number else ""
        after = tokens[number + 1].text[0].lower() if number + 1 < len(tokens) else ""
        if letter == "m":
            short = len(token.text) <= 2  # noqa: PLR2004 - three letters are a name
            letter = "minute" if short and (before == "h" or after == "s") else "month"
        found.append((token, letter))
    return found


def _month_first(section: Section) -> bool:
    order = [kind for _token, kind in _with_minutes(section) if kind in ("y", "d", "month")]
    if "d" not in order or "month" not in order:
        return False
    named = any(
        kind == "month" and len(token.text) > 2  # noqa: PLR2004
        for token, kind in _with_minutes(section)
    )
    return not named and order[0] == "month"


def _shown(section: Section, when: datetime, code: str) -> str:
    minutes = {id(token): kind for token, kind in _with_minutes(section)}
    half = section.has("half")
    foreign = section.has("foreign")
    out = []
    for token in section.tokens:
        if token.kind == "date":
            out.append(_piece(token.text, minutes[id(token)], when, code, (half, foreign)))
        elif token.kind == "half":
            out.append("AM" if when.hour < 12 else "PM")  # noqa: PLR2004
        elif token.kind == "literal" and token.text == "/":
            out.append(".")  # stands for the separator of days, which is a point in German
        elif token.kind == "point":
            out.append(".")
        elif token.kind == "comma":
            out.append(",")
        else:
            said = literal(token)
            if said is None:
                raise UnknownFormatError(code)
            out.append(said)
    return "".join(out)


def _piece(text: str, kind: str, when: datetime, code: str, flags: tuple[bool, bool]) -> str:
    half, foreign = flags
    length = len(text)
    if length > 2 and foreign and kind in ("d", "month"):  # noqa: PLR2004 - names not in German
        raise UnknownFormatError(code)
    hour = (when.hour % 12 or 12) if half else when.hour
    choices = {
        "y": {1: f"{when.year % 100:02}", 2: f"{when.year % 100:02}", 3: str(when.year),
              4: str(when.year)},
        "month": {1: str(when.month), 2: f"{when.month:02}", 3: _SHORT_MONTHS[when.month - 1],
                  4: MONTHS[when.month - 1], 5: MONTHS[when.month - 1][0]},
        "d": {1: str(when.day), 2: f"{when.day:02}", 3: _DAYS[when.weekday()][:2],
              4: _DAYS[when.weekday()]},
        "h": {1: str(hour), 2: f"{hour:02}"},
        "minute": {1: str(when.minute), 2: f"{when.minute:02}"},
        "s": {1: str(when.second), 2: f"{when.second:02}"},
    }  # fmt: skip
    found = choices.get(kind, {}).get(length)
    if found is None:
        raise UnknownFormatError(code)
    return found


def _elapsed(section: Section, seconds: int, code: str) -> str:
    units = {"h": 3600, "m": 60, "s": 1}
    first = next(token for token in section.tokens if token.kind == "elapsed")
    out, rest = [], seconds
    for token in section.tokens:
        counted = token.kind == "date" and token.text[0].lower() in "hms"
        if counted or token is first:
            count, rest = divmod(rest, units[token.text[0].lower()])
            out.append(f"{count:0{len(token.text)}}")
        else:
            said = literal(token)
            if said is None:
                raise UnknownFormatError(code)
            out.append(said)
    return "".join(out)
