"""Classes changes by the rules, deterministic and explainable."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from contracts.document import Field, Text
from contracts.redline import notation, turns
from contracts.redline.legal import FIGURES
from contracts.redline.mild import CLARIFYING, PLAIN
from contracts.redline.model import CLASSES, Severity, Verdict
from contracts.redline.rules import FINANCE, RULES, SERIOUS
from contracts.redline.tokens import Token, flat_text, leaves, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from contracts.redline.entries import Raw
    from contracts.redline.rule import Rule
    from contracts.redline.units import Content

_SILENT = frozenset({"space", "mark", "break"})
_ARTICLES = frozenset((
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines",
    "und", "sowie", "dieser", "diese", "dieses", "diesem", "diesen", "ihr", "ihre", "ihren",
    "ihrem", "ihrer", "sein", "seine", "seinen", "seinem", "seiner",
))  # fmt: skip
_ADDRESS = re.compile(r"(?:^|\.)seats\.|\.(?:phone|postcode|street|register_number|paper)$")
_ORDER = {name: place for place, name in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at: the words that differ, and where they stand."""

    gone: tuple[Token, ...]
    come: tuple[Token, ...]
    sentence: str
    title: str
    fields: frozenset[str] = frozenset()
    bounds: frozenset[str] = frozenset()  # rules that "bis", "vor" or "mehr" beside figures wake

    @property
    def changed(self) -> tuple[Token, ...]:
        """All words that differ."""
        return (*self.gone, *self.come)


def classify(raw: Raw, title: str, *, heading: bool = False, section: bool = False) -> Verdict:
    """Return class, severity and rules of a change.

    Args:
        raw: the change.
        title: the heading of the part it lies in.
        heading: it is the heading that changed.
        section: a whole part was inserted or deleted.
    """
    if raw.rule:
        return _verdict([PLAIN[raw.rule]])
    if raw.kind.startswith("moved"):
        return _verdict([PLAIN["moved"]])
    old, new = _tokens(raw.old), _tokens(raw.new)
    if not section:
        light = _light(old, new, raw)
        if light is not None:
            return _verdict([light])
    scene = _scene(raw, old, new, title)
    rules = [rule for rule in SERIOUS if _fires(rule, scene)]
    if _clarifies(raw) and all(rule.name in ("norm", "restriction") for rule in rules):
        return _verdict([CLARIFYING])
    if not _only_data(raw):
        rules += [r for r in SERIOUS if r.subject and r not in rules and _concerns(r, scene)]
    rules += _other(raw, scene, heading=heading, section=section)
    if _about_money(rules, scene):
        rules.append(RULES["payment"])
    return _verdict([_money(rule, scene) for rule in rules])


def _verdict(rules: Sequence[Rule]) -> Verdict:
    ranked = sorted(rules, key=lambda r: (-r.severity, CLASSES.index(r.klass), _ORDER[r.name]))
    first = ranked[0]
    names = tuple(dict.fromkeys(rule.name for rule in ranked))
    return Verdict(first.klass, Severity(first.severity), names)


def _tokens(contents: Iterable[Content]) -> list[Token]:
    return [
        part
        for content in contents
        for token in tokenise(content)
        if not token.blank
        for part in _inner(token)
    ]


def _inner(token: Token) -> list[Token]:
    """Return the figures inside of a long value; its other words are data, no wording."""
    if token.kind != "field":
        return [token]
    parts = [t for t in tokenise((Text(token.text),)) if not t.blank]
    kept = FIGURES - {"number"}  # numbers of houses and telephones say little
    return [t if t.kind in kept else replace(t, kind="field") for t in parts]


def _scene(raw: Raw, old: Sequence[Token], new: Sequence[Token], title: str) -> Scene:
    gone, come = _difference(old, new, notation.canonical)
    before, after = raw.context
    words = f"{_sentence(before, raw.old)} {_sentence(after, raw.new)}"
    fields = frozenset(
        inline.name
        for content in (*raw.old, *raw.new)
        for inline, _ in leaves(content)
        if isinstance(inline, Field)
    )
    bounds = frozenset(turns.bounds(gone, come, words))
    return Scene(tuple(gone), tuple(come), words, title, fields, bounds)


def _sentence(content: Content, parts: Sequence[Content]) -> str:
    """Return the sentences of a content that the changed words touch."""
    text = flat_text(content)
    needle = flat_text(parts[0]) if parts else ""
    place = text.find(needle) if needle else 0
    start = text.rfind(". ", 0, max(place, 0)) + 1
    end = text.find(". ", place + len(needle))
    return text[start : end if end >= 0 else len(text)]


def _difference(
    old: Sequence[Token], new: Sequence[Token], same: Callable[[Token], str]
) -> tuple[list[Token], list[Token]]:
    """Return the words that only one side has, or else those that swapped; marks do not count."""
    ours = [t for t in old if t.kind not in _SILENT]
    theirs = [t for t in new if t.kind not in _SILENT]
    common = Counter(map(same, ours)) & Counter(map(same, theirs))
    gone, come = _without(ours, common.copy(), same), _without(theirs, common, same)
    return (gone, come) if gone or come else turns.reordered(ours, theirs, same)


def _without(
    tokens: Sequence[Token], common: Counter[str], same: Callable[[Token], str]
) -> list[Token]:
    left = []
    for token in tokens:
        name = same(token)
        if common[name] > 0:
            common[name] -= 1
        else:
            left.append(token)
    return left


def _light(  # noqa: PLR0911 - one question after the other, the first yes counts
    old: Sequence[Token], new: Sequence[Token], raw: Raw
) -> Rule | None:
    """Return the rule that explains a change that only concerns the writing."""
    a = [t for t in old if t.kind not in _SILENT]
    b = [t for t in new if t.kind not in _SILENT]
    if [t.key for t in a] == [t.key for t in b]:
        return PLAIN["punctuation"]
    if [notation.folded(t.key) for t in a] == [notation.folded(t.key) for t in b]:
        return PLAIN["spelling"]
    if "".join(notation.folded(t.key) for t in a) == "".join(notation.folded(t.key) for t in b):
        return PLAIN["spelling"]
    if [notation.canonical(t) for t in a] == [notation.canonical(t) for t in b]:
        synonym = all(t.kind == "word" for t in (*a, *b))
        return PLAIN["synonym" if synonym else "notation"]
    if sorted(map(notation.canonical, a)) == sorted(map(notation.canonical, b)):
        return None  # who does what to whom may have swapped
    if _gender(a, b, raw):
        return PLAIN["gender"]
    gone, come = _difference(a, b, notation.canonical)
    if any(_fires(rule, Scene(tuple(gone), tuple(come), "", "")) for rule in SERIOUS):
        return None
    return _by_words(gone, come)


def _by_words(gone: Sequence[Token], come: Sequence[Token]) -> Rule | None:
    both = [*gone, *come]
    if any(t.kind != "word" for t in both):
        return None
    if all(t.key.lower() in _ARTICLES for t in both):
        return None if turns.owners_differ(gone, come) else PLAIN["articles"]
    words = [t for t in gone if t.key.lower() not in _ARTICLES]
    others = [t for t in come if t.key.lower() not in _ARTICLES]
    if not words or len(words) != len(others):
        return None
    pairs = [(x.key, y.key) for x, y in zip(words, others, strict=True)]
    if all(notation.stem(x) == notation.stem(y) for x, y in pairs):
        return PLAIN["inflection"]
    if all(notation.stem(x) == notation.stem(y) or notation.misspelt(x, y) for x, y in pairs):
        return PLAIN["spelling"]
    return None


def _gender(a: Sequence[Token], b: Sequence[Token], raw: Raw) -> bool:
    fields = [i for c in (*raw.old, *raw.new) for i, _ in leaves(c) if isinstance(i, Field)]
    if fields and all(f.name == "gender_style" for f in fields):
        return _beside_fields(raw.old) == _beside_fields(raw.new)
    changed = (
        w for side in _difference(a, b, notation.canonical) for t in side for w in t.key.split()
    )
    if not any(notation.is_gendered(w) for w in changed):
        return False
    small = _ARTICLES | {"oder", "bzw."}
    words = [[w for t in side for w in t.key.split()] for side in (a, b)]
    stems = [[notation.gender_stem(w) for w in s if w.lower() not in small] for s in words]
    once = [[name for name, _ in groupby(side)] for side in stems]  # "Leiterinnen und Leiter"
    return bool(once[0]) and once[0] == once[1]


def _beside_fields(contents: Iterable[Content]) -> list[str]:
    """Return the words of contents that are no values."""
    found = [
        tuple(i if not isinstance(i, Field) else Text(" ") for i, _ in leaves(content))
        for content in contents
    ]
    return [t.key for content in found for t in tokenise(content) if t.kind not in _SILENT]


def _fires(rule: Rule, scene: Scene) -> bool:
    if any(token.kind in rule.kinds for token in scene.changed):
        # postcodes and numbers of registers count nothing
        address = bool(scene.fields) and all(map(_ADDRESS.search, scene.fields))
        return not (rule.name == "number" and address)
    if rule.name == "negation" and turns.negated(scene.gone, scene.come):
        return True
    if rule.name in scene.bounds:
        return True
    if rule.name == "party" and not (scene.gone and scene.come):
        return False
    if rule.words is None:
        return False
    gone, come = (
        " ".join(t.key for t in side if t.kind != "field" or rule.subject)
        for side in (scene.gone, scene.come)
    )
    return bool(rule.words.search(gone) or rule.words.search(come))


def _concerns(rule: Rule, scene: Scene) -> bool:
    assert rule.words is not None  # noqa: S101 - subject rules have words
    return bool(rule.words.search(scene.sentence) or rule.words.search(scene.title))


def _only_data(raw: Raw) -> bool:
    """Tell whether nothing but values changed."""
    found = [i for c in (*raw.old, *raw.new) for i, _ in leaves(c)]
    words = [i for i in found if isinstance(i, Text) and any(map(str.isalnum, i.text))]
    return bool(found) and not words


def _clarifies(raw: Raw) -> bool:
    assert CLARIFYING.words is not None  # noqa: S101 - it has
    text = " ".join(flat_text(c) for c in raw.new).strip(" ,;")
    return raw.kind == "inserted" and CLARIFYING.words.search(text) is not None


def _other(raw: Raw, scene: Scene, *, heading: bool, section: bool) -> list[Rule]:
    if section:
        return [PLAIN["section"]]
    gaps = [
        any(isinstance(i, Field) and i.gap for c in side for i, _ in leaves(c))
        for side in (raw.old, raw.new)
    ]
    if gaps[0] and not gaps[1] and (raw.kind == "replaced" or _only_data(raw)):
        return [PLAIN["gap-filled"]]
    if gaps[1] and not gaps[0] and (raw.kind == "replaced" or _only_data(raw)):
        return [PLAIN["gap-opened"]]
    if scene.fields:
        return [PLAIN["value"]]
    return [PLAIN["heading" if heading else "wording"]]


def _about_money(rules: Sequence[Rule], scene: Scene) -> bool:
    """Tell whether a sentence about money now says something else about who owes what."""
    turning = {"negation", "modal", "restriction", "alternative", "party", "deadline"}
    assert FINANCE is not None  # noqa: S101 - the payment rule has words
    return any(r.name in turning for r in rules) and FINANCE.search(scene.sentence) is not None


def _money(rule: Rule, scene: Scene) -> Rule:
    """Return the rule, as a financial one where a percentage belongs to money."""
    assert FINANCE is not None  # noqa: S101 - the payment rule has words
    if rule.name == "percent" and FINANCE.search(scene.sentence):
        return replace(rule, klass="finanziell")
    return rule
