"""Two paragraphs as one with tracked changes."""

from __future__ import annotations

from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lxml import etree

from contracts.document import Text
from contracts.ooxml.names import w
from contracts.redline.spans import Cut, compare_contents
from contracts.redline.tokens import flat_text
from contracts.redline.word.blocks import sign, text_of
from contracts.redline.word.marks import properties_of
from contracts.redline.word.runs import Item, items_of, joined, run_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.redline.model import Entry
    from contracts.redline.word.marks import Marker


class LineWeaver:
    """Weaves paragraphs that both files have."""

    def __init__(self, marker: Marker) -> None:
        """Take what makes the marks."""
        self.marker = marker

    def paragraph(
        self, old: etree._Element, new: etree._Element, entry: Entry | None, cell: int
    ) -> etree._Element:
        """Return the new paragraph with what differs from the old one; ``cell`` of a row."""
        if _content(old) == _content(new) and line_properties(old) == line_properties(new):
            return deepcopy(new)
        cuts = _cuts(text_of(old), text_of(new), entry, cell)
        ours, _ = items_of(old, {c.old[0] for c in cuts} | {c.old[1] for c in cuts})
        theirs, last = items_of(new, {c.new[0] for c in cuts} | {c.new[1] for c in cuts})
        woven = etree.Element(w("p"))
        found = new.find(w("pPr"))
        if found is not None:
            woven.append(deepcopy(found))
        for cut in cuts:
            mine = [i for i in ours if cut.old[0] <= i.start and i.end <= cut.old[1]]
            yours = [i for i in theirs if cut.new[0] <= i.start and i.end <= cut.new[1]]
            for element in self._words(mine, yours, changed=cut.changed):
                woven.append(element)
        for element in last:
            woven.append(element)
        if line_properties(old) != line_properties(new):
            self.marker.properties_change(woven, properties_of(deepcopy(old)))
        return woven

    def _words(
        self, old: Sequence[Item], new: Sequence[Item], *, changed: bool
    ) -> list[etree._Element]:
        if changed:
            return self._changed(old, new)
        matcher = SequenceMatcher(
            None, [i.sign for i in old], [i.sign for i in new], autojunk=False
        )
        found: list[etree._Element] = []
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                found += _elements(new[j1:j2])
            else:
                found += self._changed(old[i1:i2], new[j1:j2])
        return joined(found)

    def _changed(self, old: Sequence[Item], new: Sequence[Item]) -> list[etree._Element]:
        gone = joined([e for item in old for e in item.elements])
        return [
            *self.marker.around("del", gone),
            *self.marker.around("ins", joined(_elements(new))),
        ]


def _content(paragraph: etree._Element) -> list[str]:
    """Return what a paragraph says and how it looks, without bookmarks and properties."""
    return [
        run_sign(child)
        for child in paragraph
        if child.tag not in (w("pPr"), w("bookmarkStart"), w("bookmarkEnd"))
    ]


def _cuts(old: str, new: str, entry: Entry | None, cell: int) -> tuple[Cut, ...]:
    """Return the spans of a line; those of the comparison where it shows the same words."""
    strip = entry.strips[cell] if entry and cell < len(entry.strips) else None
    if strip is not None and not strip.change:
        cuts, i, j = [], 0, 0
        for span in strip.spans:
            x, y = len(flat_text(span.old)), len(flat_text(span.new))
            cuts.append(Cut((i, i + x), (j, j + y), changed=bool(span.change)))
            i, j = i + x, j + y
        same_old = "".join(flat_text(s.old) for s in strip.spans) == old
        if same_old and "".join(flat_text(s.new) for s in strip.spans) == new:
            return tuple(cuts)
    return compare_contents((Text(old),), (Text(new),))[0]


def _elements(items: Sequence[Item]) -> list[etree._Element]:
    return [e for item in items for e in (*item.bookmarks, *item.elements)]


def line_properties(paragraph: etree._Element) -> str:
    """Return a text that is equal for paragraphs of the same style, list and alignment."""
    found = paragraph.find(w("pPr"))
    if found is None:
        return ""
    copy = deepcopy(found)
    for child in [c for c in copy if c.tag in (w("rPr"), w("pPrChange"))]:
        copy.remove(child)
    return sign(copy) if len(copy) else ""
