"""Contents as tokens: legal tokens and values stay whole, whatever inlines they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from contracts.document import Break, Emphasis, Field, Reference, Strong, Text
from contracts.redline import normalise
from contracts.redline.legal import BREAK, PLAIN, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contracts.document import Inline
    from contracts.redline.units import Content

_REMEMBERED = 512  # contents; each is asked for by its words, its marks and its class
_CLOSING = frozenset("\"')]“”»’")


class Token(NamedTuple):
    """A run of characters that is kept or changed as a whole.

    ``key`` is what it is compared by; for a reference its target, not the number it shows.
    ``start`` and ``end`` count in the flat text of the content.
    """

    kind: str
    text: str
    key: str
    start: int
    end: int

    @property
    def blank(self) -> bool:
        """Tell whether it is space between words."""
        return self.kind == "space"


@dataclass(frozen=True, slots=True)
class _Leaf:
    inline: Inline
    start: int
    end: int


def flat_text(content: Content) -> str:
    """Return the words of a content; a line break is one character."""
    if len(content) == 1 and isinstance(content[0], Text):
        return content[0].text
    return "".join([leaf_text(inline) for inline, _ in leaves(content)])


def leaf_text(inline: Inline) -> str:
    """Return the words of an inline that holds no other."""
    match inline:
        case Text(text):
            return text
        case Field() | Reference():
            return inline.shown
        case Break():
            return BREAK
        case _:
            return ""


def leaves(
    content: Content, path: tuple[type[Strong | Emphasis], ...] = ()
) -> Iterator[tuple[Inline, tuple[type[Strong | Emphasis], ...]]]:
    """Yield the inlines that hold no other, with what they stand in."""
    for inline in content:
        if isinstance(inline, Strong | Emphasis):
            yield from leaves(inline.content, (*path, type(inline)))
        else:
            yield inline, path


def tokenise(content: Content, renamed: Mapping[str, str] | None = None) -> tuple[Token, ...]:
    """Return the tokens of a content.

    Args:
        content: what to read.
        renamed: Jinja expression to the expression it is compared as.
    """
    tokens = _tokens(content)
    return tuple(_renamed(token, renamed) for token in tokens) if renamed else tokens


@lru_cache(maxsize=_REMEMBERED)
def _tokens(content: Content) -> tuple[Token, ...]:
    flat, solid = _solid(content)
    tokens, start = [], 0
    word_key = normalise.word_key
    for match in TOKEN.finditer(flat):
        kind, text = match.lastgroup or "mark", match[0]
        end = start + len(text)
        if kind == "space":
            tokens.append(Token(kind, text, " ", start, end))
        else:
            kind = "word" if kind == PLAIN else kind
            tokens.append(Token(kind, text, word_key(text), start, end))
        start = end
    return tuple(_merge(tokens, solid, flat) if solid else tokens)


def _solid(content: Content) -> tuple[str, list[_Leaf]]:
    """Return the flat text, and where values and references stand in it."""
    parts: list[str] = []
    solid: list[_Leaf] = []
    position = 0
    for inline, _ in leaves(content):
        text = leaf_text(inline)
        if isinstance(inline, Field | Reference) and text:
            solid.append(_Leaf(inline, position, position + len(text)))
        parts.append(text)
        position += len(text)
    return "".join(parts), solid


def _merge(tokens: Sequence[Token], solid: Sequence[_Leaf], flat: str) -> list[Token]:
    """Join tokens so that no boundary lies inside of a value or a reference."""
    merged: list[Token] = []
    upcoming = 0
    position = 0
    while position < len(tokens):
        start, end = tokens[position].start, tokens[position].end
        first, inside = position, []
        position += 1
        while upcoming < len(solid) and solid[upcoming].start < end:
            inside.append(solid[upcoming])
            end = max(end, solid[upcoming].end)
            upcoming += 1
            while position < len(tokens) and tokens[position].start < end:
                end = max(end, tokens[position].end)
                position += 1
        if not inside:
            merged.append(tokens[first])
            continue
        merged.append(_whole(tokens[first:position], inside, flat, start, end))
    return merged


def _whole(
    parts: Sequence[Token], inside: Sequence[_Leaf], flat: str, start: int, end: int
) -> Token:
    legal = [t.kind for t in parts]
    kind = legal[0] if len(legal) == 1 else "field"
    if any(isinstance(leaf.inline, Reference) for leaf in inside):
        kind = "reference"
    pieces: list[str] = []
    position = start
    for leaf in inside:
        pieces.append(normalise.key(flat[position : leaf.start]))
        target = leaf.inline.target if isinstance(leaf.inline, Reference) else None
        shown = flat[leaf.start : leaf.end]
        pieces.append(normalise.key(shown) if target is None else f"\0{target}\0")
        position = leaf.end
    pieces.append(normalise.key(flat[position:end]))
    return Token(kind, flat[start:end], "".join(pieces), start, end)


def _renamed(token: Token, renamed: Mapping[str, str]) -> Token:
    if token.kind != "jinja" or token.key not in renamed:
        return token
    return token._replace(key=renamed[token.key])


def cut(content: Content, start: int, end: int) -> Content:
    """Return the inlines between two places of the flat text; values are never cut."""
    found: list[Inline] = []
    position = 0
    for inline, path in leaves(content):
        text = leaf_text(inline)
        here, position = position, position + len(text)
        low, high = max(start, here), min(end, position)
        if low >= high:
            continue
        if isinstance(inline, Text):
            _append(found, Text(text[low - here : high - here]), path)
        else:
            _append(found, inline, path)
    return tuple(found)


def join(contents: Sequence[Content]) -> Content:
    """Return one content made of several, neighbouring words joined."""
    found: list[Inline] = []
    for content in contents:
        for inline, path in leaves(content):
            if leaf_text(inline):
                _append(found, inline, path)
    return tuple(found)


def _append(found: list[Inline], inline: Inline, path: tuple[type[Strong | Emphasis], ...]) -> None:
    """Add an inline behind others, inside of the last container where it has the same one."""
    last = found[-1] if found else None
    if path:
        if type(last) is path[0] and isinstance(last, Strong | Emphasis):
            inner = list(last.content)
            _append(inner, inline, path[1:])
            found[-1] = path[0](tuple(inner))
        else:
            inner = []
            _append(inner, inline, path[1:])
            found.append(path[0](tuple(inner)))
    elif isinstance(inline, Text) and isinstance(last, Text):
        found[-1] = Text(last.text + inline.text)
    else:
        found.append(inline)


def sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where sentences begin and end, as positions in tokens without blanks between.

    A full stop ends a sentence where it is a token of its own, so not in "z. B." or "3. Mai".
    """
    found: list[tuple[int, int]] = []
    start = position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token.kind == "mark" and token.key in ".!?":
            while position < len(tokens) and tokens[position].key in _CLOSING:
                position += 1
            found.append((start, position))
            start = position
    if start < len(tokens):
        found.append((start, len(tokens)))
    return found
