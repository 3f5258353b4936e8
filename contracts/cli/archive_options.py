"""What the options of ``contracts archive`` may say."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.parts import option
from contracts.cli.settings import workspace
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contracts.sources.workspace import Workspace
    from contracts.usecases.archive_run import Run

_PAGE = re.compile(
    r"(?P<file>.+):(?P<sheet>[1-9][0-9]*)(?:\.(?P<half>[12]))?"
    r"=(?P<agreement>[^:=]+):(?P<page>[1-9][0-9]*)"
)


def pages_named(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> Any:  # noqa: ARG001
    """Return the pages that a person has named: file and sheet (and half) to agreement and page.

    Raises:
        click.BadParameter: one of them is not written as it must be.
    """
    named = {}
    for text in value:
        found = _PAGE.fullmatch(text)
        if found is None:
            raise click.BadParameter(_("FILE:PAGE=DISTRICT:PAGE"))
        file = os.fsencode(Path(found["file"]).name).decode("utf-8", "replace")
        half = (int(found["half"]),) if found["half"] else ()
        key = (file, int(found["sheet"]), *half)
        named[key] = (workspace().resolve(found["agreement"]), int(found["page"]))
    return named


def fields_named(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> Any:  # noqa: ARG001
    """Return the fields that a person lets pass, by file.

    Raises:
        click.BadParameter: one of them is not written as it must be.
    """
    named: dict[str, tuple[str, ...]] = {}
    for text in value:
        path, colon, name = text.rpartition(":")
        if not colon or not path or not name:
            raise click.BadParameter(_("FILE:FIELD"))
        file = os.fsencode(Path(path).name).decode("utf-8", "replace")
        named[file] = (*named.get(file, ()), name)
    return named


def target(ctx: click.Context, param: click.Parameter, value: Path) -> Path:  # noqa: ARG001
    """Return the file to write.

    Raises:
        click.BadParameter: it has no name.
    """
    if not value.name:
        raise click.BadParameter(_("The name of the file is missing."))
    return value


def fingerprint(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """Return the SHA-256 of a certificate as plain digits.

    Raises:
        click.BadParameter: it is not one; what cannot match must not look like a forgery.
    """
    if value is None:
        return None
    digits = re.sub(r"[\s:]", "", value).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise click.BadParameter(_("A SHA-256 fingerprint has 64 hexadecimal digits."))
    return digits


def copy_number(ctx: click.Context, param: click.Parameter, value: str) -> str:  # noqa: ARG001
    """Return the number of a copy as it is written in the archive: 2 is 002.

    Raises:
        click.BadParameter: it is no number.
    """
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise click.BadParameter(_("Name the number of the copy, e.g. 002."))
    return f"{int(value):03}"


by_option = option(
    "--by",
    metavar=N_("NAME"),
    help=N_("Who does it; else CONTRACTS_BY, git's user.name or the login is kept."),
)


def _silent(_step: str, _done: int, _count: int) -> None:
    return


def run_of(
    space: Workspace, by: str | None, tell: Callable[[str, int, int], None] = _silent
) -> Run:
    """Return who gives the command and when.

    Raises:
        UsageError: the name in the call cannot be printed.
    """
    from contracts.usecases.archive_run import Run
    from contracts.usecases.person import person_of

    return Run(now(), person_of(space.root, by), tell)


def now() -> datetime:
    """Return the time; SOURCE_DATE_EPOCH overrides the clock, as for everything we write."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    known = re.fullmatch(r"[0-9]{1,11}", epoch)
    return datetime.fromtimestamp(int(epoch), UTC) if known else datetime.now(UTC)
