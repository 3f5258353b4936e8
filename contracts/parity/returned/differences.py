"""Where a returned file is otherwise than the file that was sent, beside the words of clauses."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final

from contracts.language import N_, _
from contracts.parity.returned.known import NAMES
from contracts.parity.returned.lines import Story

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from contracts.parity.returned.lines import Line
    from contracts.parity.returned.looks import Look
    from contracts.parity.returned.seen import Seen

_SIDES: Final = {"header": N_("header"), "footer": N_("footer")}
_KINDS: Final = {"default": "", "first": N_("of the first page"), "even": N_("of even pages")}
_LOOKS: Final = {
    "vanish": N_("hidden text"),
    "specVanish": N_("hidden text"),
    "webHidden": N_("hidden text"),
    "strike": N_("struck through"),
    "dstrike": N_("struck through"),
    "color": N_("font colour"),
    "highlight": N_("highlighting"),
    "sz": N_("font size"),
    "u": N_("underlined"),
    "b": N_("bold"),
    "i": N_("italic"),
    "font": N_("symbol font"),
    "face": N_("font"),
    "vertAlign": N_("raised or lowered"),
    "position": N_("raised or lowered"),
    "rtl": N_("writing direction"),
}
_MORE: Final = {
    "part": N_("part that is not understood"),
    "setting": N_("setting that is not understood"),
    "open field": N_("field without beginning or end"),
    "link": N_("link to elsewhere"),
    "narrow column": N_("very narrow column"),
    "fixed height": N_("line or row of fixed height"),
    "indent": N_("very far indented"),
}
_TINY, _FAINT = 12, 2.0  # half points; contrast below which nobody reads (WCAG 2 wants 4.5)
_PAGE: Final = 40  # twentieths of a point by which programs round
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what it is, where, and the words it is about.

    ``in_clauses`` tells that only the words of the contract itself differ.
    """

    what: str
    where: str = ""
    words: str = ""
    in_clauses: bool = False

    def __str__(self) -> str:
        """Return it as people read it."""
        words = self.words if len(self.words) <= _SHOWN else f"{self.words[:_SHOWN]} …"
        text = f"{self.what}: „{words}“" if words else self.what
        return f"{text} ({self.where})" if self.where else text


def differences(sent: Seen, back: Seen) -> list[Difference]:
    """Return every difference, none where all of a file is understood and says the same."""
    found = [*_body(sent.body, back.body), *_story(sent.body, back.body, _("text"))]
    for key in dict.fromkeys((*sent.margins, *back.margins)):
        found += _margin(sent, back, key)
    found += _counted(sent.others, back.others, "")
    found += _pages(sent.page, back.page)
    if more := back.hidden - sent.hidden:
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(more))
        found.append(Difference(_("invisible characters"), "", signs))
    if more := back.numbers - sent.numbers:
        found.append(Difference(_("look of numbers changed"), "", ", ".join(sorted(more))))
    return list(dict.fromkeys(found))


def _margin(sent: Seen, back: Seen, key: tuple[int, str, str]) -> Iterator[Difference]:
    number, side, kind = key
    where = " ".join(filter(None, (_(_SIDES[side]), _(_KINDS[kind]))))
    if number:
        where = _("{what}, section {number}").format(what=where, number=number + 1)
    before, after = _shown(sent, key), _shown(back, key)
    if before.texts != after.texts:
        old, new = " ".join(before.texts), " ".join(after.texts)
        what = _("changed") if _new_words(old, new) else _("words gone")
        yield Difference(what, where, _new_words(old, new) or _new_words(new, old) or new)
    yield from _looks(before.lines, after.lines, where)
    yield from _story(before, after, where)


def _shown(seen: Seen, key: tuple[int, str, str]) -> Story:
    """Return what pages of a kind show: without a story of their own, that of all others."""
    number, side, _kind = key
    usual = seen.margins.get((number, side, "default"))
    return seen.margins.get(key) or usual or Story()


def _new_words(before: str, after: str) -> str:
    """Return what stands between the beginning and the end that two texts share."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    rest, others = after[start:], before[start:]
    end = 0
    while end < min(len(rest), len(others)) and rest[-1 - end] == others[-1 - end]:
        end += 1
    return rest[: len(rest) - end].strip()


def _story(before: Story, after: Story, where: str) -> Iterator[Difference]:
    yield from _counted(before.others, after.others, where)
    for words in sorted(after.fields - before.fields):
        yield Difference(_("field that was not there"), where, words)
    for words in sorted(before.fields - after.fields):
        yield Difference(_("field gone"), where, words)
    used = {name for words in after.fields for name in words.split() if name in before.marks}
    for name in sorted(used):
        if after.marks.get(name, "") != before.marks[name]:
            yield Difference(_("target of a reference moved"), where, before.marks[name])


def _counted(
    before: Counter[tuple[str, str]], after: Counter[tuple[str, str]], where: str
) -> Iterator[Difference]:
    for (name, words), count in sorted((after - before).items()):
        yield Difference(_named(name), where, f"{words} ×{count}" if count > 1 else words)
    for name, words in sorted(before - after):
        yield Difference(_("gone: {what}").format(what=_named(name)), where, words)


def _named(name: str) -> str:
    if name in NAMES:
        return _(NAMES[name])
    if name in _MORE:
        return _(_MORE[name])
    return _("not understood: element “{name}”").format(name=name)


def _pages(before: list[tuple[int, ...]], after: list[tuple[int, ...]]) -> Iterator[Difference]:
    if len(before) != len(after):
        yield Difference(_("other number of sections"), "", str(len(after)))
    for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
        near = len(old) == len(new) and all(
            abs(a - b) <= _PAGE for a, b in zip(old, new, strict=True)
        )
        if not near:
            yield Difference(_("size or margins of the page"), _("section {n}").format(n=number))


# ------------------------------------------------------------------ body


def _body(before: Story, after: Story) -> Iterator[Difference]:
    old = [line for line in before.lines if line.text]
    new = [line for line in after.lines if line.text]
    pairs: list[tuple[Line, Line]] = []
    matcher = SequenceMatcher(None, _texts(old), _texts(new), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
            continue
        words = " ".join(line.text for line in new[c:d])
        where = _place(old, a)
        if words:
            plain = not any(line.style.lower().startswith("toc") for line in new[c:d])
            yield Difference(_("other words"), where, words, plain)
        if gone := " ".join(line.text for line in old[a:b]):
            yield Difference(_("words gone"), where, gone, in_clauses=True)
        for line in new[c:d]:
            yield from _unreadable(line, where)
    places = _places(old)
    for one, other in pairs:
        where = places[id(one)]
        if one.label != other.label:
            shown = f"{one.label or '–'} → {other.label or '–'}"
            yield Difference(_("number of the paragraph changed"), where, shown)
        yield from _line_looks(one, other, where)


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _place(lines: Sequence[Line], position: int) -> str:
    for line in reversed(lines[: position + 1]):
        if line.style.lower().startswith(("heading", "überschrift")):
            return f"{line.label} {line.text}".strip()
    return _("first page")


def _places(lines: Sequence[Line]) -> dict[int, str]:
    found, here = {}, _("first page")
    for line in lines:
        if line.style.lower().startswith(("heading", "überschrift")):
            here = f"{line.label} {line.text}".strip()
        found[id(line)] = here
    return found


# ------------------------------------------------------------------ looks


def _looks(before: Sequence[Line], after: Sequence[Line], where: str) -> Iterator[Difference]:
    old, new = [o for o in before if o.text], [n for n in after if n.text]
    if _texts(old) == _texts(new):
        for one, other in zip(old, new, strict=True):
            yield from _line_looks(one, other, where)
    else:
        for line in new:
            yield from _unreadable(line, where)


def _line_looks(before: Line, after: Line, where: str) -> Iterator[Difference]:
    pairs = zip(before.signs(), after.signs(), strict=False)
    changed = ((sign, _changed(old, new)) for (_sign, old), (sign, new) in pairs)
    for what, group in groupby(changed, key=lambda pair: pair[1]):
        if what:
            words = "".join(sign for sign, _what in group)
            yield from (Difference(name, where, words) for name in what)


def _unreadable(line: Line, where: str) -> Iterator[Difference]:
    for what, group in groupby(line.signs(), key=lambda pair: _hiding(dict(pair[1]))):
        if what:
            yield Difference(what, where, "".join(sign for sign, _look in group))


def _changed(old: Look, new: Look) -> tuple[str, ...]:
    if old == new:
        return ()
    before, after = dict(old), dict(new)
    hiding = _hiding(after)
    if hiding and hiding != _hiding(before):
        return (hiding,)
    names = sorted(n for n in {*before, *after} - {"shd"} if before.get(n) != after.get(n))
    return tuple(dict.fromkeys(_look_named(name) for name in names))


def _look_named(name: str) -> str:
    known = _LOOKS.get(name)
    return _(known) if known else _("format that is not understood: {name}").format(name=name)


def _hiding(look: dict[str, str]) -> str:
    """Return why nobody reads words that look like this, "" where people do."""
    for name in ("vanish", "specVanish", "strike", "dstrike", "font"):
        if look.get(name, "0") != "0":
            return _(_LOOKS[name])
    size = look.get("sz", "")
    if not size.isdecimal() or int(size) < _TINY:
        return _("tiny font")
    if _contrast(look.get("color", "000000"), look.get("shd", "FFFFFF")) < _FAINT:
        return _("font as light as the paper")
    return ""


def _contrast(one: str, other: str) -> float:
    first, second = sorted((_light(one), _light(other)))
    return (second + 0.05) / (first + 0.05)


def _light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2, 1.4.3)."""
    try:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    except ValueError:
        parts = [0.0, 0.0, 0.0]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
