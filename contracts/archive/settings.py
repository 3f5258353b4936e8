"""The archive's configuration: ``archive.yaml`` in the workspace. Nothing in it has a default.

``retention`` is needed for packages: how long signed copies are kept is the registry's decision
and depends on its rules; no program may assume it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator

from contracts.archive.release import DATES
from contracts.catalogue import archive as kinds
from contracts.catalogue.load import EMPTY_FILE
from contracts.errors import FindingsError, SourceError
from contracts.findings import Place
from contracts.model.base import Line, Model
from contracts.sources.files import read_bytes
from contracts.sources.models import load_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "archive.yaml"


class Retention(Model):
    """From when and how long signed copies are kept.

    ``start`` names the date of the agreement, ``counts_from`` whether the period begins on that
    day or at the end of its year.
    """

    start: Literal["agreed", "effective", "ends"]
    counts_from: Literal["day", "year-end"]
    years: int = Field(ge=1, le=200)

    def period(self, dates: Mapping[str, str]) -> tuple[date, date] | None:
        """Return the first and the last day, None where the agreement does not have the date."""
        known = dates.get(self.start, "")
        if not known:
            return None
        first = date.fromisoformat(known)
        if self.counts_from == "year-end":
            first = date(first.year, 12, 31)
        year = first.year + self.years
        try:
            return first, first.replace(year=year)
        except ValueError:  # 29 February
            return first, date(year, 3, 1)


class TimeService(Model):
    """Where time stamps come from (RFC 3161)."""

    url: Line


class ArchiveSettings(Model):
    """All of ``archive.yaml``; ``trust`` are certificate files, relative to the workspace.

    ``witness`` names files outside of the archive that know its last version; without it,
    ``archive.head`` beside ``archive.yaml`` does.
    """

    organisation: Line | None = None
    retention: Retention | None = None
    trust: tuple[Line, ...] = ()
    timestamp: TimeService | None = None
    witness: tuple[Line, ...] = ()

    @field_validator("witness", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        """Take one name like a list of one."""
        return [value] if isinstance(value, str) else value


def load_settings(root: Path) -> ArchiveSettings:
    """Return the configuration; a missing file is an empty one, and that says nothing.

    Raises:
        SourceError: the file cannot be understood.
    """
    path = root / NAME
    if not path.exists():
        return ArchiveSettings()
    loaded, findings = load_model(path, root, ArchiveSettings)
    if [finding.kind for finding in findings] == [EMPTY_FILE]:
        return ArchiveSettings()
    if loaded is None:
        raise SourceError(*findings)
    return loaded.model


def retention_of(settings: ArchiveSettings) -> Retention:
    """Return start and period of retention.

    Raises:
        FindingsError: the configuration does not say.
    """
    if settings.retention is None:
        place = Place(NAME)
        raise FindingsError(kinds.NO_RETENTION.at(place, file=NAME, dates=", ".join(DATES)))
    return settings.retention


def trust_files(settings: ArchiveSettings, root: Path) -> list[bytes]:
    """Return the certificates of the trust list.

    Raises:
        SourceError: a file is missing, outside of the workspace or not a certificate.
    """
    from contracts.archive.signed.trust import roots_of

    found = []
    for name in settings.trust:
        data = read_bytes(root / name, root)
        try:
            roots_of([data])
        except (ValueError, TypeError, RecursionError) as error:
            raise SourceError(kinds.NOT_A_CERTIFICATE.at(Place(name), file=name)) from error
        found.append(data)
    return found
