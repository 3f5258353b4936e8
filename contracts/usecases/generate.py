"""Makes the files of one contract: a draft, or the frozen final version."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from contracts.canonical import digest
from contracts.catalogue import outputs as kinds
from contracts.catalogue import together
from contracts.errors import ConflictError, ContractsError, ExitCode, IntegrityError, SourceError
from contracts.findings import Finding, Place
from contracts.sources.atomic import write_atomically
from contracts.sources.files import show
from contracts.sources.workspace import Workspace
from contracts.usecases.inputs import Inputs, Surroundings, inputs_of, lock_path, sha256
from contracts.usecases.inside import data_bytes, without
from contracts.usecases.pins import pinned
from contracts.usecases.publish import (
    complete_last_run,
    conflicts,
    has_leftovers,
    publish,
)
from contracts.usecases.record import Record, read_record, record_bytes
from contracts.usecases.render import Inside, Rendering
from contracts.usecases.seen import look, signature
from contracts.usecases.targets import FORMATS, RECORD, Target, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from contracts.document import Status
    from contracts.usecases.prepare import Prepared

State = Literal["written", "unchanged", "planned", "failed"]
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What to make; plain data, so that another process can do it."""

    root: Path
    agreement: str
    surroundings: Surroundings
    formats: tuple[str, ...] = FORMATS
    release: bool = False
    force: bool = False
    dry_run: bool = False
    tracked: bool = False

    @property
    def status(self) -> Status:
        """Draft or release."""
        return "release" if self.release else "draft"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job.

    ``outputs`` is file name to sha256, "" while only planned. ``seen`` identifies the state of all
    files of the contract, "" where that is not sure. ``seconds`` is the time it took.
    """

    agreement: str
    state: State
    folder: str = ""
    outputs: dict[str, str] | None = None
    gaps: int = 0
    findings: tuple[Finding, ...] = ()
    code: ExitCode = ExitCode.OK
    seen: str = ""
    seconds: float = 0.0


def generate(job: Job) -> Made:
    """Make the files of one contract; what the sources lack is told in ``findings``, not raised.

    Raises:
        OSError: the machine refuses; nothing was changed.
    """
    workspace = Workspace(job.root)
    target = target_of(workspace, job.agreement, job.status)
    begun, before = time.perf_counter(), look(workspace, job.agreement)
    try:
        made = _Maker(job, workspace, target).make()
        seen = "" if job.dry_run else signature(workspace, job, before)
    except ContractsError as error:
        made = Made(job.agreement, "failed", findings=error.findings, code=error.exit_code)
        seen = ""
    return replace(made, seen=seen, seconds=round(time.perf_counter() - begun, 3))


def up_to_date(job: Job) -> Made | None:
    """Return the result where there is nothing to do, None where there may be something."""
    workspace = Workspace(job.root)
    before = look(workspace, job.agreement)
    try:
        maker = _Maker(job, workspace, target_of(workspace, job.agreement, job.status))
        made = maker.unchanged(read_record(maker.target.folder))
    except (ContractsError, OSError):
        return None  # whoever makes it will tell
    return replace(made, seen=signature(workspace, job, before)) if made else None


class _Maker:
    def __init__(self, job: Job, workspace: Workspace, target: Target) -> None:
        self.job = job
        self.workspace = workspace
        self.target = target
        self.shown = show(target.folder, workspace.root)

    def make(self) -> Made:
        job, folder = self.job, self.target.folder
        if not job.dry_run:
            complete_last_run(folder, self.shown, backup=job.force)
        record = read_record(folder)
        formats = self._formats(record)
        done = self.unchanged(record)
        if done is not None:
            return done
        ready, inputs = self._prepared()
        if job.release:
            from contracts.usecases.prepare import refuse_unready

            if record is None:
                refuse_unready(job.agreement, ready.assembly)
                return self._write(ready, inputs, FORMATS, record)
            return self._release(ready, record)
        return self._write(ready, inputs, formats, record)

    def _prepared(self) -> tuple[Prepared, Inputs]:
        """Assemble the contract out of sources that nobody changed while they were read.

        Raises:
            ConflictError: somebody saves all the time.
        """
        # only now, since it brings in all that assembles: nothing to do should cost nothing
        from contracts.usecases.prepare import prepare

        job = self.job
        for _try in range(_TRIES):
            try:
                before = self._inputs().sources
            except SourceError:
                before = {}  # all that is wrong is told next
            ready = prepare(self.workspace, job.agreement, job.status, job.surroundings.clauses)
            inputs = self._inputs(ready.lock)
            path = show(lock_path(self.workspace, job.agreement), self.workspace.root)
            pins = {} if ready.lock is None else {path: sha256(ready.lock)}
            if inputs.sources == before | pins:
                return ready, inputs
        file = f"{show(self.workspace.districts, self.workspace.root)}/{job.agreement}.yaml"
        raise ConflictError(together.CHANGED_MEANWHILE.at(Place(file), file=file))

    def _inputs(self, lock: bytes | None = None) -> Inputs:
        job = self.job
        return inputs_of(
            self.workspace,
            job.agreement,
            job.surroundings,
            job.status,
            lock=lock,
            tracked=job.tracked,
        )

    def unchanged(self, record: Record | None) -> Made | None:
        """Return the result where the record and every file say that there is nothing to do."""
        if record is None or has_leftovers(self.target.folder):
            return None
        inputs = self._inputs()
        if record.inputs != inputs.sha256 or not self._complete(record, self._formats(record)):
            return None
        return self._made("unchanged", record.outputs, record.gaps)

    def _formats(self, record: Record | None) -> tuple[str, ...]:
        """Return the formats asked for and those already there, so that none grows stale."""
        there = {self.target.format_of(name) for name in record.outputs} if record else set()
        return tuple(f for f in FORMATS if f in self.job.formats or f in there)

    def _complete(self, record: Record, formats: tuple[str, ...]) -> bool:
        names = {self.target.name(f) for f in formats}
        return names <= record.outputs.keys() and all(self._as_recorded(record, n) for n in names)

    def _as_recorded(self, record: Record, name: str) -> bool:
        try:
            return sha256((self.target.folder / name).read_bytes()) == record.outputs[name]
        except OSError:
            return False

    def _release(self, ready: Prepared, record: Record) -> Made:
        """Leave an existing final version as it is, or say why it no longer fits."""
        template = self.job.surroundings.template(ready.document.template)
        if (record.document, record.template) != (digest(ready.document), template):
            district, place = self.job.agreement.partition("/")[0], Place(self.shown)
            finding = kinds.RELEASE_DIFFERS.at(
                place, agreement=self.job.agreement, district=district
            )
            raise ConflictError(finding)
        self._refuse_changed(record)
        missing = [n for n in record.outputs if not (self.target.folder / n).exists()]
        if missing and not self.job.dry_run:
            self._restore(ready, record, missing)
        state: State = ("planned" if self.job.dry_run else "written") if missing else "unchanged"
        return self._made(state, record.outputs, record.gaps)

    def _refuse_changed(self, record: Record) -> None:
        found = [
            kinds.RELEASE_CHANGED.at(f.place, file=f.place.file)
            for f in conflicts(self.target.folder, record, record.outputs, self.shown)
        ]
        if found:
            raise ConflictError(*found)

    def _restore(self, ready: Prepared, record: Record, missing: list[str]) -> None:
        """Make lost files of a final version again, if they become what they were."""
        formats = [f for n in missing if (f := self.target.format_of(n))]
        written = (self.target.folder / RECORD).read_bytes()
        told = without(written, self.target.name("pdf"))
        files = self._rendering(ready, lambda _: told).render(formats)
        lost = [name for name in missing if sha256(files[name]) != record.outputs[name]]
        if lost:
            places = [Place(f"{self.shown}/{name}") for name in lost]
            shown = f"{self.shown}/{RECORD}"
            raise IntegrityError(
                *(kinds.RELEASE_LOST.at(p, file=p.file, record=shown) for p in places)
            )
        for name, data in files.items():
            write_atomically(self.target.folder / name, data, follow=False)

    def _write(
        self, ready: Prepared, inputs: Inputs, formats: tuple[str, ...], record: Record | None
    ) -> Made:
        job, document = self.job, ready.document
        names = [self.target.name(f) for f in formats]
        found = conflicts(self.target.folder, record, [*names, RECORD], self.shown)
        if found and not job.force:
            raise ConflictError(*found)
        findings, gaps = ready.assembly.findings, len(document.gaps)
        if job.dry_run:
            return self._made("planned", dict.fromkeys([*names, RECORD], ""), gaps, findings)

        def record_of(outputs: Mapping[str, bytes]) -> bytes:
            return record_bytes(ready.assembly, document, outputs, inputs, job.surroundings)

        outputs = self._rendering(ready, record_of).render(formats)
        files = {**outputs, RECORD: record_of(outputs)}
        with pinned(self.workspace, job.agreement, ready.lock):
            publish(self.target.folder, files, backup=job.force, shown=self.shown)
        hashes = {name: sha256(data) for name, data in outputs.items()}
        return self._made("written", hashes, gaps, findings)

    def _rendering(
        self, ready: Prepared, record: Callable[[Mapping[str, bytes]], bytes]
    ) -> Rendering:
        inside = Inside(data_bytes(ready.case), record)
        tracked = self.job.tracked
        return Rendering(ready.document, ready.case.template, self.target, inside, tracked)

    def _made(
        self,
        state: State,
        outputs: dict[str, str],
        gaps: int,
        findings: tuple[Finding, ...] = (),
    ) -> Made:
        return Made(self.job.agreement, state, self.shown, outputs, gaps, findings)
