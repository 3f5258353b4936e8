"""Why something changed: another text of the clause, another value, the district's own wording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contracts.document import Field
from contracts.redline.model import Cause
from contracts.redline.tokens import flat_text, leaves, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contracts.document import ClauseUse
    from contracts.redline.entries import Raw
    from contracts.redline.units import Content, Unit

_CONDITION = "Bedingung"
_GENDER = "gender_style"


@dataclass(frozen=True, slots=True)
class Origins:
    """Which text every part was made of, on both sides."""

    old: Mapping[str, ClauseUse]
    new: Mapping[str, ClauseUse]

    def cause(self, raw: Raw, area: str, *, whole: bool) -> Cause:
        """Return why a change came about.

        Args:
            raw: the change.
            area: the part it lies in.
            whole: a part was inserted, deleted or moved as a whole.
        """
        old, new = self.old.get(area), self.new.get(area)
        if whole:
            return _of_part(raw, old, new)
        value = _value(raw)
        if value is not None:
            return value
        if old is None or new is None:
            return _loose(raw)
        if old.sha256 == new.sha256 and old.name == new.name and old.deviation == new.deviation:
            return _inside(raw)
        return of_uses(old, new)


def of_uses(old: ClauseUse, new: ClauseUse) -> Cause:
    """Return how two texts of a clause relate."""
    if new.deviation or old.deviation:
        if new.deviation and not old.deviation:
            words = f"eigener Wortlaut des Bezirks statt {old.name}"
        elif old.deviation and not new.deviation:
            words = f"{new.name} statt eigenem Wortlaut des Bezirks"
        else:
            words = "eigener Wortlaut des Bezirks"
        return Cause("deviation", words)
    if old.variant != new.variant:
        return Cause("variant", " – ".join(filter(None, (step(old.name, new.name), new.reason))))
    if old.version != new.version:
        return Cause("version", step(old.name, new.name))
    return Cause("version", f"Wortlaut von {new.name}")


def step(old: str, new: str) -> str:
    """Return how the way from one text to another is called."""
    return f"{old} → {new}"


def reasoned(cause: Cause, area: str, reasons: Mapping[str, str]) -> Cause:
    """Return a cause with the reason that people gave for it.

    Args:
        cause: the cause of a change.
        area: the part it lies in.
        reasons: for new versions by step, for own wordings by clause.
    """
    key = {"version": cause.detail, "deviation": area}.get(cause.kind, "")
    reason = " ".join(reasons.get(key, "").split()).rstrip(".")
    return replace(cause, detail=f"{cause.detail} – {reason}") if reason else cause


def _of_part(raw: Raw, old: ClauseUse | None, new: ClauseUse | None) -> Cause:
    if raw.kind.startswith("moved"):
        return Cause("plan", "andere Reihenfolge im Plan")
    use = new if raw.kind == "inserted" else old
    reason = use.reason if use else ""
    if _CONDITION in reason:
        return Cause("condition", reason)
    if raw.kind == "deleted":
        reason = "; zuvor: ".join(filter(None, ("nicht mehr vorgesehen", reason)))
    return Cause("plan", reason)


def _value(raw: Raw) -> Cause | None:
    """Return the field whose value changed, None where other words changed as well."""
    if raw.kind.startswith("moved"):
        return None
    old, new = fields_of(raw.old), fields_of(raw.new)
    if raw.kind == "replaced":
        changed = [n for n in old if n in new and old[n] != new[n]]
        if changed and _others(raw.old) <= 1 and _others(raw.new) <= 1:
            return _named(changed)
    return None


def _named(names: Sequence[str]) -> Cause:
    if set(names) == {_GENDER}:
        return Cause("value", "Form der Geschlechtergerechtigkeit", _GENDER)
    path = names[0] if len(names) == 1 else common_path(names)
    return Cause("value", "", path or ", ".join(names))


def common_path(names: Sequence[str]) -> str:
    """Return what paths of fields have in common, whole names only."""
    same: list[str] = []
    for parts in zip(*(name.split(".") for name in names), strict=False):
        if len(set(parts)) > 1:
            break
        same.append(parts[0])
    return ".".join(same)


def fields_of(contents: Iterable[Content]) -> dict[str, str]:
    """Return the fields in contents with what they show."""
    return {
        inline.name: inline.shown
        for content in contents
        for inline, _ in leaves(content)
        if isinstance(inline, Field)
    }


def _others(contents: Iterable[Content]) -> int:
    """Return how many words stand beside the fields of contents."""
    count = 0
    for content in contents:
        for token in tokenise(content):
            if token.kind in ("space", "mark", "break"):
                continue
            inside = [
                leaf for leaf, _ in leaves(content)
                if isinstance(leaf, Field) and leaf.shown in token.text
            ]  # fmt: skip
            count += not inside
    return count


def _inside(raw: Raw) -> Cause:
    """Return the cause of a change in a text of the same clause: data decided it."""
    names = [*fields_of(raw.old), *fields_of(raw.new)]
    if raw.kind.startswith("moved"):
        return Cause("value", "andere Reihenfolge der Angaben", common_path(names))
    if names:
        return _named(list(dict.fromkeys(names)))
    return Cause("condition", "Bedingung im Klauseltext")


def _loose(raw: Raw) -> Cause:
    names = list(dict.fromkeys([*fields_of(raw.old), *fields_of(raw.new)]))
    return _named(names) if names else Cause("text")


def uses_of(units: Sequence[Unit], parties: ClauseUse | None) -> dict[str, ClauseUse]:
    """Return which text every part of a list of units was made of."""
    found = {unit.area: unit.use for unit in units if unit.use is not None}
    if parties is not None:
        areas = {u.area for u in units if u.area.startswith("party:")}
        found.update(dict.fromkeys(areas, parties))
    return found


def excerpt(contents: Iterable[Content]) -> str:
    """Return contents as one line."""
    return " ".join(flat_text(content) for content in contents)
