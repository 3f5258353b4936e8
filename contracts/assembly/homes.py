"""Where a fact lives: the file and path that a person edits, behind the name a clause uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from contracts.sources.titles import line_of

if TYPE_CHECKING:
    from contracts.assembly.facts import Facts
    from contracts.assembly.values import Missing
    from contracts.findings import Place
    from contracts.sources.cases import Case

_SIDES = {"district": "Bezirk", "partner": "Gesundheit Berlin-Brandenburg"}


@dataclass(frozen=True, slots=True)
class Home:
    """File and place of a fact, and the key to write there."""

    key: str
    file: str
    place: Place

    @property
    def line(self) -> str:
        """The line of the file that a person writes it into, in words."""
        return line_of(data_path(self.key))


def true_path(path: str, facts: Facts) -> str:
    """Return the path of the stored fact behind a convenience such as ``signing`` or ``seats``."""
    first, _, rest = path.partition(".")
    side, _, tail = rest.partition(".")
    organisation = facts.district if side == "district" else facts.partner
    if first == "seats" and tail:
        seat = getattr(facts.seats, side)
        position = organisation.seats.index(seat) + 1 if seat in organisation.seats else 1
        return f"{side}.seats.{position}.{tail}"
    if first == "signing" and tail:
        number, _, name = tail.partition(".")
        office = getattr(facts.signing, side)[int(number) - 1]
        return f"{side}.offices.{organisation.offices.index(office) + 1}.{name}"
    return path


def at_home(missing: Missing, facts: Facts) -> Missing:
    """Return a missing fact under its true path, known by the side it belongs to."""
    path = true_path(missing.path, facts)
    side = path.partition(".")[0]
    by = _SIDES.get(side, missing.by) if path != missing.path else missing.by
    return replace(missing, path=path, by=by)


def named(missing: Missing, facts: Facts) -> str:
    """Return the title of a missing fact; in a list, also of which entry or of what list."""
    node: Any = facts
    list_title = entry = ""
    for step in data_path(missing.path):
        if isinstance(step, int):
            node = node[step]
            entry = getattr(node, "function", None) or getattr(node, "name", None) or list_title
        else:
            list_title = type(node).model_fields[step].title or ""
            node = getattr(node, step)
    return f"{missing.title} ({entry})" if entry else missing.title


def home_of(path: str, case: Case) -> Home:
    """Return where a person writes the fact of that path down."""
    first, _, rest = path.partition(".")
    raw, key = case.agreement.raw, path
    if first == "district":
        raw, key = case.district.raw, rest
    elif first == "partner":
        raw, key = case.partner.raw, rest
    elif first == "signing":
        key = "signatories"
    elif first == "seats":
        raw = case.district.raw if rest == "district" else case.partner.raw
        key = "seats"
    return Home(key, raw.file, raw.place(data_path(key)))


def data_path(name: str) -> tuple[str | int, ...]:
    """Return a shown path as a path through the data; people count list entries from 1."""
    return tuple(int(p) - 1 if p.isdigit() else p for p in name.split("."))
