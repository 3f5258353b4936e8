"""Word's own numbering for a document, proven label by label against the document.

Word counts; the document says what must come out. Where the list that the styles are linked to
would count on although the document starts anew, the list gets a definition of its own: a
restarted copy of a shared definition keeps counting in some versions of Word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.errors import WriterError
from contracts.findings import Place
from contracts.writers.docx.roles import Role
from contracts.writers.docx.scheme import DEPTH

if TYPE_CHECKING:
    from contracts.writers.docx.scheme import Scheme

SECTION, PARAGRAPH, ITEM, SUBITEM = range(DEPTH)
_NO_BREAK: Final = "\u00a0"


class Numbering:
    """Counts along while a document is written, in reading order."""

    def __init__(self, scheme: Scheme, file: str) -> None:
        self._scheme = scheme
        self._file = file
        self._counters: dict[str, list[int]] = {}
        self._levels = dict(scheme.lists)
        self._main = scheme.positions[Role.SECTION].num_id
        self._annex = scheme.positions[Role.ANNEX].num_id
        self._annex_counts = scheme.lists[self._annex][1:DEPTH] == scheme.lists[self._main][1:DEPTH]
        self._current: str | None = None
        self._paragraphs_count = False
        self._copies = 0
        self._where = ""

    def section(self, label: str, where: str, *, paragraphs_count: bool) -> None:
        """Enter a section; ``paragraphs_count`` says whether it has numbered paragraphs."""
        self._enter(self._main, where, paragraphs_count=paragraphs_count)
        self._count(self._main, SECTION, label)

    def annex(self, label: str, where: str, *, paragraphs_count: bool) -> None:
        """Enter an annex."""
        inner = self._annex if self._annex_counts else None
        self._enter(inner, where, paragraphs_count=paragraphs_count)
        self._count(self._annex, SECTION, label)

    def unnumbered(self, where: str) -> None:
        """Enter a part without a number of its own; what it numbers counts on its own."""
        self._enter(None, where, paragraphs_count=False)

    def paragraph(self, label: str) -> str:
        """Return the numbering property of a numbered paragraph, "" where its style says all."""
        if self._current is None:
            self._current = self._copy()
        self._count(self._current, PARAGRAPH, label)
        return self._property(self._current, PARAGRAPH)

    def ordered_list(self, level: int, parent: str | None) -> str:
        """Return the list in which a new ordered list counts.

        Args:
            level: its level in the scheme, ``ITEM`` or ``SUBITEM``.
            parent: the list of the item that it stands in, None at the outside.
        """
        natural = parent if level == SUBITEM else self._current
        if natural is not None and self._starts_anew(natural, level):
            return natural
        return self._copy()

    def item(self, num_id: str, level: int, label: str) -> str:
        """Return the numbering property of an item of an ordered list."""
        self._count(num_id, level, label)
        return self._property(num_id, level)

    def part(self) -> str:
        """Return the numbering part with all lists that were needed."""
        scheme = self._scheme
        abstracts, numbers = [], []
        for copy in range(self._copies):
            abstract = str(scheme.first_abstract + copy)
            pattern = scheme.pattern.replace("@abstract@", abstract, 1)
            abstracts.append(pattern.replace("@nsid@", f"{0x56570000 + copy:08X}", 1))
            numbers.append(
                f'<w:num w:numId="{scheme.first_number + copy}">'
                f'<w:abstractNumId w:val="{abstract}"/></w:num>'
            )
        pieces = (scheme.head, *abstracts, scheme.numbers, *numbers, scheme.tail)
        return "".join(pieces)

    def _enter(self, num_id: str | None, where: str, *, paragraphs_count: bool) -> None:
        self._current = num_id
        self._where = where
        self._paragraphs_count = paragraphs_count

    def _starts_anew(self, num_id: str, level: int) -> bool:
        counters = self._counters.get(num_id)
        if counters is None:
            return True
        # Programs disagree on what a skipped level counts for those that follow it.
        skipped = level == ITEM and self._paragraphs_count and not counters[PARAGRAPH]
        return not counters[level] and not skipped

    def _copy(self) -> str:
        num_id = str(self._scheme.first_number + self._copies)
        self._copies += 1
        self._levels[num_id] = self._scheme.lists[self._main]
        return num_id

    def _property(self, num_id: str, level: int) -> str:
        if num_id == self._main:
            return ""
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'

    def _count(self, num_id: str, level: int, expected: str) -> None:
        counters = self._counters.setdefault(num_id, [0] * DEPTH)
        counters[level] += 1
        counters[level + 1 :] = [0] * (DEPTH - level - 1)
        found = self._levels[num_id][level].label(counters)
        if found.replace(_NO_BREAK, " ") != expected.replace(_NO_BREAK, " "):
            raise WriterError(
                word.LABEL.at(Place(self._file), where=self._where, found=found, expected=expected)
            )
