"""The content of a paragraph in pieces that can be kept, deleted or inserted.

Reading takes a paragraph apart: what stood in it belongs to the pieces afterwards.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import W, w
from contracts.redline.word import names
from contracts.redline.word.paragraphs import run_sign, sign, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from contracts.redline.word.paragraphs import Sign

_WORD = re.compile(r"\s+|\S+")
_FIELD_MARK_TYPE = w("fldCharType")
_DEPTH = {"begin": 1, "end": -1}


@dataclass(slots=True, eq=False)
class Item:
    """Words of one look (then ``elements`` is empty), or a field or link that stays whole.

    ``sign`` is equal for items that look and read alike. ``start`` and ``end`` count in the words
    that the paragraph shows; ``bookmarks`` stand before the item.
    """

    sign: Sign
    start: int
    end: int
    text: str = ""
    look: Sign = ()
    properties: etree._Element | None = None
    elements: list[etree._Element] = field(default_factory=list)
    bookmarks: list[etree._Element] = field(default_factory=list)


def items_of(
    paragraph: etree._Element, cuts: Collection[int]
) -> tuple[list[Item], list[etree._Element]]:
    """Return the items of a paragraph, cut at the places given, and the bookmarks at its end."""
    found: list[Item] = []
    waiting: list[etree._Element] = []
    position = 0
    for group in list(_groups(paragraph)):
        if group[0].tag in names.BOOKMARKS:
            waiting += group
            continue
        item = _item(group, position)
        item.bookmarks, waiting = waiting, []
        position = item.end
        found += _split(item, [cut - item.start for cut in cuts])
    return found, waiting


def words_of(items: Iterable[Item]) -> list[Item]:
    """Return items cut between all words and blanks."""
    return [
        piece for item in items
        for piece in _split(item, [match.end() for match in _WORD.finditer(item.text)])
    ]  # fmt: skip


def runs_of(items: Iterable[Item], *, bookmarks: bool) -> list[etree._Element]:
    """Return the runs, fields and links of items; neighbouring words of one look are one run."""
    found: list[etree._Element] = []
    words: list[Item] = []
    for item in items:
        marks = item.bookmarks if bookmarks else []
        if words and (marks or item.elements or item.look != words[0].look):
            found.append(_run(words))
            words = []
        found += marks
        if item.elements:
            found += item.elements
        else:
            words.append(item)
    return [*found, _run(words)] if words else found


def _groups(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield what belongs together: a run alone, a field from its beginning to its end."""
    depth = 0
    group: list[etree._Element] = []
    for child in paragraph:
        if child.tag == names.PARAGRAPH_PROPERTIES:
            continue
        group.append(child)
        for mark in child.iter(names.FIELD_MARK) if child.tag == names.RUN else ():
            depth += _DEPTH.get(mark.get(_FIELD_MARK_TYPE, ""), 0)
        if depth <= 0:
            yield group
            depth, group = 0, []
    if group:
        yield group


def _item(group: list[etree._Element], start: int) -> Item:
    run = group[0]
    children = list(run) if run.tag == names.RUN and len(group) == 1 else []
    properties = children.pop(0) if children and children[0].tag == names.RUN_PROPERTIES else None
    if len(children) != 1 or children[0].tag != names.TEXT:
        length = sum(len(text_of(element)) for element in group)
        both = tuple([run_sign(element) for element in group])
        return Item(both, start, start + length, elements=group)
    text = children[0].text or ""
    look = () if properties is None else sign(properties)
    return Item((look, text), start, start + len(text), text, look, properties)


def _split(item: Item, places: Iterable[int]) -> list[Item]:
    """Return an item cut at places of its words; bookmarks stay at its beginning."""
    inside = sorted({place for place in places if 0 < place < len(item.text)})
    if not inside:
        return [item]
    found = []
    for low, high in zip([0, *inside], [*inside, len(item.text)], strict=True):
        text = item.text[low:high]
        start = item.start + low
        found.append(
            replace(
                item, sign=(item.look, text), start=start, end=start + len(text), text=text,
                bookmarks=item.bookmarks if low == 0 else [],
            )
        )  # fmt: skip
    return found


def _run(items: list[Item]) -> etree._Element:
    run = etree.Element(names.RUN, nsmap={"w": W})
    if items[0].properties is not None:
        run.append(deepcopy(items[0].properties))
    shown = etree.SubElement(run, names.TEXT)
    shown.text = "".join([item.text for item in items])
    shown.set(names.SPACE, "preserve")
    return run
