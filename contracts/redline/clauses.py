"""Compares two clause texts as they are written, Jinja expressions included."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from contracts.document import ClauseUse, Text
from contracts.redline import normalise
from contracts.redline.causes import Origins
from contracts.redline.compare import changes_of
from contracts.redline.heads import compare_heads
from contracts.redline.model import Comparison, Note, Side
from contracts.redline.notes import notes_of
from contracts.redline.tokens import flat_text, tokenise
from contracts.redline.units import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

NBSP = "\u00a0"
_BLOCK = re.compile(r"\{%[\s\S]*?%\}[ \t]*\n?|\{#[\s\S]*?#\}[ \t]*\n?")
_ITEM = re.compile(r"(?P<indent> *)(?P<label>\d+\.|[-*+]) ")
_INDENT = 3  # of a list in a list; editors write 2 to 4 blanks
_GAP = re.compile(r"\n[ \t]*\n\s*\Z")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+|[A-Za-z_]\w*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_WORDS = frozenset(
    [
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "endfor",
        "in",
        "not",
        "and",
        "or",
        "is",
        "true",
        "false",
        "none",
        "loop",
        "set",
        "endset",
        "ref",
        "annex",
    ]
)


@dataclass(frozen=True, slots=True)
class Source:
    """One clause text: how people call it, where it is from, its head and its body."""

    name: str
    use: ClauseUse
    head: Any
    body: str


def compare_clauses(old: Source, new: Source) -> Comparison:
    """Return everything about two clause texts; a field that was renamed is no change of text."""
    renamed = _renamed(old.body, new.body)
    ours = source_units(old.body, old.use.clause)
    theirs = source_units(new.body, new.use.clause)
    uses = {old.use.clause: old.use}, {old.use.clause: replace(new.use, clause=old.use.clause)}
    theirs = tuple(replace(unit, area=old.use.clause) for unit in theirs)
    entries, changes = changes_of(ours, theirs, Origins(*uses), renamed, _title(new, old))
    notes = notes_of(entries, None, ({}, {}), changes)
    if renamed:
        items = tuple(f"{a} → {b}" for a, b in _paths(old.body, new.body).items())
        text = "Felder wurden umbenannt; der Wortlaut ist gleich."
        notes = (*notes, Note("renamed", text, items))
    return Comparison(
        Side(old.name, old.use.sha256),
        Side(new.name, new.use.sha256),
        entries,
        changes,
        notes,
        compare_heads(old.head, new.head),
    )


def _title(*sources: Source) -> str:
    return next((t for s in sources if (t := getattr(s.head, "title", None))), "")


def source_units(body: str, clause: str) -> tuple[Unit, ...]:
    """Return the lines of a clause text; together they are the text, letter by letter.

    A unit is an Absatz, a list item, a row of a table or a Jinja statement; blank lines belong to
    the unit before them. The number of a list item is computed in a contract, so it is no word of
    the item: it stands in ``anchor``.
    """
    paragraph, before = 0, "\n\n"
    units = []
    for kind, text in _with_blanks(body):
        paragraph += kind in ("paragraph", "logic") and _GAP.search(before) is not None
        before = text
        units.append(_unit(kind, text, clause, _label(kind, text, paragraph)))
    return tuple(units)


def _unit(kind: str, text: str, clause: str, label: str) -> Unit:
    match = _ITEM.match(text) if kind == "item" else None
    if match is None:
        return Unit("source", clause, ((Text(text),),), label=label)
    depth = 1 + (len(match["indent"]) + 1) // _INDENT
    return Unit(
        "source", clause, ((Text(text[match.end() :]),),), label=label, anchor=match[0],
        depth=depth, ordered=match["label"][0].isdigit(),
    )  # fmt: skip


def _with_blanks(body: str) -> list[tuple[str, str]]:
    """Return the pieces of a body, blank lines with the piece before them."""
    found: list[tuple[str, str]] = []
    for kind, text in _chunks(body):
        if kind == "blank" and found:
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append(("source" if kind == "blank" else kind, text))
    return found


def _label(kind: str, text: str, paragraph: int) -> str:
    match = _ITEM.match(text)
    if kind == "item" and match:
        return f"Punkt {match['label']}"
    names = {
        "paragraph": f"Abs.{NBSP}{paragraph}",
        "logic": "Steuerzeile",
        "row": "Tabellenzeile",
    }
    return names.get(kind, "")


def body_of(units: Sequence[Unit]) -> str:
    """Return the text that units were made of."""
    return "".join(f"{unit.anchor}{flat_text(unit.contents[0])}" for unit in units)


def _chunks(body: str) -> list[tuple[str, str]]:
    """Return kinds and texts of the pieces of a body, in order and complete."""
    found: list[tuple[str, str]] = []
    position = 0
    for match in _BLOCK.finditer(body):
        line_start = body.rfind("\n", 0, match.start()) + 1
        alone = not body[line_start : match.start()].strip() and match[0].endswith("\n")
        if not alone or line_start < position:
            continue
        found += _lines(body[position:line_start])
        found.append(("logic", body[line_start : match.end()]))
        position = match.end()
    return found + _lines(body[position:])


def _lines(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        last = found[-1][0] if found else ""
        if not stripped:
            found.append(("blank", line))
        elif stripped.startswith("|"):
            found.append(("row", line))
        elif _ITEM.match(line):
            found.append(("item", line))
        elif last in ("paragraph", "item") and (last == "paragraph" or line.startswith(" ")):
            found[-1] = (last, found[-1][1] + line)
        else:
            found.append(("paragraph", line))
    return found


# ------------------------------------------------------------------------- renamed fields


def _renamed(old: str, new: str) -> dict[str, str]:
    """Return Jinja expressions of the old text and what they are called in the new one."""
    paths = _paths(old, new)
    if not paths:
        return {}
    found = {}
    for token in tokenise((Text(old),)):
        if token.kind == "jinja":
            found[token.key] = normalise.key(_replace(token.text, paths))
    return {a: b for a, b in found.items() if a != b}


def _paths(old: str, new: str) -> dict[str, str]:
    """Return which fields got another name: each one only, everywhere, at the same places."""
    before, after = _names(old), _names(new)
    gone = [n for n in before if n not in after]
    come = [n for n in after if n not in before]
    if not gone or len(gone) != len(come):
        return {}
    pairs: dict[str, str] = {}
    for a, b in zip(gone, come, strict=True):
        if pairs.setdefault(a, b) != b:
            return {}
    if len(set(pairs.values())) != len(pairs) or not all(map(_akin, pairs, pairs.values())):
        return {}
    return pairs


def _akin(a: str, b: str) -> bool:
    """Tell whether a name may stand for the same thing: same group or same last word.

    ``term.notice_months`` and ``term.renewal_months`` are both known fields with another meaning;
    a reviewer must see that change, so only one part of the path may differ, and not its measure.
    """
    ours, theirs = a.split("."), b.split(".")
    return ours[-1] == theirs[-1] or (ours[:-1] == theirs[:-1] and _stem(ours[-1], theirs[-1]))


def _stem(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _names(body: str) -> list[str]:
    """Return the fields that a body names, in order, with repetitions."""
    found = []
    for token in tokenise((Text(body),)):
        if token.kind == "jinja" and not token.text.startswith("{#"):
            inner = _QUOTED.sub('""', token.text[2:-2])
            for position, part in enumerate(inner.split("|")):
                names = _NAME.findall(part) if position == 0 else []
                found += [name for name in names if name not in _WORDS]
    return found


def _replace(text: str, paths: dict[str, str]) -> str:
    return _NAME.sub(lambda m: paths.get(m[0], m[0]), text)
