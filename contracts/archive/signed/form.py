"""The signature fields of a release, and what may happen to them: be signed, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.signed.enclosed import is_plain, signature_problem
from contracts.archive.signed.looks import box_of, is_empty, judge_look
from contracts.archive.signed.metadata import is_date
from contracts.archive.signed.text import text_of
from contracts.archive.signed.tokens import Ref, Stream, Value

if TYPE_CHECKING:
    from contracts.archive.signed.step import Step
    from contracts.archive.signed.world import State

_PRINT, _LOCKED, _HIDDEN = 4, 128, 2
_SHOWN = {_PRINT, _PRINT | _LOCKED}
_UNSEEN = {0, _PRINT, _HIDDEN, _PRINT | _LOCKED, _HIDDEN | _LOCKED, _LOCKED}
_MAY_CHANGE = {"/V", "/AP", "/F", "/Ff", "/M", "/MK", "/Lock", "/Type", "/P", "/DA", "/DR"}
_MAY_HAVE = {"/Type", "/Subtype", "/FT", "/T", "/TU", "/F", "/Ff", "/Rect", "/P", "/V", "/M",
             "/AP", "/MK", "/Lock", "/NM", "/DA", "/DR"}  # fmt: skip
_ACTIVE = {"/A", "/AA"}


@dataclass(frozen=True, slots=True)
class Signing:
    """A field that an update signed: its name, its object, and the signature's dictionary."""

    field: str
    number: int
    signature: Value
    stamp: bool
    update: int


@dataclass
class Form:
    """The fields so far; ``prepared`` are those of the release by object number.

    ``own`` are those that came later, ``awaiting`` the ones among them that nobody has signed yet.
    """

    prepared: dict[int, str]
    pages: dict[int, int]
    accepted: frozenset[str]
    own: dict[int, str] = field(default_factory=dict)
    awaiting: set[int] = field(default_factory=set)
    signings: list[Signing] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The names of all fields."""
        return {*self.prepared.values(), *self.own.values()}

    @property
    def refused(self) -> list[str]:
        """What is wrong with fields that the release does not have and no person lets pass."""
        stamps = {one.number for one in self.signings if one.stamp}
        strange = [n for n in self.own if n not in stamps]
        unsigned = ["field-added"] if self.awaiting else []
        named = [self.own[n] for n in strange if n not in self.awaiting]
        return [*unsigned, *(f"field-own:{n}" for n in named if n not in self.accepted)]


def prepared_fields(state: State) -> dict[int, str]:
    """Return the signature fields of a release: object number to name."""
    form = state.follow(state.follow(state.released.trailer["/Root"]).get("/AcroForm")) or {}
    found = {}
    for reference in state.follow(form.get("/Fields", [])):
        one = state.follow(reference)
        if isinstance(reference, Ref) and one.get("/FT") == "/Sig":
            found[reference.number] = text_of(one.get("/T", b""))
    return found


def judge_prepared(step: Step, form: Form, number: int, at: int) -> None:
    """Judge what an update did to a prepared field, or to another that waits to be signed."""
    name = form.prepared.get(number) or form.own[number]
    old, new = step.before.get(number), step.enter(Ref(number), "prepared")
    if not isinstance(new, dict):
        step.problem("object-unknown")
        return
    changed = step.differing(old, new)
    if not changed:
        return
    if _ACTIVE & new.keys():
        step.problem("action")
    elif "/Rect" in changed or "/P" in (set(changed) & old.keys()):
        step.problem(f"field-moved:{name}")
    elif "/V" in old or "/V" not in new or not set(changed) <= _MAY_CHANGE:
        step.problem(f"field-changed:{name}")
    elif "/P" in changed and form.pages.get(number) != _number(new["/P"]):
        step.problem(f"field-moved:{name}")
    else:
        _judge_entries(step, name, {n: new.get(n) for n in changed if n in new})
        _judge_released_look(step, old, new)
        _sign(step, form, number, name, new["/V"], at)


def _number(value: Value) -> int:
    return value.number if isinstance(value, Ref) else 0


def _judge_released_look(step: Step, old: dict[str, Value], new: dict[str, Value]) -> None:
    """Let a program write into the empty form that the release prepared, instead of a new one."""
    before, after = _look(step.before, old), _look(step.after, new)
    if isinstance(before, Ref) and before == after and before.number in step.update.objects:
        step.roles[before.number] = "empty-look"
        if not isinstance(step.enter(before, "empty-look"), Stream):
            step.problem("object-unknown")
        step.roles[before.number] = "look"


def _look(state: State, widget: dict[str, Value]) -> Value:
    looks = state.follow(widget.get("/AP"))
    return looks.get("/N") if isinstance(looks, dict) else None


def _judge_entries(step: Step, name: str, new: dict[str, Value]) -> None:
    """Judge the entries that signing programs set in a field."""
    shape = step.enter(new.get("/AP"), "looks")
    if shape is not None and not (
        isinstance(shape, dict) and shape.keys() == {"/N"} and judge_look(step, shape["/N"])
    ):
        step.problem(f"field-look:{name}")
    sound = (
        new.get("/F", _PRINT) in _SHOWN
        and new.get("/Ff", 0) in (0, 1)
        and ("/M" not in new or is_date(new["/M"]))
        and new.get("/Type", "/Annot") == "/Annot"
        and step.enter(new.get("/MK", {}), "characteristics") == {}
        and is_plain(step, new.get("/Lock"), "lock")
        and isinstance(new.get("/DA", b""), bytes)
        and step.enter(new.get("/DR", {}), "defaults") == {}
    )
    if not sound:
        step.problem(f"field-changed:{name}")


def judge_new(step: Step, form: Form, value: Value, at: int) -> None:
    """Judge a field that the release does not have."""
    new = step.enter(value, "field") if step.is_new(value) else None
    if not isinstance(new, dict) or not isinstance(new.get("/T"), bytes):
        step.problem("field-added")
        return
    name = text_of(new["/T"])
    if _ACTIVE & new.keys():
        step.problem("action")
    elif new.get("/FT") != "/Sig" or not new.keys() <= _MAY_HAVE:
        step.problem("field-added")
    elif name in form.names or not name or "." in name:
        step.problem("field-twice")
    else:
        form.own[value.number] = name
        signature = step.after.follow(new.get("/V"))
        stamp = isinstance(signature, dict) and signature.get("/Type") == "/DocTimeStamp"
        if stamp:
            _judge_stamp(step, new)
        else:
            _judge_own(step, name, new)
        if "/V" in new:
            _sign(step, form, value.number, name, new["/V"], at)
        else:
            form.awaiting.add(value.number)
            step.roles[value.number] = "prepared"
            form.pages[value.number] = _number(new.get("/P"))


def _judge_stamp(step: Step, new: dict[str, Value]) -> None:
    """A time stamp has nothing to show (ETSI EN 319 142-1, 5.4.3)."""
    box = box_of(step.after.follow(new.get("/Rect", [0, 0, 0, 0])))
    unseen = box is not None and box[0] == box[2] and box[1] == box[3]
    shape = step.enter(new.get("/AP"), "looks")
    empty = shape is None or (
        isinstance(shape, dict) and shape.keys() == {"/N"} and is_empty(step, shape["/N"])
    )
    plain = all(is_plain(step, new.get(name), "entry") for name in ("/MK", "/M", "/NM", "/Lock"))
    if not unseen or not empty or not plain or new.get("/F", _PRINT) not in _UNSEEN:
        step.problem("stamp-shown")


def _judge_own(step: Step, name: str, new: dict[str, Value]) -> None:
    """Judge a field of somebody's own as if a person would let it pass."""
    box = box_of(new.get("/Rect", [0, 0, 0, 0]))
    known = new.get("/P") is None or _number(new["/P"]) in step.after.released.pages
    if box is None or not known or not isinstance(new.get("/NM", b""), bytes):
        step.problem(f"field-changed:{name}")
        return
    unseen = box[0] == box[2] and new.get("/F", _PRINT) in _UNSEEN
    _judge_entries(step, name, {n: o for n, o in new.items() if n != "/F" or not unseen})


def _sign(step: Step, form: Form, number: int, name: str, value: Value, at: int) -> None:
    problem = signature_problem(step, value)
    if problem:
        step.problem(problem)
        return
    signature = step.after.follow(value)
    stamp = signature.get("/Type") == "/DocTimeStamp"
    if stamp and number in form.prepared:
        step.problem(f"field-changed:{name}")
    form.awaiting.discard(number)
    form.signings.append(Signing(name, number, signature, stamp, at))
