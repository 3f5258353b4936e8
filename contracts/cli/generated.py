"""What ``contracts generate`` answers: a table, or for many contracts a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from contracts.catalogue import batch as kinds
from contracts.catalogue import outputs as output_kinds
from contracts.cli.answer import Answer
from contracts.cli.settings import settings
from contracts.cli.shown import table
from contracts.errors import ExitCode
from contracts.findings import Finding, Level
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.findings import Place
    from contracts.usecases.generate import Made

_STATES = {
    "written": N_("written"),
    "unchanged": N_("up to date"),
    "planned": N_("would be written"),
    "failed": N_("failed"),
}
_ROWS = 40  # with more, a table of all contracts helps nobody
_NAMES = 20
_FINDINGS = 200


class Told:
    """Takes in what became of each contract, and keeps only what the answer needs.

    Args:
        count: how many contracts there will be.
        options: the options of the call, as they are typed, to repeat it for what failed.
        release: whether final versions were asked for.
    """

    def __init__(self, count: int, options: str, *, release: bool) -> None:
        self._count = count
        self._options = options
        self._release = release
        self._every = settings().json or settings().plain or count <= _ROWS
        self._least = Level.NOTE if settings().verbose or settings().json else Level.WARNING
        self._rows: list[Made] = []
        self._states: Counter[str] = Counter()
        self._codes: list[ExitCode] = []
        self._failed: list[str] = []
        self._open = ""
        self._findings: dict[tuple[str, Place, str], Finding] = {}
        self._hidden = 0

    def take(self, made: Made) -> None:
        """Take in what became of one contract."""
        self._states[made.state] += 1
        if made.state == "failed":
            self._failed.append(made.agreement)
            self._codes = self._codes or [made.code]
        if made.gaps and not self._open:
            self._open = made.agreement
        if self._every or (made.state == "failed" and len(self._failed) <= _ROWS):
            self._rows.append(made)
        for finding in made.findings:
            if finding.level >= self._least or made.state == "failed":
                self._keep(finding)

    def say(self, findings: Iterable[Finding]) -> None:
        """Take in what is to be said of no single contract."""
        for finding in findings:
            if finding.level >= self._least:
                self._keep(finding)

    def answer(self) -> Answer:
        """Return the answer of the command."""
        findings = sorted(self._findings.values(), key=lambda f: -f.level)
        if self._hidden:
            findings.append(kinds.MORE_FINDINGS.at(count=self._hidden))
        code = self._codes[0] if self._codes else ExitCode.OK
        if self._failed and self._count > 1:
            code = ExitCode.BATCH
            findings.append(self._again())
        return Answer(
            result={"contracts": [_data(made) for made in self._rows]},
            text=self._text(),
            findings=tuple(findings),
            code=code,
            notes=self._notes(),
        )

    def _keep(self, finding: Finding) -> None:
        key = (finding.code, finding.place, finding.message)
        if key not in self._findings and len(self._findings) >= _FINDINGS and not settings().json:
            self._hidden += 1
        else:
            self._findings[key] = finding

    def _again(self) -> Finding:
        # what is finished is not made again, so "all" makes exactly those that are left
        names = " ".join(self._failed) if len(self._failed) <= _NAMES else "--all"
        call = f"{names}{self._options}"
        return output_kinds.BATCH_FAILED.at(failed=len(self._failed), count=self._count, names=call)

    def _text(self) -> str:
        shown = _table(self._rows) if self._rows else ""
        if self._every:
            return shown
        lines = [_("{count} contracts").format(count=self._count)]
        lines += [f"{_(words)}: {self._states[state]}" for state, words in _STATES.items()
                  if self._states[state]]  # fmt: skip
        return "\n".join([*([shown, ""] if shown else []), *lines])

    def _notes(self) -> tuple[str, ...]:
        if not self._open or self._release:
            return ()
        call = f"contracts check {self._open}"
        return (_("What is open, and who knows it: {command}").format(command=call),)


def _table(made: list[Made]) -> str:
    header = (_("Agreement"), _("State"), _("Gaps"), _("Formats"), _("Folder"))
    rows = [
        (
            one.agreement,
            _(_STATES[one.state]),
            str(one.gaps) if one.state != "failed" else "–",
            ", ".join(sorted({name.rpartition(".")[2] for name in one.outputs or {}})),
            one.folder,
        )
        for one in made
    ]
    return table(header, rows, plain=settings().plain)


def _data(one: Made) -> dict[str, Any]:
    return {
        "agreement": one.agreement,
        "state": one.state,
        "folder": one.folder,
        "outputs": one.outputs or {},
        "gaps": one.gaps,
        "exit_code": int(one.code),
    }
