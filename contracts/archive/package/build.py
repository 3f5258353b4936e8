"""Builds the package: payload first, file by file, then the lists, the signature, the time stamp.

Each file is compared with its inventory while it is packed, so that damage is never handed over.
The same store, key and settings give the same bytes, but for a time stamp.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from contracts import __version__
from contracts.archive.disk import Disk
from contracts.archive.holding import COVER, Filed, Holding, holding_of
from contracts.archive.package import verify as shipped
from contracts.archive.package.container import Container, container
from contracts.archive.package.index import Row, index_csv, index_html
from contracts.archive.package.key import SigningKey, sign_detached
from contracts.archive.package.timestamp import timestamp
from contracts.archive.settings import ArchiveSettings, Retention, retention_of
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.rollback import refuse_older
from contracts.archive.words import KINDS, result_of
from contracts.catalogue import archive as kinds
from contracts.errors import ConflictError, IntegrityError, UsageError
from contracts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.archive.release import Release
    from contracts.archive.store.ledger import Ledger
    from contracts.archive.store.store import Store

MANIFEST, TAG_MANIFEST = "manifest-sha512.txt", "tagmanifest-sha512.txt"
SIGNATURE, STAMP = f"{TAG_MANIFEST}.p7s", f"{TAG_MANIFEST}.p7s.tsr"
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Built:
    """A package: how much is in it, and what is to be said about it."""

    agreements: int
    copies: int
    size: int
    head: str
    findings: tuple[Finding, ...]


def build_package(  # noqa: PLR0913 - the disk is for tests
    store: Store,
    agreements: Sequence[str],
    target: Path,
    settings: ArchiveSettings,
    key: SigningKey | None = None,
    *,
    by: str = "",
    disk: Disk | None = None,
) -> Built:
    """Write the package of some agreements.

    Args:
        store: where they are.
        agreements: their ids.
        target: the file to write; it appears complete or not at all.
        settings: retention, organisation, time stamp service.
        key: signs the lists; without it the package proves nothing to others.
        by: who builds it.
        disk: the way to the disk.

    Raises:
        ConflictError: the target is there and is something else than a package.
        FindingsError: the configuration does not say how long copies are kept.
        IntegrityError: the store is not what it was, or older than a witness knows.
        MachineError: the time stamp service does not answer.
        UsageError: there is nothing to hand over.
    """
    if not agreements:
        raise UsageError(kinds.ARCHIVE_EMPTY.at())
    if os.path.lexists(target) and not _is_package(target):
        raise ConflictError(kinds.TARGET_TAKEN.at(Place(target.name), file=target.name))
    retention = retention_of(settings)
    store.recover()
    ledger = store.sound_ledger()
    refuse_older(store.witnesses, ledger)
    work = _Build(store, settings, retention, key, ledger, by)
    with container(target, _folder(target), disk or Disk()) as package:
        work.write(package, sorted(set(agreements)))
    return work.built(target)


def _is_package(path: Path) -> bool:
    """Tell whether a file is an earlier package; nothing else is ever replaced by one."""
    try:
        return path.is_file() and {MANIFEST, "verify.py"} <= shipped.Files(path).names
    except shipped.UNREADABLE:
        return False


def _folder(target: Path) -> str:
    """Return the name of the folder in the package: the file's, where every system can have it."""
    name = target.stem
    plain = name.isprintable() and name.strip(". ") == name and not set(name) & set('\\:*?"<>|')
    return name if plain else "package"


@dataclass
class _Build:
    store: Store
    settings: ArchiveSettings
    retention: Retention
    key: SigningKey | None
    ledger: Ledger
    by: str = ""
    rows: list[Row] = field(default_factory=list)
    payload: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    size: int = 0
    newest: str = ""
    head: str = ""
    agreements: int = 0

    def built(self, target: Path) -> Built:
        size = target.stat().st_size
        return Built(self.agreements, len(self.rows), size, self.head, tuple(self.findings))

    def write(self, package: Container, agreements: Sequence[str]) -> None:
        for agreement in agreements:
            holding = holding_of(self.store, agreement)
            if holding is None or not holding.copies:
                raise UsageError(kinds.NOTHING_STORED.at(agreement=agreement))
            self._payload(package, holding)
            self.agreements += 1
        self.head = self.store.ledger().head
        self._tags(package)
        self._sign(package)

    def _payload(self, package: Container, holding: Holding) -> None:
        inventory = self.store.sound_inventory(holding.agreement, self.ledger)
        assert inventory is not None  # noqa: S101 - there is a holding
        created = inventory.raw["versions"][f"v{inventory.head}"]["created"]
        self.newest = max(self.newest, str(created))
        folder = self.store.folder(holding.agreement)
        digests = {folder / place: digest for place, digest in inventory.manifest.items()}
        for name, path in sorted(self.store.files(holding.agreement).items()):
            self._file(package, f"data/{holding.agreement}/{name}", path, digests[path])
        for copy in holding.copies:
            self._row(holding, copy)

    def _file(self, package: Container, name: str, path: Path, digest: str) -> None:
        try:
            size = path.stat().st_size
            found = package.add(name, _blocks(path), size)
        except FileNotFoundError as error:
            shown = self.store.shown(path)
            raise IntegrityError(kinds.FILE_LOST.at(Place(shown), file=shown)) from error
        if found != digest:
            shown = self.store.shown(path)
            raise IntegrityError(kinds.FILE_ALTERED.at(Place(shown), file=shown))
        self.payload[name] = found
        self.size += size

    def _row(self, holding: Holding, copy: Filed) -> None:
        release = self._release(holding, str(copy.evidence["release"]))
        period = self.retention.period(release.facts)
        if period is None:
            named = self.retention.start
            finding = kinds.RETENTION_OPEN.at(agreement=holding.agreement, date=named)
            self.findings.append(finding)
        start = f"data/{holding.agreement}"
        shown = "pages.pdf" if "pages.pdf" in copy.files else "original-1.pdf"
        file = f"{start}/signed/{copy.number}/{shown}"
        self.rows.append(
            Row(
                agreement=holding.agreement,
                district=release.facts.get("district", ""),
                title=release.document.title,
                release=release.code.release,
                number=copy.number,
                kind=KINDS[copy.kind],
                result=result_of(copy),
                signatories="; ".join(release.signatories),
                first=period[0].isoformat() if period else "",
                last=period[1].isoformat() if period else "",
                file=file,
                sha512=self.payload[file],
                cover=f"{start}/{COVER}",
            )
        )

    def _release(self, holding: Holding, code: str) -> Release:
        release = holding.release(code)
        try:
            _ = release.document
        except ValueError as error:
            place = Place(f"{holding.agreement}/release/{code}/{error}")
            raise IntegrityError(kinds.RELEASE_UNREADABLE.at(place, file=place.file)) from error
        return release

    def _tags(self, package: Container) -> None:
        date = self.newest[:10]
        organisation = self.settings.organisation or ""
        ledger = (self.store.root / LEDGER).read_bytes()
        files = {
            "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": self._info(date, organisation),
            MANIFEST: _manifest(self.payload),
            LEDGER: ledger,
            "index.html": index_html(self.rows, organisation, date),
            "index.csv": index_csv(self.rows),
            "verify.py": (Path(__file__).parent / "verify.py").read_bytes(),
        }
        for name, data in files.items():
            self.tags[name] = package.add(name, [data], len(data))

    def _info(self, date: str, organisation: str) -> bytes:
        service = self.settings.timestamp
        lines = {
            "Source-Organization": organisation or None,
            "Contact-Name": self.by or None,
            "External-Description": "Unterzeichnete Kooperationsverträge",
            "Bagging-Date": date,
            "Payload-Oxum": f"{self.size}.{len(self.payload)}",
            "Bag-Software-Agent": f"Vertragswerk {__version__}",
            "Ledger-Head": self.head,
            # stands in the signed lists, so that a lost time stamp is missed
            "Time-Stamp-Authority": service.url if service and self.key else None,
        }
        return "".join(f"{name}: {value}\n" for name, value in lines.items() if value).encode()

    def _sign(self, package: Container) -> None:
        lists = _manifest(self.tags)
        package.add(TAG_MANIFEST, [lists], len(lists))
        if self.key is None:
            self.findings.append(kinds.PACKAGE_UNSIGNED.at())
            return
        signature = sign_detached(lists, self.key)
        package.add(SIGNATURE, [signature], len(signature))
        if self.settings.timestamp is None:
            self.findings.append(kinds.PACKAGE_WITHOUT_TIME.at())
            return
        token = timestamp(signature, self.settings.timestamp.url)
        package.add(STAMP, [token], len(token))


def _manifest(digests: dict[str, str]) -> bytes:
    """Return the lines of a manifest (RFC 8493, 2.1.3)."""
    return "".join(
        f"{digest}  {_escaped(name)}\n" for name, digest in sorted(digests.items())
    ).encode()


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block
