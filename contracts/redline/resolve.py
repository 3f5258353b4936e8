"""Accepts and rejects changes; proves that a comparison gives both texts back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contracts import canonical
from contracts.document import Field
from contracts.redline.rebuild import rebuild
from contracts.redline.renumber import renumber
from contracts.redline.tokens import join, leaves
from contracts.redline.units import flatten

if TYPE_CHECKING:
    from collections.abc import Collection

    from contracts.document import Document
    from contracts.redline.model import Comparison, Entry
    from contracts.redline.units import Content, Unit


class CannotApplyError(ValueError):
    """The comparison belongs to another text, or does not hold what it should."""


def accept(comparison: Comparison) -> Document:
    """Return the new text.

    Raises:
        CannotApplyError: the comparison is not about documents.
    """
    frame = comparison.new.frame
    if frame is None:
        raise CannotApplyError("this comparison is about clause texts, not documents")
    return rebuild(frame, [e.new for e in comparison.entries if e.new is not None])


def reject(comparison: Comparison) -> Document:
    """Return the old text.

    Raises:
        CannotApplyError: the comparison is not about documents.
    """
    frame = comparison.old.frame
    if frame is None:
        raise CannotApplyError("this comparison is about clause texts, not documents")
    return rebuild(frame, [e.old for e in comparison.entries if e.old is not None])


def apply(comparison: Comparison, document: Document) -> Document:
    """Return what becomes of a document when all changes are made to it.

    Raises:
        CannotApplyError: the document is not the old text of the comparison.
    """
    units = [e.old for e in comparison.entries if e.old is not None]
    if tuple(units) != flatten(document) or canonical.digest(document) != comparison.old.sha256:
        raise CannotApplyError("the document is not the old text of this comparison")
    return accept(comparison)


def prove(comparison: Comparison, texts: tuple[Document, Document] | None = None) -> None:
    """Check that rejecting gives the old text, accepting the new one, span by span.

    Args:
        comparison: what to prove.
        texts: both texts, where they are at hand; else their hashes are compared.

    Raises:
        CannotApplyError: it does not, so no output may be written.
    """
    found = reject(comparison), accept(comparison)
    for side, given, wanted in zip(
        (comparison.old, comparison.new), found, texts or (None, None), strict=True
    ):
        same = canonical.digest(given) == side.sha256 if wanted is None else given == wanted
        if not same:
            raise CannotApplyError(f"the entries do not give back {side.name}")
    for entry in comparison.entries:
        for strip in entry.strips:
            old, new = entry.old or entry.origin, entry.new
            whole_old = old.contents[strip.old_index] if old and strip.old_index >= 0 else ()
            whole_new = new.contents[strip.new_index] if new and strip.new_index >= 0 else ()
            if not _gives([s.old for s in strip.spans], whole_old):
                raise CannotApplyError("the spans of a line do not give back the old one")
            if not _gives([s.new for s in strip.spans], whole_new):
                raise CannotApplyError("the spans of a line do not give back the new one")


def _gives(parts: list[Content], whole: Content) -> bool:
    return parts == [whole] or join(parts) == join([whole])


def resolve(comparison: Comparison, accepted: Collection[str]) -> Document:
    """Return the text with some changes accepted and all others rejected.

    Changes inside of something that moved follow the move when it is rejected; lines inserted or
    deleted inside of it follow it either way. Numbers and references are computed anew.

    Raises:
        CannotApplyError: the comparison is not about documents.
    """
    known = {change.id: change for change in comparison.changes}
    yes = {name for name in known if name in accepted}
    lines = {e.change for e in comparison.entries if e.change}
    for name, change in known.items():
        if change.parent and (change.parent not in yes or name in lines):
            yes = yes | {name} if change.parent in yes else yes - {name}
    if not yes:
        return reject(comparison)
    if yes == set(known):
        return accept(comparison)
    if comparison.new.frame is None:
        raise CannotApplyError("this comparison is about clause texts, not documents")
    units = [u for e in comparison.entries if (u := _unit(e, yes)) is not None]
    document = renumber(rebuild(comparison.new.frame, units))
    return _with_gaps(document)


def _unit(entry: Entry, yes: set[str]) -> Unit | None:
    taken = entry.change in yes
    match entry.role:
        case "inserted":
            return entry.new if taken or entry.unit.kind == "gap" else None
        case "deleted":
            return None if taken else entry.old
        case "moved-from":
            return None if taken else entry.old
        case "moved-to":
            return _mixed(entry, yes) if taken else None
        case _:
            return _mixed(entry, yes)


def _mixed(entry: Entry, yes: set[str]) -> Unit | None:
    """Return a line of which each word is as accepted or rejected."""
    old, new = entry.old or entry.origin, entry.new
    if old is None or new is None:
        return new or old
    shape = new if not entry.change or entry.change in yes or entry.role == "moved-to" else old
    contents: list[Content] = []
    aligns = []
    for strip in entry.strips:
        index = strip.new_index if not strip.change or strip.change in yes else strip.old_index
        if strip.change and index < 0:
            continue
        spans = [s.new if not s.change or s.change in yes else s.old for s in strip.spans]
        contents.append(join(spans))
        if old.aligns and new.aligns:
            by_new = strip.new_index >= 0
            aligns.append(new.aligns[strip.new_index] if by_new else old.aligns[strip.old_index])
    if not entry.strips:
        contents = list(shape.contents)
    use = new.use
    return replace(
        shape, contents=tuple(contents), aligns=tuple(aligns) or shape.aligns, use=use,
        area=new.area,
    )  # fmt: skip


def _with_gaps(document: Document) -> Document:
    """Keep the open values that still stand in the text, each once."""
    open_now = {
        inline.name
        for unit in flatten(document)
        for content in unit.contents
        for inline, _ in leaves(content)
        if isinstance(inline, Field) and inline.gap
    }
    gaps = {gap.name: gap for gap in document.gaps if gap.name in open_now}
    return replace(document, gaps=tuple(gaps.values()))
