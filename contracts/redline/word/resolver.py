"""Accepts or rejects all tracked changes of a Word file; the proof stands on it.

A paragraph goes when its mark is marked, not when all of its runs are (17.13.5.15).
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contracts.ooxml.names import w
from contracts.redline.word import names
from contracts.redline.word.marks import as_kept, properties_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_GOING = {True: (w("del"), w("moveFrom")), False: (w("ins"), w("moveTo"))}
_STAYING = {True: _GOING[False], False: _GOING[True]}
_RANGES = tuple(map(w, (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
)))  # fmt: skip
_MARKS = (*_GOING[True], *_GOING[False], *_RANGES, names.PARAGRAPH_PROPERTIES_CHANGE)


def is_marked(element: etree._Element) -> bool:
    """Tell whether anything in an element is a tracked change."""
    return next(element.iter(*_MARKS), None) is not None


def resolved(elements: Iterable[etree._Element], *, accept: bool) -> list[etree._Element | None]:
    """Return elements of a body with all changes accepted or all rejected.

    They are copies, in the same order; None stands for one that goes.
    """
    going, staying = _GOING[accept], _STAYING[accept]
    copies = [None if _goes(element, going) else deepcopy(element) for element in elements]
    body = etree.Element(w("body"))
    body.extend([copy for copy in copies if copy is not None])
    _resolve(body, going, staying, accept=accept)
    return [None if copy is None or copy.getparent() is None else copy for copy in copies]


def _goes(element: etree._Element, going: tuple[str, ...]) -> bool:
    if element.tag == names.PARAGRAPH:
        return _mark(element, going)
    return element.tag in _RANGES


def _resolve(
    body: etree._Element, going: tuple[str, ...], staying: tuple[str, ...], *, accept: bool
) -> None:
    for mark in list(body.iter(*_RANGES)):
        _drop(mark)
    for row in list(body.iter(names.ROW)):
        _row(row, going, staying)
    for table in list(body.iter(names.TABLE)):
        if table.find(names.ROW) is None:
            _drop(table)
    for change in list(body.iter(names.PARAGRAPH_PROPERTIES_CHANGE)):
        _properties(change, accept=accept)
    gone = [p for p in body.iter(names.PARAGRAPH) if _mark(p, going)]
    for paragraph in gone:
        _drop(paragraph)
    for paragraph in body.iter(names.PARAGRAPH):
        _runs(paragraph, going, staying)


def _row(row: etree._Element, going: tuple[str, ...], staying: tuple[str, ...]) -> None:
    properties = row.find(names.ROW_PROPERTIES)
    if properties is None:
        return
    if any(child.tag in going for child in properties):
        _drop(row)
    for child in [c for c in properties if c.tag in staying]:
        properties.remove(child)


def _mark(paragraph: etree._Element, marks: tuple[str, ...]) -> bool:
    properties = paragraph.find(names.PARAGRAPH_PROPERTIES)
    found = None if properties is None else properties.find(names.RUN_PROPERTIES)
    return found is not None and any(child.tag in marks for child in found)


def _runs(paragraph: etree._Element, going: tuple[str, ...], staying: tuple[str, ...]) -> None:
    for found in [e for e in paragraph.iter(*going) if _parent(e).tag != names.RUN_PROPERTIES]:
        _drop(found)
    for found in list(paragraph.iter(*staying)):
        parent = _parent(found)
        if parent.tag == names.RUN_PROPERTIES:
            parent.remove(found)
            if not len(parent):
                _drop(parent)
            continue
        place = parent.index(found)
        for child in reversed(list(found)):
            parent.insert(place, as_kept(child))
        _drop(found)


def _properties(change: etree._Element, *, accept: bool) -> None:
    properties = _parent(change)
    properties.remove(change)
    if accept:
        return
    before = change.find(names.PARAGRAPH_PROPERTIES)
    kept = [c for c in properties if c.tag in (names.RUN_PROPERTIES, w("sectPr"))]
    paragraph = _parent(properties)
    paragraph.remove(properties)
    fresh = properties_of(paragraph)
    for child in [*(before if before is not None else ()), *kept]:
        fresh.append(child)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("a mark outside of a document")
    return parent


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
