"""What a paragraph says and how it looks, as plain values that can be compared."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts.ooxml.names import w
from contracts.redline.word.names import (
    ANCHOR,
    BOOKMARKS,
    DELETED_TEXT,
    INSTRUCTION,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_PROPERTIES_CHANGE,
    RUN,
    RUN_PROPERTIES,
    TEXT,
)

if TYPE_CHECKING:
    from lxml import etree

BREAK = "\u2028"
Sign: TypeAlias = tuple[Any, ...]
"""Nested tuples that say what an element says."""
_NO_LINE = (RUN_PROPERTIES, PARAGRAPH_PROPERTIES_CHANGE)
_TEXTS = {w("br"): BREAK, w("cr"): BREAK, w("tab"): "\t", w("noBreakHyphen"): "\u2011"}
_SHOWN = (TEXT, DELETED_TEXT, *_TEXTS)
_BOOKMARK_NAME = re.compile(r"_vw\w+")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph with the words it shows.

    ``properties`` are equal for paragraphs of the same style, list and alignment, ``content`` for
    those that say the same in the same look, bookmarks apart.
    """

    element: etree._Element
    text: str
    properties: Sign
    content: Sign


def read_line(paragraph: etree._Element) -> Line:
    """Return a paragraph as a line; one pass, because a contract has hundreds."""
    properties: Sign = ()
    content: list[Sign] = []
    words: list[str] = []
    for child in paragraph:
        tag = child.tag
        plain = _plain_text(child) if tag == RUN else None
        if plain is not None:
            words.append(plain)
            content.append((TEXT, plain))
        elif tag == PARAGRAPH_PROPERTIES:
            properties = tuple([sign(c) for c in child if c.tag not in _NO_LINE])
        elif tag not in BOOKMARKS:
            words.append(text_of(child))
            content.append(run_sign(child))
    return Line(paragraph, "".join(words), properties, tuple(content))


def text_of(element: etree._Element) -> str:
    """Return the words that an element shows; what a field is made from does not show."""
    return "".join([_TEXTS.get(child.tag) or child.text or "" for child in element.iter(*_SHOWN)])


def sign(element: etree._Element) -> Sign:
    """Return what is equal for elements that say the same, whatever their prefixes."""
    attributes = element.items()
    if len(attributes) > 1:
        attributes = sorted(attributes)
    children = tuple([sign(child) for child in element]) if len(element) else ()
    return element.tag, element.text or "", tuple(attributes), children


def run_sign(element: etree._Element) -> Sign:
    """Return what is equal for runs and fields that look and read alike."""
    if element.tag == RUN:
        plain = _plain_text(element)
        if plain is not None:
            return TEXT, plain
        if next(element.iter(INSTRUCTION), None) is None:
            return sign(element)
    copy = deepcopy(element)
    for found in copy.iter():
        # the names of bookmarks contain hashes of clause files, which nobody reads
        if found.get(ANCHOR, "").startswith("_vw"):
            del found.attrib[ANCHOR]
        if found.tag == INSTRUCTION:
            found.text = _BOOKMARK_NAME.sub("", found.text or "")
    return sign(copy)


def _plain_text(run: etree._Element) -> str | None:
    """Return the text of a run that holds nothing else, as nearly all do."""
    if len(run) != 1:
        return None
    only = run[0]
    return (only.text or "") if only.tag == TEXT else None
