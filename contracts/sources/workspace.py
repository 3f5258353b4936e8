"""A workspace: the folder with clauses/, templates/ and districts/."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.catalogue import load, select
from contracts.errors import SourceError, UsageError
from contracts.model.base import SLUG
from contracts.sources.names import named, slug_of
from contracts.sources.unread import unread_like
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("clauses", "templates", "districts")
_SLUG = re.compile(SLUG)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that holds all sources and outputs."""

    root: Path

    @property
    def clauses(self) -> Path:
        """Folder of the clause library."""
        return self.root / "clauses"

    @property
    def districts(self) -> Path:
        """Folder of the districts."""
        return self.root / "districts"

    @property
    def generated(self) -> Path:
        """Folder of all outputs."""
        return self.root / "generated"

    def template(self, name: str) -> Path:
        """Return the folder of a template.

        Raises:
            SourceError: there is none of that name.
        """
        known = _folders(self.root / "templates")
        if name not in known:
            near = suggestion(name, known)
            finding = select.UNKNOWN_TEMPLATE.at(name=name, suggestion=near, known=", ".join(known))
            raise SourceError(finding)
        return self.root / "templates" / name

    def district_slugs(self) -> list[str]:
        """Return the slugs of all districts, sorted."""
        slugs = _folders(self.districts)
        return [slug for slug in slugs if (self.districts / slug / "district.yaml").exists()]

    def agreements_of(self, district: str) -> list[str]:
        """Return the ids of a district's agreements, oldest first."""
        folder = self.districts / district
        files = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - thousands of them
        names = [name.removesuffix(".yaml") for name in files if name.endswith(".yaml")]
        names = [name for name in names if name not in _NOT_AGREEMENTS]
        return [f"{district}/{name}" for name in sorted(names) if _SLUG.match(name)]

    def agreements(self) -> list[str]:
        """Return the ids of all agreements, sorted by district and name."""
        return [a for district in self.district_slugs() for a in self.agreements_of(district)]

    def resolve(self, name: str) -> str:
        """Return the agreement id that a district, an id or the path of a file names.

        German names and other spellings are taken: ``Neukölln``, ``Pankow/2023``,
        ``districts/pankow/2023.yaml``.

        Raises:
            UsageError: there is no such district or agreement.
        """
        district, _, agreement = named(name, self.districts).partition("/")
        known = self.district_slugs()
        if district not in known:
            near = suggestion(district, known)
            shown = name.strip("/").partition("/")[0] if slug_of(name) != district else district
            finding = select.UNKNOWN_DISTRICT.at(
                name=shown, suggestion=near, known=", ".join(known)
            )
            raise UsageError(finding)
        ids = self.agreements_of(district)
        if agreement and f"{district}/{agreement}" in ids:
            return f"{district}/{agreement}"
        if not agreement and ids:
            return ids[-1]
        if not ids:
            raise UsageError(select.NO_AGREEMENT.at(district=district))
        names = [i.partition("/")[2] for i in ids]
        finding = select.UNKNOWN_AGREEMENT.at(
            district=district,
            name=agreement,
            suggestion=suggestion(agreement, names),
            known=", ".join(names),
        )
        raise UsageError(finding, *unread_like(self, district, agreement))


_NOT_AGREEMENTS = ("district", "partner")


def find_workspace(start: Path, *, exactly: bool = False) -> Workspace:
    """Return the workspace around a folder, or exactly there.

    Raises:
        UsageError: there is none.
    """
    start = start.resolve()
    for folder in (start,) if exactly else (start, *start.parents):
        if all((folder / name).is_dir() for name in FOLDERS):
            return Workspace(folder)
    raise UsageError(select.NO_WORKSPACE.at())


def require_file(path: Path, shown: str) -> None:
    """Raise a SourceError where a file that must exist does not."""
    if not path.is_file():
        raise SourceError(load.NOT_A_FILE.at(file=shown))


def _folders(parent: Path) -> list[str]:
    if not parent.is_dir():
        return []
    return sorted(p.name for p in parent.iterdir() if p.is_dir() and _SLUG.match(p.name))
