"""Faults: a disk that fails at a chosen step, and damage to files that are already on it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts.archive.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

FAULTS = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS}


class FaultyDisk(Disk):
    """Fails at its n-th step: with an error of the system, or by the death of the process.

    A failing ``put`` has written half of its bytes by then. Steps are counted from 1; ``steps``
    says afterwards how many there were.
    """

    def __init__(self, at: int = 0, fault: str = "", *, swaps: bool = True) -> None:
        self.at = at
        self.fault = fault
        self.steps = 0
        self.swaps = swaps

    def _step(self, half: Callable[[], None] | None = None) -> None:
        self.steps += 1
        if self.steps != self.at:
            return
        if half is not None and self.fault != "read-only":
            half()
        if self.fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        number = FAULTS[self.fault]
        raise OSError(number, os.strerror(number))

    def put(self, handle: int, data: bytes) -> None:
        self._step(lambda: super(FaultyDisk, self).put(handle, data[: len(data) // 2]))
        super().put(handle, data)

    def flush(self, handle: int) -> None:
        self._step()
        super().flush(handle)

    def cut(self, handle: int, size: int) -> None:
        self._step()
        super().cut(handle, size)

    def make_folder(self, path: Path) -> None:
        self._step()
        super().make_folder(path)

    def link(self, old: Path, new: Path) -> None:
        self._step()
        super().link(old, new)

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        super().rename(old, new)

    def swap(self, one: Path, other: Path) -> bool:
        self._step()
        return self.swaps and super().swap(one, other)

    def remove(self, path: Path) -> None:
        self._step()
        super().remove(path)


@dataclass(frozen=True)
class Damage:
    """What was done to the files below a folder, and the names that must be found."""

    kind: str
    names: tuple[str, ...]


def files_below(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != ".lock")


def state_of(folder: Path) -> dict[str, str]:
    """Return every file with its hash: what a fault must change."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files_below(folder)
    }


def _name(folder: Path, *paths: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(folder).as_posix() for path in paths)


def bit_flip(folder: Path, chance: Random) -> Damage:
    path = chance.choice([p for p in files_below(folder) if p.stat().st_size])
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return Damage("bit-flip", _name(folder, path))


def zeroed_block(folder: Path, chance: Random) -> Damage:
    path = chance.choice([p for p in files_below(folder) if p.stat().st_size])
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data)) // 4096 * 4096
    end = min(start + 4096, len(data))
    data[start:end] = bytes(end - start)
    path.write_bytes(data)
    return Damage("zeroed-block", _name(folder, path))


def truncation(folder: Path, chance: Random) -> Damage:
    path = chance.choice([p for p in files_below(folder) if p.stat().st_size])
    os.truncate(path, chance.randrange(path.stat().st_size))
    return Damage("truncation", _name(folder, path))


def lost(folder: Path, chance: Random) -> Damage:
    path = chance.choice(files_below(folder))
    path.unlink()
    return Damage("lost", _name(folder, path))


def extra(folder: Path, chance: Random) -> Damage:
    place = chance.choice(sorted({p.parent for p in files_below(folder)}))
    path = place / f"extra-{chance.randrange(10**9)}.txt"
    path.write_bytes(chance.randbytes(chance.randrange(50)))
    return Damage("extra", _name(folder, path))


def renamed(folder: Path, chance: Random) -> Damage:
    path = chance.choice(files_below(folder))
    new = path.with_name(path.name + chance.choice(["~", ".bak", "\u0308", " "]))
    path.rename(new)
    return Damage("renamed", _name(folder, path, new))


def swapped(folder: Path, chance: Random) -> Damage:
    while True:
        one, other = chance.sample(files_below(folder), 2)
        first, second = one.read_bytes(), other.read_bytes()
        if first != second:
            break
    one.write_bytes(second)
    other.write_bytes(first)
    return Damage("swapped", _name(folder, one, other))


def dropped_manifest(folder: Path, chance: Random) -> Damage:
    lists = [p for p in files_below(folder) if is_list(p)]
    path = chance.choice(lists)
    path.unlink()
    return Damage("dropped-manifest", _name(folder, path))


def is_list(path: Path) -> bool:
    known = ("inventory.json", "inventory.json.sha512", "ledger.txt", "manifest-sha512.txt")
    return path.name in (*known, "tagmanifest-sha512.txt", "tagmanifest-sha512.txt.p7s")


def forged_object(folder: Path, chance: Random) -> Damage:
    """Change a stored file and make all inventories and sidecars of its object agree with it."""
    inventories = [p for p in files_below(folder) if p.name == "inventory.json"]
    root = chance.choice([p for p in inventories if (p.parent / "0=ocfl_object_1.1").exists()])
    content = [p for p in files_below(root.parent) if "content" in p.parts]
    path = chance.choice(content)
    old = hashlib.sha512(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes() + b"\n")
    new = hashlib.sha512(path.read_bytes()).hexdigest()
    changed = []
    for inventory in (p for p in inventories if p.is_relative_to(root.parent)):
        text = inventory.read_text().replace(old, new)
        if text == inventory.read_text():
            continue
        json.loads(text)
        inventory.write_text(text)
        digest = hashlib.sha512(text.encode()).hexdigest()
        (inventory.parent / "inventory.json.sha512").write_text(f"{digest} inventory.json\n")
        changed.append(inventory)
    assert changed, path
    return Damage("forged", _name(folder, *changed))


def forged_package(folder: Path, chance: Random) -> Damage:
    """Change a file of a package and make both manifests agree with it."""
    path = chance.choice([p for p in files_below(folder) if "data" in p.parts])
    old = hashlib.sha512(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes() + b"\n")
    for name, of in (("manifest-sha512.txt", path), ("tagmanifest-sha512.txt", None)):
        manifest = folder / name
        target = of or folder / "manifest-sha512.txt"
        before = manifest.read_text()
        new = hashlib.sha512(target.read_bytes()).hexdigest()
        shown = target.relative_to(folder).as_posix()
        lines = [
            f"{new}  {shown}" if line.endswith(f"  {shown}") else line
            for line in before.splitlines()
        ]
        manifest.write_text("\n".join(lines) + "\n")
        assert manifest.read_text() != before, old
    return Damage("forged", ("tagmanifest-sha512.txt.p7s",))


COMMON = (
    bit_flip, zeroed_block, truncation, lost, extra, renamed, swapped, dropped_manifest,
)  # fmt: skip


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of runs with fsync are slow on a disk."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)
