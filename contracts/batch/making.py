"""Makes many contracts: only what changed, in order, with a journal, whatever fails among them."""

from __future__ import annotations

from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from contracts import __version__
from contracts.batch.executors import LOCAL, opened
from contracts.batch.journal import FOLDER, Journal
from contracts.batch.limits import Limits
from contracts.batch.run import Failed, Known, Run
from contracts.batch.trouble import failure
from contracts.catalogue import batch as kinds
from contracts.catalogue import usage
from contracts.errors import ExitCode
from contracts.language import active_language, use_language
from contracts.usecases.generate import Made, generate, up_to_date
from contracts.usecases.seen import Seen
from contracts.usecases.trouble import machine_finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace
    from contracts.usecases.generate import Job

_AHEAD = 4  # items given out for each place of work, so that none of them waits
_TEXT = ("contracts.usecases.prepare", "contracts.usecases.render", "contracts.parity.compare")
_WORD, _PAGES = "contracts.batch.warm_word", "contracts.batch.warm"
# whatever comes after one of these would fail as well
_HOPELESS = (usage.DISK_FULL.code, kinds.CLUSTER_LOST.code)


@dataclass(frozen=True, slots=True)
class Order:
    """How a batch is worked on.

    ``address`` names the executor, ``jobs`` the number of processes where they are ours.
    """

    address: str = LOCAL
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)


def make_all(
    workspace: Workspace,
    jobs: Sequence[Job],
    order: Order,
    tell: Callable[[Made], None] = lambda _made: None,
) -> Iterator[Made]:
    """Yield what became of each contract, in the order of the jobs.

    Where the disk is full or the cluster gone, the rest is not tried and comes as failed.

    Args:
        workspace: where the files are.
        jobs: what to make; at least one, all of the same status and formats.
        order: how.
        tell: is called the moment a contract is finished, in whatever order.

    Raises:
        UsageError: the order names no executor.
        MachineError: the executor cannot be used.
    """
    state = workspace.generated
    first = jobs[0]
    head = {
        "command": "generate",
        "version": __version__,
        "status": first.status,
        "formats": list(first.formats),
        "contracts": len(jobs),
    }
    warm = _PAGES if "pdf" in first.formats else _WORD if "docx" in first.formats else ""
    modules = (*_TEXT, *((warm,) if warm else ()))
    with (
        Journal(state / FOLDER, head) as journal,
        closing(Seen(workspace, state / FOLDER)) as seen,
        opened(order.address, min(order.jobs, len(jobs)), order.limits, modules) as (who, places),
    ):
        work = partial(_make, active_language())
        making = _Making(seen, journal, tell, record=not first.dry_run)
        run = Run(work, who, ahead=places * _AHEAD, finished=making.finished)
        yield from making.results(run, jobs)


def _make(language: str, job: Job) -> Made:
    if active_language() != language:
        use_language(language)
    return generate(job)


class _Making:
    def __init__(
        self, seen: Seen, journal: Journal, tell: Callable[[Made], None], *, record: bool
    ) -> None:
        self._seen = seen
        self._journal = journal
        self._tell = tell
        self._record = record
        self._stopped: Finding | None = None

    def results(self, run: Run[Job, Made], jobs: Sequence[Job]) -> Iterator[Made]:
        number = 0
        untried: list[Job] = []
        with closing(run.over(self._known(job) for job in jobs)) as outcomes:
            for number, outcome in enumerate(outcomes, 1):  # noqa: B007 - used behind the loop
                if self._stopped is not None and _is_cancelled(outcome):
                    untried.append(outcome.item)
                else:
                    yield _made(outcome)
        untried += jobs[number:]
        for position, job in enumerate(untried):
            yield self._untried(job, len(untried) if position == 0 else 0)

    def finished(self, job: Job, outcome: Made | Failed[Job]) -> bool:
        """Write down what became of a contract; tell whether the batch must stop."""
        if self._stopped is not None and _is_cancelled(outcome):
            return True
        made = _made(outcome)
        self._seen.note(job, made)
        self._tell(made)
        reason = next((f for f in made.findings if f.code in _HOPELESS), None)
        if self._record and reason is None:
            try:
                self._journal.line(**_line(made))
            except OSError as error:
                reason = machine_finding(error)
        self._stopped = self._stopped or reason
        return self._stopped is not None

    def _known(self, job: Job) -> Job | Known[Made]:
        made = self._seen.unchanged(job)
        if made is None and (made := up_to_date(job)):
            self._seen.note(job, made)
        if made is None:
            return job
        self._tell(made)
        return Known(made)

    def _untried(self, job: Job, count: int) -> Made:
        reasons = [kinds.NOT_BEGUN.at(count=count)] if count else []
        if count and self._stopped is not None:
            reasons.insert(0, self._stopped)
        made = Made(job.agreement, "failed", findings=tuple(reasons), code=ExitCode.ENVIRONMENT)
        self._tell(made)
        return made


def _is_cancelled(outcome: Made | Failed[Job]) -> TypeGuard[Failed[Job]]:
    return isinstance(outcome, Failed) and isinstance(outcome.error, CancelledError)


def _made(outcome: Made | Failed[Job]) -> Made:
    if not isinstance(outcome, Failed):
        return outcome
    findings, code = failure(outcome.item.agreement, outcome.error)
    return Made(outcome.item.agreement, "failed", findings=findings, code=code)


def _line(made: Made) -> dict[str, object]:
    line: dict[str, object] = {
        "agreement": made.agreement,
        "state": made.state,
        "seconds": made.seconds,
        "outputs": made.outputs or {},
    }
    if made.state == "failed":
        line |= {"exit_code": int(made.code), "codes": sorted({f.code for f in made.findings})}
    return line
