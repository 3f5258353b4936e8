"""Checks every byte of the store: what the ledger names, each inventory, each file, nothing else.

The findings name the file. OCFL's own rules are checked by ocfl-py as well, which did not write
these files.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.store import inventory as inventories
from contracts.archive.store.inventory import Inventory, read_inventory
from contracts.archive.store.last import contradiction
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.ledger import Entry, Ledger
from contracts.archive.store.library import ocfl
from contracts.archive.store.store import ROOT_DECLARATION, STAGING, STORE, Store
from contracts.catalogue import archive as kinds
from contracts.findings import Finding, Kind, Place

if TYPE_CHECKING:
    from pathlib import Path

_ROOT_FILES = {LEDGER, ".lock", "index.sqlite"}
_BLOCK = 1 << 20
_DECLARED = {ROOT_DECLARATION: b"ocfl_1.1\n", inventories.DECLARATION: b"ocfl_object_1.1\n"}


def check_store(store: Store, *, by_library: bool = True) -> list[Finding]:
    """Return what is not as it was stored; an empty list means that every byte is."""
    return _Check(store, by_library).run()


@dataclass
class _Check:
    store: Store
    by_library: bool
    findings: list[Finding] = field(default_factory=list)

    def run(self) -> list[Finding]:
        ledger = self.store.ledger()
        if ledger.broken or ledger.torn:
            line = ledger.broken or len(ledger.entries) + 1
            kind = kinds.LEDGER_BROKEN if ledger.broken else kinds.INTERRUPTED
            self.findings.append(kind.at(Place(LEDGER, line), line=line, file=LEDGER))
        if (self.store.root / STAGING).exists():
            self.findings.append(kinds.INTERRUPTED.at(Place(STAGING), file=STAGING))
        objects: dict[str, list[Entry]] = {}
        for entry in self._entries(ledger):
            objects.setdefault(entry.agreement, []).append(entry)
        if ledger.broken or not ledger.entries:
            self._without_ledger(objects)
        if objects:
            self._declaration(self.store.objects / ROOT_DECLARATION)
        for agreement, entries in sorted(objects.items()):
            self._object(agreement, entries)
        self._strangers(set(objects))
        return self.findings

    def _entries(self, ledger: Ledger) -> tuple[Entry, ...]:
        """Return the lines of the ledger, the last one corrected where objects prove it wrong."""
        if ledger.broken or not ledger.entries or (self.store.root / STAGING).exists():
            return ledger.entries
        *before, last = ledger.entries
        other = contradiction(self.store.objects, last)
        if other is None:
            return ledger.entries
        line = len(ledger.entries)
        self.findings.append(kinds.LEDGER_CONTRADICTED.at(Place(LEDGER, line), line=line))
        return (*before, other if other.inventory == last.inventory else last)

    def _without_ledger(self, objects: dict[str, list[Entry]]) -> None:
        """Take the objects' own word where the ledger is lost, so that damage is still found."""
        folders = {path.parent for path in self.store.objects.glob("*/*/v1")}
        if folders and not (self.store.root / LEDGER).exists():
            self._tell(kinds.LEDGER_LOST, self.store.root / LEDGER)
        for folder in sorted(folders):
            agreement = folder.relative_to(self.store.objects).as_posix()
            count = sum(1 for _ in folder.glob("v*"))
            inventories_ = [folder / f"v{n}" / inventories.NAME for n in range(1, count + 1)]
            objects[agreement] = [
                Entry(agreement, n, file_digest(path) if path.is_file() else "")
                for n, path in enumerate(inventories_, start=1)
            ]

    def _tell(self, kind: Kind, path: Path, **values: object) -> None:
        shown = self.store.shown(path)
        self.findings.append(kind.at(Place(shown), file=shown, **values))

    def _declaration(self, path: Path) -> None:
        data = self._read(path)
        if data is not None and data != _DECLARED[path.name]:
            self._tell(kinds.FILE_ALTERED, path)

    def _read(self, path: Path) -> bytes | None:
        try:
            if path.is_symlink() or not path.is_file():
                self._tell(kinds.FILE_LOST, path)
                return None
            return path.read_bytes()
        except OSError as error:
            self._tell(kinds.FILE_UNREADABLE, path, reason=error.strerror or "")
            return None

    def _object(self, agreement: str, entries: list[Entry]) -> None:
        folder = self.store.folder(agreement)
        before = len(self.findings)
        self._declaration(folder / inventories.DECLARATION)
        known = {inventories.DECLARATION, inventories.NAME, inventories.SIDECAR}
        self._inventory(folder, entries[-1])
        newest: Inventory | None = None
        for entry in entries:
            place = folder / f"v{entry.version}"
            newest = self._inventory(place, entry) or newest
            known |= {f"{place.name}/{inventories.NAME}", f"{place.name}/{inventories.SIDECAR}"}
        self._versions(folder, entries)
        if newest is not None:
            known |= newest.manifest.keys()
            self._content(folder, newest)
        self._extra(folder, known)
        if self.by_library and len(self.findings) == before:
            self._library(folder)

    def _versions(self, folder: Path, entries: list[Entry]) -> None:
        if [entry.version for entry in entries] != list(range(1, len(entries) + 1)):
            self._tell(kinds.INVENTORY_NOT_IN_LEDGER, folder / inventories.NAME)

    def _inventory(self, folder: Path, entry: Entry) -> Inventory | None:
        """Check an inventory and its sidecar against the ledger; None where it is another."""
        path, sidecar = folder / inventories.NAME, folder / inventories.SIDECAR
        side = self._read(sidecar)
        if side is not None and side != f"{entry.inventory} {inventories.NAME}\n".encode():
            self._tell(kinds.FILE_ALTERED, sidecar)
        if self._read(path) is None:
            return None
        try:
            found = read_inventory(path)
        except (ValueError, OSError):
            self._tell(kinds.INVENTORY_NOT_IN_LEDGER, path)
            return None
        if found.digest != entry.inventory:
            self._tell(kinds.INVENTORY_NOT_IN_LEDGER, path)
            return None
        return found

    def _content(self, folder: Path, inventory: Inventory) -> None:
        for name, digest in sorted(inventory.manifest.items()):
            path = folder / name
            if path.is_symlink() or not path.is_file():
                self._tell(kinds.FILE_LOST, path)
                continue
            try:
                same = file_digest(path) == digest
            except OSError as error:
                self._tell(kinds.FILE_UNREADABLE, path, reason=error.strerror or "")
                continue
            if not same:
                self._tell(kinds.FILE_ALTERED, path)

    def _extra(self, folder: Path, known: set[str]) -> None:
        if not folder.is_dir():
            return
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            is_folder = path.is_dir() and not path.is_symlink()
            if is_folder and any(one.startswith(f"{name}/") for one in known):
                continue
            if name not in known:
                self._tell(kinds.FILE_EXTRA, path)

    def _strangers(self, agreements: set[str]) -> None:
        """Find what belongs to no agreement: in the archive, in the store, in a district."""
        root, objects = self.store.root, self.store.objects
        districts = {agreement.partition("/")[0] for agreement in agreements}
        known = {root / name for name in (*_ROOT_FILES, STORE, STAGING)}
        known |= {objects / ROOT_DECLARATION} | {objects / name for name in districts}
        known |= {self.store.folder(agreement) for agreement in agreements}
        for folder in (root, objects, *(objects / name for name in sorted(districts))):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path not in known and not path.name.startswith("index.sqlite"):
                    self._tell(kinds.FILE_EXTRA, path)

    def _library(self, folder: Path) -> None:
        found = ocfl().Object()
        passed, validator = found.validate(str(folder), log_warnings=False)
        if not passed:
            reason = validator.status_str().strip().replace("\n", "; ")
            self._tell(kinds.NOT_OCFL, folder, reason=reason)


def file_digest(path: Path) -> str:
    """Return the SHA-512 of a file, read in blocks."""
    digest = hashlib.sha512()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
