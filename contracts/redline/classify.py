"""Classes changes by the rules, deterministic and explainable."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from contracts.document import Field, Text
from contracts.redline import notation, turns
from contracts.redline.legal import FIGURES
from contracts.redline.mild import CLARIFYING, PLAIN
from contracts.redline.model import CLASSES, Severity, Verdict
from contracts.redline.rules import FINANCE, RULES, SERIOUS
from contracts.redline.scene import Scene, difference
from contracts.redline.tokens import Token, flat_text, leaves, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contracts.redline.entries import Raw
    from contracts.redline.rule import Rule
    from contracts.redline.units import Content

_SILENT = frozenset({"space", "mark", "break"})
_ARTICLES = frozenset((
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines",
    "und", "sowie", "dieser", "diese", "dieses", "diesem", "diesen", "ihr", "ihre", "ihren",
    "ihrem", "ihrer", "sein", "seine", "seinen", "seinem", "seiner",
))  # fmt: skip
_ORDER = {name: place for place, name in enumerate(RULES)}


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
    old, new = _spoken(raw.old), _spoken(raw.new)
    scene = _scene(raw, *difference(old, new), title)
    if not section:
        light = _light(old, new, raw, scene)
        if light is not None:
            return _verdict([light])
    rules = list(scene.fired)
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


def _spoken(contents: Iterable[Content]) -> list[Token]:
    """Return the tokens of contents without blanks and marks."""
    return [
        part
        for content in contents
        for token in tokenise(content)
        if not token.blank
        for part in _inner(token)
        if part.kind not in _SILENT
    ]


def _inner(token: Token) -> list[Token]:
    """Return the figures inside of a long value; its other words are data, no wording."""
    if token.kind != "field":
        return [token]
    parts = [t for t in tokenise((Text(token.text),)) if not t.blank]
    kept = FIGURES - {"number"}  # numbers of houses and telephones say little
    return [t if t.kind in kept else t._replace(kind="field") for t in parts]


def _scene(raw: Raw, gone: tuple[Token, ...], come: tuple[Token, ...], title: str) -> Scene:
    before, after = raw.context
    words = f"{_sentence(before, raw.old)} {_sentence(after, raw.new)}"
    fields = frozenset(
        inline.name
        for content in (*raw.old, *raw.new)
        for inline, _ in leaves(content)
        if isinstance(inline, Field)
    )
    bounds = frozenset(turns.bounds(gone, come, words))
    return Scene(gone, come, words.lower(), title.lower(), fields, bounds)


def _sentence(content: Content, parts: Sequence[Content]) -> str:
    """Return the sentences of a content that the changed words touch."""
    text = flat_text(content)
    needle = flat_text(parts[0]) if parts else ""
    place = text.find(needle) if needle else 0
    start = text.rfind(". ", 0, max(place, 0)) + 1
    end = text.find(". ", place + len(needle))
    return text[start : end if end >= 0 else len(text)]


def _light(  # noqa: PLR0911 - one question after the other, the first yes counts
    a: Sequence[Token], b: Sequence[Token], raw: Raw, scene: Scene
) -> Rule | None:
    """Return the rule that explains a change that only concerns the writing."""
    if [t.key for t in a] == [t.key for t in b]:
        return PLAIN["punctuation"]
    if _folded(a) == _folded(b):
        return PLAIN["spelling"]
    if [notation.canonical(t) for t in a] == [notation.canonical(t) for t in b]:
        synonym = all(t.kind == "word" for t in (*a, *b))
        return PLAIN["synonym" if synonym else "notation"]
    if sorted(map(notation.canonical, a)) == sorted(map(notation.canonical, b)):
        return None  # who does what to whom may have swapped
    if _gender(a, b, raw, scene):
        return PLAIN["gender"]
    if scene.fired:
        return None
    return _by_words(scene.gone, scene.come)


def _folded(tokens: Sequence[Token]) -> str:
    return "".join([notation.folded(token.key) for token in tokens])


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


def _gender(a: Sequence[Token], b: Sequence[Token], raw: Raw, scene: Scene) -> bool:
    fields = [i for c in (*raw.old, *raw.new) for i, _ in leaves(c) if isinstance(i, Field)]
    if fields and all(f.name == "gender_style" for f in fields):
        return _beside_fields(raw.old) == _beside_fields(raw.new)
    changed = (w for t in (*scene.gone, *scene.come) for w in t.key.split())
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
