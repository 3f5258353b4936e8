"""What was appended to a release: only what is understood, and only what signing needs.

A positive list. Whatever an update brings or changes must be reached by a rule of its own; what is
left over is refused, whether a page could show it today or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.signed.enclosed import (
    extensions_are_plain,
    is_plain,
    security_is_plain,
)
from contracts.archive.signed.form import Form, judge_new, judge_prepared, prepared_fields
from contracts.archive.signed.leftover import kind_of_leftover
from contracts.archive.signed.looks import box_of, judge_look
from contracts.archive.signed.metadata import info_problems, packet_problems
from contracts.archive.signed.promises import broken_promises
from contracts.archive.signed.revisions import Appended, read_appended, table_of
from contracts.archive.signed.step import Step
from contracts.archive.signed.tokens import Ref, Stream, Unclear, Value
from contracts.archive.signed.world import Released, State

if TYPE_CHECKING:
    from collections.abc import Collection


_TRAILER = {"/Size", "/Root", "/Prev", "/Info", "/ID", "/Type", "/Encrypt"}
_SIGNING = {"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version", "/Metadata"}
_VERSIONS = ("/1.7", "/2.0")
_ALLOWED_FLAGS = (1, 2, 3)
_MOST_TOLD = 3
_FORM_ENTRIES = {"/NeedAppearances": "metadata-appearances"}


@dataclass(frozen=True)
class World:
    """What was found: what is wrong, the fields, the boxes in which signatures show themselves.

    ``boxes`` are page number (from 0) and rectangle; ``accepted`` are fields that the release
    does not have and that a person let pass.
    """

    appended: Appended
    state: State
    form: Form
    problems: tuple[str, ...]
    boxes: tuple[tuple[int, tuple[float, float, float, float]], ...]

    @property
    def accepted(self) -> tuple[str, ...]:
        """The fields that only a person let pass."""
        stamps = {one.number for one in self.form.signings if one.stamp}
        return tuple(name for number, name in self.form.own.items() if number not in stamps)


@dataclass
class _Rules:
    released: Released
    form: Form
    roles: dict[int, str]
    problems: list[str] = field(default_factory=list)
    permissions: dict[int, Value] = field(default_factory=dict)


def judge_appended(copy: bytes, release: bytes, accepted: Collection[str] = ()) -> World:
    """Return what stands behind the release in a copy of it.

    Raises:
        Unclear: it could be read in more than one way.
    """
    released = Released(release)
    state = State(released)
    appended = read_appended(copy, len(release), table_of(release), {})
    prepared = prepared_fields(state)
    form = Form(prepared, _pages_of(state, prepared), frozenset(accepted))
    rules = _Rules(released, form, _roles(state, prepared))
    for at, update in enumerate(appended.updates):
        after = state.after(update)
        _judge_update(rules, Step(state, after, update, rules.roles, rules.problems), at)
        state = after
    problems = [*rules.problems, *form.refused]
    problems += broken_promises(form, state, rules.permissions)
    return World(appended, state, form, tuple(dict.fromkeys(problems)), _boxes(state, form))


def _pages_of(state: State, prepared: Collection[int]) -> dict[int, int]:
    """Return on which page (object number) each prepared field is listed."""
    found = {}
    for page in state.released.pages:
        for one in state.follow(state.get(page).get("/Annots", [])):
            if isinstance(one, Ref) and one.number in prepared:
                found[one.number] = page
    return found


def _boxes(state: State, form: Form) -> tuple[tuple[int, tuple[float, float, float, float]], ...]:
    pages = state.released.pages
    found = []
    for signing in form.signings:
        widget = state.get(signing.number)
        box = box_of(widget.get("/Rect"))
        on = [n for n, page in enumerate(pages) if _lists(state, page, signing.number)]
        found += [(n, box) for n in on if box and not signing.stamp]
    return tuple(found)


def _lists(state: State, page: int, number: int) -> bool:
    return Ref(number) in state.follow(state.get(page).get("/Annots", []))


def _roles(state: State, prepared: Collection[int]) -> dict[int, str]:
    """Return what those objects of the release are that signing may change."""
    trailer = state.released.trailer
    catalog = state.follow(trailer["/Root"])
    form = state.follow(catalog.get("/AcroForm")) or {}
    named = [
        (trailer["/Root"], "catalog"),
        (trailer.get("/Info"), "info"),
        (catalog.get("/Metadata"), "packet"),
        (catalog.get("/AcroForm"), "form"),
        (catalog.get("/Extensions"), "extensions"),
        (form.get("/Fields"), "fields"),
    ]
    for page in state.released.pages:
        named += [(Ref(page), "page"), (state.get(page).get("/Annots"), "annotations")]
    named += [(Ref(number), "prepared") for number in prepared]
    return {value.number: role for value, role in named if isinstance(value, Ref)}


def _judge_update(rules: _Rules, step: Step, at: int) -> None:
    reused = [n for n in step.update.tables if step.before.known(n)]
    new = [n for n in step.update.objects if n >= int(step.update.trailer.get("/Size", 0))]
    if reused or new:
        raise Unclear("table")
    problems = len(rules.problems)
    _judge_trailer(rules, step)
    signed_before = len(rules.form.signings)
    catalog = step.enter(rules.released.trailer["/Root"], "catalog")
    old = step.before.follow(rules.released.trailer["/Root"])
    if not isinstance(catalog, dict):
        raise Unclear("catalog")
    _judge_form(rules, step, old.get("/AcroForm"), catalog.get("/AcroForm"), at)
    _judge_pages(rules, step)
    _judge_metadata(rules, step, old, catalog)
    signs = len(rules.form.signings) > signed_before
    _judge_catalog(rules, step, (old, catalog), at, signs=signs)
    left = sorted(step.update.objects.keys() - step.understood)
    if len(rules.problems) == problems:  # else it is told already
        rules.problems += [kind_of_leftover(step, number) for number in left[:_MOST_TOLD]]


def _judge_trailer(rules: _Rules, step: Step) -> None:
    trailer, sent = step.update.trailer, rules.released.trailer
    if not trailer.keys() <= _TRAILER or trailer.get("/Root") != sent["/Root"]:
        raise Unclear("trailer")
    if "/Encrypt" in trailer:
        step.problem("encrypted")
    first = [i[:1] for i in (trailer.get("/ID"), sent.get("/ID")) if isinstance(i, list)]
    if len(first) > 1 and first[0] != first[1]:
        raise Unclear("trailer")
    if "/Info" in sent and trailer.get("/Info") != sent["/Info"]:
        step.problem("metadata-info:Info")


def _judge_form(rules: _Rules, step: Step, before: Value, value: Value, at: int) -> None:
    old, new = step.before.follow(before) or {}, step.enter(value, "form") or {}
    moved = isinstance(before, Ref) and value != before
    if moved or not isinstance(new, dict):
        step.problem("form-changed")
        return
    for name in step.differing({**old, "/Fields": None}, {**new, "/Fields": None}):
        if not _form_entry(step, name, old, new):
            step.problem(_FORM_ENTRIES.get(name, "form-changed"))
    listed = step.before.follow(old.get("/Fields", []))
    now = step.enter(new.get("/Fields", []), "fields")
    if not isinstance(now, list) or now[: len(listed)] != listed:
        step.problem("form-changed")
        return
    for number in (*rules.form.prepared, *sorted(rules.form.awaiting)):
        judge_prepared(step, rules.form, number, at)
    for one in now[len(listed) :]:
        judge_new(step, rules.form, one, at)


def _form_entry(step: Step, name: str, old: dict[str, Value], new: dict[str, Value]) -> bool:
    if name == "/SigFlags":
        return new.get(name) in _ALLOWED_FLAGS
    if name == "/DA":
        return name not in old and isinstance(new.get(name), bytes)
    if name != "/DR" or name in old:
        return False
    held = step.enter(new[name], "defaults")
    if not isinstance(held, dict) or not held.keys() <= {"/Font", "/Encoding"}:
        return False
    fonts = step.enter(held.get("/Font", {}), "fonts")
    return (
        isinstance(fonts, dict)
        and all(judge_look(step, one, font=True) for one in fonts.values())
        and is_plain(step, held.get("/Encoding"), "encodings")
    )


def _judge_pages(rules: _Rules, step: Step) -> None:
    """Let pages list new fields and nothing else."""
    for page in rules.released.pages:
        old, new = step.before.get(page), step.enter(Ref(page), "page")
        if not isinstance(new, dict) or any(n != "/Annots" for n in step.differing(old, new)):
            step.problem("page-changed")
            continue
        listed = step.before.follow(old.get("/Annots", []))
        before = old.get("/Annots")
        if isinstance(before, Ref) and new.get("/Annots") != before:
            step.problem("page-changed")
        now = step.enter(new.get("/Annots", []), "annotations")
        if not isinstance(now, list) or now[: len(listed)] != listed:
            step.problem("page-changed")
            continue
        added = now[len(listed) :]
        own = [one for one in added if isinstance(one, Ref) and one.number in rules.form.own]
        at_home = all(step.after.get(o.number).get("/P", Ref(page)) == Ref(page) for o in own)
        if len(own) != len(added) or len(set(added)) != len(added) or not at_home:
            step.problem("annotation")


def _judge_metadata(
    rules: _Rules, step: Step, old: dict[str, Value], new: dict[str, Value]
) -> None:
    reference = rules.released.trailer.get("/Info") or step.update.trailer.get("/Info")
    before, after = step.before.follow(reference), step.enter(reference, "info")
    if reference is not None and not isinstance(after, dict):
        step.problem("metadata-info:Info")
    elif reference is not None and before != after:
        rules.problems += info_problems(before or {}, after)
    packet = old.get("/Metadata")
    if packet != new.get("/Metadata"):
        step.problem("metadata-xmp")
    elif packet is not None:
        first, second = step.before.follow(packet), step.enter(packet, "packet")
        if not isinstance(second, Stream):
            step.problem("metadata-xmp")
        elif first != second:
            rules.problems += packet_problems(first, second)


def _judge_catalog(
    rules: _Rules,
    step: Step,
    catalogs: tuple[dict[str, Value], dict[str, Value]],
    at: int,
    *,
    signs: bool,
) -> None:
    old, new = catalogs
    rules.problems += [
        f"catalog:{name.lstrip('/')}" for name in step.differing(old, new) if name not in _SIGNING
    ]
    if old.get("/Version") != new.get("/Version") and not (
        signs and new.get("/Version") in _VERSIONS
    ):
        step.problem("metadata-version")
    if "/DSS" in old and "/DSS" not in new:
        step.problem("security")
    if "/DSS" in new and not security_is_plain(step, new["/DSS"]):
        step.problem("security")
    if "/Extensions" in new and not extensions_are_plain(step, new["/Extensions"]):
        step.problem("catalog:Extensions")
    if old.get("/Perms") != new.get("/Perms") or "/Perms" in new:
        rules.permissions[at] = new.get("/Perms")
        step.enter(new.get("/Perms"), "permissions")
    if "/Perms" in old and old["/Perms"] != new.get("/Perms"):
        step.problem("rights")
