"""Which characters of a document the bundled fonts do not have."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from contracts import document as nodes
from contracts.catalogue import page as kinds
from contracts.writers.pdf import template as templates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from contracts.findings import Finding

# Drawn by no glyph of their own: line ends, soft hyphen and the marks that steer direction.
SILENT = frozenset("\n\u00ad\u200b\u200c\u200d\u2060")
# What fonts lack, drawn by what they have: the same look, and the same places to break a line.
DRAWN = {"\u2011": "-\u2060"}  # a hyphen that does not break: a hyphen joined to what follows
_AS = str.maketrans(DRAWN)


def drawn(text: str) -> str:
    """Return a text in characters that the bundled fonts can draw."""
    return text.translate(_AS) if not text.isascii() else text


def missing_glyphs(document: nodes.Document, template: Path) -> list[Finding]:
    """Return a finding for each character that would print as an empty box, with its field.

    Raises:
        SourceError: the template has no fonts.
    """
    look = templates.load(template)
    covered = _covered(tuple((font, font.stat().st_mtime_ns) for font in look.fonts))
    found: dict[tuple[str, str], Finding] = {}
    for field, text in _texts(document, "document"):
        for character in set(drawn(text)) - covered:
            found.setdefault((character, field), _finding(character, field))
    return [found[key] for key in sorted(found)]


def _finding(character: str, field: str) -> Finding:
    name = unicodedata.name(character, "")
    shown = character if character.isprintable() else name or "a control character"
    codepoint = " ".join(filter(None, (f"U+{ord(character):04X}", name)))
    return kinds.GLYPH_MISSING.at(character=shown, codepoint=codepoint, field=field)


def _texts(node: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text below a node with the field or clause it comes from."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, nodes.Field):
        yield node.name, node.shown
    elif isinstance(node, tuple):
        for item in node:
            yield from _texts(item, place)
    elif is_dataclass(node) and not isinstance(node, nodes.ClauseUse):
        use = getattr(node, "use", None)
        inner = use.name if isinstance(use, nodes.ClauseUse) else place
        for item in fields(node):
            yield from _texts(getattr(node, item.name), inner)


@lru_cache(maxsize=8)
def _covered(fonts: tuple[tuple[Path, int], ...]) -> frozenset[str]:
    """Return the characters that every face has, so that emphasis never loses one."""
    from fontTools.ttLib import TTFont

    faces = [frozenset(map(chr, TTFont(font, lazy=True).getBestCmap())) for font, _ in fonts]
    return frozenset.intersection(*faces) | SILENT
