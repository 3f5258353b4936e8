"""Writes the file of a new agreement, or of a new district, from what is known so far."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.catalogue import outputs as output_kinds
from contracts.catalogue import select, usage
from contracts.catalogue import validate as validate_kinds
from contracts.errors import ConflictError, ContractsError, FindingsError, UsageError
from contracts.findings import Place
from contracts.language import _
from contracts.model import Agreement, District
from contracts.model.base import SLUG
from contracts.received import filetypes
from contracts.sources.atomic import write_once
from contracts.sources.files import decode, read_bytes, read_text, show
from contracts.sources.names import slug_of
from contracts.sources.validate import suggestion, validate
from contracts.sources.yaml import Yaml, read_map
from contracts.usecases.commented import commented_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.findings import Finding
    from contracts.model import Model
    from contracts.sources.workspace import Workspace

# What belongs to one contract alone is never taken over from another.
NOT_TAKEN_OVER = (
    "dates",
    "signatories",
    "file_reference",
    "evidence",
    "note",
    "example",
    "coordination.board_resolution",
    "cooperation.contacts",
    "impact.family_survey.year",
    "impact.first_report",
    "finance.first_due",
    "impact.indicators.*.baseline",
    "impact.indicators.*.target",
    "impact.indicators.*.year",
)
_SLUG = re.compile(SLUG + r"\Z")
_RESERVED = {"district", "partner"}
_NO_FILE = "–"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A place for a new file that nothing stands in the way of."""

    path: Path
    shown: str
    district: str


def place_for_agreement(workspace: Workspace, district: str, name: str) -> Fresh:
    """Return where a new agreement goes.

    Raises:
        UsageError: unknown district, or a name that cannot be one.
        ConflictError: there is such an agreement already.
    """
    district = known_district(workspace, district, name)
    return _free(workspace, workspace.districts / district / f"{name}.yaml", district)


def known_district(workspace: Workspace, district: str, name: str) -> str:
    """Return the slug of a district that an agreement of this name may be made for.

    Raises:
        UsageError: unknown district, or a name that cannot be one.
    """
    known = workspace.district_slugs()
    district = slug_of(district) if slug_of(district) in known else district
    if district not in known:
        near = suggestion(district, known)
        finding = select.UNKNOWN_DISTRICT.at(name=district, suggestion=near, known=", ".join(known))
        raise UsageError(finding, usage.NEW_DISTRICT.at(name=district))
    if not _SLUG.match(name) or name in _RESERVED:
        raise UsageError(usage.BAD_ID.at(name=name, example="2026"))
    return district


def place_for_district(workspace: Workspace, district: str) -> Fresh:
    """Return where the file of a new district goes.

    Raises:
        UsageError: a name that cannot be one.
        ConflictError: there is such a district already.
    """
    if not _SLUG.match(district):
        raise UsageError(usage.BAD_ID.at(name=district, example="treptow-koepenick"))
    return _free(workspace, workspace.districts / district / "district.yaml", district)


def _free(workspace: Workspace, path: Path, district: str) -> Fresh:
    shown = show(path, workspace.root)
    if path.exists() or path.is_symlink():
        raise ConflictError(_exists(shown, district, path.stem))
    return Fresh(path, shown, district)


def _exists(shown: str, district: str, name: str) -> Finding:
    if name == "district":
        way = _("Write an agreement with it: contracts new {district}").format(district=district)
    else:
        way = _(
            "Complete it: contracts new {agreement}. Change a value of it: contracts edit "
            "{agreement} FIELD=VALUE. Write another one: contracts new {district} --name NAME."
        ).format(agreement=f"{district}/{name}", district=district)
    return output_kinds.EXISTS.at(Place(shown), file=shown, way=way)


def read_answers(path: Path) -> Yaml:
    """Read an answers file: the structure of an agreement, as much of it as is known.

    Raises:
        SourceError: it cannot be read or understood.
    """
    data = read_bytes(path, path.parent)
    allowed = (filetypes.TEXT, filetypes.JSON, "empty")
    filetypes.refuse_unless(data, path.name, allowed, _("an answers file (YAML)"))
    return read_map(decode(data, path.name), path.name)


def taken_over(workspace: Workspace, agreement: str) -> dict[str, Any]:
    """Return the facts of another agreement without those that are its own.

    Raises:
        SourceError: it cannot be read or understood.
    """
    path = workspace.districts / f"{agreement}.yaml"
    raw = read_map(read_text(path, workspace.root), show(path, workspace.root))
    facts: dict[str, Any] = deepcopy(raw.data)
    for dotted in NOT_TAKEN_OVER:
        _remove(facts, dotted.split("."))
    return facts


def write_agreement(fresh: Fresh, facts: dict[str, Any], answers: Yaml | None = None) -> None:
    """Write an agreement with a comment at every field.

    Args:
        fresh: where.
        facts: plain data, taken over or typed.
        answers: data of a file, which counts before ``facts``.

    Raises:
        FindingsError: values are wrong; all of them are told, nothing is written.
        ConflictError: somebody wrote a file of that name in the meantime.
    """
    _write(fresh, Agreement, _agreement_head(fresh), facts, answers)


def agreement_text(fresh: Fresh, facts: dict[str, Any]) -> str:
    """Return what ``write_agreement`` writes, for facts that are valid."""
    return commented_yaml(Agreement, facts, _agreement_head(fresh))


def _agreement_head(fresh: Fresh) -> list[str]:
    return [
        "yaml-language-server: $schema=../../.schema/agreement.schema.json",
        f"Vertrag mit dem Bezirk {_name_of(fresh)}.",
        "Leere Felder sind noch nicht bekannt und erscheinen im Entwurf als offene Stelle.",
    ]


def _name_of(fresh: Fresh) -> str:
    """Return the name that people know a district by, its slug where its file tells none."""
    path = fresh.path.parent / "district.yaml"
    try:
        name = read_map(read_text(path, path.parent), path.name).data.get("name")
    except ContractsError:
        return fresh.district  # whoever reads the facts tells what is wrong with that file
    return name if isinstance(name, str) and name.strip() and name.isprintable() else fresh.district


def write_district(fresh: Fresh, facts: dict[str, Any], answers: Yaml | None = None) -> None:
    """Write a district's file with a comment at every field; see ``write_agreement``.

    What a district must have may still be missing; ``check`` will name it.
    """
    head = [
        "yaml-language-server: $schema=../../.schema/district.schema.json",
        f"Wer der Bezirk {fresh.district} ist.",
    ]
    _write(fresh, District, head, {**facts, "slug": fresh.district}, answers)


def _write(
    fresh: Fresh, model: type[Model], head: list[str], facts: dict[str, Any], answers: Yaml | None
) -> None:
    merged = _merged(facts, answers.data if answers else {})
    raw = Yaml(merged, answers.file, answers.places) if answers else Yaml(merged, _NO_FILE)
    _found, findings = validate(model, raw)
    wrong = [f for f in findings if model is Agreement or f.kind is not validate_kinds.MISSING]
    if wrong:
        raise FindingsError(*wrong)
    text = commented_yaml(model, merged, head)
    write_fresh(fresh, text.encode())


def write_fresh(fresh: Fresh, data: bytes) -> None:
    """Write a new file, unless somebody wrote one of that name in the meantime.

    Raises:
        ConflictError: somebody did; that file stays as it is.
        OSError: the disk refuses; nothing is there then.
    """
    fresh.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_once(fresh.path, data)
    except FileExistsError as error:
        raise ConflictError(_exists(fresh.shown, fresh.district, fresh.path.stem)) from error


def _merged(below: Any, above: Any) -> Any:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return deepcopy(below if above is None else above)
    keys = dict.fromkeys([*below, *above])
    return {key: _merged(below.get(key), above.get(key)) for key in keys}


def _remove(facts: Any, path: list[str]) -> None:
    first, *rest = path
    if first == "*" and isinstance(facts, list):
        for item in facts:
            _remove(item, rest)
    elif isinstance(facts, dict) and not rest:
        facts.pop(first, None)
    elif isinstance(facts, dict):
        _remove(facts.get(first), rest)
