"""Accepts or rejects all tracked changes of a Word file; the proof stands on it.

A paragraph goes when its mark is marked, not when all of its runs are (17.13.5.15).
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from contracts.ooxml.names import w
from contracts.redline.word.marks import as_kept, properties_of

if TYPE_CHECKING:
    from lxml import etree

_GOING = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}
_STAYING = {True: ("ins", "moveTo"), False: ("del", "moveFrom")}
_RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")


def resolved(body: etree._Element, *, accept: bool) -> etree._Element:
    """Return a copy of a body in which all changes are accepted, or all rejected."""
    body = deepcopy(body)
    going = tuple(map(w, _GOING[accept]))
    staying = tuple(map(w, _STAYING[accept]))
    for mark in list(body.iter(*map(w, _RANGES))):
        _drop(mark)
    for row in list(body.iter(w("tr"))):
        _row(row, going, staying)
    for table in list(body.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            _drop(table)
    for change in list(body.iter(w("pPrChange"))):
        _properties(change, accept=accept)
    gone = [p for p in body.iter(w("p")) if _mark(p, going)]
    for paragraph in gone:
        _drop(paragraph)
    for paragraph in body.iter(w("p")):
        _runs(paragraph, going, staying)
    return body


def _row(row: etree._Element, going: tuple[str, ...], staying: tuple[str, ...]) -> None:
    properties = row.find(w("trPr"))
    if properties is None:
        return
    if any(child.tag in going for child in properties):
        _drop(row)
    for child in [c for c in properties if c.tag in staying]:
        properties.remove(child)


def _mark(paragraph: etree._Element, names: tuple[str, ...]) -> bool:
    found = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return found is not None and any(child.tag in names for child in found)


def _runs(paragraph: etree._Element, going: tuple[str, ...], staying: tuple[str, ...]) -> None:
    for found in [e for e in paragraph.iter(*going) if _parent(e).tag != w("rPr")]:
        _drop(found)
    for found in list(paragraph.iter(*staying)):
        parent = _parent(found)
        if parent.tag == w("rPr"):
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
    before = change.find(w("pPr"))
    kept = [c for c in properties if c.tag in (w("rPr"), w("sectPr"))]
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
