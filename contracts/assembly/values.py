"""What a clause text gets in its hands: facts that know their path, and nothing else.

A template never touches a model or a Python object. It sees a ``Scope`` (a group of facts), a
``Leaf`` (one fact), ``Items`` (a list) or ``Missing`` (a fact nobody knows).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from contracts.model.base import Model, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

from contracts.sources.titles import inner_type


class Ticker(Protocol):
    """Counts work, and raises once it is too much."""

    def tick(self) -> None:
        """Count one step."""
        ...


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact nobody knows: falsy, equal to nothing, empty, and a gap when printed.

    ``after`` are the words of the text that follow the gap where a filter would have put them after
    the fact.
    """

    path: str
    title: str
    by: str = ""
    model: type[Model] | None = None
    after: str = ""

    def __bool__(self) -> bool:
        """Be false in conditions."""
        return False

    def __eq__(self, other: object) -> bool:
        """Equal nothing, not even another missing fact."""
        return False

    def __ne__(self, other: object) -> bool:
        """Differ from nothing either: nobody knows."""
        return False

    def __hash__(self) -> int:
        """Hash by path."""
        return hash(self.path)

    def __iter__(self) -> Iterator[object]:
        """Be an empty list."""
        return iter(())

    def __lt__(self, other: object) -> bool:
        """Be neither less nor more than anything."""
        return False

    __gt__ = __le__ = __ge__ = __lt__


@dataclass(frozen=True, slots=True)
class Leaf:
    """One known fact."""

    path: str
    value: Any

    def __bool__(self) -> bool:
        """Be true, but for the answer no."""
        return self.value is not False

    def __eq__(self, other: object) -> bool:
        """Compare the values."""
        return bool(self.value == _plain(other))

    def __hash__(self) -> int:
        """Hash by value."""
        return hash(self.value)

    def __lt__(self, other: object) -> bool:
        """Compare the values; what cannot be compared is not less."""
        return _ordered(self.value, _plain(other), -1)

    def __gt__(self, other: object) -> bool:
        """Compare the values; what cannot be compared is not more."""
        return _ordered(self.value, _plain(other), 1)

    def __le__(self, other: object) -> bool:
        """Compare the values."""
        return self < other or self == other

    def __ge__(self, other: object) -> bool:
        """Compare the values."""
        return self > other or self == other


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact that a filter has put into words."""

    path: str
    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference that still has to be numbered; ``paragraph`` 0 means the whole section."""

    target: str
    paragraph: int = 0
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of facts."""

    path: str
    items: tuple[Any, ...]
    ticker: Ticker = field(compare=False)

    def __iter__(self) -> Iterator[Any]:
        """Yield the entries, counting each."""
        for item in self.items:
            self.ticker.tick()
            yield item

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Scope:
    """A group of facts."""

    path: str
    model: Model
    ticker: Ticker = field(compare=False)

    def child(self, name: str) -> Any:
        """Return the fact of that name.

        Raises:
            KeyError: the model has no such field.
        """
        info = type(self.model).model_fields[name]
        path = f"{self.path}.{name}" if self.path else name
        return _wrap(path, getattr(self.model, name), info, self.ticker)


def missing_child(parent: Missing, name: str) -> Missing:
    """Return the missing fact below a missing group.

    Raises:
        KeyError: the group has no such field.
    """
    if parent.model is None:
        raise KeyError(name)
    return _missing(f"{parent.path}.{name}", parent.model.model_fields[name], parent.by)


def plain(value: object) -> str:
    """Return a raw value in its plain text form: ISO date, decimal point."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _wrap(path: str, value: Any, info: FieldInfo, ticker: Ticker) -> Any:
    if value is None:
        return _missing(path, info)
    if isinstance(value, tuple):
        entries = enumerate(value, 1)
        return Items(path, tuple(_wrap(f"{path}.{n}", v, info, ticker) for n, v in entries), ticker)
    if isinstance(value, Model) and not isinstance(value, Name):
        return Scope(path, value, ticker)
    return Leaf(path, value)


def _missing(path: str, info: FieldInfo, by: str = "") -> Missing:
    extra = info.json_schema_extra
    known_by = str(extra.get("supplied_by", by)) if isinstance(extra, dict) else by
    inner = inner_type(info.annotation)
    model = inner if isinstance(inner, type) and issubclass(inner, Model) else None
    return Missing(path, info.title or path, known_by, model)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Leaf) else value


def _ordered(left: Any, right: Any, sign: int) -> bool:
    numbers = (int, Decimal)
    same = isinstance(left, numbers) and isinstance(right, numbers)
    if not same and not (type(left) is type(right) and isinstance(left, date | str)):
        return False
    return bool(left < right if sign < 0 else left > right)
