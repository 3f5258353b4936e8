"""Completes an agreement question by question; knows no terminal, so that any surface can ask.

Each answer is written into its file at once. Whatever ends the interview, what was answered is
there, and the next one asks for the rest only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contracts.catalogue import edit as kinds
from contracts.errors import UsageError
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.names import slug_of
from contracts.usecases.answers import value_of
from contracts.usecases.edit import Wish, edit, value_now
from contracts.usecases.open_points import OpenPoint, open_points
from contracts.usecases.prepare import refused
from contracts.usecases.questions import Question, questions_of

if TYPE_CHECKING:
    from contracts.model import Office
    from contracts.sources.cases import Case
    from contracts.sources.workspace import Workspace
    from contracts.sources.yaml import Path
    from contracts.usecases.edit import Which

BETWEEN = "|"
_NO_ID = "unterzeichnung"


@dataclass(frozen=True, slots=True)
class _Step:
    """An answer that can be taken back: the point, and the values that stood there before."""

    point: OpenPoint
    before: tuple[Wish, ...]


@dataclass
class Interview:
    """The questions about one agreement; ``answered`` counts what is stored."""

    workspace: Workspace
    agreement: str
    answered: int = 0
    _left: set[object] = field(default_factory=set)
    _steps: list[_Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the clause library once: nobody edits it during an interview."""
        self._library, _findings = load_library(self.workspace)

    def points(self) -> list[OpenPoint]:
        """Return what is open and was not left open on purpose.

        Raises:
            ContractsError: errors in the files prevent the contract.
        """
        return [p for p in open_points(self._case(), self._library) if p.key not in self._left]

    def still_open(self) -> list[OpenPoint]:
        """Return all that is open, whether it was asked or not."""
        return open_points(self._case(), self._library)

    def offices(self, point: OpenPoint) -> tuple[Office, ...]:
        """Return the offices that may sign for the side of a point."""
        case = self._case()
        return case.district.model.offices if point.signs == "district" else (
            case.partner.model.offices
        )  # fmt: skip

    def answer(self, point: OpenPoint, typed: str) -> bool:
        """Store an answer; in a list it is one more entry.

        Returns whether the point is settled; words that stand for what is not known yet are
        stored, but the contract goes on waiting, and the point is not asked again.

        Raises:
            UsageError: the field does not allow it; nothing is stored.
            ContractsError: the file cannot be changed.
            OSError: the disk refuses; what was answered before is stored.
        """
        if point.signs:
            wanted = self._signatory(point, typed)
        else:
            value = _value(point, typed)
            if is_list(point):
                value = [*(self._now(point.which, point.spot.path) or []), *value]
            wanted = [Wish(point.which, point.spot.path, value, point.title)]
        before = tuple(Wish(w.which, w.path, self._now(w.which, w.path), w.title) for w in wanted)
        edit(self.workspace, self.agreement, wanted)
        self._steps.append(_Step(point, before))
        self.answered += 1
        settled = is_list(point) or all(p.key != point.key for p in self.still_open())
        if not settled:
            self._left.add(point.key)
        return settled

    def leave(self, point: OpenPoint) -> None:
        """Leave a point open and do not ask for it again in this interview."""
        self._left.add(point.key)
        self._steps.append(_Step(point, ()))

    def back(self) -> OpenPoint | None:
        """Take the last answer back and return its point, None where there is none.

        Raises:
            ContractsError: the file cannot be changed.
        """
        if not self._steps:
            return None
        step = self._steps.pop()
        if step.before:
            edit(self.workspace, self.agreement, step.before)
            self.answered -= 1
        self._left.discard(step.point.key)
        return step.point

    def _case(self) -> Case:
        case, findings = load_case(self.workspace, self.agreement)
        if case is None:
            raise refused(self.agreement, findings)
        return case

    def _now(self, which: Which, path: Path) -> Any:
        return value_now(self.workspace, self.agreement, which, path)

    def _signatory(self, point: OpenPoint, typed: str) -> list[Wish]:
        """Choose an office by its number or function, or add the one that is named."""
        side: Which = "district" if point.signs == "district" else "partner"
        offices = self.offices(point)
        names = [(office.function or office.id).casefold() for office in offices]
        wanted, more = typed.strip(), []
        if wanted.isdecimal() and not 1 <= int(wanted) <= len(offices):
            raise UsageError(kinds.NO_SUCH_NUMBER.at(number=wanted, count=len(offices)))
        if wanted.isdecimal():
            chosen = offices[int(wanted) - 1].id
        elif wanted.casefold() in names:
            chosen = offices[names.index(wanted.casefold())].id
        else:
            chosen = _fresh_id(wanted, {office.id for office in offices})
            entry = {"id": chosen, "function": wanted}
            more = [self._added(side, "offices", entry, point.title)]
        signs = {"side": point.signs, "office": chosen}
        return [*more, self._added("agreement", "signatories", signs, point.title)]

    def _added(self, which: Which, name: str, entry: dict[str, Any], title: str) -> Wish:
        return Wish(which, (name,), [*(self._now(which, (name,)) or []), entry], title)


def fields_of_entry(question: Question) -> list[Question]:
    """Return the fields of a list's entry in the order in which one line holds them."""
    return questions_of(question.model) if question.model else []


def is_list(point: OpenPoint) -> bool:
    """Tell whether a point takes one entry after the other."""
    return not point.signs and point.spot.question.shape in ("lines", "records")


def _value(point: OpenPoint, typed: str) -> Any:
    question, model = point.spot.question, point.spot.model
    if question.shape == "records":
        return [_entry(question, typed)]
    if question.shape == "lines":
        entries = [part.strip() for part in typed.split(BETWEEN)]
        return value_of(question, [entry for entry in entries if entry], model)
    return value_of(question, typed, model, menu=True)


def _entry(question: Question, line: str) -> dict[str, Any]:
    """Read the fields of an entry from one line, as it is typed or pasted from a table."""
    assert question.model is not None  # noqa: S101 - records have a model
    asked = fields_of_entry(question)
    sign = next((sign for sign in ("\t", BETWEEN, ";") if sign in line), BETWEEN)
    parts = [part.strip() for part in line.split(sign)]
    if len(parts) > len(asked):
        raise UsageError(kinds.TOO_MANY_PARTS.at(found=len(parts), most=len(asked)))
    entry: dict[str, Any] = {}
    missing = []
    for number, inner in enumerate(asked):
        part = parts[number] if number < len(parts) else ""
        if part in ("", "-", "–"):
            missing += [inner.title] if inner.required else []
            continue
        entry[inner.name] = value_of(inner, part, question.model, menu=True)
    if missing:
        raise UsageError(kinds.PART_MISSING.at(titles=", ".join(missing)))
    return entry


def _fresh_id(function: str, taken: set[str]) -> str:
    words = [word for word in slug_of(function).split("-") if word.isascii() and word.isalnum()]
    name = "-".join(words)[:60].strip("-") or _NO_ID
    fresh, number = name, 2
    while fresh in taken:
        fresh, number = f"{name}-{number}", number + 1
    return fresh
