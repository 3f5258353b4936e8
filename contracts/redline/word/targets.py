"""What fields and links lead to: each old one finds its target again when all is rejected.

The name of a bookmark holds a hash of the clause text, so an old name is often gone from the new
text. A line that both texts have keeps its new bookmark, and old fields are led there. A line that
only the old text has keeps its bookmark under a name of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contracts.ooxml.names import w
from contracts.redline.word import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from contracts.redline.word.blocks import Block
    from contracts.redline.word.marks import Marker
    from contracts.redline.word.order import Step

_NAME = re.compile(r"_v\w+")  # of all bookmarks that the writer sets, and of those made here
_OWN = re.compile("_vold_")
_KIND = 5  # letters of a name that tell what it marks: "_vwa_", "_vwr_"
_LEADING = (names.INSTRUCTION, names.DELETED_INSTRUCTION, names.LINK)
_START, _END = names.BOOKMARKS
_NAMED, _ID = w("name"), w("id")


class Targets:
    """The targets of old fields and links; made before anything is woven."""

    def __init__(
        self,
        body: etree._Element,
        old: Sequence[Block],
        new: Sequence[Block],
        steps: Iterable[Step],
    ) -> None:
        """Find where each name that old lines lead to stands in the common text.

        ``body`` is the old one.
        """
        self._body = body
        self._now: dict[str, str] = {}
        self._kept: list[tuple[etree._Element, str]] = []
        wanted = set(leading(body))
        if not wanted:
            return
        partners = {s.old: new[s.new] for s in steps if s.is_pair}
        self._places = {block.element: n for n, block in enumerate(old)}
        for mark in body.iter(_START):
            name = mark.get(_NAMED, "")
            place = self._place(mark) if name in wanted else None
            if place is not None:
                self._find(name, old[place], partners.get(place))

    def _place(self, element: etree._Element) -> int | None:
        """Return the number of the old line that an element stands in."""
        return next((self._places[e] for e in element.iterancestors() if e in self._places), None)

    def _find(self, name: str, block: Block, partner: Block | None) -> None:
        there = names_of(partner.element) if partner else ()
        twin = next((n for n in there if n[:_KIND] == name[:_KIND]), None)
        if twin is None:
            twin = f"{_OWN.pattern}{len(self._kept) + 1}"
            self._kept.append(((partner or block).cells[0][0].element, twin))
        self._now[name] = twin

    def rename(self) -> set[int]:
        """Lead the fields and links of the old text there; return the lines that now differ."""
        own: set[int] = set()
        for element in self._body.iter(*_LEADING) if self._now else ():
            if element.tag == names.LINK:
                anchor = element.get(names.ANCHOR)
                if anchor in self._now:
                    element.set(names.ANCHOR, self._now[anchor])
            else:
                element.text = _NAME.sub(
                    lambda found: self._now.get(found[0], found[0]), element.text or ""
                )
            place = self._place(element)
            if place is not None and any(map(_OWN.match, leading(element))):
                own.add(place)
        return own

    def mark(self, marker: Marker) -> None:
        """Set the bookmarks that are kept; the lines must be woven already."""
        for paragraph, name in self._kept:
            number = marker.number()
            start = paragraph.makeelement(_START, {_ID: number, _NAMED: name})
            place = int(paragraph.find(names.PARAGRAPH_PROPERTIES) is not None)
            paragraph.insert(place, start)
            paragraph.append(paragraph.makeelement(_END, {_ID: number}))


def names_of(element: etree._Element) -> Iterator[str]:
    """Yield the names of the bookmarks in an element."""
    return (mark.get(_NAMED, "") for mark in element.iter(_START))


def leading(element: etree._Element) -> Iterator[str]:
    """Yield the names of the bookmarks that fields and links in an element lead to."""
    for found in element.iter(*_LEADING):
        if found.tag == names.LINK:
            yield from filter(None, (found.get(names.ANCHOR),))
        else:
            yield from _NAME.findall(found.text or "")
