"""Many agreements in one call: what nothing changed costs, what one change, what two processes.

Called as ``python -m tests.benchmarks.batch [COUNT] [PAGES]``; the command is run from outside, as
a person would run it. ``COUNT`` agreements are made without PDF, ``PAGES`` in all formats.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.tools.many import make_many
from tests.tools.workspace import command, environment

COUNT, PAGES = 1000, 48  # more than the 40 of which the command shows every single one
ALL = ("generate", "--all", "--jobs", "2")
LIGHT = (*ALL, "--format", "docx,html,txt")
CHANGED = "bezirk-00007/v-00000"
SETTLED = 2.1  # seconds; what was just written is read once more
_PAUSE = 0.05


@dataclass(frozen=True)
class Spent:
    """What one call took: seconds, and megabytes of the command and of its largest worker.

    ``processor`` is the time of all its processes, which other work on the machine hardly changes.
    """

    seconds: float
    processor: float
    megabytes: float
    worker: float
    states: dict[str, int]

    def __str__(self) -> str:
        states = ", ".join(f"{count} {state}" for state, count in self.states.items())
        worker = f", largest worker {self.worker:.0f} MB" if self.worker else ""
        return f"{self.seconds:8.2f} s, processor {self.processor:.1f} s, {self.megabytes:5.0f} MB{worker} ({states})"


class Watch:
    """Looks again and again at the processes of a session: most memory and time of each."""

    def __init__(self, leader: int) -> None:
        self.most: dict[int, int] = {}
        self.ticks: dict[int, int] = {}
        self._leader = leader
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> tuple[float, float]:
        """Return the megabytes of the first process and of the largest other one."""
        self._ended.set()
        self._thread.join()
        first = self.most.pop(self._leader, 0)
        return first / 1024, max(self.most.values(), default=0) / 1024

    def processor(self) -> float:
        """Return the seconds of processor time of all processes, but for their last moments."""
        return sum(self.ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _look(self) -> None:
        while not self._ended.wait(_PAUSE):
            for folder in Path("/proc").glob("[0-9]*"):
                try:
                    stat = (folder / "stat").read_text().rpartition(")")[2].split()
                    if int(stat[3]) != self._leader:
                        continue
                    lines = (folder / "status").read_text().splitlines()
                except OSError:  # it has just ended
                    continue
                self.ticks[int(folder.name)] = int(stat[11]) + int(stat[12])
                peak = next((int(x.split()[1]) for x in lines if x.startswith("VmHWM:")), 0)
                self.most[int(folder.name)] = max(peak, self.most.get(int(folder.name), 0))


def run(workspace: Path, *arguments: str) -> Spent:
    """Run the command in a session of its own."""
    began = time.perf_counter()
    with subprocess.Popen(
        command(*arguments), cwd=workspace, env=environment(), start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        watch = Watch(process.pid)
        assert process.stdout is not None
        out = process.stdout.read()
        process.wait()
    seconds = time.perf_counter() - began
    first, other = watch.end()
    if process.returncode:
        raise SystemExit(f"contracts {' '.join(arguments)}: exit code {process.returncode}")
    states = re.findall(r"^([a-z ]+): (\d+)$", out.decode(), re.MULTILINE)
    return Spent(
        seconds, watch.processor(), first, other, {state: int(count) for state, count in states}
    )


def best(workspace: Path, *arguments: str, times: int = 5) -> Spent:
    """Run several times and return the fastest, with all times printed."""
    found = [run(workspace, *arguments) for _ in range(times)]
    print(f"  {' '.join(f'{one.seconds:.2f}' for one in found)} s")
    return min(found, key=lambda one: one.seconds)


def imports_pages(workspace: Path) -> bool:
    """Tell whether a call that finds nothing changed imports WeasyPrint."""
    done = subprocess.run(
        command(*LIGHT), cwd=workspace, env=environment(PYTHONPROFILEIMPORTTIME="1"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert "contracts" in names
    return "weasyprint" in names


def size(folder: Path) -> float:
    """Return the megabytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def change(workspace: Path) -> None:
    """Change one fact of one agreement."""
    facts = workspace / "districts" / f"{CHANGED}.yaml"
    text = facts.read_text("utf-8")
    new = text.replace("law: public", "law: private")
    if new == text:
        new = text.replace("law: private", "law: public")
    facts.write_text(new, "utf-8")


def unchanged(root: Path, count: int) -> None:
    """Make so many, then none, then one."""
    workspace = make_many(root / f"w{count}", count)
    time.sleep(SETTLED)
    first = run(workspace, *LIGHT)
    assert first.states == {"written": count}
    print(f"{count} made, no PDF:          {first}, {1000 * first.seconds / count:.0f} ms each")
    time.sleep(SETTLED)
    none = best(workspace, *LIGHT)
    assert none.states == {"up to date": count}
    print(f"{count}, nothing changed:      {none}")
    assert not imports_pages(workspace)
    times = []
    for _ in range(3):
        change(workspace)
        one = run(workspace, *LIGHT)
        assert one.states == {"written": 1, "up to date": count - 1}
        times.append(one.seconds)
    change(workspace)
    alone = run(workspace, "generate", CHANGED, *LIGHT[-2:])
    print(
        f"{count}, one changed:          {min(times):8.2f} s; that one alone {alone.seconds:.2f} s"
    )
    shutil.rmtree(workspace)


def pages(root: Path, count: int) -> None:
    """Make so many in all formats with one process and with two, in turn; two rounds."""
    workspace = make_many(root / "pages", count)
    rates: dict[int, list[Spent]] = {1: [], 2: []}
    for jobs in (1, 2, 2, 1):
        shutil.rmtree(workspace / "generated", ignore_errors=True)
        made = run(workspace, *ALL[:-1], str(jobs))
        assert made.states == {"written": count}
        rates[jobs].append(made)
        print(f"{count} in five formats, {jobs} at a time: {made}")
    one, two = (min(made.seconds for made in rates[jobs]) for jobs in (1, 2))
    print(f"  {1000 * two / count:.0f} ms each with two; {one / two:.2f} times as fast as with one")
    one, two = (min(made.processor for made in rates[jobs]) for jobs in (1, 2))
    print(
        f"  processor, ms each: {1000 * one / count:.0f} with one, {1000 * two / count:.0f} with two"
    )
    print(f"  {size(workspace / 'generated') / count:.2f} MB each")
    shutil.rmtree(workspace)


def main(count: int = COUNT, paged: int = PAGES) -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for number in dict.fromkeys((max(count // 10, 50), count)):
            unchanged(Path(folder), number)
        pages(Path(folder), paged)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
