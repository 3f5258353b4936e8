"""The objects of a release and of what was appended to it, as they are after each update."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from contracts.archive.signed.tokens import FALSE, TRUE, Name, Ref, Stream, Unclear, Value

if TYPE_CHECKING:
    from contracts.archive.signed.revisions import Update

_MOST_STEPS = 20  # references to references


class Released:
    """A release as it was sent; its objects are read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        import pikepdf

        self.pdf = pikepdf.open(io.BytesIO(data))
        self._known: dict[int, Value] = {}

    @cached_property
    def trailer(self) -> dict[str, Value]:
        """The trailer."""
        return _dictionary(self.pdf.trailer)

    @cached_property
    def size(self) -> int:
        """The number from which on new objects are new."""
        return int(self.pdf.trailer["/Size"])

    @cached_property
    def pages(self) -> tuple[int, ...]:
        """The object numbers of the pages in their order."""
        return tuple(page.obj.objgen[0] for page in self.pdf.pages)

    def get(self, number: int) -> Value:
        """Return an object by its number, None where there is none."""
        if number not in self._known:
            self._known[number] = converted(self.pdf.get_object(number, 0))
        return self._known[number]


def converted(value: Any) -> Value:
    """Return an object of the other library as ours; what it refers to stays a reference."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        entries = _dictionary(value)
        entries.pop("/Length", None)
        return Stream(entries, value.read_raw_bytes())
    if isinstance(value, pikepdf.Dictionary):
        return _dictionary(value)
    if isinstance(value, pikepdf.Array):
        return [_referred(one) for one in value]
    return _converted_plain(value)


def _converted_plain(value: Any) -> Value:
    import pikepdf

    if isinstance(value, pikepdf.Name):
        return Name(str(value))
    if isinstance(value, pikepdf.String):
        return bytes(value)
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if value is None or isinstance(value, (int, Decimal)):
        return value
    raise Unclear("object")


def _dictionary(value: Any) -> dict[str, Value]:
    found = {Name(name): _referred(one) for name, one in value.items()}
    return {name: one for name, one in found.items() if one is not None}


def _referred(value: Any) -> Value:
    number, generation = getattr(value, "objgen", (0, 0))
    if number and generation:
        raise Unclear("generation")
    return Ref(number) if number else converted(value)


@dataclass
class State:
    """All objects after some updates."""

    released: Released
    newer: dict[int, Value] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)

    def get(self, number: int) -> Value:
        """Return an object by its number, None where there is none."""
        return self.newer[number] if number in self.newer else self.released.get(number)

    def known(self, number: int) -> bool:
        """Tell whether a number was in use before."""
        used = number in self.newer or number in self.tables
        return used or number < self.released.size

    def follow(self, value: Value) -> Value:
        """Return what a reference leads to, any other value as it is.

        Raises:
            Unclear: references go in circles.
        """
        for _ in range(_MOST_STEPS):
            if not isinstance(value, Ref):
                return value
            value = self.get(value.number)
        raise Unclear("reference")

    def after(self, update: Update) -> State:
        """Return the state after one more update."""
        tables = self.tables | update.tables
        return State(self.released, {**self.newer, **update.objects}, tables)
