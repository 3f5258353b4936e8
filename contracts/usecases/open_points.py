"""What an agreement still needs to be told: the facts its contract waits for, in the model's order.

Only the contract knows which facts matter: it is assembled anew after each answer, and what it
lacks is asked. So nothing is asked that the answers so far have made pointless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from contracts.assembly import assemble
from contracts.assembly.homes import data_path
from contracts.catalogue import select
from contracts.usecases.edit import MODELS, Which
from contracts.usecases.fields import Spot, spot_at
from contracts.usecases.prepare import refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contracts.assembly import Assembly
    from contracts.document import Document
    from contracts.sources.cases import Case
    from contracts.sources.clauses import Library

Side = Literal["district", "partner"]
# Asked although a contract can do without them.
_ASKED_TOO = ("file_reference",)
_UNDECIDED = (select.UNDECIDED_CLAUSE, select.UNDECIDED_VARIANT)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A fact that somebody may know; ``places`` say where the contract needs it.

    ``signs`` is the side whose signatories are missing, "" for a field like others.
    """

    which: Which
    spot: Spot
    title: str
    by: str
    places: tuple[str, ...] = ()
    signs: Side | Literal[""] = ""

    @property
    def key(self) -> tuple[Which, tuple[str | int, ...], str]:
        """What tells one open point from another."""
        return self.which, self.spot.path, self.signs


def open_points(case: Case, library: Library) -> list[OpenPoint]:
    """Return what is open, in the order in which to ask.

    Raises:
        ContractsError: errors in the files prevent the contract.
    """
    assembly = assemble(case, library, "draft")
    if assembly.document is None:
        raise refused(case.id, assembly.findings)
    found = [*_undecided(assembly), *_gaps(assembly.document), *_asked_too(case)]
    once = {point.key: point for point in found if _can_matter(point, case)}
    return sorted(once.values(), key=_order)


def _can_matter(point: OpenPoint, case: Case) -> bool:
    """Tell whether the answers so far leave a meaning to this one; see ``model.base.fact``."""
    if not point.spot.question.only_if:
        return True
    path, _, values = point.spot.question.only_if.partition("=")
    node: Any = case.agreement.model
    for name in path.split("."):
        node = getattr(node, name)
    shown = str(node).lower() if isinstance(node, bool) else str(node)
    return shown in values.split("|")


def _order(point: OpenPoint) -> tuple[int, list[int]]:
    files = list(MODELS)
    if point.signs:
        return len(files), [0]
    position, model = [], MODELS[point.which]
    names = list(model.model_fields)
    for step in point.spot.path:
        position.append(step if isinstance(step, int) else names.index(step))
        inner = spot_at((step,), model) if isinstance(step, str) else None
        if inner is not None and inner.question.model is not None:
            model = inner.question.model
            names = list(model.model_fields)
    return files.index(point.which), position


def _gaps(document: Document) -> Iterator[OpenPoint]:
    for gap in document.gaps:
        yield from _point(gap.name, gap.label, gap.supplied_by, gap.needed_by)


def _undecided(assembly: Assembly) -> Iterator[OpenPoint]:
    for finding in assembly.findings:
        if finding.kind in _UNDECIDED:
            for path in str(finding.values.get("paths", "")).split(", "):
                yield from _point(path)


def _asked_too(case: Case) -> Iterator[OpenPoint]:
    for name in _ASKED_TOO:
        if getattr(case.agreement.model, name) is None:
            yield from _point(name)


def _point(
    path: str, title: str = "", by: str = "", places: Iterable[str] = ()
) -> Iterator[OpenPoint]:
    """Yield the point for a path of facts, nothing where a person cannot answer it."""
    first, _, rest = path.partition(".")
    which: Which = "agreement"
    if first == "signing" and rest in ("district", "partner"):
        spot = spot_at(("signatories",), MODELS[which])
        side: Side = "district" if rest == "district" else "partner"
        if spot is not None:
            yield OpenPoint(which, spot, title, by, tuple(places), side)
        return
    if first in ("district", "partner"):
        which, path = ("district" if first == "district" else "partner"), rest
    elif first == "seats":
        which, path = ("district" if rest == "district" else "partner"), "seats"
    spot = spot_at(data_path(path), MODELS[which]) if path else None
    if spot is not None:
        title = title or spot.question.title
        yield OpenPoint(which, spot, title, by or spot.question.supplied_by, tuple(places))
