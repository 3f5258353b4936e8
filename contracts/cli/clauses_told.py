"""What ``contracts clauses impact`` and ``adopt`` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.cli.answer import Answer, code_of
from contracts.cli.compared import comparison_data, comparison_text, counts_of
from contracts.cli.pager import paged
from contracts.cli.settings import settings
from contracts.cli.shown import printable, shown_path, table
from contracts.errors import ExitCode
from contracts.language import N_, _
from contracts.usecases.states import FINAL, state_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from contracts.redline.model import Comparison
    from contracts.usecases.adopt import Adoption
    from contracts.usecases.impact import Affected, Impact

_OUTCOMES = {
    "raised": N_("raised"),
    "rebased": N_("own wording carried over"),
    "unchanged": N_("unchanged"),
    "conflict": N_("conflict"),
    "final": N_("final, untouched"),
    "failed": N_("failed"),
}
_PLANNED = {
    "raised": N_("would be raised"),
    "rebased": N_("own wording would be carried over"),
}


def impact_answer(found: Impact, *, brief: bool, folder: Path | None) -> Answer:
    """Return the summary and, unless ``brief``, what changes; equal changes are told once."""
    result = {
        "name": found.name,
        "summary": found.summary(),
        "classes": found.classes(),
        "agreements": [_affected_data(entry) for entry in found.affected],
    }
    code = code_of(found.findings)
    if not found.affected:
        notes = (_("No agreement uses this clause."),)
        return Answer(result, "", found.findings, code, notes=notes)
    if folder is not None:
        written = [shown_path(path) for path in _impact_files(found, folder)]
        return Answer({**result, "files": written}, "\n".join(written), found.findings, code)
    if settings().plain:
        return Answer(result, _summary(found), found.findings, code)
    lines = [_summary(found)]
    if not brief:
        for agreements, comparison in _groups(found):
            lines += ["", ", ".join(agreements), comparison_text(comparison).rstrip("\n")]
    text = "\n".join(lines) + "\n"
    raw = None if paged(text) else text.encode("utf-8", "replace")
    return Answer(result, findings=found.findings, code=code, raw=raw)


def _summary(found: Impact) -> str:
    header = (_("Agreement"), _("Place"), _("State"), _("Uses"), _("Effect"))
    rows = [_affected_row(entry) for entry in found.affected]
    if settings().plain:
        return table(header, rows, plain=True)
    counts = (f"{words}: {count}" for words, count in found.summary().items())
    return "\n".join([table(header, rows), "", *counts])


def _impact_files(found: Impact, folder: Path) -> list[Path]:
    from contracts.usecases.compare import write_comparison
    from contracts.usecases.redline_files import put

    files = {"summary.txt": f"{_summary(found)}\n".encode()}
    for entry in found.affected:
        if entry.comparison is not None and entry.changes:
            page = write_comparison(entry.comparison, "html")
            files[f"{entry.agreement.replace('/', '-')}.html"] = page
    return put(folder, files)


def _groups(found: Impact) -> Iterator[tuple[list[str], Comparison]]:
    """Yield each different comparison with the agreements it is true of."""
    groups: dict[int, tuple[list[str], Comparison]] = {}
    for entry in found.affected:
        if entry.comparison is not None and entry.changes:
            known = groups.setdefault(id(entry.comparison), ([], entry.comparison))
            known[0].append(entry.agreement)
    yield from groups.values()


def _affected_row(entry: Affected) -> tuple[str, ...]:
    return entry.agreement, entry.place, state_name(entry.state), entry.uses, _effect(entry)


def _effect(entry: Affected) -> str:
    if entry.state in FINAL:
        return _("never altered")
    if entry.deviation:
        return _("has its own wording: contracts clauses adopt")
    if entry.comparison is None or not entry.changes:
        return _("same wording")
    return counts_of(entry.comparison).rstrip(".")


def _affected_data(entry: Affected) -> dict[str, Any]:
    return {
        "agreement": entry.agreement,
        "state": entry.state,
        "uses": entry.uses,
        "place": entry.place,
        "deviation": entry.deviation,
        "final": entry.state in FINAL,
        "comparison": comparison_data(entry.comparison) if entry.comparison else None,
    }


def adopted_answer(made: Sequence[Adoption], *, dry_run: bool) -> Answer:
    """Return what became of each agreement; merged wordings and conflicts are shown."""
    findings = tuple(finding for one in made for finding in one.findings)
    outcomes = {one.outcome for one in made}
    code = ExitCode.OK
    if "conflict" in outcomes:
        code = ExitCode.CONFLICT
    elif "failed" in outcomes:
        code = ExitCode.FINDINGS
    names = {**_OUTCOMES, **_PLANNED} if dry_run else _OUTCOMES
    header = (_("Agreement"), _("Result"), _("Files"))
    rows = [(one.agreement, _(names[one.outcome]), ", ".join(one.files)) for one in made]
    lines = [table(header, rows, plain=settings().plain)]
    if not settings().plain:
        for one in made:
            lines += _merged(one)
    result = {"dry_run": dry_run, "agreements": [_adoption_data(one) for one in made]}
    return Answer(result, "\n".join(lines), findings, code)


def _merged(one: Adoption) -> Iterator[str]:
    if not one.merged:
        return
    yield ""
    words = _("{agreement}, not written:") if one.conflicts else _("{agreement}, own wording:")
    yield words.format(agreement=one.agreement)
    yield from (f"  {printable(line)}" for line in one.merged.rstrip("\n").split("\n"))


def _adoption_data(one: Adoption) -> dict[str, Any]:
    return {
        "agreement": one.agreement,
        "outcome": one.outcome,
        "files": list(one.files),
        "merged": one.merged,
        "conflicts": [
            {"base": c.base, "district": c.ours, "standard": c.theirs} for c in one.conflicts
        ],
    }
