"""Where references of a document lead, and the fields that follow when Word numbers anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from contracts.catalogue import word
from contracts.document import Paragraph
from contracts.errors import WriterError
from contracts.findings import Place
from contracts.ooxml.anchors import start_bookmark, stem, target_bookmark
from contracts.plaintext import inline_text

if TYPE_CHECKING:
    from contracts.document import Document, Part, Reference, SignatureBlock

_NUMBER: Final = re.compile(r"(\D*)(\d+)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a reference that stays as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Living:
    """A piece of a reference that is a field.

    ``switch`` is "n" for the number of the paragraph that bears the bookmark, "" for its words.
    """

    shown: str
    bookmark: str
    switch: str


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a reference that leads to its target but stays as it is.

    The number of an Absatz is one: a field would show the "(2)" that stands before the Absatz,
    and neither Word nor LibreOffice has a way to make the "2" of "Abs. 2" of it.
    """

    text: str
    bookmark: str


Piece: TypeAlias = Words | Living | Link


@dataclass(frozen=True, slots=True)
class _Target:
    bookmark: str  # "" for a paragraph: its name is made when something refers to it
    number: str
    title: str
    part: str


class Targets:
    """The targets of one document; it remembers which paragraphs are referred to."""

    def __init__(self, document: Document) -> None:
        self.stems: dict[str, str] = {}
        self.used: set[str] = set()
        self._file = document.agreement
        self._targets: dict[str, _Target] = {}
        for part in document.parts:
            self._add(part)

    def pieces(self, reference: Reference) -> list[Piece]:
        """Return what a reference consists of, words and fields, in reading order.

        Raises:
            WriterError: its target is not in the document.
        """
        target = self._targets.get(reference.target)
        if target is None:
            raise WriterError(
                word.TARGET.at(Place(self._file), shown=reference.shown, target=reference.target)
            )
        shown = reference.shown
        if not target.part:
            return self._to_part(target, shown)
        whole = self._targets[target.part]
        pieces: list[Piece] = []
        if _begins(shown, whole.number):
            length = len(whole.number)
            pieces.append(Living(shown[:length], whole.bookmark, "n"))
            shown = shown[length:]
        return [*pieces, *self._to_paragraph(reference.target, target, shown)]

    def _add(self, part: Part | SignatureBlock) -> None:
        name = stem(part.use)
        self.stems[part.anchor] = name
        title = inline_text(part.title)
        self._targets[part.anchor] = _Target(start_bookmark(name), part.number, title, "")
        for block in part.blocks:
            if isinstance(block, Paragraph) and block.anchor:
                self._targets[block.anchor] = _Target("", block.label, "", part.anchor)

    def _to_part(self, target: _Target, shown: str) -> list[Piece]:
        if _begins(shown, target.number):
            length = len(target.number)
            rest = shown[length:]
            living = Living(shown[:length], target.bookmark, "n")
        else:
            before, found, rest = shown.partition(target.title)
            if not (found and target.title):
                return [Words(shown)]
            living = Living(found, target.bookmark, "")
            if before:
                return [Words(before), living, *([Words(rest)] if rest else [])]
        return [living, Words(rest)] if rest else [living]

    def _to_paragraph(self, anchor: str, target: _Target, shown: str) -> list[Piece]:
        found = _NUMBER.fullmatch(shown)
        if found is None or f"({found[2]})" != target.number:
            return [Words(shown)] if shown else []
        self.used.add(anchor)
        before = found[1].lstrip()
        blank = found[1][: len(found[1]) - len(before)]
        link = Link(before + found[2], target_bookmark(anchor))
        pieces: list[Piece] = [Words(blank), link, Words(found[3])]
        return [piece for piece in pieces if not (isinstance(piece, Words) and not piece.text)]


def _begins(shown: str, number: str) -> bool:
    """Tell whether a reference begins with a number, blanks that do not break being blanks."""
    start = shown[: len(number)]
    return bool(number) and start.replace("\u00a0", " ") == number.replace("\u00a0", " ")
