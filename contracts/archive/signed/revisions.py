"""Takes apart what stands behind a release: one update after the other, every byte accounted for.

ISO 32000-1, 7.5.6: an update is objects, then a table of where they stand, then where that table
stands. Programs differ in what they do where these disagree, so that nothing may: each object is
listed once and where it is, nothing else is listed, and nothing stands in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contracts.archive.signed.filters import unpacked
from contracts.archive.signed.tokens import Found, Reader, Ref, Stream, Unclear, Value, read_object

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUBSECTION = re.compile(rb"(\d{1,10}) (\d{1,10})[ ]?(?:\r\n|\n|\r)")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_END = re.compile(rb"startxref[ ]?(?:\r\n|\n|\r)[ ]?(\d{1,12})[ ]?(?:\r\n|\n|\r)%%EOF")
_LINE_END = re.compile(rb"\r\n|\n|\r|")
_OF_A_FILE = re.compile(rb"%PDF|%%EOF|obj|xref|trailer|stream|/")
_FREE_HEAD = 65535
_MOST_JUNK = 512  # bytes; programs look for the end of a file in its last kilobyte
_OF_STREAMS = ("/Type", "/W", "/Index", "/Filter", "/DecodeParms")


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its objects by number, its trailer, and where it ends.

    ``end`` is behind ``%%EOF``, ``after`` behind the end of that line. ``places`` are where each
    object begins and ends; objects within object streams have none.
    """

    objects: dict[int, Value]
    trailer: dict[str, Value]
    start: int
    end: int
    after: int
    places: dict[int, tuple[int, int]]
    tables: frozenset[int]


@dataclass(frozen=True, slots=True)
class Appended:
    """All updates behind a release, and how many bytes of no update stand behind the last."""

    updates: tuple[Update, ...]
    junk: int


@dataclass
class _Section:
    """What the table of an update lists: places by number, and object streams by number."""

    plain: dict[int, int] = field(default_factory=dict)
    packed: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_appended(copy: bytes, start: int, previous: int, lengths: Mapping[int, Value]) -> Appended:
    """Return the updates behind a release.

    Args:
        copy: the whole file.
        start: where the release ends.
        previous: where the release's own table stands.
        lengths: objects that may hold the length of a stream, by number.

    Raises:
        Unclear: what stands there could be read in more than one way.
    """
    updates: list[Update] = []
    at, known = start, dict(lengths)
    while at < len(copy):
        if not copy[at:].strip(b"\0\t\n\f\r "):
            break
        if updates and _inert(copy[at:]):
            return Appended(tuple(updates), len(copy) - at)
        update = _update(copy, at, previous, known)
        previous = int(_END.match(copy, _before_end(copy, update))[1])  # type: ignore[index]
        updates.append(update)
        at = update.after
    return Appended(tuple(updates), 0)


def table_of(data: bytes) -> int:
    """Return where the newest table of a file of our own stands.

    Raises:
        Unclear: it does not say.
    """
    found = _END.match(data, data.rfind(b"startxref"))
    if found is None:
        raise Unclear("end")
    return int(found[1])


def _inert(rest: bytes) -> bool:
    """Tell whether bytes can be no part of a file to any program."""
    return len(rest) <= _MOST_JUNK and not _OF_A_FILE.search(rest)


def _before_end(copy: bytes, update: Update) -> int:
    return copy.rfind(b"startxref", update.start, update.end)


def _update(copy: bytes, at: int, previous: int, known: dict[int, Value]) -> Update:
    found: dict[int, Found] = {}
    reader = Reader(copy, at)
    reader.space()
    last = None
    while (one := read_object(copy, reader.at)) is not None:
        if one.number in found:
            raise Unclear("twice")
        found[one.number] = last = one
        reader.at = one.end
        reader.space()
    table, stream = reader.at, None
    if reader.taken(b"xref"):
        section, trailer = _table(reader)
    elif last is not None and _is_table(last.value):
        table, stream = last.start, last.number
        section, trailer = _table_stream(last.value)
    else:
        raise Unclear("table")
    reader.space()
    end = _END.match(copy, reader.at)
    if end is None or int(end[1]) != table or trailer.get("/Prev") != previous:
        raise Unclear("table")
    objects = {number: one.value for number, one in found.items()}
    _compare(section, found, stream)
    tables = {stream} if stream is not None else set()
    packs = {container for container, _ in section.packed.values()}
    objects.update(_unpack(section, objects))
    _check_lengths(found, {**known, **objects})
    known.update(objects)
    for number in tables | packs:
        objects.pop(number, None)
    after = _LINE_END.match(copy, end.end()).end()  # type: ignore[union-attr]
    places = {number: (one.start, one.end) for number, one in found.items()}
    return Update(objects, trailer, at, end.end(), after, places, frozenset(tables | packs))


def _is_table(value: Value) -> bool:
    return isinstance(value, Stream) and value.entries.get("/Type") == "/XRef"


def _table(reader: Reader) -> tuple[_Section, dict[str, Value]]:
    section = _Section()
    reader.space()
    while (head := _SUBSECTION.match(reader.data, reader.at)) is not None:
        reader.at = head.end()
        for number in range(int(head[1]), int(head[1]) + int(head[2])):
            entry = _ENTRY.match(reader.data, reader.at)
            if entry is None:
                raise Unclear("table")
            reader.at = entry.end()
            _list(section, number, int(entry[1]), int(entry[2]), entry[3] == b"n")
    reader.space()
    if not reader.taken(b"trailer"):
        raise Unclear("table")
    trailer = reader.value()
    if not isinstance(trailer, dict) or "/XRefStm" in trailer:
        raise Unclear("table")  # two tables in one update are for programs that differ
    return section, trailer


def _list(section: _Section, number: int, place: int, generation: int, used: bool) -> None:  # noqa: FBT001
    if not used:
        if number or generation != _FREE_HEAD:
            raise Unclear("free")
        return
    if number in section.plain or generation or not number:
        raise Unclear("table")
    section.plain[number] = place


def _table_stream(value: Stream) -> tuple[_Section, dict[str, Value]]:
    entries = value.entries
    widths = _integers(entries.get("/W"))
    (size,) = _integers([entries.get("/Size")])
    index = _integers(entries.get("/Index", [0, size]))
    if len(widths) != 3 or max(widths) > 8 or not sum(widths) or len(index) % 2:  # noqa: PLR2004
        raise Unclear("table")
    data, width = unpacked(value), sum(widths)
    numbers = [n for i in range(0, len(index), 2) for n in _range(index[i], index[i + 1], data)]
    if len(data) != width * len(numbers):
        raise Unclear("table")
    section = _Section()
    for row, number in enumerate(numbers):
        _list_row(section, number, _row(data[row * width : (row + 1) * width], widths))
    if section.plain.keys() & section.packed.keys():
        raise Unclear("table")
    return section, {name: one for name, one in entries.items() if name not in _OF_STREAMS}


def _list_row(section: _Section, number: int, row: tuple[int, int, int]) -> None:
    kind, second, third = row
    if kind == 1:
        _list(section, number, second, third, used=True)
    elif kind == 2 and number not in section.packed:  # noqa: PLR2004 - in an object stream
        section.packed[number] = (second, third)
    elif kind or number:
        raise Unclear("table")


def _range(first: int, count: int, data: bytes) -> range:
    if count > len(data):
        raise Unclear("table")
    return range(first, first + count)


def _row(row: bytes, widths: list[int]) -> tuple[int, int, int]:
    first, second, _ = widths
    kind = int.from_bytes(row[:first]) if first else 1
    return kind, int.from_bytes(row[first : first + second]), int.from_bytes(row[first + second :])


def _integers(value: Any) -> list[int]:
    if not isinstance(value, list) or any(type(one) is not int or one < 0 for one in value):
        raise Unclear("table")
    return value


def _compare(section: _Section, found: Mapping[int, Found], stream: int | None) -> None:
    """Refuse a table that lists anything else than what is there."""
    there = {number: one.start for number, one in found.items()}
    listed = dict(section.plain)
    if stream is not None:
        listed.setdefault(stream, there[stream])  # a table need not list itself
    if listed != there or section.packed.keys() & there.keys():
        raise Unclear("table")


def _unpack(section: _Section, objects: Mapping[int, Value]) -> dict[int, Value]:
    """Return the objects within object streams (7.5.7)."""
    wanted: dict[int, dict[int, int]] = {}
    for number, (container, place) in section.packed.items():
        wanted.setdefault(container, {})[place] = number
    found: dict[int, Value] = {}
    for container, places in wanted.items():
        pack = objects.get(container)
        if not isinstance(pack, Stream) or pack.entries.get("/Type") != "/ObjStm":
            raise Unclear("packed")
        found.update(_packed(pack, places))
    packs = {n for n, one in objects.items() if _is_pack(one)}
    if packs != wanted.keys():
        raise Unclear("packed")
    return found


def _is_pack(value: Value) -> bool:
    return isinstance(value, Stream) and value.entries.get("/Type") == "/ObjStm"


def _packed(pack: Stream, places: Mapping[int, int]) -> dict[int, Value]:
    count, first = pack.entries.get("/N"), pack.entries.get("/First")
    if type(count) is not int or type(first) is not int or "/Extends" in pack.entries:
        raise Unclear("packed")
    data = unpacked(pack)
    if sorted(places) != list(range(count)) or not 0 <= first <= len(data):
        raise Unclear("packed")
    head = Reader(data[:first])
    pairs = [(head.integer(), head.integer()) for _ in range(count)]
    found = {}
    body = Reader(data, first)
    for place, (number, offset) in enumerate(pairs):
        body.space()
        start = Reader(data, first + offset)
        start.space()
        if places[place] != number or start.at != body.at:
            raise Unclear("packed")
        found[number] = body.value()
    body.space()
    head.space()
    if body.at != len(data) or head.at != first:
        raise Unclear("packed")
    return found


def _check_lengths(found: Mapping[int, Found], known: Mapping[int, Value]) -> None:
    for one in found.values():
        if one.length is None:
            continue
        stream = one.value
        length = known.get(one.length.number)
        if type(length) is not int or not isinstance(stream, Stream) or length != len(stream.raw):
            raise Unclear("stream")


__all__ = ["Appended", "Ref", "Update", "read_appended", "table_of"]
