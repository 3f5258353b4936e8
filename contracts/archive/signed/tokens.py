"""Reads PDF objects to the letter: what programs could read in two ways is no object here.

Source: ISO 32000-1, 7.2 and 7.3.
Refused are comments, names twice in a dictionary, numbers and escapes in doubtful forms, streams
whose length is wrong, and generations other than zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = Any
"""None, Flag, int, Decimal, bytes (a string), Name, Ref, list, dict (by name) or Stream."""

_SPACE = re.compile(rb"[\0\t\n\f\r ]*")
_WORD = re.compile(rb"[^\0\t\n\f\r ()<>\[\]{}/%]*")
_INTEGER = re.compile(rb"[+-]?[0-9]{1,12}")
_REAL = re.compile(rb"[+-]?(?:[0-9]{1,12}\.[0-9]{0,20}|\.[0-9]{1,20})")
_GAP, _STOP = rb"[\0\t\n\f\r ]+", rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|$)"
_REF = re.compile(rb"([0-9]{1,10})" + _GAP + rb"([0-9]{1,5})" + _GAP + rb"R" + _STOP)
_HEAD = re.compile(rb"([1-9][0-9]{0,9})" + _GAP + rb"([0-9]{1,5})" + _GAP + rb"obj(?![A-Za-z])")
_PLAIN_STRING = re.compile(rb"[^()\\\r]*")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
            b"(": b"(", b")": b")", b"\\": b"\\"}  # fmt: skip
_DEEPEST = 50


class Unclear(ValueError):  # noqa: N818 - says what it is
    """The bytes could be read in more than one way, or in none."""


class Name(str):
    """A name with its slash, escapes undone."""

    __slots__ = ()


class Flag(str):
    """True or false; Python's own would equal 1 and 0."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an object; its generation is always 0."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary without the length, and its bytes as they are stored."""

    entries: dict[str, Value]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """An object in a file: its number, where it begins and ends, and what it is.

    ``length`` is the object that must hold the length of the stream, where it is one of its own.
    """

    number: int
    start: int
    end: int
    value: Value
    length: Ref | None = None


TRUE, FALSE = Flag("true"), Flag("false")
_CONSTANTS = {b"true": TRUE, b"false": FALSE, b"null": None}


def read_object(data: bytes, at: int) -> Found | None:
    """Return the object that begins at a place, None where no object begins there.

    Raises:
        Unclear: something there is not to the letter.
    """
    head = _HEAD.match(data, at)
    if head is None:
        return None
    if int(head[2]):
        raise Unclear("generation")
    reader = Reader(data, head.end())
    value = reader.value()
    length = None
    reader.space()
    if isinstance(value, dict) and reader.taken(b"stream"):
        value, length = reader.stream(value)
        reader.space()
    if not reader.taken(b"endobj"):
        raise Unclear("object")
    return Found(int(head[1]), at, reader.at, value, length)


class Reader:
    """Reads one value after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def space(self) -> None:
        """Skip white space."""
        self.at = _SPACE.match(self.data, self.at).end()  # type: ignore[union-attr]

    def taken(self, word: bytes) -> bool:
        """Skip a word if it stands here."""
        found = self.data.startswith(word, self.at)
        if found:
            self.at += len(word)
        return found

    def integer(self) -> int:
        """Read an unsigned integer."""
        self.space()
        value = self.value()
        if type(value) is not int or value < 0:
            raise Unclear("number")
        return value

    def value(self, depth: int = 0) -> Value:
        """Read one value of any kind but a stream."""
        if depth > _DEEPEST:
            raise Unclear("depth")
        self.space()
        data, at = self.data, self.at
        first = data[at : at + 1]
        if first == b"/":
            return self._name()
        if first == b"(":
            return self._string()
        if first == b"[":
            self.at += 1
            return self._array(depth)
        if data.startswith(b"<<", at):
            self.at += 2
            return self._dictionary(depth)
        if first == b"<":
            return self._hex()
        return self._word()

    def _word(self) -> Value:
        reference = _REF.match(self.data, self.at)
        if reference is not None:
            if int(reference[2]) or not int(reference[1]):
                raise Unclear("generation")
            self.at = reference.end()
            return Ref(int(reference[1]))
        word = _WORD.match(self.data, self.at)[0]  # type: ignore[index]
        self.at += len(word)
        if _INTEGER.fullmatch(word):
            return int(word)
        if _REAL.fullmatch(word):
            return Decimal(word.decode("ascii"))
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        raise Unclear("word")

    def _name(self) -> Name:
        word = _WORD.match(self.data, self.at + 1)[0]  # type: ignore[index]
        self.at += 1 + len(word)
        head, *parts = word.split(b"#")
        out = head
        for part in parts:
            if not re.match(rb"[0-9A-Fa-f]{2}", part) or part.startswith(b"00"):
                raise Unclear("name")
            out += bytes([int(part[:2], 16)]) + part[2:]
        return Name("/" + out.decode("utf-8", "surrogateescape"))

    def _array(self, depth: int) -> list[Value]:
        found = []
        self.space()
        while not self.taken(b"]"):
            found.append(self.value(depth + 1))
            self.space()
        return found

    def _dictionary(self, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        self.space()
        while not self.taken(b">>"):
            if self.data[self.at : self.at + 1] != b"/":
                raise Unclear("dictionary")
            name = self._name()
            if name in found:
                raise Unclear("twice")
            found[name] = self.value(depth + 1)
            self.space()
        # an entry that is null is as if it were not there
        return {name: value for name, value in found.items() if value is not None}

    def _hex(self) -> bytes:
        end = self.data.find(b">", self.at)
        digits = re.sub(rb"[\0\t\n\f\r ]", b"", self.data[self.at + 1 : end])
        if end < 0 or len(digits) % 2 or not re.fullmatch(rb"[0-9A-Fa-f]*", digits):
            raise Unclear("string")
        self.at = end + 1
        return bytes.fromhex(digits.decode("ascii"))

    def _string(self) -> bytes:
        out, depth = bytearray(), 1
        self.at += 1
        while True:
            part = _PLAIN_STRING.match(self.data, self.at)[0]  # type: ignore[index]
            out += part
            self.at += len(part) + 1
            mark = self.data[self.at - 1 : self.at]
            if mark == b"\\":
                out += self._escape()
            elif mark == b"(":
                depth += 1
                out += mark
            elif mark == b")":
                depth -= 1
                if not depth:
                    return bytes(out)
                out += mark
            elif mark == b"\r":
                out += b"\n"  # 7.3.4.2: every end of line is read as a line feed
                self.taken(b"\n")
            else:
                raise Unclear("string")

    def _escape(self) -> bytes:
        octal = re.compile(rb"[0-7]{1,3}").match(self.data, self.at)
        if octal:
            self.at = octal.end()
            return bytes([int(octal[0], 8) & 0xFF])
        mark = self.data[self.at : self.at + 1]
        self.at += 1
        if mark in (b"\r", b"\n"):
            if mark == b"\r":
                self.taken(b"\n")
            return b""
        if mark not in _ESCAPES:
            raise Unclear("string")
        return _ESCAPES[mark]

    def stream(self, entries: dict[str, Value]) -> tuple[Stream, Ref | None]:
        """Read what stands behind the word ``stream``."""
        if not (self.taken(b"\r\n") or self.taken(b"\n")):
            raise Unclear("stream")
        start, length = self.at, entries.get("/Length")
        if isinstance(length, Ref):
            end = self.data.find(b"endstream", start)
            body = re.sub(rb"\r?\n$|\r$", b"", self.data[start:end]) if end >= 0 else b""
            reference = length
        elif type(length) is int and 0 <= length <= len(self.data) - start:
            body, end, reference = self.data[start : start + length], start + length, None
        else:
            raise Unclear("stream")
        self.at = end
        if reference is None:
            for line_end in (b"\r\n", b"\n", b"\r"):
                if self.taken(line_end):
                    break
        if end < 0 or not self.taken(b"endstream"):
            raise Unclear("stream")
        rest = {name: value for name, value in entries.items() if name != "/Length"}
        return Stream(rest, body), reference
