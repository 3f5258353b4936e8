"""What follows from changes and is none itself: numbers, references, the list of open values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.document import Field, Reference
from contracts.redline.causes import of_uses
from contracts.redline.keys import content_key
from contracts.redline.model import Note
from contracts.redline.tokens import flat_text, leaves
from contracts.redline.units import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contracts.document import ClauseUse
    from contracts.redline.model import Change, Entry
    from contracts.redline.units import Content, Frame, Unit

ABSATZ = "Abs.\u00a0"


def notes_of(
    entries: Sequence[Entry],
    frames: tuple[Frame, Frame] | None,
    uses: tuple[Mapping[str, ClauseUse], Mapping[str, ClauseUse]],
    changes: Sequence[Change],
) -> tuple[Note, ...]:
    """Return all notes, those that a lawyer must see first."""
    found = [
        _stale(entries),
        _numbers(entries),
        _gaps(entries),
        _status(frames),
        _origin(uses, {change.area for change in changes}),
        _fields(entries),
        _formatting(entries),
    ]
    return tuple(note for note in found if note is not None)


def _pairs(entries: Sequence[Entry]) -> Iterator[tuple[Unit, Unit]]:
    for entry in entries:
        old = entry.old or entry.origin
        if old is not None and entry.new is not None:
            yield old, entry.new


def _numbers(entries: Sequence[Entry]) -> Note | None:
    """Return one note about all numbers that follow from changes, references included."""
    parts = [
        f"{old.label} → {new.label}"
        for old, new in _pairs(entries)
        if new.kind in HEADINGS and old.label != new.label and old.label and new.label
    ]
    labels = sum(
        old.label != new.label for old, new in _pairs(entries) if new.kind in ("paragraph", "item")
    )
    labels += _source_labels(entries)
    references = sorted(_references(entries))
    listed = any(
        old.kind == "gap" and old.contents[3:] != new.contents[3:] for old, new in _pairs(entries)
    )
    if not parts and not labels and not references and not listed:
        return None
    said = []
    if parts:
        said.append(_count(len(parts), "ein Teil trägt", "Teile tragen", "eine andere Nummer"))
    if labels:
        said.append(
            _count(labels, "ein Absatz oder Listenpunkt trägt", "Absätze oder Listenpunkte tragen",
                   "eine andere Nummer")
        )  # fmt: skip
    if references:
        said.append(_count(len(references), "ein Verweis wurde", "Verweise wurden", "angepasst"))
    if not said:
        said.append("die Fundstellen in der Liste der offenen Angaben wurden angepasst")
    text = "Folge der Änderungen, keine eigene Änderung: " + "; ".join(said) + "."
    return Note("renumbering", text, (*parts, *references))


def _source_labels(entries: Sequence[Entry]) -> int:
    """Return how many Absätze and list items of a clause text count otherwise than before.

    Several lines of a source may belong to one Absatz, which counts once.
    """
    moved = [
        (old, new) for old, new in _pairs(entries)
        if new.kind == "source" and old.label != new.label and old.label and new.label
    ]  # fmt: skip
    items = sum(bool(new.anchor) for _, new in moved)
    return items + len({(old.label, new.label) for old, new in moved if not new.anchor})


def _count(number: int, one: str, many: str, what: str) -> str:
    return f"{one} {what}" if number == 1 else f"{number} {many} {what}"


def _references(entries: Sequence[Entry]) -> set[str]:
    found = set()
    for entry in entries:
        for was, now in _respelt(entry):
            old = [i for i, _ in leaves(was) if isinstance(i, Reference)]
            new = [i for i, _ in leaves(now) if isinstance(i, Reference)]
            for a, b in zip(old, new, strict=False):
                if a.target == b.target and a.shown != b.shown:
                    found.add(f"Verweis „{a.shown}“ → „{b.shown}“")
    return found


def _kept(entry: Entry) -> Iterator[tuple[Content, Content]]:
    """Yield the words of a line that both texts have."""
    if entry.new is None:
        return
    for strip in entry.strips:
        for span in strip.spans:
            if not span.change:
                yield span.old, span.new


def _respelt(entry: Entry) -> Iterator[tuple[Content, Content]]:
    """Yield the words of a line that both texts have, where they are not to the letter the same."""
    return (pair for pair in _kept(entry) if pair[0] is not pair[1])


def _stale(entries: Sequence[Entry]) -> Note | None:
    """Return a warning about references whose Absatz now is another one."""
    went = {
        old.anchor: new.anchor
        for old, new in _pairs(entries)
        if old.anchor and new.anchor and old.anchor != new.anchor
    }
    gone = {e.old.anchor for e in entries if e.old and e.role == "deleted" and e.old.anchor}
    gone -= {new.anchor for _, new in _pairs(entries) if new.anchor in went.values()}
    found = []
    for entry in entries:
        for was, now in _kept(entry):
            old = {i.target for i, _ in leaves(was) if isinstance(i, Reference)}
            for inline, _ in leaves(now):
                if not isinstance(inline, Reference) or inline.target not in old:
                    continue
                if inline.target in went:
                    found.append(f"„{inline.shown}“ meint jetzt einen anderen Absatz als zuvor")
                elif inline.target in gone:
                    found.append(f"„{inline.shown}“: der gemeinte Absatz wurde gestrichen")
    if not found:
        return None
    text = "Bitte prüfen: Verweise auf Absätze, die ihren Platz gewechselt haben."
    return Note("stale-reference", text, tuple(dict.fromkeys(found)))


def _gaps(entries: Sequence[Entry]) -> Note | None:
    lines = [e for e in entries if e.unit.kind == "gap"]
    opened = [flat_text(e.unit.contents[0]) for e in lines if e.role == "inserted"]
    filled = [flat_text(e.unit.contents[0]) for e in lines if e.role == "deleted"]
    items = [f"nicht mehr offen: {name}" for name in filled]
    items += [f"neu offen: {name}" for name in opened]
    items += [
        f"anders benannt: {flat_text(old.contents[0])}"
        for old, new in _pairs(entries)
        if old.kind == "gap" and old.contents[:3] != new.contents[:3]
    ]
    if not items:
        return None
    return Note("gaps", "Die Liste der offenen Angaben hat sich geändert.", tuple(items))


def _status(frames: tuple[Frame, Frame] | None) -> Note | None:
    if frames is None:
        return None
    words = {"draft": "Entwurf", "release": "Ausfertigung"}
    old, new = frames
    items = []
    if old.status != new.status:
        items.append(f"{words[old.status]} → {words[new.status]}")
    if old.template != new.template:
        items.append(f"Vorlage {old.template} → {new.template}")
    if old.language != new.language:
        items.append(f"Sprache {old.language} → {new.language}")
    if old.toc != new.toc:
        items.append("mit Inhaltsverzeichnis" if new.toc else "ohne Inhaltsverzeichnis")
    return Note("status", "Angaben zum Dokument.", tuple(items)) if items else None


def _origin(
    uses: tuple[Mapping[str, ClauseUse], Mapping[str, ClauseUse]], changed: set[str]
) -> Note | None:
    items = [
        f"{area}: {of_uses(old, new).detail}"
        for area, old in uses[0].items()
        if (new := uses[1].get(area)) is not None and area not in changed
        and (old.sha256, old.name, old.deviation) != (new.sha256, new.name, new.deviation)
    ]  # fmt: skip
    if not items:
        return None
    text = "Andere Fassung der Klausel, gleicher Wortlaut im Vertrag."
    return Note("origin", text, tuple(items))


def _fields(entries: Sequence[Entry]) -> Note | None:
    items = []
    for entry in entries:
        for was, now in _respelt(entry):
            old = [i.name for i, _ in leaves(was) if isinstance(i, Field)]
            new = [i.name for i, _ in leaves(now) if isinstance(i, Field)]
            if len(old) == len(new):
                items += [
                    f"{a} → {b}" for a, b in zip(old, new, strict=True) if _path(a) != _path(b)
                ]
    if not items:
        return None
    text = "Angaben kommen aus anders benannten Feldern; der Wortlaut ist gleich."
    return Note("renamed", text, tuple(dict.fromkeys(items)))


def _path(name: str) -> tuple[str, ...]:
    """Return a path without the places in lists, which are no names."""
    return tuple(part for part in name.split(".") if not part.isdigit())


def _formatting(entries: Sequence[Entry]) -> Note | None:
    count = sum(
        1
        for entry in entries
        for was, now in _respelt(entry)
        if was != now and content_key(was) == content_key(now) and _looks(was) != _looks(now)
        and not (entry.unit.kind == "source" and _rewrapped(was, now))
    )  # fmt: skip
    if not count:
        return None
    place = "Eine Stelle unterscheidet" if count == 1 else f"{count} Stellen unterscheiden"
    text = f"{place} sich nur in Leerzeichen, Anführungszeichen, Bindestrichen oder Hervorhebung."
    return Note("formatting", text)


def _rewrapped(was: Content, now: Content) -> bool:
    """Tell whether only blanks and ends of lines differ, which mean nothing in a clause file."""
    return flat_text(was).split() == flat_text(now).split()


def _looks(content: Content) -> list[object]:
    """Return letters with their emphasis; values and references count by what they show."""
    found: list[object] = []
    for inline, path in leaves(content):
        shown = flat_text((inline,)) if not isinstance(inline, Reference) else inline.target
        names = tuple(kind.__name__ for kind in path)
        if found and isinstance(found[-1], list) and found[-1][0] == names:
            found[-1][1] += shown
        else:
            found.append([names, shown])
    return found
