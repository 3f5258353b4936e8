"""A Word file of ours between writing and packing, for those who go on working with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from contracts.ooxml.package import CONTENT_TYPES, ROOT_RELS
from contracts.ooxml.xml import parse
from contracts.ooxml.zip import Packed, pack, write_packed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_FIRST: Final = (CONTENT_TYPES, ROOT_RELS)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """The parts of a Word file by name.

    ``written`` are those of this contract, ``fixed`` those that its skeleton brings; ``document``
    and ``numbering`` name two of the written ones.
    """

    document: str
    numbering: str
    written: Mapping[str, bytes]
    fixed: Mapping[str, Packed]

    def root(self, part: str) -> etree._Element:
        """Return the root element of a written part."""
        return parse(self.written[part], part, self.document)

    def packed(self, instead: Mapping[str, bytes] | None = None) -> bytes:
        """Return the file, with some parts ``instead`` of what was written.

        Parts stand as readers look for them first, then by name; equal parts give equal bytes.
        """
        written = {**self.written, **(instead or {})}
        ready = {**self.fixed, **{name: pack(data) for name, data in written.items()}}
        order = (*_FIRST, *sorted(ready.keys() - set(_FIRST)))
        return write_packed((name, ready[name]) for name in order)
