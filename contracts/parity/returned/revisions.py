"""Tracked changes settled in a tree, so that what stays can be read as any other text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOING: Final = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}
_STAYING: Final = {True: ("ins", "moveTo"), False: ("del", "moveFrom")}
_RANGES: Final = tuple(
    w(f"{kind}Range{end}") for kind in ("moveFrom", "moveTo") for end in ("Start", "End")
)


def settle(root: Any, *, accept: bool) -> None:
    """Accept or reject every tracked change of text and format that is understood.

    What is not understood, as cells that come or go, stays in the tree and is named by its reader.
    """
    going, staying = map(w, _GOING[accept]), tuple(map(w, _STAYING[accept]))
    gone = frozenset(going)
    _settle_blocks(root, gone)
    for element in [*root.iter(*gone, *_RANGES)]:
        _remove(element)
    for element in [*root.iter(*staying)]:
        _unwrap(element)
    for text in root.iter(w("delText"), w("delInstrText")):
        text.tag = w("t") if text.tag == w("delText") else w("instrText")
    for name in ("rPr", "pPr"):
        for change in list(root.iter(w(f"{name}Change"))):
            _settle_format(change, name, accept=accept)


def _settle_blocks(root: Any, gone: frozenset[str]) -> None:
    for row in [e for e in root.iter(w("tr")) if _marked(e.find(w("trPr")), gone)]:
        row.getparent().remove(row)
    for paragraph in list(root.iter(w("p"))):
        if _marked(paragraph.find(f"{w('pPr')}/{w('rPr')}"), gone):
            _run_on(paragraph)


def _marked(properties: Any, gone: frozenset[str]) -> bool:
    return properties is not None and any(child.tag in gone for child in properties)


def _run_on(paragraph: Any) -> None:
    """Join a paragraph whose mark goes with the next one, which keeps its own properties."""
    following = paragraph.getnext()
    while following is not None and following.tag != w("p"):
        following = following.getnext()
    if following is None:
        return
    at = 1 if following.find(w("pPr")) is not None else 0
    for child in reversed([c for c in paragraph if c.tag != w("pPr")]):
        following.insert(at, child)
    paragraph.getparent().remove(paragraph)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def _settle_format(change: Any, name: str, *, accept: bool) -> None:
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    before = change.find(w(name))
    if accept or before is None:
        return
    kept = ("rPr", "sectPr") if name == "pPr" else ("ins", "del", "moveFrom", "moveTo")
    for child in list(_others(properties, kept)):
        properties.remove(child)
    for position, child in enumerate(list(before)):
        properties.insert(position, child)


def _others(properties: Any, kept: tuple[str, ...]) -> Iterator[Any]:
    names = frozenset(map(w, kept))
    yield from (child for child in properties if child.tag not in names)
