"""Weaves two Word files into one with tracked changes, along the lines of a comparison."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import w
from contracts.redline.word import names
from contracts.redline.word.blocks import Block, read_blocks, unit_places
from contracts.redline.word.lines import LineWeaver
from contracts.redline.word.lists import Lists
from contracts.redline.word.marks import Marker
from contracts.redline.word.order import Step, steps_of
from contracts.redline.word.proof import prove
from contracts.redline.word.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.ooxml.made import MadeFile
    from contracts.redline.model import Comparison, Entry

AUTHOR = "Vertragswerk"
EPOCH = "1980-01-01T00:00:00Z"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tracked(
    comparison: Comparison, old: MadeFile, new: MadeFile, *, date: str = EPOCH, moves: bool = True
) -> bytes:
    """Return the new Word file with everything tracked that differs from the old one.

    Args:
        comparison: of the documents that both files were written from.
        old: the Word file of the old document.
        new: the Word file of the new document.
        date: of all changes, as ISO 8601 in UTC.
        moves: mark moves as such; False writes them as deletion and insertion, for programs that
            hide moves.

    Raises:
        NotProvenError: accepting all would not give the new file, or rejecting all not the old.
    """
    roots = old.root(old.document), new.root(new.document)
    weaver = _Weaver(comparison, (old, new), roots, Marker(AUTHOR, date, _first(roots[1])))
    root = weaver.weave(moves=moves)
    return new.packed({new.document: _bytes(root), new.numbering: _bytes(weaver.lists.root)})


def _bytes(root: etree._Element) -> bytes:
    return _DECLARATION + etree.tostring(root, encoding="unicode").encode()


def _first(root: etree._Element) -> int:
    """Return a number beyond those of all bookmarks."""
    return max((int(e.get(w("id"), "0")) for e in root.iter(w("bookmarkStart"))), default=0) + 1


@dataclass(slots=True)
class _Table:
    """A table that is being written; ``source`` is the table that it continues."""

    source: etree._Element
    element: etree._Element


class _Weaver:
    def __init__(
        self,
        comparison: Comparison,
        files: tuple[MadeFile, MadeFile],
        roots: Sequence[etree._Element],
        marker: Marker,
    ) -> None:
        self.comparison, self.marker = comparison, marker
        self.roots, self.lines = roots, LineWeaver(marker)
        bodies = [root.find(w("body")) for root in roots]
        assert bodies[0] is not None and bodies[1] is not None  # noqa: S101, PT018 - Word files
        self.new_body = bodies[1]
        self.old, self.new = read_blocks(bodies[0]), read_blocks(bodies[1])
        self.steps, self.entries = self._steps()
        pairs = [(self.old[s.old], self.new[s.new]) for s in self.steps if s.is_pair]
        both = [(a.element, b.element) for a, b in pairs]
        numbering = [file.root(file.numbering) for file in files]
        self.lists = Lists(numbering[0], numbering[1], both)
        self.targets = Targets(bodies[0], self.old, self.new, self.steps)
        differ = self.targets.rename()
        if self.lists.move(bodies[0]):
            differ = set(range(len(self.old)))
        self.old = [b.again() if n in differ else b for n, b in enumerate(self.old)]
        self.wanted = [block.facts for block in self.old], [block.facts for block in self.new]
        self.tables = {a.table: b.table for a, b in pairs if a.is_row and b.is_row}
        self.out: list[etree._Element] = []
        self.table: _Table | None = None

    def _steps(self) -> tuple[list[Step], dict[int, Entry]]:
        units_old = [e.old for e in self.comparison.entries if e.old is not None]
        units_new = [e.new for e in self.comparison.entries if e.new is not None]
        places = unit_places(self.old, units_old), unit_places(self.new, units_new)
        pairs: dict[int, int] = {}
        moves: dict[str, tuple[list[int], list[int]]] = {}
        entries: dict[int, Entry] = {}
        i = j = 0
        for entry in self.comparison.entries:
            a = places[0].get(i) if entry.old is not None else None
            b = places[1].get(j) if entry.new is not None else None
            i, j = i + (entry.old is not None), j + (entry.new is not None)
            if a is not None and b is not None:
                pairs[a], entries[b] = b, entry
            elif entry.role.startswith("moved"):
                sides = moves.setdefault(entry.change, ([], []))
                sides[entry.role == "moved-to"].append(a if a is not None else b or 0)
        return steps_of(self.old, self.new, pairs, moves), entries

    # ------------------------------------------------------------------ lines

    def weave(self, *, moves: bool) -> etree._Element:
        """Return the new document with all marks; the lines of both files are used up by it."""
        for step in self.steps:
            if step.is_pair:
                self._pair(self.old[step.old], self.new[step.new], self.entries.get(step.new))
            elif step.old >= 0:
                self._single(self.old[step.old], "del", step.move if moves else "")
            else:
                self._single(self.new[step.new], "ins", step.move if moves else "")
        self._close()
        self.targets.mark(self.marker)
        last = [child for child in self.new_body if child.tag == w("sectPr")]
        self.new_body[:] = [*self.out, *last]
        prove(self.new_body, *self.wanted)
        return self.roots[1]

    def _pair(self, old: Block, new: Block, entry: Entry | None) -> None:
        if not old.is_row:
            self._close()
            self.lines.weave(old.cells[0][0], new.cells[0][0], entry, 0)
            self.out.append(new.element)
            return
        for n, (ours, theirs) in enumerate(zip(old.cells, new.cells, strict=True)):
            one = entry if len(theirs) == 1 else None
            for mine, yours in zip(ours, theirs, strict=False):
                self.lines.weave(mine, yours, one, n)
            for line in theirs[len(ours) :]:
                self._whole(line.element, "ins")
            last = theirs[-1].element
            for line in ours[: len(theirs) - 1 : -1]:
                self._whole(line.element, "del")
                last.addnext(line.element)
        self._row(new.element, new.table if new.table is not None else new.element)

    def _single(self, block: Block, name: str, move: str) -> None:
        element = block.element
        if block.is_row:
            for paragraph in element.iter(names.PARAGRAPH):
                self._whole(paragraph, name)
            self.marker.row(element, name)
            table = block.table
            assert table is not None  # noqa: S101 - rows have one
            counterpart = self.tables.get(table) if name == "del" else None
            self._row(element, table if counterpart is None else counterpart)
            return
        self._close()
        if not move:
            self._whole(element, name)
            self.out.append(element)
            return
        side = "moveFrom" if name == "del" else "moveTo"
        self._whole(element, side)
        start = self.marker.make(f"{side}RangeStart", line=True, name=move)
        end = etree.Element(w(f"{side}RangeEnd"), {w("id"): start.get(w("id"), "")})
        self.out += [start, element, end]

    def _whole(self, paragraph: etree._Element, name: str) -> None:
        """Mark a whole paragraph."""
        has_field = next(paragraph.iter(names.FIELD_MARK), None) is not None
        self.marker.begin_line(field=has_field and name == "ins")
        content = [c for c in paragraph if c.tag != names.PARAGRAPH_PROPERTIES]
        for child in content:
            paragraph.remove(child)
        if name in ("del", "moveFrom"):  # the names of its bookmarks now stand in the new text
            content = [child for child in content if child.tag not in names.BOOKMARKS]
        paragraph.extend(self.marker.around(name, content, line=True))
        self.marker.line(paragraph, name)

    # ------------------------------------------------------------------ tables

    def _row(self, row: etree._Element, source: etree._Element) -> None:
        if self.table is None or self.table.source is not source:
            beside = self.table is not None
            self._close()
            if beside:
                self.out.append(self._separator())
            element = etree.Element(names.TABLE)
            for child in source:
                if child.tag in (w("tblPr"), w("tblGrid")):
                    element.append(deepcopy(child))
            self.table = _Table(source, element)
            self.out.append(element)
        self.table.element.append(row)

    def _separator(self) -> etree._Element:
        """Return a line that keeps two tables apart and goes with either decision."""
        paragraph = etree.Element(names.PARAGRAPH)
        self.marker.line(paragraph, "del")
        self.marker.line(paragraph, "ins")
        return paragraph

    def _close(self) -> None:
        self.table = None
