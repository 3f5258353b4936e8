"""The content of a paragraph in pieces that can be kept, deleted or inserted."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import W, w
from contracts.redline.word.blocks import sign, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD = re.compile(r"\s+|\S+")
_BOOKMARKS = (w("bookmarkStart"), w("bookmarkEnd"))


@dataclass(slots=True, eq=False)
class Item:
    """A word, a blank, a field or a link; ``sign`` is equal for items that look and read alike.

    ``start`` counts in the words that the paragraph shows; ``bookmarks`` stand before the item.
    """

    sign: str
    start: int
    end: int
    elements: list[etree._Element]
    bookmarks: list[etree._Element] = field(default_factory=list)


def items_of(
    paragraph: etree._Element, cuts: Collection[int]
) -> tuple[list[Item], list[etree._Element]]:
    """Return the items of a paragraph, cut at the places given, and the bookmarks at its end."""
    found: list[Item] = []
    waiting: list[etree._Element] = []
    position = 0
    for group in _groups(paragraph):
        if group[0].tag in _BOOKMARKS:
            waiting += [deepcopy(element) for element in group]
            continue
        for item in _items(group, position, cuts):
            item.bookmarks, waiting = waiting, []
            found.append(item)
            position = item.end
    return found, waiting


def _groups(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield what belongs together: a run alone, a field from its beginning to its end."""
    depth = 0
    group: list[etree._Element] = []
    for child in paragraph:
        if child.tag == w("pPr"):
            continue
        group.append(child)
        for mark in child.iter(w("fldChar")) if child.tag == w("r") else ():
            kind = mark.get(w("fldCharType"))
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
        if depth <= 0:
            yield group
            depth, group = 0, []
    if group:
        yield group


def _items(group: list[etree._Element], start: int, cuts: Collection[int]) -> Iterator[Item]:
    run = group[0]
    texts = run.findall(w("t")) if run.tag == w("r") else []
    others = [c for c in run if c.tag not in (w("rPr"), w("t"))]
    if len(group) > 1 or len(texts) != 1 or others:
        text = "".join(map(text_of, group))
        both = "".join(run_sign(element) for element in group)
        yield Item(both, start, start + len(text), [deepcopy(e) for e in group])
        return
    properties = run.find(w("rPr"))
    look = "" if properties is None else sign(properties)
    for word in _pieces(texts[0].text or "", start, cuts):
        piece = etree.Element(w("r"), nsmap={"w": W})
        if properties is not None:
            piece.append(deepcopy(properties))
        shown = etree.SubElement(piece, w("t"))
        shown.text = word
        shown.set(_SPACE, "preserve")
        yield Item(f"{look}{word}", start, start + len(word), [piece])
        start += len(word)


def _pieces(text: str, start: int, cuts: Collection[int]) -> Iterator[str]:
    places = {match.end() for match in _WORD.finditer(text)}
    places |= {cut - start for cut in cuts if start < cut < start + len(text)}
    before = 0
    for place in sorted(places):
        yield text[before:place]
        before = place


def run_sign(element: etree._Element) -> str:
    """Return a text that is equal for runs and fields that look and read alike."""
    if element.find(f".//{w('instrText')}") is None and element.tag == w("r"):
        return sign(element)
    copy = deepcopy(element)
    for found in copy.iter():
        # the names of bookmarks contain hashes of clause files, which nobody reads
        if w("anchor") in found.attrib:
            del found.attrib[w("anchor")]
        if found.tag == w("instrText"):
            found.text = re.sub(r"_vw\w+", "", found.text or "")
    return sign(copy)


def joined(elements: list[etree._Element]) -> list[etree._Element]:
    """Return elements with neighbouring runs of the same look made one."""
    found: list[etree._Element] = []
    for element in elements:
        last = found[-1] if found else None
        if last is not None and _plain(last) and _plain(element) and _look(last) == _look(element):
            text = last[-1]
            text.text = (text.text or "") + (element[-1].text or "")
        else:
            found.append(element)
    return found


def _plain(element: etree._Element) -> bool:
    if element.tag != w("r") or not len(element) or element[-1].tag != w("t"):
        return False
    return all(child.tag in (w("rPr"), w("t")) for child in element) and len(element) <= 2  # noqa: PLR2004


def _look(run: etree._Element) -> str:
    found = run.find(w("rPr"))
    return "" if found is None else sign(found)
