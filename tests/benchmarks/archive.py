"""Signed copies added one by one, one package built and everything verified: time, memory, size.

Called as ``python -m tests.benchmarks.archive [COUNT]``. The contracts are made and signed
beforehand in another process, so that only the archive's own memory is measured.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from contracts.archive.arrived import Incoming
from contracts.archive.cover import cover_page
from contracts.archive.filing import file_copies
from contracts.archive.intake import Desk
from contracts.archive.jail import Jail
from contracts.archive.package import verify as shipped
from contracts.archive.package.build import build_package
from contracts.archive.package.key import load_key
from contracts.archive.release import Release
from contracts.archive.settings import ArchiveSettings, Retention
from contracts.archive.store.store import Store
from contracts.archive.verify import verify_store
from tests import archives, pki

COUNT = 1000
EVERY_SCAN = 10  # each tenth copy is a scan


def prepare(task: tuple[str, int]) -> None:
    """Make, sign or scan one contract and leave it in a folder."""
    root, number = Path(task[0]), task[1]
    release = archives._release.__wrapped__(f"bezirk-{number:05}/2026", f"BZ26-{number:04X}", "")
    copy = release.pdf
    if number % EVERY_SCAN:
        copy = pki.sign_all(copy, [pki.signer(), pki.signer("P. Vorstand", kind="rsa")])
    else:
        copy = archives.scan(archives.pictures.__wrapped__(copy))
    folder = root / f"{number:05}"
    folder.mkdir()
    (folder / "copy.pdf").write_bytes(copy)
    for name, data in release.files.items():
        (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "files" / name).write_bytes(data)
    (folder / "facts.json").write_text(json.dumps(dict(release.facts)))


def load(folder: Path) -> tuple[Release, bytes]:
    """Return what ``prepare`` left."""
    start = folder / "files"
    names = [path for path in sorted(start.rglob("*")) if path.is_file()]
    files = {path.relative_to(start).as_posix(): path.read_bytes() for path in names}
    facts = json.loads((folder / "facts.json").read_text())
    return Release(files, facts), (folder / "copy.pdf").read_bytes()


def peak() -> float:
    """Return the most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def add_all(store: Store, folders: list[Path], roots: list[bytes]) -> tuple[float, list[float]]:
    """Add every copy; return the seconds of a jail's child at most and the memory on the way."""
    memory = []
    with Jail() as jail:
        for number, folder in enumerate(folders, start=1):
            release, data = load(folder)
            desk = Desk(
                jail, {release.agreement: release}.get, [release.agreement], roots, pki.WHEN
            )
            examined = desk.examine([Incoming("copy.pdf", data)])
            stored, _ = file_copies(store, examined.copies, archives.CREATED, cover_page)
            assert len(stored) == 1, [f.message for f in examined.findings]
            if number in (len(folders) // 10, len(folders)):
                memory.append(peak())
        return jail.most_memory / 1e6, memory


def measure(root: Path, count: int) -> None:
    """Print one line a step."""
    folders = [root / "made" / f"{number:05}" for number in range(count)]
    roots = [(root / "root.pem").read_bytes()]
    store, target = Store(root / "archive"), root / "package.zip"
    began = time.perf_counter()
    child, memory = add_all(store, folders, roots)
    spent = time.perf_counter() - began
    print(f"add {count}: {spent:.1f} s, {spent / count * 1000:.0f} ms each")
    print(
        f"  peak {memory[0]:.0f} MB after a tenth, {memory[-1]:.0f} MB at the end; child {child:.0f} MB"
    )
    settings = ArchiveSettings(retention=Retention(start="ends", counts_from="year-end", years=10))
    began = time.perf_counter()
    key = load_key((root / "key.pem").read_bytes())
    built = build_package(store, store.agreements(), target, settings, key)
    print(
        f"build: {time.perf_counter() - began:.1f} s, {built.size / 1e6:.1f} MB, peak {peak():.0f} MB"
    )
    began = time.perf_counter()
    assert shipped.check(target)[0] == []
    print(f"verify.py on the package: {time.perf_counter() - began:.1f} s, peak {peak():.0f} MB")
    began = time.perf_counter()
    found = verify_store(store, roots, jobs=2)
    assert found.sound, found.findings[:3]
    assert found.copies == count
    print(f"archive verify: {time.perf_counter() - began:.1f} s, peak {peak():.0f} MB")


def main(count: int = COUNT) -> None:
    """Prepare and measure."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "made").mkdir()
        pki.signer(), pki.signer("P. Vorstand", kind="rsa")  # before the fork: one authority
        holder = pki.holder("Registratur", issuer="Aussteller")
        (root / "key.pem").write_bytes(holder.key_pem + holder.pem)
        (root / "root.pem").write_bytes(pki.root().pem)
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.map(prepare, [(str(root / "made"), n) for n in range(count)], chunksize=10)
        fresh = multiprocessing.get_context("spawn").Process(target=measure, args=(root, count))
        fresh.start()
        fresh.join()
        if fresh.exitcode:
            raise SystemExit(fresh.exitcode)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
