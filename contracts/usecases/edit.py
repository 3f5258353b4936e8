"""Changes single facts in the files of an agreement and leaves every other line as it is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from contracts.catalogue import edit as kinds
from contracts.errors import ConflictError, FindingsError, UsageError
from contracts.findings import Finding, Level, Place
from contracts.model import Agreement, District, Partner
from contracts.sources.files import decode, read_bytes, show
from contracts.sources.line_edit import CannotEditError, Change, edited, value_at
from contracts.sources.validate import suggestion, validate
from contracts.sources.yaml import read_map
from contracts.usecases.alone import alone, replace_known
from contracts.usecases.answers import value_of
from contracts.usecases.fields import Spot, dotted, leaves, spots_named
from contracts.usecases.questions import questions_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as File

    from contracts.model import Model
    from contracts.sources.workspace import Workspace
    from contracts.sources.yaml import Path

Which = Literal["agreement", "district", "partner"]
MODELS: dict[Which, type[Model]] = {
    "agreement": Agreement, "district": District, "partner": Partner,
}  # fmt: skip
# How the other two files are named before a field: what is said of a party is said once.
_PREFIXES: dict[str, Which] = {
    "district": "district", "bezirk": "district", "partner": "partner", "verein": "partner",
}  # fmt: skip
OPEN = frozenset({"", "offen", "unbekannt", "noch nicht bekannt", "noch offen"})


@dataclass(frozen=True, slots=True)
class Wish:
    """One change that somebody wants: in which file, where, to what; None opens the field."""

    which: Which
    path: Path
    value: Any
    title: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The files that have changed, as people name them."""

    files: tuple[str, ...]


def file_of(workspace: Workspace, agreement: str, which: Which) -> File:
    """Return one of the three files that hold the facts of an agreement."""
    slug = agreement.partition("/")[0]
    if which == "agreement":
        return workspace.districts / f"{agreement}.yaml"
    if which == "district":
        return workspace.districts / slug / "district.yaml"
    own = workspace.districts / slug / "partner.yaml"
    return own if own.exists() else workspace.districts / "partner.yaml"


def wishes(workspace: Workspace, agreement: str, assignments: Sequence[str]) -> list[Wish]:
    """Return what ``FIELD=VALUE`` and ``FIELD+=VALUE`` mean; several for one list make a list.

    Raises:
        UsageError: a field is unknown, or does not allow its value; all are told.
        SourceError: a file cannot be read.
    """
    found: list[tuple[Which, Spot, str, bool]] = []
    problems: list[Finding] = []
    for assignment in assignments:
        name, sign, typed = assignment.partition("=")
        if not sign or not name.strip("+ "):
            problems.append(kinds.NO_ASSIGNMENT.at(text=assignment[:60]))
            continue
        try:
            which, spot = _spot(name.removesuffix("+"))
        except UsageError as error:
            problems += error.findings
        else:
            found.append((which, spot, typed.strip(), name.endswith("+")))
    made = _collected(workspace, agreement, found, problems)
    if problems:
        raise UsageError(*problems)
    return made


def _collected(
    workspace: Workspace,
    agreement: str,
    found: Sequence[tuple[Which, Spot, str, bool]],
    problems: list[Finding],
) -> list[Wish]:
    made: dict[tuple[Which, Path], Wish] = {}
    for which, spot, typed, more in found:
        key = (which, spot.path)
        try:
            _is_there(workspace, agreement, which, spot)
            value = None if typed.casefold() in OPEN else _value(spot, typed)
        except UsageError as error:
            problems += error.findings
            continue
        if spot.question.shape == "lines" and value is not None:
            before = made[key].value if key in made else None
            if before is None and more:
                before = value_now(workspace, agreement, which, spot.path)
            value = [*(before or []), *value]
        made[key] = Wish(which, spot.path, value, spot.question.title)
    return list(made.values())


def _is_there(workspace: Workspace, agreement: str, which: Which, spot: Spot) -> None:
    """Refuse a number that no entry of a list has."""
    for position, step in enumerate(spot.path):
        if isinstance(step, int):
            entries = value_now(workspace, agreement, which, spot.path[:position])
            count = len(entries) if isinstance(entries, list) else 0
            if step >= count:
                title = spot.question.title
                raise UsageError(kinds.NO_SUCH_ENTRY.at(title=title, number=step + 1, count=count))


def _value(spot: Spot, typed: str) -> Any:
    entries = [part.strip() for part in typed.split("|") if part.strip()]
    return value_of(spot.question, entries if spot.question.shape == "lines" else typed, spot.model)


def _spot(name: str) -> tuple[Which, Spot]:
    first, dot, rest = name.strip().partition(".")
    which = _PREFIXES.get(first.casefold(), "agreement") if dot else "agreement"
    name = rest if which != "agreement" else name
    found = spots_named(name, MODELS[which])
    if len(found) > 1:
        known = ", ".join(dotted(spot.path) for spot in found)
        raise UsageError(kinds.AMBIGUOUS.at(name=name, known=known))
    if not found:
        known_names = [spot.question.title for spot in leaves(MODELS[which])]
        known_names += [dotted(spot.path) for spot in leaves(MODELS[which])]
        raise UsageError(
            kinds.UNKNOWN_FIELD.at(name=name, suggestion=suggestion(name, known_names))
        )
    if found[0].question.shape in ("group", "records", "map"):
        raise UsageError(kinds.IS_A_GROUP.at(title=found[0].question.title))
    return which, found[0]


def value_now(workspace: Workspace, agreement: str, which: Which, path: Path) -> Any:
    """Return the value that a field has in its file, None where it has none.

    Raises:
        SourceError: the file cannot be read.
    """
    file = file_of(workspace, agreement, which)
    data = read_map(decode(read_bytes(file, workspace.root), file.name), file.name).data
    return value_at(data, path)


def edit(workspace: Workspace, agreement: str, wanted: Sequence[Wish]) -> Edited:
    """Make changes: all of them or none, each file checked before it is replaced.

    Raises:
        ConflictError: lines of a field cannot be changed alone, or another run is writing.
        FindingsError: the files would be wrong afterwards; nothing is written.
        SourceError: a file cannot be read.
        OSError: the disk refuses.
    """
    folder = workspace.districts
    with alone(folder, show(folder, workspace.root)):
        ready = [
            _ready(workspace, agreement, which, [w for w in wanted if w.which == which])
            for which in dict.fromkeys(wish.which for wish in wanted)
        ]
        changed = [(path, before, after) for path, before, after in ready if before != after]
        for path, before, after in changed:
            replace_known(path, before, after, show(path, workspace.root))
    return Edited(tuple(show(path, workspace.root) for path, _, _ in changed))


def _ready(
    workspace: Workspace, agreement: str, which: Which, wanted: Sequence[Wish]
) -> tuple[File, bytes, bytes]:
    path = file_of(workspace, agreement, which)
    shown, model = show(path, workspace.root), MODELS[which]
    before = read_bytes(path, workspace.root)
    decode(before, shown)  # says where it is no text
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    text = before[len(mark) :].decode()
    order = [question.name for question in questions_of(model)]
    try:
        new = edited(text, [Change(wish.path, wish.value) for wish in wanted], order)
    except CannotEditError as error:
        titles = ", ".join(wish.title or dotted(wish.path) for wish in wanted)
        place = Place(shown, error.line)
        raise ConflictError(kinds.CANNOT_EDIT.at(place, title=titles)) from error
    after = mark + new.encode()
    _refuse_worse(model, before, after, shown)
    return path, before, after


def _refuse_worse(model: type[Model], before: bytes, after: bytes, shown: str) -> None:
    """Refuse a change that brings a new error; old ones may be mended one by one."""
    known = {_about(f) for f in _errors(model, before, shown)}
    wrong = [f for f in _errors(model, after, shown) if _about(f) not in known]
    if wrong:
        raise FindingsError(*wrong)


def _errors(model: type[Model], data: bytes, shown: str) -> list[Finding]:
    _made, findings = validate(model, read_map(decode(data, shown), shown))
    return [f for f in findings if f.level is Level.ERROR]


def _about(finding: Finding) -> tuple[str, str]:
    return finding.code, str(finding.values.get("key"))
