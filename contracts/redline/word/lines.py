"""Two paragraphs as one with tracked changes."""

from __future__ import annotations

from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from contracts.document import Text
from contracts.redline.spans import Cut, compare_contents
from contracts.redline.tokens import flat_text
from contracts.redline.word import names
from contracts.redline.word.marks import properties_of
from contracts.redline.word.runs import Item, items_of, runs_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from contracts.redline.model import Entry
    from contracts.redline.word.marks import Marker
    from contracts.redline.word.paragraphs import Line


class LineWeaver:
    """Weaves paragraphs that both files have."""

    def __init__(self, marker: Marker) -> None:
        """Take what makes the marks."""
        self.marker = marker

    def weave(self, old: Line, new: Line, entry: Entry | None, cell: int) -> None:
        """Mark in the new paragraph what differs from the old one; ``cell`` of a row."""
        if old.content == new.content and old.properties == new.properties:
            return
        cuts = _cuts(old.text, new.text, entry, cell)
        ours, _ = items_of(old.element, {end for cut in cuts for end in cut.old})
        theirs, last = items_of(new.element, {end for cut in cuts for end in cut.new})
        woven = new.element
        for child in [c for c in woven if c.tag != names.PARAGRAPH_PROPERTIES]:
            woven.remove(child)
        for cut in cuts:
            mine = [i for i in ours if cut.old[0] <= i.start and i.end <= cut.old[1]]
            yours = [i for i in theirs if cut.new[0] <= i.start and i.end <= cut.new[1]]
            woven.extend(self._changed(mine, yours) if cut.changed else self._kept(mine, yours))
        woven.extend(last)
        if old.properties != new.properties:
            self.marker.properties_change(woven, properties_of(deepcopy(old.element)))

    def _kept(self, old: Sequence[Item], new: Sequence[Item]) -> list[etree._Element]:
        """Return words that both texts have; what only looks another way is marked."""
        if [i.sign for i in old] == [i.sign for i in new]:
            return runs_of(new, bookmarks=True)
        old, new = words_of(old), words_of(new)
        matcher = SequenceMatcher(
            None, [i.sign for i in old], [i.sign for i in new], autojunk=False
        )
        found: list[etree._Element] = []
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                found += runs_of(new[j1:j2], bookmarks=True)
            else:
                found += self._changed(old[i1:i2], new[j1:j2])
        return found

    def _changed(self, old: Sequence[Item], new: Sequence[Item]) -> list[etree._Element]:
        return [
            *self.marker.around("del", runs_of(old, bookmarks=False)),
            *self.marker.around("ins", runs_of(new, bookmarks=True)),
        ]


def _cuts(old: str, new: str, entry: Entry | None, cell: int) -> tuple[Cut, ...]:
    """Return the spans of a line; those of the comparison where it shows the same words."""
    strip = entry.strips[cell] if entry and cell < len(entry.strips) else None
    if strip is not None and not strip.change:
        cuts, i, j = [], 0, 0
        texts = [(flat_text(span.old), flat_text(span.new)) for span in strip.spans]
        for span, (was, now) in zip(strip.spans, texts, strict=True):
            x, y = i + len(was), j + len(now)
            cuts.append(Cut((i, x), (j, y), changed=bool(span.change)))
            i, j = x, y
        if "".join(was for was, _ in texts) == old and "".join(now for _, now in texts) == new:
            return tuple(cuts)
    return compare_contents((Text(old),), (Text(new),))[0]
