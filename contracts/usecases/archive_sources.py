"""What a signed contract was made from: collected when its copy comes in, used to make it again."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts.archive.release import DATES, Release
from contracts.catalogue import archive as kinds
from contracts.errors import IntegrityError
from contracts.findings import Finding, Place
from contracts.sources.files import read_bytes, show
from contracts.sources.workspace import Workspace
from contracts.usecases.carried import read_pdf
from contracts.usecases.inputs import folder_hashes, source_files
from contracts.usecases.inside import DATA
from contracts.usecases.prepare import prepare
from contracts.usecases.targets import RECORD, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.document import Document

SOURCES = "sources/"
LOCK = "clauses/clauses.lock"


def release_of(workspace: Workspace, agreement: str) -> tuple[Release | None, list[Finding]]:
    """Return the final version of an agreement with all that it was made from.

    None where there is no final version. Sources that have changed since are not taken, for they
    are not what was signed; a finding says so.

    Raises:
        IntegrityError: a file of the final version is not what its record says.
        SourceError: its PDF cannot be read.
    """
    target = target_of(workspace, agreement, "release")
    shown = show(target.folder, workspace.root)
    try:
        record_bytes = (target.folder / RECORD).read_bytes()
    except FileNotFoundError:
        return None, []
    try:
        record: dict[str, Any] = json.loads(record_bytes)
        outputs = {str(name): str(entry["sha256"]) for name, entry in record["outputs"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        place = Place(f"{shown}/{RECORD}")
        raise IntegrityError(kinds.RELEASE_UNREADABLE.at(place, file=place.file)) from error
    files = _Files({RECORD: record_bytes})
    for name, digest in outputs.items():
        files.add(name, target.folder / name, digest, f"{shown}/{name}")
    pdf = target.name("pdf")
    if pdf not in files:
        place = Place(f"{shown}/{pdf}")
        raise IntegrityError(kinds.RELEASE_UNREADABLE.at(place, file=place.file))
    from contracts.writers.pdf.extract import extract

    carried, _contradictions = read_pdf(files[pdf], f"{shown}/{pdf}", extract)
    files.small[DATA] = carried.data
    sources, findings = _sources(workspace, agreement, record)
    for name, data in sources.items():
        digest = hashlib.sha256(data).hexdigest()
        files.add(f"{SOURCES}{name}", workspace.root / name, digest, name)
    return Release(files, _facts(carried.data)), findings


class _Files(Mapping[str, bytes]):
    """Files by their names: small ones here, all others on the disk, proven at each reading."""

    def __init__(self, small: dict[str, bytes]) -> None:
        self.small = small
        self._large: dict[str, tuple[Path, str, str]] = {}

    def add(self, name: str, path: Path, digest: str, shown: str) -> None:
        """Add a file that is on the disk.

        Raises:
            IntegrityError: it is not what it should be.
        """
        _as_recorded(path, digest, shown)
        self._large[name] = path, digest, shown

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            IntegrityError: it is not what it was.
        """
        return self.small[name] if name in self.small else _as_recorded(*self._large[name])

    def __iter__(self) -> Iterator[str]:
        return iter({**self.small, **self._large})

    def __len__(self) -> int:
        return len(self.small.keys() | self._large.keys())


def rebuild(agreement: str, sources: Mapping[str, bytes]) -> Document:
    """Make the document of a final version again, from stored sources only.

    Raises:
        ContractsError: the sources do not give one.
    """
    if not sources:
        raise IntegrityError(kinds.NO_SOURCES.at(agreement=agreement))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, data in sources.items():
            path = root / name
            if not path.resolve().is_relative_to(root.resolve()):
                raise IntegrityError(kinds.NO_SOURCES.at(agreement=agreement))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_only_stored(data, sources) if name == LOCK else data)
        clauses = hashlib.sha256(str(sorted(folder_hashes(root / "clauses").items())).encode())
        return prepare(
            Workspace(root), agreement, "release", clauses.hexdigest(), again=True
        ).document


def _only_stored(lock: bytes, sources: Mapping[str, bytes]) -> bytes:
    """Return the lines of a lock file whose texts are there: a contract needs only some."""
    kept = [
        line
        for line in lock.splitlines(keepends=True)
        if line.startswith(b"#") or _clause_file(line.split()[-1].decode()) in sources
    ]
    return b"".join(kept)


def _as_recorded(path: Path, digest: str, shown: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise IntegrityError(kinds.NOT_AS_RECORDED.at(Place(shown), file=shown))
    return data


def _sources(
    workspace: Workspace, agreement: str, record: dict[str, Any]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the sources by their paths, nothing where one of them is not what it was."""
    root = workspace.root
    wanted = {str(n): str(d) for n, d in record.get("sources", {}).items()}
    paths = {show(path, root): path for path in source_files(workspace, agreement)}
    for clause in record.get("clauses", ()):
        if not clause.get("deviation"):
            name = _clause_file(str(clause["name"]))
            wanted[name], paths[name] = str(clause["sha256"]), root / name
    found = {name: read_bytes(path, root) for name, path in paths.items() if path.exists()}
    changed = [n for n, d in wanted.items() if hashlib.sha256(found.get(n, b"")).hexdigest() != d]
    if changed:
        place = Place(min(changed))
        return {}, [kinds.SOURCES_CHANGED.at(place, agreement=agreement, file=place.file)]
    template = workspace.template(str(record["template"]["name"]))
    for path in (template / "plan.yaml", workspace.clauses / "clauses.lock"):
        found[show(path, root)] = read_bytes(path, root)
    glossary = workspace.clauses / "glossary.yaml"
    if glossary.exists():
        found[show(glossary, root)] = read_bytes(glossary, root)
    return found, []


def _clause_file(name: str) -> str:
    """Return the file of a clause text named as in records: ``steering@1``."""
    clause, _, version = name.partition("@")
    if "/" not in clause:
        clause = f"{clause}/standard"
    return f"clauses/{clause}@{version}.md"


def _facts(data: bytes) -> dict[str, str]:
    """Return what lists need to know of an agreement, out of its own data."""
    raw = json.loads(data)
    dates = raw.get("agreement", {}).get("dates", {})
    known = {name: str(dates[name]) for name in DATES if dates.get(name)}
    return {"district": str(raw.get("district", {}).get("name", "")), **known}
