"""The proof of a woven Word file: both decisions give back what they should."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contracts.redline.word.blocks import read_blocks
from contracts.redline.word.resolver import is_marked, resolved
from contracts.redline.word.targets import leading, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from contracts.redline.word.blocks import Facts


class NotProvenError(ValueError):
    """The woven file does not give both files back."""


def prove(body: etree._Element, old: Sequence[Facts], new: Sequence[Facts]) -> None:
    """Resolve all changes both ways; what is not marked reads the same either way.

    Args:
        body: what was woven.
        old: the facts of the old lines, which rejecting must give back.
        new: the facts of the new lines, which accepting must give back.

    Raises:
        NotProvenError: a line differs, or a field or link has lost what it leads to.
    """
    marked = [element for element in body if is_marked(element)]
    places = {element: place for place, element in enumerate(marked)}
    plain = [(element, [] if element in places else _facts(element)) for element in body]
    named = set(names_of(body)).difference(*map(names_of, marked))
    led = Counter(leading(body))
    for element in marked:
        led.subtract(leading(element))
    for accept, wanted in ((False, old), (True, new)):
        side = "accepting" if accept else "rejecting"
        settled = resolved(marked, accept=accept)
        found = [
            facts
            for element, same in plain
            for facts in (_facts(settled[places[element]]) if element in places else same)
        ]
        if found != wanted:
            odd = next((f for f, x in zip(found, wanted, strict=False) if f != x), None)
            raise NotProvenError(f"{side} all does not give the file back, from {odd}")
        left = [element for element in settled if element is not None]
        lost = set(+led).union(*map(leading, left)) - named.union(*map(names_of, left))
        if lost:
            raise NotProvenError(f"{side} all leads nowhere: {', '.join(sorted(lost))}")


def _facts(element: etree._Element | None) -> list[Facts]:
    return [] if element is None else [block.facts for block in read_blocks([element])]
