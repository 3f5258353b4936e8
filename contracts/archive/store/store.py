"""Adds versions to the store so that it is always the old one or the new one.

A new version is first built completely aside, from new files and second names of the old ones.
Its line in the ledger is the moment from which it counts; the folder then takes its place in one
step. What an interrupted run leaves, the next one completes (line written) or removes (not yet).
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contracts.archive.disk import Disk
from contracts.archive.store import inventory as inventories
from contracts.archive.store.inventory import Inventory, NextVersion, next_version, read_inventory
from contracts.archive.store.last import contradiction, last_created
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.ledger import Ledger, read_ledger
from contracts.archive.store.rollback import let_know, refuse_older
from contracts.catalogue import archive as kinds
from contracts.errors import ConflictError, IntegrityError
from contracts.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from contracts.archive.store.witness import Witness

STORE = "store"
STAGING = ".staging"
ROOT_DECLARATION = "0=ocfl_1.1"


@dataclass(frozen=True)
class Store:
    """The archive's folder.

    ``root`` is ``generated/archive``; nothing is made before something is added. ``witnesses``
    learn of each version before its run is at its end.
    """

    root: Path
    disk: Disk = field(default_factory=Disk)
    witnesses: tuple[Witness, ...] = ()

    @property
    def objects(self) -> Path:
        """The OCFL storage root."""
        return self.root / STORE

    def folder(self, agreement: str) -> Path:
        """Return where the object of an agreement is."""
        district, _, name = agreement.partition("/")
        return self.objects / district / name

    def ledger(self) -> Ledger:
        """Return the ledger."""
        return read_ledger(self.root / LEDGER)

    def agreements(self) -> list[str]:
        """Return the agreements that the ledger names, sorted."""
        return sorted(self.ledger().heads())

    def inventory(self, agreement: str) -> Inventory | None:
        """Return the inventory of an agreement's object, None where there is none.

        Raises:
            IntegrityError: it cannot be read.
        """
        path = self.folder(agreement) / inventories.NAME
        try:
            return read_inventory(path)
        except FileNotFoundError:
            return None
        except ValueError as error:
            shown = self.shown(path)
            raise IntegrityError(kinds.INVENTORY_UNREADABLE.at(Place(shown), file=shown)) from error

    def sound_inventory(self, agreement: str, ledger: Ledger) -> Inventory | None:
        """Return the inventory that the ledger names, None where it names none.

        The ledger is given, because reading it for each agreement takes its time in large archives.

        Raises:
            ConflictError: another run is just writing.
            IntegrityError: the inventory or the ledger is not what it was.
        """
        try:
            return self._sound_inventory(agreement, ledger)
        except IntegrityError:
            self._refuse_while_written()
            raise

    def _refuse_while_written(self) -> None:
        """Refuse to judge what is between the ledger's new line and the object's new folder."""
        if (self.root / STAGING).exists():
            raise ConflictError(kinds.BUSY.at(folder=self.root.name)) from None

    def files(self, agreement: str) -> dict[str, Path]:
        """Return the files of the newest version: name to path."""
        found = self.inventory(agreement)
        folder = self.folder(agreement)
        return {name: folder / place for name, place in found.state.items()} if found else {}

    def shown(self, path: Path) -> str:
        """Return a path as people name it: relative to the archive."""
        return path.relative_to(self.root).as_posix()

    def add(
        self,
        agreement: str,
        files: Mapping[str, bytes],
        created: str,
        message: str,
        *,
        after: int | None = None,
        by: str = "",
    ) -> int:
        """Add a version with further files and return its number.

        ``after`` is the version that the files were named for, 0 for none: names given by another
        run since must not be given twice. ``by`` is whom the version is attributed to.

        Raises:
            ConflictError: another run is just writing, or has written since.
            IntegrityError: the store is not what it was, or older than a witness knows.
            OSError: the disk refuses; the store is as before or has the whole version.
        """
        with self.alone():
            self._recover()
            refuse_older(self.witnesses, ledger := self.sound_ledger())
            before = self._sound_inventory(agreement, ledger)
            if after not in (None, before.head if before else 0):
                raise ConflictError(kinds.BUSY.at(folder=self.root.name))
            version = next_version(agreement, before, files, created, message, by)
            try:
                self._start()
                new = self._stage(agreement, before, version)
            except OSError:
                with suppress(OSError):  # a full disk gets its room back at once, if it can
                    self.disk.remove(self.root / STAGING)
                raise
            entry = ledger.next(agreement, version.number, version.digest)
            self.disk.append(self.root / LEDGER, f"{entry.line}\n".encode())
            self._put(new, agreement)
            let_know(self.witnesses, self.ledger(), created)
            self.disk.remove(self.root / STAGING)
        return version.number

    def recover(self) -> bool:
        """Bring to its end or undo what an interrupted run left; tell whether there was anything.

        Raises:
            ConflictError: another run is just writing.
            OSError: the disk refuses, for example because it cannot be written to.
        """
        if not (self.root / STAGING).exists() and not self.ledger().torn:
            return False
        with self.alone():
            self._recover()
        return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs out.

        Raises:
            ConflictError: another run is in.
        """
        import fcntl

        self.disk.make_folder(self.root)
        with (self.root / ".lock").open("ab") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ConflictError(kinds.BUSY.at(folder=self.root.name)) from None
            yield

    def _start(self) -> None:
        """Make the storage root where it is missing; it appears complete."""
        if (self.objects / ROOT_DECLARATION).exists():
            return
        new = self.root / STAGING / STORE
        self.disk.remove(self.root / STAGING)
        self.disk.make_folder(new)
        self.disk.write(new / ROOT_DECLARATION, [b"ocfl_1.1\n"])
        self.disk.sync_folder(new)
        self.disk.rename(new, self.objects)
        self.disk.sync_folder(self.root)

    def _stage(self, agreement: str, before: Inventory | None, version: NextVersion) -> Path:
        disk, staging = self.disk, self.root / STAGING
        disk.remove(staging)
        new = staging / agreement.replace("/", "+")
        disk.make_folder(new)
        if before:
            self._link_old(self.folder(agreement), new)
        else:
            disk.write(new / inventories.DECLARATION, [b"ocfl_object_1.1\n"])
        files = {
            **version.content,
            f"v{version.number}/{inventories.NAME}": version.inventory,
            f"v{version.number}/{inventories.SIDECAR}": version.sidecar,
            inventories.NAME: version.inventory,
            inventories.SIDECAR: version.sidecar,
        }
        for name, data in files.items():
            disk.make_folder((new / name).parent)
            disk.write(new / name, [data])
        for folder in sorted({(new / name).parent for name in files}, reverse=True):
            disk.sync_folder(folder)
        disk.sync_folder(staging)
        return new

    def _link_old(self, old: Path, new: Path) -> None:
        for path in sorted(old.rglob("*")):
            name = path.relative_to(old).as_posix()
            if path.is_dir():
                self.disk.make_folder(new / name)
            elif name not in (inventories.NAME, inventories.SIDECAR):
                self.disk.link(path, new / name)

    def _put(self, new: Path, agreement: str) -> None:
        place = self.folder(agreement)
        self.disk.make_folder(place.parent)
        if place.exists():
            self.disk.exchange(new, place)
        else:
            self.disk.rename(new, place)
        self.disk.sync_folder(place.parent)

    def _recover(self) -> None:
        """Complete what the ledger names, remove the rest."""
        staging, path = self.root / STAGING, self.root / LEDGER
        ledger = self.ledger()
        if ledger.torn:
            self._mend(path)
        heads = ledger.heads()
        for new in sorted(staging.glob("*+*")) if staging.is_dir() else ():
            agreement = new.name.removesuffix(".aside").replace("+", "/")
            entry = heads.get(agreement)
            if entry and _digest(new) == entry.inventory != _digest(self.folder(agreement)):
                self._put(new, agreement)
        if staging.is_dir():
            let_know(self.witnesses, ledger, last_created(self.objects, ledger.entries))
        self.disk.remove(staging)

    def _mend(self, path: Path) -> None:
        """Cut off a last line that was never completed."""
        whole = path.read_bytes().rpartition(b"\n")[0]
        mended = path.with_name(f"{path.name}.new")
        self.disk.remove(mended)
        self.disk.write(mended, [whole + b"\n" if whole else b""])
        self.disk.rename(mended, path)
        self.disk.sync_folder(path.parent)

    def sound_ledger(self) -> Ledger:
        """Return the ledger.

        Raises:
            ConflictError: another run is just writing.
            IntegrityError: a line does not follow from those before it, or contradicts its object.
        """
        ledger = self.ledger()
        if ledger.broken:
            place = Place(LEDGER, ledger.broken)
            raise IntegrityError(kinds.LEDGER_BROKEN.at(place, line=ledger.broken))
        if ledger.entries and contradiction(self.objects, ledger.entries[-1]):
            self._refuse_while_written()
            # a further line would vouch for this one
            line = len(ledger.entries)
            raise IntegrityError(kinds.LEDGER_CONTRADICTED.at(Place(LEDGER, line), line=line))
        return ledger

    def _sound_inventory(self, agreement: str, ledger: Ledger) -> Inventory | None:
        """Return the inventory to build on; never build on one that the ledger does not know."""
        found = self.inventory(agreement)
        entry = ledger.heads().get(agreement)
        if (found.digest if found else None) != (entry.inventory if entry else None):
            shown = self.shown(self.folder(agreement) / inventories.NAME)
            raise IntegrityError(kinds.INVENTORY_NOT_IN_LEDGER.at(Place(shown), file=shown))
        return found


def _digest(folder: Path) -> str:
    try:
        return read_inventory(folder / inventories.NAME).digest
    except (OSError, ValueError):
        return ""
