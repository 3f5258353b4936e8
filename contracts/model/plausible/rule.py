"""What a plausibility rule is: a record that says what it is about and when it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from contracts.model.agreement import Agreement
from contracts.model.district import District, Partner

if TYPE_CHECKING:
    from contracts.findings import Kind
    from contracts.model.agreement import Side
    from contracts.model.base import Model
    from contracts.model.district import Office, Organisation
    from contracts.model.election import Election

PARTIES = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """All that the rules look at: one agreement and its parties."""

    agreement: Agreement
    district: District
    partner: Partner
    election: Election | None = None

    def party(self, side: Side) -> Organisation:
        """Return the organisation of a side."""
        return self.district if side == "district" else self.partner

    def signing(self) -> Iterator[tuple[Side, int, Office]]:
        """Yield side, position from 1 and office of everybody who is to sign."""
        for choice in self.agreement.signatories:
            offices = self.party(choice.side).offices
            for position, office in enumerate(offices, 1):
                if office.id == choice.office:
                    yield choice.side, position, office

    def value(self, path: str) -> Any:
        """Return the value at a path, None where something on the way is absent."""
        found: Any = self.agreement
        names = path.split(".")
        if names[0] in ("district", "partner"):
            found = getattr(self, names.pop(0))
        for name in names:
            if found is None:
                return None
            found = found[int(name) - 1] if name.isdigit() else getattr(found, name)
        return found


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken: a path as people write it, and values for the sentence."""

    path: str
    values: Mapping[str, object]


Breaks: TypeAlias = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; its sentence, its hint and its level stand in ``kind``.

    ``fields`` are those it compares, the one that its finding points at first.
    """

    name: str
    kind: Kind
    fields: tuple[str, ...]
    breaks: Breaks


def title_of(path: str) -> str:
    """Return the German title of a field, list positions left out."""
    names = [name for name in path.split(".") if not name.isdigit()]
    models: dict[str, type[Model]] = {"district": District, "partner": Partner}
    here: Any = models[names.pop(0)] if names[0] in models else Agreement
    title = ""
    for name in names:
        info = here.model_fields[name]
        title = info.title or name
        here = _inner(info.annotation)
    return title


def _inner(annotation: Any) -> Any:
    arguments = [a for a in getattr(annotation, "__args__", ()) if a not in (type(None), ...)]
    return _inner(arguments[0]) if arguments else annotation


def shown_day(value: date | int) -> str:
    """Return a day as Germans write it, 1.3.2026; a year as it is."""
    return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else str(value)


def months_between(start: date, end: date) -> int:
    """Return the full months from the first day to the last, both included."""
    after = end + timedelta(days=1) if end < date.max else end
    months = (after.year - start.year) * 12 + after.month - start.month
    return months - (after.day < start.day)
